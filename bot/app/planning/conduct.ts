import { dayIn, dayMs, hourMs, plus, type Day } from "../../domain/calendar.ts";
import type { LoanId } from "../../domain/ids.ts";
import { conductOf } from "../../domain/reminders/conduct.ts";
import type { PlanningDeps } from "./deps.ts";

/** How far back each tick looks for what borrowers said and promised; what an outage missed is found with the next day's plan. */
const lookBack = { lately: 2 * hourMs, since_days: 3 * dayMs } as const;

/** Sees anew how these loans are paid; returns those for which it changed. */
export async function learnConduct({ store, clock }: PlanningDeps, loans: readonly LoanId[], today: Day): Promise<readonly LoanId[]> {
  const facts = await store.conductFacts(loans, today);
  return store.keepConduct(
    facts.map((of) => ({ loanId: of.loanId, seen: conductOf(of, today) })),
    clock.now(),
  );
}

/** A promise that was not kept, a word of hardship: they come by chat, and mark no loan as changed. */
export async function learnFromChat(deps: PlanningDeps, since: keyof typeof lookBack): Promise<void> {
  const now = deps.clock.now();
  const loans = await deps.store.loansWithWord(plus(now, -lookBack[since]));
  for (const zone of new Set(loans.map((loan) => loan.zone))) {
    const ofZone = loans.filter((loan) => loan.zone === zone).map(({ id }) => id);
    const changed = await learnConduct(deps, ofZone, dayIn(now, zone));
    if (changed.length > 0) await deps.store.markDirty(changed);
  }
}
