/**
 * The dry run: what would be sent to whom, decided by the same planner and gate as production with the clock set
 * ahead. Assumes no further payments and a ledger that goes on being told; changes nothing.
 */
import { addDays, dayIn, type Day, zone } from "../../domain/calendar.ts";
import { candidatesIn } from "./candidates.ts";
import type { ForecastDeps } from "./deps.ts";
import { foresee, type Outcome } from "./foresee.ts";
import { linesOf, type Foreseen } from "./lines-of.ts";
import type { ForecastBorrower, ForecastScope } from "./ports.ts";

export interface Range {
  readonly from: Day;
  readonly to: Day;
}

/** One line for each touch whose planned day (due day + stage, in the borrower's zone) lies in the range. */
export async function* forecast(deps: ForecastDeps, range: Range, passed?: (borrowers: number) => void): AsyncGenerator<Foreseen> {
  const now = deps.clock.now();
  for await (const { borrower, outcomes } of outcomesOf(deps, range, { named: true }, passed)) {
    for (const line of linesOf({ ...deps, now }, borrower, outcomes)) {
      if (line.day >= range.from && line.day <= range.to) yield line;
    }
  }
}

/**
 * What becomes of every touch, borrower by borrower, also of those planned between today and the range: what goes out
 * until then uses up budgets.
 */
export async function* outcomesOf(
  deps: ForecastDeps,
  range: Range,
  scope: ForecastScope,
  passed?: (borrowers: number) => void,
): AsyncGenerator<{ readonly borrower: ForecastBorrower; readonly outcomes: readonly Outcome[] }> {
  const now = deps.clock.now();
  const asked = { ...deps, stops: await deps.store.stops(), now };
  const offsets = deps.plans.all.flatMap(({ stages }) => stages.map(({ offset }) => offset));
  const begin = earlier(range.from, addDays(dayIn(now, anyZone), -1));
  const due = { from: addDays(begin, -Math.max(...offsets)), to: addDays(range.to, -Math.min(...offsets)) };
  const candidatesOf = candidatesIn(deps, { begin, to: range.to });
  for await (const borrower of deps.store.borrowers(due, now, scope, passed)) {
    const candidates = borrower.instalments.flatMap((instalment) => candidatesOf(borrower, instalment));
    yield { borrower, outcomes: foresee(asked, borrower, candidates) };
  }
}

const earlier = (a: Day, b: Day): Day => (a < b ? a : b);
/** Only a bound for reading: a day of slack covers every zone. */
const anyZone = zone("UTC");
