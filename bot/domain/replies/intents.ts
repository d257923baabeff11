import { intentsEn, paysEn } from "./intents-en.ts";
import { intentsZh, paysZh } from "./intents-zh.ts";
import type { IntentName } from "./reply.ts";
import { byClause, inScript, rulebook, type Clause, type Hit } from "./rule.ts";

/** The spans of dates, which make a promise of a bare "to pay". */
export interface Dated {
  readonly start: number;
  readonly end: number;
}

/** What each clause says about paying: at most one intent a clause, by `precedence`. */
export function paymentHits(clauses: readonly Clause[], dates: readonly Dated[]): Hit[] {
  const datesIn = byClause(clauses, dates);
  let carried: Dated | undefined;
  return clauses.flatMap((clause, i) => {
    // "下个月8号，货款回来，一次过还清": a day named before waits for its verb, unless its own clause used it.
    const own = datesIn[i]?.[0];
    const date = own ?? carried;
    const used = pays.test(clause.text) || denied.test(clause.text);
    carried = used ? undefined : date;
    if (hearsay.test(clause.text) || instruction.test(clause.text)) return [];
    const hits = [...inScript(clause, bookZh, bookEn), ...datedPromise(clause, date)];
    const first = precedence.find((intent) => hits.some((hit) => hit.intent === intent));
    return hits.filter((hit) => hit.intent === first);
  });
}

/** "明天还", "paying Friday": a day and the verb are enough, unless denied, asked or past. */
function datedPromise(clause: Clause, date: Dated | undefined): Hit[] {
  if (!date || !pays.test(clause.text) || denied.test(clause.text)) return [];
  return [{ intent: "promise", rule: "a day and a verb of paying", start: date.start, end: date.end, weak: false }];
}

const [bookZh, bookEn] = [rulebook(intentsZh), rulebook(intentsEn)];

const precedence: readonly IntentName[] = ["refuse", "extension", "partial", "paid", "question", "promise"];
const pays = new RegExp(`${paysZh}|\\b${paysEn}\\b|给你|可以(?!吗)|打给|打(?:$|吧|过)`);
const denied =
  /没(?!问题)|未|(?<!对)不(?!好意思)|别|吗|么$|\?|\bnot\b|n't\b|\bcant\b|\bwont\b|cannot|never|(?:还|付|交|转|汇|打|缴|结|清)(?:款|钱)?[了过]|\bpaid\b|\bsent\b|哪|多少|怎么|谁|\b(?:remind|call|text|contact)\b/;
/** What an unknown third person said is nobody's promise (POLICY: intents). */
export const hearsay =
  /(?:^|[^其吉])(?:他|她|他们|她们|人家|别人|朋友|[姐妹哥弟])(?:说|讲|话|告诉|答应)|\b(?:he|she|they|someone|somebody|friend) (?:said|says|told|promised|will pay|is going to pay)\b/;
/** Talk to the bot about what it should do. */
export const instruction =
  /(?:回复|回答|标记|标注|改成|改为|写成|当作|当我|算我|设为|登记)\S{0,8}(?:已|还|结清|付)|\b(?:pretend|mark|set|update|write|change|reply|say|record)\b.{0,24}\b(?:paid|zero|settled|cleared|closed)\b|提醒我|叫我一声|(?:再)?(?:问|找|联系)我(?!吗)|(?:明天|晚点|回头|改天|下周|过几天)再(?:说|聊|看|联系|打)|\bremind me\b|\b(?:call|text|ask|message) me (?:later|tomorrow|again|back|on|next)|talk (?:later|tomorrow)|let me (?:check|see|think)|get back to you/;
