import { addDays, type Day } from "../calendar.ts";
import { furthestMoveDays, openDayAtOrBefore, openOn } from "../policy/hours.ts";
import type { Policy } from "../policy/policy.ts";
import type { Plan, Stage } from "./plan.ts";

/** Instalments that fall due on `dueOn` get this stage. */
export interface StageDay {
  readonly stage: Stage;
  readonly dueOn: Day;
}

/**
 * Which due days are to be planned so that everything first looked at up to day `through` has its touch, where
 * everything planned for `after` and before has one. `strictest`: every pack that holds for anybody: what is to be
 * looked at later by the packs of its own is for the caller to leave out. Some days come again from one range to the
 * next: the packs may have changed in between. `notBefore`: no stage whose planned day is earlier (nothing from before go-live, nothing twice).
 */
export function stageDays(plan: Plan, strictest: Policy, range: { after?: Day; through: Day; notBefore?: Day }): StageDay[] {
  const found: StageDay[] = [];
  for (const stage of plan.stages) {
    const first = range.after === undefined ? range.notBefore : addDays(range.after, 1);
    if (first === undefined) throw new RangeError("a range needs a beginning");
    const reach = stage.move === "earlier" ? furthestMoveDays : 0;
    for (let plannedOn = first; plannedOn <= addDays(range.through, reach); plannedOn = addDays(plannedOn, 1)) {
      if (range.notBefore !== undefined && plannedOn < range.notBefore) continue;
      if (reach > 0 && earliestLook(plannedOn, strictest) > range.through) continue;
      found.push({ stage, dueOn: addDays(plannedOn, -stage.offset) });
    }
  }
  return found;
}

/** Nobody's packs have it looked at earlier. */
function earliestLook(on: Day, strictest: Policy): Day {
  const open = openDayAtOrBefore(on, strictest);
  // Packs of different borrowers need not leave a day between them.
  return open < on || openOn(on, { policy: strictest }) ? open : addDays(on, -furthestMoveDays);
}
