/** node-cron ticks that only enqueue. Replicas race for each slot in Postgres; a missed slot costs nothing, since what
 * a tick wakes is found by what is due, not by which slot it is. */
import cron from "node-cron";
import type { Logger } from "../bot/app/ports.ts";
import type { Queues } from "./queues.ts";

export interface SlotRace {
  /** True for the one replica that gets this slot. */
  take(name: string, slot: string): Promise<boolean>;
}

/** Each minute; each second where the clock runs faster than time (a demonstration). */
const everyMinute = "* * * * *";
const everySecond = "* * * * * *";

export function startClock(queues: Queues, slots: SlotRace, log: Logger, speed: number): { stop(): Promise<void> } {
  const task = cron.schedule(
    speed > 1 ? everySecond : everyMinute,
    async ({ dateLocalIso }) => {
      await queues.tick("plan", dateLocalIso);
      await queues.tick("housekeeping", dateLocalIso);
    },
    {
      name: "tick",
      noOverlap: true,
      distributed: true,
      runCoordinator: { shouldRun: (key) => take(slots, key) },
      suppressMissedWarning: true,
      logger: {
        info: () => undefined,
        debug: () => undefined,
        warn: (said) => log.debug({ said }, "clock"),
        error: (fault) => log.warn({ fault: fault instanceof Error ? fault.name : "fault" }, "clock tick failed"),
      },
    },
  );
  return { stop: async () => void (await task.destroy()) };
}

/** node-cron names a slot "<task>:<ISO moment>". */
function take(slots: SlotRace, key: string): Promise<boolean> {
  const [name, ...slot] = key.split(":");
  return slots.take(name ?? key, slot.join(":"));
}
