import { instantAt, type Day, type Zone } from "../../domain/calendar.ts";
import type { Chosen } from "../../domain/policy/policies.ts";
import type { Policy } from "../../domain/policy/policy.ts";
import type { Plan } from "../../domain/reminders/plan.ts";
import { minuteIn, plannedStage, touchKey, type PlannedStage } from "../../domain/reminders/touches.ts";
import type { Candidate, ForecastDeps } from "./deps.ts";
import type { ForecastBorrower, ForecastInstalment } from "./ports.ts";

/** The touches of an instalment whose planned day lies in the range: what the planner makes of it, or would. */
export type CandidatesOf = (borrower: ForecastBorrower, instalment: ForecastInstalment) => Candidate[];

/**
 * Of one forecast. A book's instalments fall due on a few days, under a few sets of packs and in a few zones, by the
 * hundred thousand: which stages those have, and when, is worked out once each. Only the minute is a borrower's own.
 */
export function candidatesIn({ plans, policies }: Pick<ForecastDeps, "plans" | "policies">, range: { readonly begin: Day; readonly to: Day }): CandidatesOf {
  const { current } = policies;
  const chosen = new Map<string, Chosen>();
  const known = new Map<Policy, Map<Plan, Map<string, readonly PlannedStage[]>>>();

  const chosenFor = ({ zone, zoneKnown, branch, type }: ForecastBorrower, product: string): Chosen => {
    // No text of PostgreSQL's holds a NUL.
    const key = `${zoneKnown ? zone : ""}\0${branch}\0${type}\0${product}`;
    let found = chosen.get(key);
    if (!found) chosen.set(key, (found = current.of({ zone: zoneKnown ? zone : undefined, branch, type, products: [product] })));
    return found;
  };

  const stagesOf = (dueOn: Day, zone: Zone, policy: Policy, plan: Plan): readonly PlannedStage[] => {
    let byPlan = known.get(policy);
    if (!byPlan) known.set(policy, (byPlan = new Map()));
    let days = byPlan.get(plan);
    if (!days) byPlan.set(plan, (days = new Map()));
    const key = `${dueOn} ${zone}`;
    let stages = days.get(key);
    if (!stages) {
      stages = plan.stages.flatMap((stage) => {
        const planned = plannedStage(plan, stage, dueOn, zone, policy);
        return planned.plannedOn < range.begin || planned.plannedOn > range.to ? [] : [planned];
      });
      days.set(key, stages);
    }
    return stages;
  };

  return (borrower, instalment) => {
    const { policy, zones } = chosenFor(borrower, instalment.product);
    const plan = plans.of({ ...instalment, type: borrower.type });
    return stagesOf(instalment.dueOn, borrower.zone, policy, plan).map((planned) => ({
      ...planned,
      dueAt: instantAt(planned.sendOn, minuteIn(planned.spread, borrower.id, planned.sendOn), borrower.zone),
      key: touchKey(instalment.loanId, instalment.no, instalment.dueOn, planned.stage),
      instalment,
      policy,
      zones,
    }));
  };
}
