import { addDays, instantAt, type Day, type Zone } from "../../domain/calendar.ts";
import type { Chosen } from "../../domain/policy/policies.ts";
import type { Policy } from "../../domain/policy/policy.ts";
import { lookedAtOn, plannedTouch, spreadMinute, touchKey, type PlannedTouch } from "../../domain/reminders/touches.ts";
import type { Candidate, ForecastDeps } from "./deps.ts";
import type { ForecastBorrower, ForecastInstalment } from "./ports.ts";

/** The touches of an instalment whose planned day lies in the range: what the planner makes of it, or would. */
export type CandidatesOf = (borrower: ForecastBorrower, instalment: ForecastInstalment) => Candidate[];

/**
 * Of one forecast. A book's instalments fall due on a few days, under a few sets of packs and in a few zones, by the
 * hundred thousand: which stages those have, and when, is worked out once each. Only the minute is a borrower's own.
 */
export function candidatesIn({ plan, policies }: Pick<ForecastDeps, "plan" | "policies">, range: { readonly begin: Day; readonly to: Day }): CandidatesOf {
  const { current } = policies;
  const chosen = new Map<string, Chosen>();
  const known = new Map<Policy, Map<string, readonly StageOf[]>>();

  const chosenFor = ({ zone, zoneKnown, branch, type }: ForecastBorrower, product: string): Chosen => {
    // No text of PostgreSQL's holds a NUL.
    const key = `${zoneKnown ? zone : ""}\0${branch}\0${type}\0${product}`;
    let found = chosen.get(key);
    if (!found) chosen.set(key, (found = current.of({ zone: zoneKnown ? zone : undefined, branch, type, products: [product] })));
    return found;
  };

  const stagesOf = (dueOn: Day, zone: Zone, policy: Policy): readonly StageOf[] => {
    let days = known.get(policy);
    if (!days) known.set(policy, (days = new Map()));
    const key = `${dueOn} ${zone}`;
    let stages = days.get(key);
    if (!stages) {
      stages = plan.stages.flatMap((stage) => {
        const plannedOn = addDays(dueOn, stage.offset);
        if (plannedOn < range.begin || plannedOn > range.to) return [];
        return [{ touch: plannedTouch(plan, stage, dueOn, zone, policy, ""), on: lookedAtOn(stage, dueOn, policy) }];
      });
      days.set(key, stages);
    }
    return stages;
  };

  return (borrower, instalment) => {
    const { policy, zones } = chosenFor(borrower, instalment.product);
    return stagesOf(instalment.dueOn, borrower.zone, policy).map(({ touch, on }) => ({
      stage: touch.stage,
      template: touch.template,
      priority: touch.priority,
      plannedOn: touch.plannedOn,
      dueAt: instantAt(on, spreadMinute(borrower.id, on, policy), borrower.zone),
      expiresAt: touch.expiresAt,
      key: touchKey(instalment.loanId, instalment.no, instalment.dueOn, touch.stage),
      instalment,
      policy,
      zones,
    }));
  };
}

interface StageOf {
  /** As of nobody: its minute is not yet anybody's. */
  readonly touch: PlannedTouch;
  readonly on: Day;
}
