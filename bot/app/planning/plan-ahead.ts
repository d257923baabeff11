/**
 * Makes touches for what falls due today and tomorrow. Set-based and idempotent: a touch's key is unique for ever, so
 * that a repeated tick, a second replica or a crash in the middle plans nothing twice and loses nothing.
 */
import { addDays, dayIn, type Day, type Zone } from "../../domain/calendar.ts";
import type { LogEntryId, LoanId, TouchId } from "../../domain/ids.ts";
import { stageDays } from "../../domain/reminders/due-days.ts";
import type { Plan } from "../../domain/reminders/plan.ts";
import { lookedAtOn, plannedTouch, touchKey } from "../../domain/reminders/touches.ts";
import type { PolicyShelf } from "../policy-shelf.ts";
import type { Base } from "../ports.ts";
import type { Candidate, NewTouch, PlanningStore } from "./ports.ts";

export interface PlanningDeps extends Base {
  readonly store: PlanningStore;
  readonly plan: Plan;
  readonly policies: PolicyShelf;
}

/** A day ahead, so that the first minutes of a day need not wait for its plan. */
const aheadDays = 1;
const dirtyAtOnce = 5_000;

export async function planAhead(deps: PlanningDeps): Promise<{ planned: number }> {
  let planned = 0;
  for (const { zone, plannedThrough } of await deps.store.zones()) {
    const today = dayIn(deps.clock.now(), zone);
    const through = addDays(today, aheadDays);
    if (plannedThrough !== undefined && plannedThrough >= through) continue;
    // The first plan of a zone is the go-live: stages of earlier days are never sent late.
    planned += await planDays(deps, zone, plannedThrough === undefined ? { through, notBefore: today } : { after: plannedThrough, through });
    await deps.store.markPlanned(zone, through);
  }
  return { planned: planned + (await planDirty(deps)) };
}

async function planDirty(deps: PlanningDeps): Promise<number> {
  let planned = 0;
  for (;;) {
    const loans = await deps.store.dirtyLoans(dirtyAtOnce);
    if (loans.length === 0) return planned;
    for (const zone of new Set(loans.map((loan) => loan.zone))) {
      const today = dayIn(deps.clock.now(), zone);
      const ofZone = loans.filter((loan) => loan.zone === zone).map((loan) => loan.id);
      planned += await planDays(deps, zone, { through: addDays(today, aheadDays), notBefore: today }, ofZone);
    }
    await deps.store.clearDirty(loans);
  }
}

async function planDays(deps: PlanningDeps, zone: Zone, range: { after?: Day; through: Day; notBefore?: Day }, onlyLoans?: readonly LoanId[]): Promise<number> {
  const days = stageDays(deps.plan, deps.policies.current.inZone(zone), range).map(({ stage, dueOn }) => ({ stage: stage.offset, dueOn }));
  let planned = 0;
  for await (const batch of deps.store.candidates({ zone, days, ...(onlyLoans && { onlyLoans }) })) {
    planned += await deps.store.insert(
      batch.flatMap((candidate) => newTouch(deps, candidate, range) ?? []),
      deps.clock.now(),
      deps.newId<LogEntryId>(),
    );
  }
  if (planned > 0) deps.log.info({ zone, planned, through: range.through }, "touches planned");
  return planned;
}

/** Undefined: by the borrower's own packs it is not to be looked at so soon. */
function newTouch(deps: PlanningDeps, candidate: Candidate, range: { through: Day }): NewTouch | undefined {
  const { loanId, instalmentNo, dueOn, zone, borrowerId } = candidate;
  const stage = deps.plan.stages.find((one) => one.offset === candidate.stage);
  if (!stage) throw new RangeError(`no stage ${String(candidate.stage)} in plan ${deps.plan.id}`);
  const { policy } = deps.policies.current.of(candidate);
  if (lookedAtOn(stage, dueOn, policy) > range.through) return undefined;
  return {
    ...plannedTouch(deps.plan, stage, dueOn, zone, policy, borrowerId),
    id: deps.newId<TouchId>(),
    key: touchKey(loanId, instalmentNo, dueOn, stage.offset),
    candidate,
  };
}
