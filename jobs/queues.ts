/** The queues' names and payloads. Jobs only wake: they carry an id, the row in Postgres is the work. */
import { z } from "zod";
import type { Clock, Logger, Wake, WakeUp } from "../bot/app/ports.ts";
import type { BorrowerId, EscalationId } from "../bot/domain/ids.ts";
import type { Depth, NewJob, QueueBackend, QueueHandle } from "./queue-backend.ts";

export const queueNames = ["plan", "dispatch", "turn", "escalations", "outward", "housekeeping"] as const;
export type QueueName = (typeof queueNames)[number];

export const borrowerJob = z.object({ borrower: z.uuid().transform((id) => id as BorrowerId) });
export const escalationJob = z.object({ escalation: z.uuid().transform((id) => id as EscalationId) });
export const outwardJob = z.object({ of: z.enum(["subscription", "alert"]), id: z.uuid() });
/** The clock's slot, for people who look at the queue. */
export const tickJob = z.object({ slot: z.string() });

export interface Queues {
  readonly wake: WakeUp;
  tick(queue: "plan" | "housekeeping", slot: string): Promise<void>;
  /** Of every queue; rejects where the queues do not answer. */
  depths(): Promise<readonly QueueDepth[]>;
  close(): Promise<void>;
}

export type QueueDepth = Depth & { readonly queue: QueueName };

export function createQueues(backend: QueueBackend, clock: Clock, log: Logger): Queues {
  const open = new Map<QueueName, QueueHandle>();
  const queue = (name: QueueName): QueueHandle => {
    const known = open.get(name);
    if (known) return known;
    const made = backend.queue(name);
    open.set(name, made);
    return made;
  };
  const add = async (name: QueueName, jobs: NewJob[]): Promise<void> => {
    try {
      await queue(name).addBulk(jobs);
    } catch (fault) {
      // The row is committed and due: the next sweep wakes it again.
      log.warn({ queue: name, jobs: jobs.length, fault: fault instanceof Error ? fault.name : "unknown" }, "wake lost");
    }
  };
  return {
    wake: async (wakes) => {
      for (const name of ["turn", "escalations", "dispatch", "outward"] as const) {
        const jobs = wakes.filter((wake) => wake.queue === name).map((wake) => job(wake, clock));
        if (jobs.length > 0) await add(name, jobs);
      }
    },
    tick: (name, slot) => add(name, [{ name, data: { slot }, opts: { deduplication: { id: name, keepLastIfActive: true } } }]),
    depths: () => Promise.all(queueNames.map(async (name) => ({ queue: name, ...(await queue(name).depth()) }))),
    close: async () => {
      await Promise.all([...open.values()].map((one) => one.close()));
    },
  };
}

/**
 * One waiting and one running job for an id, whoever wakes it how often; a wake that comes while it runs is kept for
 * after. (A job id would stop deduplicating once the job is done, or swallow the wake while it runs.)
 */
function job(wake: Wake & { readonly at?: number }, clock: Clock): NewJob {
  const data = dataOf(wake);
  const delay = wake.at === undefined ? 0 : Math.max(0, Math.ceil((wake.at - clock.now()) / clock.speed));
  return { name: wake.queue, data, opts: { deduplication: { id: `${wake.queue}-${wake.id}`, keepLastIfActive: true }, delay } };
}

function dataOf(wake: Wake): object {
  switch (wake.queue) {
    case "escalations":
      return { escalation: wake.id };
    case "outward":
      return { of: wake.of, id: wake.id };
    default:
      return { borrower: wake.id };
  }
}
