/** BullMQ on Redis or, where there is none, on PostgreSQL: the same queues and workers either way. */
import { createPostgresBackend, createRedisBackend, withBackend, type JobsOptions, type Telemetry } from "bullmq";

export interface QueueConnection {
  readonly kind: "redis" | "postgres";
  readonly url: string;
  readonly telemetry?: Telemetry | undefined;
}

export interface NewJob {
  readonly name: string;
  readonly data: object;
  readonly opts: JobsOptions;
}

export interface QueueHandle {
  addBulk(jobs: NewJob[]): Promise<unknown>;
  depth(): Promise<Depth>;
  close(): Promise<void>;
}

export interface Depth {
  /** Jobs by state. */
  readonly counts: Readonly<Record<string, number>>;
  /** When the oldest waiting job was added, epoch milliseconds. */
  readonly oldestMs: number | undefined;
}

/** What a job does, and under which id BullMQ knows it. */
export type RunJob = (data: unknown, jobId?: string) => Promise<void>;

export interface WorkerHandle {
  /** Waits for what is running. */
  close(): Promise<void>;
}

export interface WorkerSettings {
  readonly concurrency: number;
  /** A worker that says nothing for that long is taken for dead, and its jobs are run again. */
  readonly lockMs: number;
  onFault(fault: Error): void;
}

export interface QueueBackend {
  queue(name: string): QueueHandle;
  worker(name: string, run: RunJob, settings: WorkerSettings): WorkerHandle;
}

// A hash tag: on Redis Cluster all keys of the queues must live in one slot (facts: CROSSSLOT otherwise).
export const prefix = "{huifang}";
// Nobody reads the events later than at once; BullMQ would keep ten thousand a queue.
const streams = { events: { maxLen: 1_000 } };

/** Adding and looking give up soon. */
export const brisk = { maxRetriesPerRequest: 2, enableOfflineQueue: true, commandTimeout: 5_000 };

/** `telemetry`: where the operator has loaded an OpenTelemetry SDK. */
export function queueBackend({ kind, url, telemetry }: QueueConnection): QueueBackend {
  const traced = telemetry ? { telemetry } : {};
  if (kind === "postgres") {
    const { Queue, Worker } = withBackend(createPostgresBackend);
    // Whoever connects first makes BullMQ's own tables, under its advisory lock.
    const connection = { connectionString: url, schema: "bullmq", max: 4, migrate: true };
    return {
      queue: (name) => {
        const queue = new Queue(name, { connection, streams, ...traced });
        return handle(queue);
      },
      worker: (name, run, settings) => {
        const worker = new Worker(name, (job) => quietly(run, job), { connection, ...traced, ...timing(settings) });
        return faultsOf(worker, settings);
      },
    };
  }
  const { Queue, Worker } = withBackend(createRedisBackend);
  // Workers wait for Redis to come back; adding gives up soon, since a lost wake is found by the sweep.
  const patient = { url, maxRetriesPerRequest: null };
  return {
    queue: (name) => {
      const queue = new Queue(name, { connection: { url, ...brisk }, prefix, streams, ...traced });
      return handle(queue);
    },
    worker: (name, run, settings) =>
      faultsOf(new Worker(name, (job) => quietly(run, job), { connection: patient, prefix, ...traced, ...timing(settings) }), settings),
  };
}

/** BullMQ keeps a failed job's message and stack; a database's message may quote a borrower's words. Name and code only. */
async function quietly(run: RunJob, { data, id }: { readonly data: unknown; readonly id?: string | undefined }): Promise<void> {
  try {
    await run(data, id);
  } catch (fault) {
    const quiet = new Error(fault instanceof Error && "code" in fault && typeof fault.code === "string" ? fault.code : "see the log");
    quiet.name = fault instanceof Error ? fault.name : "Fault";
    quiet.stack = quiet.name;
    throw quiet;
  }
}

function timing({ concurrency, lockMs }: WorkerSettings): object {
  return {
    concurrency,
    lockDuration: lockMs,
    stalledInterval: lockMs,
    // A job that stalls again is not given up: the row in Postgres says whether there is work left.
    maxStalledCount: 1_000,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 1_000, age: 7 * 24 * 3_600 },
  };
}

interface Emitter {
  on(event: "error", heard: (fault: Error) => void): unknown;
}

interface OpenQueue extends Emitter {
  addBulk(jobs: { name: string; data: unknown; opts: JobsOptions }[]): Promise<unknown>;
  getJobCounts(...states: State[]): Promise<Record<string, number>>;
  getWaiting(from: number, to: number): Promise<readonly { readonly timestamp: number }[]>;
  close(): Promise<void>;
}

type State = "waiting" | "active" | "delayed" | "failed";

function handle(queue: OpenQueue): QueueHandle {
  // Without a listener a connection fault would end the process; the sweep makes good what it cost.
  queue.on("error", () => undefined);
  return {
    addBulk: (jobs) => queue.addBulk(jobs),
    async depth() {
      const [counts, [oldest]] = await Promise.all([queue.getJobCounts("waiting", "active", "delayed", "failed"), queue.getWaiting(0, 0)]);
      return { counts, oldestMs: oldest?.timestamp };
    },
    close: () => queue.close(),
  };
}

function faultsOf<W extends Emitter & WorkerHandle & { on(event: "failed", heard: (job: unknown, fault: Error) => void): unknown }>(
  worker: W,
  settings: WorkerSettings,
): WorkerHandle {
  worker.on("error", settings.onFault);
  worker.on("failed", (_job, fault) => settings.onFault(fault));
  return worker;
}
