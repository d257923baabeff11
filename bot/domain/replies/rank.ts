/** Which of several intents comes first, and whether it is safe to act on it. */
import type { Asked, IntentName, ReplyPart } from "./reply.ts";
import type { Hit } from "./rule.ts";

const strong: readonly IntentName[] = ["distress", "opt_out", "deceased", "wrong_person", "dispute"];
export const order: readonly IntentName[] = [
  ...strong,
  "human",
  "abusive",
  "extension",
  "partial",
  "hardship",
  "refuse",
  "paid",
  "promise",
  "question",
  "unclear",
];
const aboutMoney: ReadonlySet<IntentName> = new Set<IntentName>(["paid", "promise", "partial", "extension", "refuse"]);

/** Primary first. A weak hardship (没钱) yields to what is said beside it; a grave one never does. */
export function ranked(hits: readonly Hit[]): IntentName[] {
  if (hits.length === 0) return ["unclear"];
  const weak = hits.filter((hit) => hit.intent === "hardship").every((hit) => hit.weak);
  // "My father died, give me a few days" is the borrower speaking; without such talk it may be the borrower who died.
  const mourner = hits.some((hit) => aboutMoney.has(hit.intent)) && hits.filter((hit) => hit.intent === "deceased").every((hit) => hit.weak);
  const names = [...new Set(hits.map((hit) => hit.intent))];
  return names.length < 2 ? names : names.toSorted((a, b) => place(a, weak, mourner) - place(b, weak, mourner));
}

function place(name: IntentName, weak: boolean, mourner: boolean): number {
  if (name === "hardship" && weak) return order.indexOf("promise") + 0.5;
  return name === "deceased" && mourner ? order.indexOf("hardship") + 0.5 : order.indexOf(name);
}

export interface Judgement {
  readonly names: readonly IntentName[];
  readonly parts: readonly ReplyPart[];
  readonly text: string;
  readonly asked: Asked | undefined;
  readonly yes: boolean | undefined;
  /** A day that would be another if it lay behind instead of ahead. */
  readonly dateTurns: boolean;
  /** Every rule behind the primary intent is one that is often said in passing. */
  readonly weak: boolean;
  /** How likely the model finds the primary intent, and what else it does not rule out. */
  readonly p: number;
  readonly rivals: readonly IntentName[];
  /** How likely the model finds anything grave at all. */
  readonly gravity: number;
  /** A firm rule would put something else first. */
  readonly contested: boolean;
  /** Something is asked beside it. */
  readonly asksBack: boolean;
  /** Read as past, its only days still lie ahead: "明天顺道把钱交了" has paid nothing. */
  readonly ahead: boolean;
}

/** True only where one thing was said plainly; everything else is asked back. */
export function mayAct(judgement: Judgement): boolean {
  const { names, parts, text, asked, yes, dateTurns, weak, p, rivals: likelyRivals } = judgement;
  const [primary = "unclear"] = names;
  if (primary === "unclear") return yes !== undefined && asked === "confirm_person";
  if (sarcasm.test(text) || judgement.contested) return false;
  if (primary === "question" || primary === "hardship")
    return primary === "question" && !aboutTheLoan.test(text) ? false : !weak && (p >= 0.85 || names.length === 1);
  if (!aboutMoney.has(primary)) return true;
  // "Give me till Wednesday" and "later", asked when, are half a promise.
  if (primary === "extension" && (asked === "promise_when" || parts.some((part) => part.date && !part.date.fuzzy))) return false;
  if (primary === "extension" || primary === "refuse") return likelyRivals.length === 0 && !conditional.test(text);
  if (judgement.gravity >= 0.12 || elsewhereOwed.test(text) || wentWrong.test(text)) return false;
  if (judgement.asksBack || asking.test(text)) return false;
  if (
    likelyRivals.some((name) => name !== "question" && name !== "hardship") ||
    names.some((name) => aboutMoney.has(name) && name !== primary && name !== "extension") ||
    hedged.test(text) ||
    parts.some((part) => part.date?.fuzzy)
  )
    return false;
  if (thirdParty.test(text) && (primary === "promise" || primary === "partial" || primary === "paid")) return false;
  if (parts.some((part) => part.amount?.kind === "about" || part.amount?.kind === "range")) return false;
  if (parts.some((part) => part.date?.bound === "after")) return false;
  if (primary === "promise") return asked === "confirm_promise" || parts.some((part) => part.date !== undefined);
  // "I can do 150 on Thursday" may be all that is due: with a day and no word of a remainder it is asked back.
  if (primary === "partial") return parts.some((part) => part.amount !== undefined) && (!parts.some((part) => part.date) || remainder.test(text));
  return primary !== "paid" || (!dateTurns && !judgement.ahead);
}

/** Debts to others: a friend's umbrella, another lender, the rent. */
const elsewhereOwed =
  /充电宝|雨?伞|借你的|请你吃|饭钱|花呗|借呗|白条|信用卡|房贷|车贷|房租|水电|话费|别家|其他平台|别的平台|[中农工建交招商]行的|\b(?:for (?:lunch|dinner|breakfast|drinks|coffee|the ticket|gas)|lunch|my (?:rent|landlord|mortgage|credit card)|other (?:loan|lender|app))\b/;
/** A payment that did not arrive as it was meant. */
const wentWrong =
  /转错|打错|重新转|退回|失败|没到账|没成功|以为|好像|记得是|\b(?:wrong account|by mistake|twice|bounced|failed|returned|i thought|i think|pretty sure)\b|\?\?/;
const asking = /\?|[吗么嘛]|行不|好不|可不可以|得不|成不/;
const conditional = /\b(?:kung|if|agar|kama)\b|要是|如果|假如|万一/;
const remainder = /剩|其余|余|另外|一半|部分|只|最多|零头|\b(?:rest|balance|remain\w*|half|only|just|part|partial|lang|kwanza|tu|sirf|all i)\b/;
const sarcasm =
  /彩票|中大?奖|一个亿|几个亿|猴年|\blottery\b|pigs (?:can )?fly|freezes over|\brather\b.{0,24}\bthan (?:pay|give)|是是是|行行行行|呵呵|哈哈|嘿嘿|切~|🙄|😏|😂|🤣|🤡|做梦|下辈子|等着吧|yeah right|\/s$|\blol\b|haha|sure,? sure|good luck/;
/** A question about anything else is nobody's business here. */
const aboutTheLoan =
  /还(?![有是在没])|款|钱|账|利息|费|期|付|缴|交|转|欠|征信|合同|公司|你是|谁|机器人|真人|客服|号|微信|上班|在哪|多少|\b(?:pay\w*|paid|loans?|due|balance|owe|owing|interest|emis?|instal\w*|fees?|charges?|late|penalty|outstanding|debt|bills?|payoff|paybill|upi|receipt|statement|noc|foreclos\w*|credit score|cibil|my credit(?! card)|who (?:are you|is this)|this for|bot|robot|human|company|venmo|ngapi|wapi|magkano|bayad\w*|magbabayad|kitna|send it|link|otp|account (?:number|details)|transfer|agent|office|reach you|deadline)\b/;
/** Another will pay, or says so: people ask the borrower himself. */
const thirdParty =
  /(?:我|俺)(?:家|们家)?的?(?:儿子|女儿|老公|老婆|丈夫|妻子|媳妇|爸|妈|父亲|母亲|哥|姐|弟|妹|朋友|老板|对象|女婿|儿媳|合伙人).{0,3}(?:会|说|来|要|答应|过来|明|后|今|下|\d|周|月)|(?:^|[，。])(?:他|她|他们)(?:会|说|要|明|后|今|下)|\b(?:my |his |her |the )(?:son|daughter|wife|husband|father|dad|mother|mom|mum|brother|sister|friend|uncle|aunt|cousin|boss|partner|employer|guarantor|landlord)\b.{0,12}\b(?:will|'ll|is going to|is gonna|would|can|wants to|promised|said|says|to pay)\b|\b(?:he|she|they) (?:will|is going to|said|says|promised)\b/;
const hedged =
  /大概|大约|左右|可能|也许|或许|说不定|看情况|尽量|争取|应该(?:能|可以|会)|如果|要是|假如|万一|除非|不一定|差不多|\b(?:maybe|probably|perhaps|might|around|about|approximately|hopefully|try to|if|unless|depends|should be able)\b/;
