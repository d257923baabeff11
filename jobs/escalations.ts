import { alertDue, type AlertDeps } from "../bot/app/escalations/alert.ts";
import { escalationJob } from "./queues.ts";

export function escalationsJob(deps: AlertDeps) {
  return (data: unknown): Promise<void> => alertDue(deps, escalationJob.parse(data).escalation);
}
