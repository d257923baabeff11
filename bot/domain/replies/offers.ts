import type { Day } from "../calendar.ts";
import type { FoundAmount } from "./amounts.ts";
import type { FoundDate } from "./dates.ts";
import { byClause, type Clause, type Hit } from "./rule.ts";

export interface Spoken {
  readonly clauses: readonly Clause[];
  readonly hits: readonly Hit[];
  /** The same text's dates, read as lying ahead and (where something was paid) behind. */
  readonly ahead: readonly FoundDate[];
  readonly behind: readonly FoundDate[];
  readonly amounts: readonly FoundAmount[];
  readonly today: Day;
}

/**
 * The days and sums that the borrower offers. "今天没法还，明天还" offers tomorrow only; a day behind belongs to a payment
 * and never to a promise; a clause about a payment reads its bare days backwards. `turned` where that changed a day.
 */
export function offers({ clauses, hits, ahead, behind, amounts, today }: Spoken): { dates: FoundDate[]; amounts: FoundAmount[]; turned: boolean } {
  const hitsBy = byClause(clauses, hits.toSorted((a, b) => a.start - b.start));
  const [aheadBy, behindBy, amountsBy] = [byClause(clauses, ahead), byClause(clauses, behind), byClause(clauses, amounts)];
  const answered = hits.some((hit) => hit.start === 0 && hit.end >= (clauses.at(-1)?.start ?? 0));
  const dates: FoundDate[] = [];
  const sums: FoundAmount[] = [];
  let turned = false;
  for (const [i, clause] of clauses.entries()) {
    const here = hitsBy[i] ?? [];
    if (here.length === 0 && !answered && denied.test(clause.text)) continue;
    const paid = behind.length > 0 && here.some((hit) => hit.intent === "paid");
    const read = (paid ? behindBy[i] : aheadBy[i]?.filter((date) => date.on >= today || (behind.length > 0 && here.length === 0))) ?? [];
    turned ||= paid && read.some((date) => aheadBy[i]?.some((other) => other.start === date.start && other.on !== date.on));
    dates.push(...read);
    sums.push(...(amountsBy[i] ?? []));
  }
  return { dates, amounts: sums, turned };
}

const denied = /没|未|不(?!过|好意思)|别|\bnot\b|n't\b|\bcannot\b|\bcant\b|\bnever\b/;
