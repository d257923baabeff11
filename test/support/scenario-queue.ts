import type { QueueBackend } from "../../jobs/queue-backend.ts";
import { plus, type Clock, type Instant } from "./scenario-clock.ts";

export interface InProcessQueue extends QueueBackend {
  /** Runs what is due now, and what that wakes, in order. */
  drain(): Promise<void>;
  /** When the next job may run. */
  nextAt(): Instant | undefined;
  /** As when Redis loses its memory. */
  lose(): void;
}

interface Waiting {
  readonly queue: string;
  readonly key: string;
  readonly data: object;
  readonly at: Instant;
}

/** A queue in this process on the scenario's clock. Deduplicates as BullMQ does: a job that waits swallows its like. */
export function inProcessQueue(clock: Clock): InProcessQueue {
  const handlers = new Map<string, (data: unknown) => Promise<void>>();
  let waiting: Waiting[] = [];
  const nextDue = (): Waiting | undefined => waiting.filter(({ at }) => at <= clock.now()).toSorted((a, b) => a.at - b.at)[0];
  return {
    queue: (name) => ({
      async addBulk(jobs) {
        for (const { data, opts } of jobs) {
          const key = opts.deduplication?.id ?? `${name}-${String(waiting.length)}`;
          if (!waiting.some((job) => job.key === key)) waiting.push({ queue: name, key, data, at: plus(clock.now(), opts.delay ?? 0) });
        }
      },
      depth: async () => ({ counts: {}, oldestMs: undefined }),
      close: async () => undefined,
    }),
    worker(name, run) {
      handlers.set(name, run);
      return { close: async () => void handlers.delete(name) };
    },
    async drain() {
      for (let job = nextDue(); job; job = nextDue()) {
        const taken = job;
        waiting = waiting.filter((other) => other !== taken);
        await handlers.get(taken.queue)?.(taken.data);
      }
    },
    nextAt: () => waiting.map(({ at }) => at).toSorted((a, b) => a - b)[0],
    lose() {
      waiting = [];
    },
  };
}
