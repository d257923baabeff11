import { chooseBorrowers, type ChoosingDeps } from "../bot/app/checkins/choose-borrowers.ts";
import { planCheckins, type CheckinPlanningDeps } from "../bot/app/checkins/plan-checkins.ts";
import { refreshMedians, type MedianDeps } from "../bot/app/checkins/refresh-medians.ts";
import type { PlanningDeps } from "../bot/app/planning/deps.ts";
import { planAhead } from "../bot/app/planning/plan-ahead.ts";
import { tickJob } from "./queues.ts";

export function planJob(deps: PlanningDeps & { readonly checkins?: ChoosingDeps & CheckinPlanningDeps & MedianDeps }) {
  return async (data: unknown): Promise<void> => {
    tickJob.parse(data);
    await planAhead(deps);
    if (!deps.checkins) return;
    await chooseBorrowers(deps.checkins);
    await planCheckins(deps.checkins);
    await refreshMedians(deps.checkins);
  };
}
