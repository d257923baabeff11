import { chooseBorrowers, type ChoosingDeps } from "../bot/app/checkins/choose-borrowers.ts";
import type { PlanningDeps } from "../bot/app/planning/deps.ts";
import { planAhead } from "../bot/app/planning/plan-ahead.ts";
import { tickJob } from "./queues.ts";

export function planJob(deps: PlanningDeps & { readonly checkins?: ChoosingDeps }) {
  return async (data: unknown): Promise<void> => {
    tickJob.parse(data);
    await planAhead(deps);
    if (deps.checkins) await chooseBorrowers(deps.checkins);
  };
}
