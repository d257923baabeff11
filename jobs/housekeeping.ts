import { sweep, type SweepDeps } from "../bot/app/sweep/sweep.ts";
import { tickJob } from "./queues.ts";

export function housekeepingJob(deps: SweepDeps) {
  return async (data: unknown): Promise<void> => {
    tickJob.parse(data);
    await sweep(deps);
  };
}
