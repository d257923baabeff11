import type { PlanningDeps } from "../bot/app/planning/deps.ts";
import { planAhead } from "../bot/app/planning/plan-ahead.ts";
import { tickJob } from "./queues.ts";

export function planJob(deps: PlanningDeps) {
  return async (data: unknown): Promise<void> => {
    tickJob.parse(data);
    await planAhead(deps);
  };
}
