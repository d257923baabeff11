import type { Day } from "../calendar.ts";
import type { FoundAmount } from "./amounts.ts";
import type { FoundDate } from "./dates.ts";
import type { IntentName } from "./reply.ts";
import { byClause, type Clause, type Hit } from "./rule.ts";

export interface Spoken {
  readonly primary: IntentName;
  readonly clauses: readonly Clause[];
  readonly hits: readonly Hit[];
  /** The same text's dates, read as lying ahead and (where something was paid) behind. */
  readonly ahead: readonly FoundDate[];
  readonly behind: readonly FoundDate[];
  readonly amounts: readonly FoundAmount[];
  readonly today: Day;
}

interface Offer {
  readonly dates: readonly FoundDate[];
  readonly amounts: readonly FoundAmount[];
  readonly aboutMoney: boolean;
  readonly denied: boolean;
}

/**
 * The days and sums that the borrower offers. "今天没法还，明天还" offers tomorrow only; a day behind belongs to a payment
 * and never to a promise; a clause about a payment reads its bare days backwards. `turned` where that changed a day.
 */
export function offers({ primary, clauses, hits, ahead, behind, amounts, today }: Spoken): { dates: FoundDate[]; amounts: FoundAmount[]; turned: boolean } {
  const hitsBy = byClause(
    clauses,
    hits.toSorted((a, b) => a.start - b.start),
  );
  const [aheadBy, behindBy, amountsBy] = [byClause(clauses, ahead), byClause(clauses, behind), byClause(clauses, amounts)];
  const answered = hits.some((hit) => hit.start === 0 && hit.end >= (clauses.at(-1)?.start ?? 0));
  let turned = false;
  const all = clauses.map((clause, i): Offer => {
    const here = hitsBy[i] ?? [];
    const paid = primary === "paid" && (here.length === 0 || here.some((hit) => hit.intent === "paid"));
    const dates = (paid ? behindBy[i] : aheadBy[i]?.filter((date) => date.on >= today || (primary === "paid" && here.length === 0))) ?? [];
    turned ||= paid && dates.some((date) => aheadBy[i]?.some((other) => other.start === date.start && other.on !== date.on));
    return {
      dates,
      amounts: amountsBy[i] ?? [],
      aboutMoney: here.some((hit) => money.has(hit.intent)),
      denied: corrected.test(clause.text) || (here.length === 0 && !answered && denied.test(clause.text)),
    };
  });
  const kept = all.filter((offer) => !offer.denied || !all.some((other) => other !== offer && !other.denied && other.dates.length + other.amounts.length > 0));
  // "limit is over for today, tomorrow I will pay": beside a day of the payment, a day of something else does not count.
  const bound = kept.some((offer) => offer.aboutMoney && offer.dates.length > 0);
  const dates = kept.flatMap((offer) => (bound && !offer.aboutMoney && offer.amounts.length === 0 ? [] : offer.dates));
  return { dates: firm(dates), amounts: kept.flatMap((offer) => offer.amounts), turned };
}

/** "出粮就还，25号": where a single day is named, the vague time beside it only explains it. */
function firm(dates: readonly FoundDate[]): FoundDate[] {
  return dates.some((date) => !date.fuzzy) ? dates.filter((date) => !date.fuzzy || (date.rule !== "没有哪一天" && date.rule !== "no single day")) : [...dates];
}

const money: ReadonlySet<IntentName> = new Set<IntentName>(["paid", "promise", "partial", "extension"]);
/** 行不行, 好不好 and a closing 不 ask; they deny nothing. */
const denied =
  /没(?!问题|事)|未|(?<!行(?=不行)|好(?=不好)|可(?=不可)|能(?=不能)|得(?=不得)|成(?=不成)|是(?=不是)|会(?=不会))不(?!过|好意思|方便|$|[，。?!]|行$|好$)(?<!(?:行|好|成|可|得|能)不)|别|\bnot\b|n't\b|\bcannot\b|\bcant\b|\bnever\b/;
/** What was meant once and is taken back in the same breath. */
const corrected =
  /^\s?不是(?=[\d一二三四五六七八九十明后今下周星]).{1,10}$|^\s?(?:not|hindi na) (?:sa )?(?=\d|the |tomorrow|today|mon|tue|wed|thu|fri|sat|sun)|还不[上了]|来不及|赶不上|\b(?:original|previous|earlier|first|old) (?:date|plan|promise)\b|本来|原来(?:说|是|想)|原定|之前说|\bwas (?:gonna|going to|supposed|planning)\b|\binstead of\b/;
