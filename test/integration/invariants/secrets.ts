import { Redis } from "ioredis";
import { connectPostgres } from "../../../bot/services/connect-postgres.ts";

/** Every column of every table in which one of these stands in the clear, as text or as bytes. */
export async function secretsInDatabase(url: string, secrets: readonly string[]): Promise<string[]> {
  const client = await connectPostgres(url);
  try {
    const columns = await client.query<{ place: string; col: string; type: string }>(`
      SELECT format('%I.%I', table_schema, table_name) AS place, quote_ident(column_name) AS col, udt_name AS type
      FROM information_schema.columns WHERE table_schema NOT IN ('pg_catalog', 'information_schema')`);
    const found: string[] = [];
    for (const { place, col, type } of columns.rows) {
      const test = type === "bytea" ? `position(convert_to(s, 'UTF8') IN ${col}) > 0` : `position(s IN ${col}::text) > 0`;
      const hit = await client.query<{ s: string }>(`SELECT s FROM unnest($1::text[]) AS s WHERE EXISTS (SELECT 1 FROM ${place} WHERE ${test})`, [secrets]);
      found.push(...hit.rows.map(({ s }) => `${place}.${col}: ${s}`));
    }
    return found;
  } finally {
    await client.end();
  }
}

/** Every key of Redis in whose name or value one of these stands. */
export async function secretsInRedis(url: string, secrets: readonly string[]): Promise<string[]> {
  const redis = new Redis(url);
  try {
    const found: string[] = [];
    for (const key of await redis.keys("*")) {
      // What the server itself would write to disk; short values are not compressed.
      const value = JSON.stringify(await valueOf(redis, key));
      found.push(...secrets.filter((secret) => key.includes(secret) || value.includes(secret)).map((secret) => `${key}: ${secret}`));
    }
    return found;
  } finally {
    redis.disconnect();
  }
}

async function valueOf(redis: Redis, key: string): Promise<unknown> {
  const type = await redis.type(key);
  switch (type) {
    case "string":
      return redis.get(key);
    case "hash":
      return redis.hgetall(key);
    case "list":
      return redis.lrange(key, 0, -1);
    case "set":
      return redis.smembers(key);
    case "zset":
      return redis.zrange(key, "0", "-1");
    case "stream":
      return redis.xrange(key, "-", "+");
    case "none":
      return undefined;
    default:
      throw new Error(`a Redis type that this test cannot read: ${type}`);
  }
}
