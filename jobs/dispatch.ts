import { dispatchDue, type DispatchDeps } from "../bot/app/dispatch/dispatch.ts";
import type { WakeUp } from "../bot/app/ports.ts";
import { plus, secondMs } from "../bot/domain/calendar.ts";
import { borrowerJob } from "./queues.ts";

/** How soon a borrower whom another worker has is looked at again. */
const busyRetryMs = secondMs;

export function dispatchJob(deps: DispatchDeps & { readonly wake: WakeUp }) {
  return async (data: unknown): Promise<void> => {
    const { borrower } = borrowerJob.parse(data);
    const drained = await dispatchDue(deps, borrower);
    if (drained.status === "drained") return;
    const afterMs = drained.status === "paced" ? drained.afterMs : busyRetryMs;
    await deps.wake([{ queue: "dispatch", id: borrower, at: plus(deps.clock.now(), Math.ceil(afterMs * deps.clock.speed)) }]);
  };
}
