import type { Zone } from "../../domain/calendar.ts";
import type { LoanId } from "../../domain/ids.ts";
import type { LoanKind } from "../../domain/reminders/plan.ts";
import type { PlanningDeps } from "./deps.ts";

const loansAtOnce = 5_000;

/** Takes back what waits for a stage that its plan does not have (any more): of some loans, or of all of a zone. */
export async function withdrawLacking(deps: PlanningDeps, zone: Zone, loans?: readonly LoanId[]): Promise<void> {
  const { store, plans, clock, newId } = deps;
  const decide = (kinds: readonly LoanKind[]) => kinds.map((kind, i) => ({ kind: i, stages: plans.of(kind).stages.map(({ offset }) => offset) }));
  const withdraw = (of: readonly LoanId[]) => store.withdrawLacking({ zone, loans: of }, decide, { now: clock.now(), newId });
  let withdrawn = 0;
  if (loans) withdrawn = await withdraw(loans);
  else {
    for (let after: LoanId | undefined; ;) {
      const waiting: readonly LoanId[] = await store.loansWaiting(zone, after, loansAtOnce);
      if (waiting.length > 0) withdrawn += await withdraw(waiting);
      after = waiting.at(-1);
      if (waiting.length < loansAtOnce) break;
    }
  }
  if (withdrawn > 0) deps.log.info({ zone, withdrawn }, "touches withdrawn: their plan lacks the stage");
}
