import { addDays, type Day } from "../calendar.ts";
import { furthestMoveDays, openDayAtOrBefore } from "../policy/hours.ts";
import type { Policy } from "../policy/policy.ts";
import type { Plan, Stage } from "./plan.ts";

/** Instalments that fall due on `dueOn` get this stage. */
export interface StageDay {
  readonly stage: Stage;
  readonly dueOn: Day;
}

/**
 * Which due days are to be planned so that everything first looked at after day `after` and up to day `through` has
 * its touch. `notBefore`: no stage whose planned day is earlier (nothing from before go-live, nothing twice).
 */
export function stageDays(plan: Plan, policy: Policy, range: { after?: Day; through: Day; notBefore?: Day }): StageDay[] {
  const found: StageDay[] = [];
  for (const stage of plan.stages) {
    const reach = stage.move === "earlier" ? furthestMoveDays : 0;
    const first = range.after === undefined ? range.notBefore : addDays(range.after, 1);
    if (first === undefined) throw new RangeError("a range needs a beginning");
    for (let plannedOn = first; plannedOn <= addDays(range.through, reach); plannedOn = addDays(plannedOn, 1)) {
      const lookedAtOn = stage.move === "earlier" ? openDayAtOrBefore(plannedOn, policy) : plannedOn;
      if (lookedAtOn > range.through) continue;
      if (range.after !== undefined && lookedAtOn <= range.after) continue;
      if (range.notBefore !== undefined && plannedOn < range.notBefore) continue;
      found.push({ stage, dueOn: addDays(plannedOn, -stage.offset) });
    }
  }
  return found;
}
