/**
 * Makes touches for what falls due today and tomorrow. Set-based and idempotent: a touch's key is unique for ever, so
 * that a repeated tick, a second replica or a crash in the middle plans nothing twice and loses nothing.
 */
import { addDays, dayIn, type Day, type Zone } from "../../domain/calendar.ts";
import type { LoanId } from "../../domain/ids.ts";
import { stageDays } from "../../domain/reminders/due-days.ts";
import type { LoanKind, Stage } from "../../domain/reminders/plan.ts";
import { lookedAtOn, plannedStage } from "../../domain/reminders/touches.ts";
import { learnConduct, learnFromChat } from "./conduct.ts";
import type { PlanningDeps } from "./deps.ts";
import { levelDays } from "./level-days.ts";
import type { KindStage } from "./ports.ts";
import { withdrawLacking } from "./withdraw.ts";

/** A day ahead, so that the first minutes of a day need not wait for its plan. */
const aheadDays = 1;
const dirtyAtOnce = 5_000;

export async function planAhead(deps: PlanningDeps): Promise<{ planned: number }> {
  const { store, plans } = deps;
  let planned = 0;
  let newDay = false;
  for (const { zone, plannedThrough, plans: plannedBy } of await store.zones()) {
    const today = dayIn(deps.clock.now(), zone);
    const through = addDays(today, aheadDays);
    const otherPlans = plannedThrough !== undefined && plannedBy !== plans.version;
    const isPlanned = plannedThrough !== undefined && plannedThrough >= through;
    if (isPlanned && !otherPlans) continue;
    newDay = true;
    if (otherPlans) await withdrawLacking(deps, zone);
    // The first plan of a zone is the go-live: stages of earlier days are never sent late. Other plans begin tomorrow.
    const range = plannedThrough === undefined ? { through, notBefore: today } : { after: earlier(plannedThrough, today), through };
    planned += await planDays(deps, zone, isPlanned ? { after: today, through } : range);
    await store.markPlanned(zone, through, plans.version);
  }
  await learnFromChat(deps, newDay ? "since_days" : "lately");
  return { planned: planned + (await planDirty(deps)) };
}

const earlier = (a: Day, b: Day): Day => (a < b ? a : b);

async function planDirty(deps: PlanningDeps): Promise<number> {
  let planned = 0;
  for (;;) {
    const loans = await deps.store.dirtyLoans(dirtyAtOnce);
    if (loans.length === 0) return planned;
    for (const zone of new Set(loans.map((loan) => loan.zone))) {
      const today = dayIn(deps.clock.now(), zone);
      const ofZone = loans.filter((loan) => loan.zone === zone).map((loan) => loan.id);
      await learnConduct(deps, ofZone, today);
      planned += await planDays(deps, zone, { through: addDays(today, aheadDays), notBefore: today }, ofZone);
      await withdrawLacking(deps, zone, ofZone);
    }
    await deps.store.clearDirty(loans);
  }
}

type Range = { readonly after?: Day; readonly through: Day; readonly notBefore?: Day };

async function planDays(deps: PlanningDeps, zone: Zone, range: Range, loans?: readonly LoanId[]): Promise<number> {
  const { store, clock, newId } = deps;
  const stages = stagesByDueDay(deps, zone, range);
  const at = { now: clock.now(), newId };
  let planned = 0;
  const dueOns = [...stages.keys()];
  if (dueOns.length === 0) return 0;
  const decide = (kinds: readonly LoanKind[]) => dueOns.flatMap((dueOn) => decided(deps, kinds, zone, dueOn, stages, range));
  if (loans) planned = await store.plan({ zone, dueOns, loans }, decide, at);
  else for (const page of await store.pages(dueOns)) planned += await store.plan({ zone, page }, decide, at);
  if (planned > 0) await levelDays(deps, zone, dayIn(clock.now(), zone));
  if (planned > 0) deps.log.info({ zone, planned, through: range.through }, "touches planned");
  return planned;
}

/** Due day → plan → those of its stages that are to be planned for it now. */
type Due = ReadonlyMap<Day, ReadonlyMap<string, readonly Stage[]>>;

function stagesByDueDay({ plans, policies }: PlanningDeps, zone: Zone, range: Range): Due {
  const strictest = policies.current.inZone(zone);
  const days = new Map<Day, Map<string, Stage[]>>();
  for (const plan of plans.all) {
    for (const { stage, dueOn } of stageDays(plan, strictest, range)) {
      const ofDay = days.get(dueOn) ?? new Map<string, Stage[]>();
      days.set(dueOn, ofDay.set(plan.id, [...(ofDay.get(plan.id) ?? []), stage]));
    }
  }
  return days;
}

function decided({ plans, policies }: PlanningDeps, kinds: readonly LoanKind[], zone: Zone, dueOn: Day, due: Due, range: Range): KindStage[] {
  return kinds.flatMap((kind, i) => {
    const plan = plans.of(kind);
    const { policy } = policies.current.of({ ...kind, zone, products: [kind.product] });
    return (
      (due.get(dueOn)?.get(plan.id) ?? [])
        // By the borrower's own packs it may be that it is not to be looked at so soon.
        .filter((stage) => lookedAtOn(stage, dueOn, policy) <= range.through)
        .map((stage) => ({ ...plannedStage(plan, stage, dueOn, zone, policy), kind: i, dueOn }))
    );
  });
}
