import { BullMQOtel } from "bullmq-otel";
import { pingRedis } from "../services/ping-redis.ts";
import { chooseQueueBackend } from "../services/queue-backend.ts";
import { redisEvictionPolicy } from "../services/redis-policy.ts";
import { queueBackend, type QueueBackend } from "../../jobs/queue-backend.ts";
import { createQueues, type Queues } from "../../jobs/queues.ts";
import { createBoard, type Board } from "../../jobs/board.ts";
import type { Core } from "./core.ts";
import { tracing } from "./observe/spans.ts";

export interface OpenQueues {
  readonly backend: QueueBackend;
  readonly queues: Queues;
  /** The choice, and what is wrong with it, for people. */
  readonly said: string;
  /** On PostgreSQL always: whether that answers is asked elsewhere. */
  answer(): Promise<boolean>;
  /** For a server: what lies in them, to look at. On PostgreSQL there is none. */
  openBoard(): Board | undefined;
  close(): Promise<void>;
}

/** Redis where it is given or found, else PostgreSQL. Throws ServiceError where a given Redis does not answer. */
export async function openQueues(core: Core): Promise<OpenQueues> {
  const { config, clock, log } = core;
  const chosen = await chooseQueueBackend({ redisUrl: config.REDIS_URL, dataDir: config.HUIFANG_DATA_DIR, postgresUrl: core.databaseUrl });
  const { kind, url } = chosen;
  const backend = queueBackend({ kind, url, telemetry: tracing() ? new BullMQOtel({ tracerName: "huifang" }) : undefined });
  const queues = createQueues(backend, clock, log);
  const policy = kind === "redis" ? await redisEvictionPolicy(url) : "noeviction";
  const evicts = policy !== undefined && policy !== "noeviction";
  if (evicts) log.warn({ policy }, "redis may throw jobs away: maxmemory-policy must be noeviction");
  return {
    backend,
    queues,
    said: evicts
      ? `${chosen.said}\nWarning: this Redis may throw jobs away when its memory is full (maxmemory-policy ${policy}): set it to noeviction`
      : chosen.said,
    answer: async () => kind === "postgres" || (await pingRedis(url)) === "answers",
    openBoard: () => (kind === "redis" ? createBoard(url) : undefined),
    async close() {
      await queues.close();
      await chosen.stop();
    },
  };
}
