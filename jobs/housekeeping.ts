import { sweepFiles } from "../bot/app/documents/sweep-files.ts";
import { tidy } from "../bot/app/keep/tidy.ts";
import { sweep, type SweepDeps } from "../bot/app/sweep/sweep.ts";
import { tickJob } from "./queues.ts";

export function housekeepingJob(deps: SweepDeps & Parameters<typeof tidy>[0] & Parameters<typeof sweepFiles>[0]) {
  return async (data: unknown): Promise<void> => {
    tickJob.parse(data);
    await sweep(deps);
    await tidy(deps);
    await sweepFiles(deps);
  };
}
