import { rmSync, writeFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { Redis } from "ioredis";
import { afterAll, describe, expect, it } from "vitest";
import { isRunning } from "../../../bot/services/process-info.mjs";
import { startPrivateRedis } from "../../../bot/services/private-redis.ts";
import { chooseQueueBackend } from "../../../bot/services/queue-backend.ts";
import { findRedisCommand } from "../../../bot/services/redis-command.ts";
import { ServiceError } from "../../../bot/services/service-error.ts";
import { testRedis } from "../../support/redis.ts";
import { serviceOf, spawnService } from "../../support/spawn-service.ts";
import { makeTestDirectory } from "../../support/test-directory.ts";

const directory = makeTestDirectory("queues");
const postgresUrl = "postgresql://postgres@127.0.0.1:5432/huifang";
const base = { dataDir: directory.path, postgresUrl };
const redis = await testRedis();
if (redis.kind === "absent") console.warn(`Not tested here: queues on Redis (${redis.why})`);
afterAll(async () => {
  if (redis.kind === "running") await redis.stop();
  directory.remove();
});

describe("without REDIS_URL and without a Redis on the machine", () => {
  it("the queues live on PostgreSQL, and one line says so and why", async () => {
    const backend = await chooseQueueBackend({ ...base, findCommand: () => ({ missing: "no redis-server on PATH" }) });
    expect(backend).toMatchObject({ kind: "postgres", url: postgresUrl });
    expect(backend.said).toBe("Queues: on PostgreSQL, enough to try Huifang out; set REDIS_URL in production (no redis-server on PATH)");
    await backend.stop();
  });

  it("a Redis that does not start is passed over, and the line says where to look", async () => {
    const findCommand = () => ({ command: "false", version: "7.0.0" });
    const backend = await chooseQueueBackend({ ...base, findCommand });
    expect(backend.kind).toBe("postgres");
    expect(backend.said).toMatch(/\(false did not start in \S+; its log is \S+redis\.log/);
  });
});

describe("with REDIS_URL", () => {
  it.each([
    ["redis://:s3cret@127.0.0.1:1", "Cannot use Redis at 127.0.0.1:1 (ECONNREFUSED). Start it, correct REDIS_URL, or unset it."],
    ["redis://:s3cret@nowhere.invalid", "Cannot use Redis at nowhere.invalid:6379 (ENOTFOUND)."],
    ["http://127.0.0.1", "REDIS_URL is not a Redis address"],
  ])("one that cannot be used is an error in one line, never replaced: %s", async (redisUrl, line) => {
    await expectOneLine(redisUrl, line);
  });

  it("something silent on the port is an error too", async () => {
    const silent = net.createServer((socket) => socket.on("error", () => undefined)).listen(0, "127.0.0.1");
    await new Promise((resolve) => silent.once("listening", resolve));
    const address = silent.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    await expectOneLine(`redis://127.0.0.1:${port}`, `Cannot use Redis at 127.0.0.1:${port} (`);
    silent.close();
  });
});

describe.runIf(redis.kind === "running")("with a Redis", () => {
  const found = findRedisCommand();
  const command = "missing" in found ? "" : found.command;

  it("given by REDIS_URL, that one is used, and a wrong password is an error", async () => {
    const url = redis.kind === "running" ? redis.url : "";
    expect(await chooseQueueBackend({ ...base, redisUrl: url })).toMatchObject({ kind: "redis", url });
    await expectOneLine(url.replace(/:\w+@/, ":wrong@"), "(WRONGPASS)");
  });

  it("on PATH, a private one is started that loses nothing and refuses to evict", async () => {
    const first = await chooseQueueBackend(base);
    expect(first.said).toMatch(/^Queues: (redis|valkey)-server \S+, started on 127\.0\.0\.1:\d+ for Huifang alone$/);
    expect(await onRedis(first.url, (client) => client.config("GET", "maxmemory-policy"))).toContain("noeviction");
    await onRedis(first.url, (client) => client.set("kept", "回访"));
    await first.stop();
    const second = await chooseQueueBackend(base);
    expect(await onRedis(second.url, (client) => client.get("kept"))).toBe("回访");
    await second.stop();
  });

  it("left behind by kill -9 is adopted by the next start, whose stop ends it", async () => {
    const killed = await spawnService("redis", directory.path);
    await killed.end("SIGKILL");
    expect(isRunning(serviceOf(killed).pid)).toBe(true);
    const server = await startPrivateRedis({ command, dataDir: directory.path });
    expect(server).toMatchObject({ pid: serviceOf(killed).pid, owned: true });
    await server.stop();
    expect(isRunning(server.pid)).toBe(false);
  });

  it("used by a second process, is joined and left running by it", async () => {
    const server = await startPrivateRedis({ command, dataDir: directory.path });
    const second = await spawnService("redis", directory.path);
    expect(serviceOf(second)).toMatchObject({ pid: server.pid, owned: false });
    await second.end("SIGTERM");
    expect(await onRedis(server.url, (client) => client.ping())).toBe("PONG");
    await server.stop();
  });

  it("is started anew when the noted process id belongs to another program now", async () => {
    const note = path.join(directory.path, "redis", "server.json");
    writeFileSync(note, JSON.stringify({ pid: process.pid, start: "long ago", port: 1, password: "x" }));
    const server = await startPrivateRedis({ command, dataDir: directory.path });
    expect(server.pid).not.toBe(process.pid);
    await server.stop();
    rmSync(note);
  });
});

async function expectOneLine(redisUrl: string, line: string): Promise<void> {
  const fault: unknown = await chooseQueueBackend({ ...base, redisUrl }).catch((caught: unknown) => caught);
  expect(fault).toBeInstanceOf(ServiceError);
  expect(String(fault)).toContain(line);
  expect(String(fault)).not.toMatch(/s3cret|\n/);
}

async function onRedis<T>(url: string, work: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url);
  try {
    return await work(client);
  } finally {
    client.disconnect();
  }
}
