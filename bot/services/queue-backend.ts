import { pingRedis } from "./ping-redis.ts";
import { startPrivateRedis } from "./private-redis.ts";
import type { RedisCommand } from "./redis-command.ts";
import { findRedisCommand } from "./redis-command.ts";
import { ServiceError } from "./service-error.ts";

export interface QueueBackendOptions {
  /** REDIS_URL, when the operator has set it. */
  redisUrl?: string | undefined;
  /** HUIFANG_DATA_DIR; a private Redis keeps its data in `redis` there. */
  dataDir: string;
  postgresUrl: string;
  /** Looks for a Redis to start; by default on PATH. */
  findCommand?: () => RedisCommand | { missing: string };
}

export interface QueueBackend {
  kind: "redis" | "postgres";
  url: string;
  /** The choice and its reason, one line for the operator. */
  said: string;
  stop: () => Promise<void>;
}

/**
 * Where the queues live: on the operator's Redis, else on one found on this machine and started privately, else on
 * PostgreSQL. Throws ServiceError when REDIS_URL is set and does not answer: a choice that the operator made is never
 * replaced by another.
 */
export async function chooseQueueBackend({ redisUrl, dataDir, postgresUrl, findCommand = findRedisCommand }: QueueBackendOptions): Promise<QueueBackend> {
  if (redisUrl !== undefined) return onGivenRedis(redisUrl);
  const found = findCommand();
  if ("missing" in found) return onPostgres(postgresUrl, found.missing);
  try {
    const server = await startPrivateRedis({ command: found.command, dataDir });
    const said = `Queues: ${found.command} ${found.version}, ${server.owned ? "started" : "already running"} on 127.0.0.1:${server.port} for Huifang alone`;
    return { kind: "redis", url: server.url, said, stop: server.stop };
  } catch (fault) {
    if (!(fault instanceof ServiceError)) throw fault;
    return onPostgres(postgresUrl, fault.message);
  }
}

async function onGivenRedis(url: string): Promise<QueueBackend> {
  const target = targetOf(url);
  if (target === undefined) throw new ServiceError("REDIS_URL is not a Redis address; write redis://:password@host:6379.");
  const answer = await pingRedis(url);
  if (answer !== "answers") throw new ServiceError(`Cannot use Redis at ${target} (${answer}). Start it, correct REDIS_URL, or unset it.`);
  return { kind: "redis", url, said: `Queues: Redis at ${target} (REDIS_URL)`, stop: async () => undefined };
}

function onPostgres(url: string, why: string): QueueBackend {
  const said = `Queues: on PostgreSQL, enough to try Huifang out; set REDIS_URL in production (${why})`;
  return { kind: "postgres", url, said, stop: async () => undefined };
}

function targetOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname, port } = new URL(url);
  return protocol === "redis:" || protocol === "rediss:" ? `${hostname || "localhost"}:${port || "6379"}` : undefined;
}
