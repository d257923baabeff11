import { randomOf } from "../../bot/channels/sim/persons/random.ts";
import type { NewJob, QueueBackend } from "../../jobs/queue-backend.ts";

export interface LossyQueue extends QueueBackend {
  readonly counts: { dropped: number; doubled: number; ran: number; faults: string[] };
  /** Settles when nothing waits or runs. */
  idle(): Promise<void>;
}

/** A queue in memory that drops and doubles what it is given (0 to 1 each), and forgets delays: jobs only wake. */
export function lossyQueue(seed: string, { drop, double }: { drop: number; double: number }): LossyQueue {
  const random = randomOf(seed);
  const waiting = new Map<string, NewJob[]>();
  const workers = new Map<string, (() => void)[]>();
  const counts = { dropped: 0, doubled: 0, ran: 0, faults: [] as string[] };
  let running = 0;
  let resting: (() => void)[] = [];
  const jobsOf = (name: string): NewJob[] => {
    const jobs = waiting.get(name) ?? [];
    waiting.set(name, jobs);
    return jobs;
  };
  const rest = (): void => {
    if (running > 0 || [...waiting].some(([name, jobs]) => jobs.length > 0 && workers.has(name))) return;
    resting.forEach((done) => done());
    resting = [];
  };
  return {
    counts,
    queue: (name) => ({
      addBulk(jobs) {
        for (const job of jobs) {
          const x = random();
          if (x < drop) counts.dropped++;
          else jobsOf(name).push(job);
          if (x > 1 - double) {
            counts.doubled++;
            // Anywhere among the others: order is not promised either.
            jobsOf(name).splice(Math.floor(random() * jobsOf(name).length), 0, job);
          }
        }
        workers.get(name)?.forEach((pull) => pull());
        return Promise.resolve();
      },
      depth: () => Promise.resolve({ counts: {}, oldestMs: undefined }),
      close: () => Promise.resolve(),
    }),
    worker(name, run, { concurrency, onFault }) {
      let busy = 0;
      let closed = false;
      const pull = (): void => {
        while (!closed && busy < concurrency) {
          const job = jobsOf(name).shift();
          if (!job) return;
          busy++;
          running++;
          counts.ran++;
          run(job.data)
            .catch((fault: unknown) => {
              const error = fault instanceof Error ? fault : new Error("no error");
              counts.faults.push(`${name}: ${error.name}`);
              onFault(error);
            })
            .finally(() => {
              busy--;
              running--;
              pull();
              rest();
            });
        }
      };
      workers.set(name, [...(workers.get(name) ?? []), pull]);
      return { close: () => Promise.resolve(void (closed = true)) };
    },
    idle: () =>
      new Promise((resolve) => {
        resting.push(resolve);
        setImmediate(rest);
      }),
  };
}
