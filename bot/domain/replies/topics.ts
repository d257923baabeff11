import { normalise } from "./normalise.ts";

/** What somebody asks that the ledger can answer. */
export type Topic = "owed" | "due" | "received" | "payoff" | "certificate";

/** Long texts tell a story, and a story is for people. */
const longest = 120;

/** Undefined: no question, or one that only people can answer. */
export function topicOf(text: string): Topic | undefined {
  const said = normalise(text).text.trim();
  if (said.length > longest || peoples.test(said) || !asks.test(said)) return undefined;
  return patterns.find(([, pattern]) => pattern.test(said))?.[0];
}

const asks =
  /\?|吗|么|多少|几号|几时|什么时候|何时|哪天|哪一天|怎么|如何|哪里|[呢没]$|查(?:一)?下|问(?:一)?下|告诉我|\b(?:how|when|what|which|did|have|has|can|could|is|are|was|tell me|let me know|check)\b/;
/** Fees, rates, waivers, other people's loans and complaints are never answered from a table. */
const peoples =
  /利息|利率|罚息|违约金|滞纳金|手续费|费用|减免|免掉|少还|打折|优惠|征信|担保|老公|老婆|爸|妈|朋友|别人|投诉|为什么|怎么回事|凭什么|\b(?:interest|rate|fees?|penalt\w+|charges?|waive\w*|discount|reduce|credit (?:score|bureau|report)|guarant\w+|husband|wife|friend|brother|complain\w*|why|wrong|mistake)\b/;

const patterns: readonly (readonly [Topic, RegExp])[] = [
  [
    "certificate",
    /(?:结清|还清|清贷|销户)(?:证明|单|凭证|手续)|(?:settlement|clearance|paid[- ]?up|payoff|no[- ]dues?)\s?(?:certificate|letter|confirmation|proof)|proof (?:of|that).{0,20}(?:settle|paid)/,
  ],
  [
    "payoff",
    /提前(?:还|结清|清)|一次(?:性)?(?:还清|结清|还完|还掉)|全部(?:还清|结清|还完)|\b(?:pay|settle|clear|repay)\w* (?:it |the |my |this |off |all |whole |entire |full |loan ){0,4}(?:early|off|in full|in advance|ahead)|\bearly (?:pay|settle|repay)\w*|\bpay(?:ing)?[- ]?off\b/,
  ],
  [
    "received",
    /(?:收到|到账|入账|到帐|入帐|进账).{0,6}(?:吗|没|么|\?)|(?:有没有|是否|是不是).{0,6}(?:收到|到账|入账)|(?:did|have|has) you .{0,12}(?:get|got|receive)|(?:payment|money|transfer).{0,24}(?:arrive|come through|gone through|go through|posted|received|land)|received (?:my|the) (?:payment|money)/,
  ],
  [
    "due",
    /(?:什么时候|何时|几时|几号|哪天|哪一天).{0,6}(?:还|到期|扣|交)|(?:还款日|到期日).{0,6}(?:几号|哪天|什么时候|是|\?)|\bwhen\b.{0,30}(?:due|pay|instal|repay)|\bdue date\b|\bwhat day\b.{0,20}\b(?:pay|due)/,
  ],
  [
    "owed",
    /(?:还|欠|应还|总共|一共|剩|剩下|要交|该交|这期|本期|下期|每期).{0,8}多少|多少.{0,4}(?:没还|要还|未还|欠款)|欠款(?:是)?多少|余额|\bhow much\b.{0,30}(?:owe|due|left|pay|outstanding|remain|balance)|\b(?:what|tell me)\b.{0,24}(?:owe|balance|outstanding|amount due)/,
  ],
];
