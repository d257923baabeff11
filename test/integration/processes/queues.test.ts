import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Clock, Logger } from "../../../bot/app/ports.ts";
import { systemClock } from "../../../bot/assembly/installation.ts";
import { redisEvictionPolicy } from "../../../bot/services/redis-policy.ts";
import { createBoard } from "../../../jobs/board.ts";
import { queueBackend } from "../../../jobs/queue-backend.ts";
import { createQueues } from "../../../jobs/queues.ts";
import type { BorrowerId } from "../../../bot/domain/ids.ts";
import { testRedis, type TestRedis } from "../../support/redis.ts";

const clock: Clock = systemClock;
const log: Logger = { debug() {}, info() {}, warn() {}, error() {} };
let redis: TestRedis;
beforeAll(async () => {
  redis = await testRedis();
  if (redis.kind === "absent") console.warn(`not tested without Redis: ${redis.why}`);
});
afterAll(async () => {
  if (redis.kind === "running") await redis.stop();
});

const borrower = (n: number): BorrowerId => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}` as BorrowerId;

describe("ten thousand jobs", () => {
  it("leave a bounded number of keys, events and failed jobs in Redis, all in one slot of a cluster", { timeout: 120_000 }, async () => {
    if (redis.kind === "absent") return;
    const backend = queueBackend({ kind: "redis", url: redis.url });
    const queues = createQueues(backend, clock, log);
    const jobs = 10_000;
    let [done, failed] = [0, 0];
    const run = async (): Promise<void> => {
      if (++done % 4 === 0) throw new Error("a fault with 毒药 in it");
    };
    const worker = backend.worker("dispatch", run, { concurrency: 50, lockMs: 15_000, onFault: () => failed++ });
    for (let from = 0; from < jobs; from += 1_000)
      await queues.wake(Array.from({ length: 1_000 }, (_, i) => ({ queue: "dispatch" as const, id: borrower(from + i) })));
    await expect.poll(() => done, { timeout: 90_000, interval: 100 }).toBe(jobs);
    await expect.poll(() => failed, { timeout: 20_000 }).toBe(jobs / 4);
    await worker.close();
    await queues.close();
    const client = new Redis(redis.url);
    const keys = await client.keys("*");
    const events = await client.xlen("{huifang}:dispatch:events");
    const stored = JSON.stringify(
      await Promise.all(
        keys
          .filter((key) => /:\d+$/.test(key))
          .slice(0, 50)
          .map((key) => client.hgetall(key)),
      ),
    );
    client.disconnect();
    expect(keys.every((key) => key.startsWith("{huifang}:"))).toBe(true);
    // The thousand failed jobs that are kept, and BullMQ's own few.
    expect(keys.length).toBeLessThan(1_030);
    // Trimmed in blocks.
    expect(events).toBeLessThan(1_300);
    expect(stored).not.toContain("毒药");
  });
});

describe("Redis", () => {
  it("that may throw jobs away is found out", async () => {
    if (redis.kind === "absent") return;
    expect(await redisEvictionPolicy(redis.url)).toBe("noeviction");
    const client = new Redis(redis.url);
    await client.config("SET", "maxmemory-policy", "allkeys-lru");
    expect(await redisEvictionPolicy(redis.url)).toBe("allkeys-lru");
    await client.config("SET", "maxmemory-policy", "noeviction");
    client.disconnect();
    expect(await redisEvictionPolicy("redis://127.0.0.1:1")).toBeUndefined();
  });
});

describe("the board of the queues", () => {
  it("shows the queues, loads nothing from elsewhere, and changes nothing", async () => {
    if (redis.kind === "absent") return;
    const board = createBoard(redis.url);
    const page = await board.app.request("/queues/");
    expect([page.status, page.headers.get("content-type")]).toEqual([200, expect.stringContaining("text/html")]);
    expect(page.headers.get("content-security-policy")).toMatch(/default-src 'none'; script-src 'self';/);
    const html = await page.text();
    const script = /src="(static\/js\/main[^"]+)"/.exec(html)?.[1] ?? "";
    expect((await board.app.request(`/queues/${script}`)).status).toBe(200);
    const listed = await (await board.app.request("/queues/api/queues")).json();
    expect(listed.queues.map(({ name, readOnlyMode }: { name: string; readOnlyMode: boolean }) => [name, readOnlyMode])).toContainEqual(["dispatch", true]);
    for (const method of ["PUT", "POST", "DELETE", "PATCH"])
      expect((await board.app.request("/queues/api/queues/dispatch/clean/failed", { method })).status).toBe(404);
    await board.close();
  });
});
