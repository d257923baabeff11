import { Redis } from "ioredis";

const timeoutMs = 3_000;

/** What a Redis says of itself. Throws where it does not answer. */
export async function redisHealth(url: string): Promise<{ version: string; policy: string; appendOnly: boolean; memory: string }> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const info = await client.info();
    const field = (name: string): string => new RegExp(`^${name}:(.*)$`, "m").exec(info)?.[1]?.trim() ?? "";
    return { version: field("redis_version"), policy: field("maxmemory_policy"), appendOnly: field("aof_enabled") === "1", memory: field("used_memory_human") };
  } finally {
    client.disconnect();
  }
}
