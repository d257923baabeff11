import { startPrivateRedis } from "../../bot/services/private-redis.ts";
import { findRedisCommand } from "../../bot/services/redis-command.ts";
import { makeTestDirectory } from "./test-directory.ts";

export type TestRedis = { kind: "running"; url: string; stop: () => Promise<void> } | { kind: "absent"; why: string };

/**
 * A private Redis for one test file, or why there is none on this machine: the caller then says so and passes over
 * what needs it. With REQUIRE_REDIS=1 (continuous integration) its absence is an error.
 */
export async function testRedis(): Promise<TestRedis> {
  const found = findRedisCommand();
  if ("missing" in found) {
    if (process.env["REQUIRE_REDIS"] === "1") throw new Error(`REQUIRE_REDIS=1, but ${found.missing}`);
    return { kind: "absent", why: found.missing };
  }
  const directory = makeTestDirectory("redis");
  const server = await startPrivateRedis({ command: found.command, dataDir: directory.path });
  return {
    kind: "running",
    url: server.url,
    stop: async () => {
      await server.stop();
      directory.remove();
    },
  };
}
