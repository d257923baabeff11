import { Redis } from "ioredis";

/**
 * What a Redis server does when its memory is full ("noeviction", "allkeys-lru", …); undefined where it does not tell.
 * INFO, not CONFIG: hosted servers refuse that.
 */
export async function redisEvictionPolicy(url: string): Promise<string | undefined> {
  const client = new Redis(url, { lazyConnect: true, connectTimeout: 3_000, commandTimeout: 3_000, maxRetriesPerRequest: 0, retryStrategy: () => null });
  client.on("error", () => undefined);
  try {
    await client.connect();
    return /^maxmemory_policy:(\S+)/m.exec(await client.info("memory"))?.[1];
  } catch {
    return undefined;
  } finally {
    client.disconnect();
  }
}
