import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runtimeRights } from "../../../bot/assembly/runtime-rights.ts";
import { signSim } from "../../../bot/channels/sim/signature.ts";
import { dayIn, dayMs, isoInstant, localText, minuteOfDay, plus, systemNow, zone, type Zone } from "../../../bot/domain/calendar.ts";
import { connectPostgres } from "../../../bot/services/connect-postgres.ts";
import { freePort } from "../../../bot/services/free-port.ts";
import { grantRuntimeRole } from "../../../bot/services/grant-runtime-role.ts";
import { createConsoleStore } from "../../../bot/store/console/console-store.ts";
import { sql } from "../../../bot/store/database.ts";
import { queueBackend } from "../../../jobs/queue-backend.ts";
import { createQueues, type Queues } from "../../../jobs/queues.ts";
import { startBalancer, type Balancer } from "../../support/balancer.ts";
import { bigBook, openInstallation, secretAddress, secretName, verifyAll, type TestInstallation } from "../../support/big-book.ts";
import { startHuifang, type HuifangProcess } from "../../support/huifang-process.ts";
import { startRecordingProvider, type RecordingProvider } from "../../support/recording-provider.ts";
import { testRedis, type TestRedis } from "../../support/redis.ts";
import { startRestartablePostgres, type RestartablePostgres } from "../../support/restartable-postgres.ts";
import { expectNothingTwice, readLog } from "../invariants/checks.ts";
import { secretsInDatabase, secretsInRedis } from "../invariants/secrets.ts";

/** One in which it is about noon, so that no midnight falls into the test. */
const here = noonZone();
/** Of each wave, everybody gets a reminder and every second one writes. */
const wave = 60;
const waves = 3;
const writesText = "毒药短信 您好 请问您是哪位？";

let postgres: RestartablePostgres;
let redis: TestRedis;
let provider: RecordingProvider;
let book: TestInstallation;
let queues: Queues;
let balancer: Balancer;
const running = new Map<string, HuifangProcess>();
const outputs: (() => string)[] = [];
const ports: Record<string, number> = {};

const start = async (name: string): Promise<void> => {
  const port = (ports[name] ??= await freePort());
  const server = name.startsWith("server");
  const process = startHuifang(server ? "server" : "worker", { ...book.env, ...(server ? { PORT: String(port) } : { METRICS_PORT: String(port) }) });
  running.set(name, process);
  outputs.push(process.output);
  await process.ready;
};
const at = (name: string): string => `http://127.0.0.1:${String(ports[name])}`;
const names = ["server-1", "worker-1", "server-2", "worker-2"];

beforeAll(async () => {
  [postgres, redis, provider] = await Promise.all([startRestartablePostgres(), testRedis(), startRecordingProvider("drill", "good")]);
  if (redis.kind === "absent") return;
  book = await openInstallation({
    hours: hourFrom(minuteOfDay(systemNow(), here) - 1),
    database: { url: postgres.url, drop: async () => undefined },
    env: { SIM_API_ROOT: provider.root, LOG_LEVEL: "debug", WORKER_CONCURRENCY: "4", REDIS_URL: redis.url, READY_GRACE_SECONDS: "1", DRAIN_SECONDS: "10" },
    connections: 4,
  });
  // The installation went live before this day, so that what falls due today is sent.
  await book.core.database.$executeRaw(sql`UPDATE installation SET go_live_at = now() - interval '3 days'`);
  const admin = await connectPostgres(postgres.url);
  await admin.query("CREATE ROLE app LOGIN PASSWORD 'of-the-drill'");
  await admin.end();
  const runtime = new URL(postgres.url);
  [runtime.username, runtime.password] = ["app", "of-the-drill"];
  await grantRuntimeRole(postgres.url, runtime.href, runtimeRights);
  Object.assign(book.env, { DATABASE_URL: runtime.href });
  queues = createQueues(queueBackend({ kind: "redis", url: redis.url }), book.core.clock, book.core.log);
  await Promise.all(names.map(start));
  balancer = await startBalancer([at("server-1"), at("server-2")]);
  await importWave(1);
}, 180_000);

afterAll(async () => {
  for (const process of running.values()) process.signal("SIGKILL");
  await Promise.all([...running.values()].map((process) => process.ended));
  await balancer?.close();
  await queues?.close();
  await book?.close();
  await provider.close();
  await postgres.stop();
  if (redis.kind === "running") await redis.stop();
}, 60_000);

/** As a provider does: the same text under the same id again, until it is acknowledged. */
async function write(n: number): Promise<void> {
  const body = Buffer.from(
    JSON.stringify({ events: [{ type: "text", id: `text-${String(n)}`, from: secretAddress(n), at: isoInstant(systemNow()), text: writesText }] }),
  );
  for (let tries = 0; tries < 200; tries++) {
    const headers = { "content-type": "application/json", "x-sim-signature": signSim("a-secret-of-the-tests", body, systemNow()) };
    const { status } = await fetch(`${balancer.root}/channels/sim/webhook`, { method: "POST", body, headers, signal: AbortSignal.timeout(20_000) }).catch(
      () => ({ status: 0 }),
    );
    if (status === 200) return;
    await pause(150);
  }
  throw new Error(`text ${String(n)} was never acknowledged`);
}

const writers = (from: number): number[] => Array.from({ length: wave / 2 }, (_, i) => from + 2 * i);

/** The clock's minute is long for a test. */
async function tick(): Promise<void> {
  await queues.tick("plan", "drill");
  await queues.tick("housekeeping", "drill");
}

const remaining = async (): Promise<{ texts: number; touches: number; replies: number }> => {
  const [row] = await book.core.database.$queryRaw<{ texts: number; touches: number; replies: number }[]>(sql`
    SELECT (SELECT count(*) FROM inbound_event WHERE state = 'pending')::int AS texts,
      (SELECT count(*) FROM touch WHERE state IN ('planned', 'claimed'))::int AS touches,
      (SELECT count(*) FROM message WHERE state IN ('queued', 'claimed'))::int AS replies`);
  return row ?? { texts: -1, touches: -1, replies: -1 };
};

/** Until nothing is due any more; returns the milliseconds. */
async function untilQuiet(): Promise<number> {
  const began = performance.now();
  for (;;) {
    await tick();
    const left = await remaining().catch(() => undefined);
    if (left && left.texts + left.touches + left.replies === 0) return Math.round(performance.now() - began);
    if (performance.now() - began > 100_000) throw new Error(`still waiting: ${JSON.stringify(left)}`);
    await pause(300);
  }
}

/** Sixty more borrowers with an instalment that falls due today. */
async function importWave(from: number): Promise<void> {
  await book.import({ loans: bigBook({ borrowers: wave, from, zone: here, dueOn: dayIn(systemNow(), here) }) }, systemNow());
  await verifyAll(book.core);
  await tick();
}

describe("two servers and two workers", () => {
  it("go on with a chat on one that was begun on the other", { timeout: 60_000 }, async () => {
    if (redis.kind === "absent") return;
    const store = createConsoleStore(book.core);
    const borrower = (await book.borrowers()).get("B00001") ?? "";
    const link = await store.makeChatLink(borrower, { officer: "test", sees: { whose: "all" }, at: systemNow() }, plus(systemNow(), dayMs));
    if (typeof link === "string") throw new Error(link);
    const page = `/chat/${link.token}`;
    const heard: string[] = [];
    const closing = new AbortController();
    const listening = ["server-1", "server-2"].map(async (name) => {
      const stream = await fetch(`${at(name)}${page}/events`, { signal: closing.signal });
      for await (const chunk of stream.body ?? []) if (Buffer.from(chunk).toString().includes("change")) heard.push(name);
    });
    const post = (name: string, text: string) =>
      fetch(`${at(name)}${page}/messages`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ id: randomUUID(), text }),
      });
    const read = async (name: string): Promise<{ from: string; text: string }[]> => (await (await fetch(`${at(name)}${page}/messages`)).json()).messages;
    expect((await post("server-1", "你好")).status).toBe(202);
    await expect.poll(async () => (await read("server-2")).map(({ from }) => from).join(), { timeout: 30_000, interval: 200 }).toMatch(/^borrower(,us)+$/);
    expect((await post("server-2", "是我")).status).toBe(202);
    await expect
      .poll(async () => (await read("server-1")).map(({ from }) => from).join(), { timeout: 30_000, interval: 200 })
      .toMatch(/^borrower(,us)+,borrower(,us)+$/);
    closing.abort();
    await Promise.allSettled(listening);
    expect(new Set(heard)).toEqual(new Set(["server-1", "server-2"]));
  });

  it("lose and double nothing while all are restarted, Redis is emptied and PostgreSQL goes away", { timeout: 300_000 }, async () => {
    if (redis.kind === "absent") return;
    const times: Record<string, number> = {};
    const timed = async (what: string, work: () => Promise<unknown>): Promise<void> => {
      const began = performance.now();
      await work();
      times[what] = Math.round(performance.now() - began);
    };
    const steadily = async (from: number): Promise<void> => {
      for (const n of writers(from)) {
        await write(n);
        await pause(40);
      }
    };
    // One half after the other, as a rollout does it; the other half carries on.
    const load = steadily(1);
    for (const half of [names.slice(0, 2), names.slice(2)]) {
      await timed(`restart of ${half.join(" and ")}`, () =>
        Promise.all(
          half.map(async (name) => {
            const old = running.get(name);
            old?.signal("SIGTERM");
            expect(await old?.ended, `${name}: ${old?.output().slice(-300) ?? ""}`).toBe(0);
            await start(name);
          }),
        ),
      );
    }
    await load;
    times["quiet after the restarts"] = await untilQuiet();

    await importWave(wave + 1);
    const flushed = new Redis(redis.url);
    const second = steadily(wave + 1);
    await pause(400);
    await flushed.flushall();
    await second;
    await flushed.flushall();
    flushed.disconnect();
    times["quiet after FLUSHALL"] = await untilQuiet();

    await importWave(2 * wave + 1);
    const third = steadily(2 * wave + 1);
    await pause(400);
    await timed("PostgreSQL away", () => postgres.restart(1_000));
    await third;
    times["quiet after PostgreSQL"] = await untilQuiet();
    console.log(`drill, ms: ${JSON.stringify(times)}`);
    await expectAllOnce();
  });

  it("leave no name, address or text in their logs, Redis or metrics", { timeout: 60_000 }, async () => {
    if (redis.kind === "absent") return;
    const token = await Promise.all(names.map(async (name) => (await fetch(`${at(name)}/metrics`)).text()));
    expect(token.every((text) => text.includes("huifang_up"))).toBe(true);
    const secrets = [...Array(wave * waves).keys()].flatMap((n) => [secretName(n + 1), secretAddress(n + 1)]);
    const all = [...secrets, "毒药短信", "请问您是", "of-the-drill", "a-secret-of-the-tests"];
    const said = [...outputs.map((output) => output()), ...token].join("\n");
    expect(said).toContain('"requestId":"');
    expect(said).toContain('"jobId":"');
    expect(all.filter((secret) => said.includes(secret))).toEqual([]);
    expect(await secretsInRedis(redis.url, all)).toEqual([]);
    expect(await secretsInDatabase(postgres.url, [secretName(1), secretAddress(1), "毒药短信"])).toEqual([]);
  });
});

async function expectAllOnce(): Promise<void> {
  const { database } = book.core;
  expect(await database.touch.groupBy({ by: ["state"], _count: true })).toEqual([{ state: "sent", _count: wave * waves }]);
  const texts = (wave / 2) * waves;
  expect(await database.inboundEvent.count({ where: { channel: "sim", kind: "text", state: "done" } })).toBe(texts);
  const log = await readLog(book.core);
  const touchOf = new Map(
    log
      .filter(({ kind }) => kind === "message.claimed")
      .flatMap(({ body }) => (typeof body["touch"] === "string" ? [[String(body["message"]), [body["touch"]]] as const] : [])),
  );
  expectNothingTwice(provider.sends, touchOf);
  // Every writer was answered, by one turn each, and nobody's answer was sent twice.
  const turns = await database.message.findMany({
    where: { direction: "out", turnId: { not: null }, channel: "sim" },
    select: { id: true, turnId: true, state: true },
  });
  expect(new Set(turns.map(({ turnId }) => turnId)).size).toBe(texts);
  expect(new Set(turns.map(({ state }) => state))).toEqual(new Set(["sent"]));
  const sent = await database.message.findMany({ where: { channel: "sim", direction: "out", state: "sent" }, select: { id: true } });
  expect(new Set(provider.sends.map(({ id }) => id))).toEqual(new Set(sent.map(({ id }) => id)));
}

function noonZone(): Zone {
  const behind = Number(localText(systemNow(), zone("UTC")).slice(11, 13)) - 12;
  return zone(behind === 0 ? "UTC" : `Etc/GMT${behind > 0 ? "+" : "-"}${String(Math.abs(behind))}`);
}

/** An hour: all touches of a day are due when it begins. */
function hourFrom(minute: number): { from: string; to: string } {
  const text = (m: number): string => `${String(Math.floor(m / 60)).padStart(2, "0")}:${String(m % 60).padStart(2, "0")}`;
  return { from: text(minute), to: text(minute + 60) };
}
