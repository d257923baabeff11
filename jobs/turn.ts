import { runTurns, type TurnDeps } from "../bot/app/turns/run-turn.ts";
import { borrowerJob } from "./queues.ts";

export function turnJob(deps: TurnDeps) {
  return (data: unknown): Promise<void> => runTurns(deps, borrowerJob.parse(data).borrower);
}
