import { databaseOn, type FreshDatabase } from "../../support/database.ts";
import { startTestPostgres, TEMPLATE } from "../../support/postgres.ts";
import { testRedis } from "../../support/redis.ts";

export interface BenchServices {
  /** A migrated database of its own. */
  fresh(): Promise<FreshDatabase>;
  readonly postgresUrl: string;
  close(): Promise<void>;
}

/** PostgreSQL that syncs to disk as a real one does; with BENCH_SYNC=off as fast as memory allows. */
export async function openPostgres(): Promise<BenchServices> {
  const server = await startTestPostgres({ durable: process.env["BENCH_SYNC"] !== "off" });
  return { fresh: () => databaseOn(server.url, TEMPLATE), postgresUrl: server.url, close: server.stop };
}

/** A Redis as `huifang start` starts it. Throws where the machine has none: without it there is nothing to compare. */
export async function openRedis(): Promise<{ url: string; stop: () => Promise<void> }> {
  const redis = await testRedis();
  if (redis.kind === "absent") throw new Error(`this benchmark needs Redis: ${redis.why}`);
  return redis;
}
