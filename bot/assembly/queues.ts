import { chooseQueueBackend } from "../services/queue-backend.ts";
import { queueBackend, type QueueBackend } from "../../jobs/queue-backend.ts";
import { createQueues, type Queues } from "../../jobs/queues.ts";
import type { Core } from "./core.ts";

export interface OpenQueues {
  readonly backend: QueueBackend;
  readonly queues: Queues;
  /** The choice, one line for people. */
  readonly said: string;
  close(): Promise<void>;
}

/** Redis where it is given or found, else PostgreSQL. Throws ServiceError where a given Redis does not answer. */
export async function openQueues(core: Core): Promise<OpenQueues> {
  const { config, clock, log } = core;
  const chosen = await chooseQueueBackend({ redisUrl: config.REDIS_URL, dataDir: config.HUIFANG_DATA_DIR, postgresUrl: core.databaseUrl });
  const backend = queueBackend({ kind: chosen.kind, url: chosen.url });
  const queues = createQueues(backend, clock, log);
  return {
    backend,
    queues,
    said: chosen.said,
    async close() {
      await queues.close();
      await chosen.stop();
    },
  };
}
