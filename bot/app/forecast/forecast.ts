/**
 * The dry run: what would be sent to whom, decided by the same planner and gate as production with the clock set
 * ahead. Assumes no further payments and a ledger that goes on being told; changes nothing.
 */
import { addDays, dayIn, type Day, zone } from "../../domain/calendar.ts";
import { plannedTouch, touchKey } from "../../domain/reminders/touches.ts";
import type { Candidate, ForecastDeps } from "./deps.ts";
import { foresee, type Foreseen } from "./foresee.ts";
import type { ForecastBorrower, ForecastInstalment } from "./ports.ts";

/** One line for each touch whose planned day (due day + stage, in the borrower's zone) lies in the range; its texts are left out where they are only counted. */
export async function* forecast(deps: ForecastDeps, range: { from: Day; to: Day }, { counting = false } = {}): AsyncGenerator<Foreseen> {
  const now = deps.clock.now();
  const asked = { ...deps, stops: await deps.store.stops(), now, counting };
  const offsets = deps.plans.all.flatMap(({ stages }) => stages.map(({ offset }) => offset));
  // Budgets are used up by what goes out between today and the range too, so the forecast begins where today is.
  const begin = earlier(range.from, addDays(dayIn(now, anyZone), -1));
  const due = { from: addDays(begin, -Math.max(...offsets)), to: addDays(range.to, -Math.min(...offsets)) };
  for await (const borrower of deps.store.borrowers(due, now)) yield* ofBorrower(asked, borrower, { ...range, begin });
}

function* ofBorrower(deps: Parameters<typeof foresee>[0], borrower: ForecastBorrower, range: { from: Day; to: Day; begin: Day }): Generator<Foreseen> {
  const candidates = borrower.instalments.flatMap((instalment) => touchesOf(deps, borrower, instalment, range));
  for (const line of foresee(deps, borrower, candidates)) {
    if (line.day >= range.from && line.day <= range.to) yield line;
  }
}

function touchesOf({ plans, policies }: ForecastDeps, borrower: ForecastBorrower, instalment: ForecastInstalment, range: { begin: Day; to: Day }): Candidate[] {
  const { policy, zones } = policies.current.of({ ...borrower, zone: borrower.zoneKnown ? borrower.zone : undefined, products: [instalment.product] });
  const plan = plans.of({ ...instalment, type: borrower.type });
  return plan.stages.flatMap((stage) => {
    const plannedOn = addDays(instalment.dueOn, stage.offset);
    if (plannedOn < range.begin || plannedOn > range.to) return [];
    const touch = plannedTouch(plan, stage, instalment.dueOn, borrower.zone, policy, borrower.id);
    return [{ ...touch, key: touchKey(instalment.loanId, instalment.no, instalment.dueOn, stage.offset), instalment, policy, zones }];
  });
}

const earlier = (a: Day, b: Day): Day => (a < b ? a : b);
/** Only a bound for reading: a day of slack covers every zone. */
const anyZone = zone("UTC");
