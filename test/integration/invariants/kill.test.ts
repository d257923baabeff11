import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { randomOf } from "../../../bot/channels/sim/persons/random.ts";
import { dayIn, localText, minuteOfDay, systemNow, zone, type Zone } from "../../../bot/domain/calendar.ts";
import { sql } from "../../../bot/store/database.ts";
import { queueBackend } from "../../../jobs/queue-backend.ts";
import { createQueues, type Queues } from "../../../jobs/queues.ts";
import { bigBook, openInstallation, secretAddress, secretName, verifyHalf, type TestInstallation } from "../../support/big-book.ts";
import { startRecordingProvider, type RecordingProvider } from "../../support/recording-provider.ts";
import { testRedis, type TestRedis } from "../../support/redis.ts";
import { runCommand, startWorkerProcess, type WorkerProcess } from "../../support/worker-process.ts";
import { expectClaimsEnded, expectNothingTwice, expectTouchesTraced, readLog } from "./checks.ts";
import { secretsInDatabase, secretsInRedis } from "./secrets.ts";

/** KILL_BORROWERS=5000 looks longer. */
const borrowers = Number(process.env["KILL_BORROWERS"] ?? 2_000);
const kills = 8;
const random = randomOf("kill -9");

let redis: TestRedis;
let provider: RecordingProvider;
let book: TestInstallation;
let queues: Queues;
const started: WorkerProcess[] = [];

beforeAll(async () => {
  redis = await testRedis();
  if (redis.kind === "absent") console.warn(`kill -9 runs on the queues' PostgreSQL backend: ${redis.why}`);
  provider = await startRecordingProvider("provider");
  const env = { SIM_API_ROOT: provider.root, LOG_LEVEL: "debug", WORKER_CONCURRENCY: "5", ...(redis.kind === "running" && { REDIS_URL: redis.url }) };
  const here = noonZone();
  book = await openInstallation({ hours: hourFrom(minuteOfDay(systemNow(), here) - 1), env, connections: 6 });
  await book.import({ loans: bigBook({ borrowers, zone: here, dueOn: dayIn(systemNow(), here) }) });
  await verifyHalf(book.core);
  const backend = redis.kind === "running" ? queueBackend({ kind: "redis", url: redis.url }) : queueBackend({ kind: "postgres", url: book.core.databaseUrl });
  queues = createQueues(backend, book.core.clock, book.core.log);
}, 120_000);

afterAll(async () => {
  // Also where a test gave up half-way: a worker without its database would spin beside the next tests.
  await Promise.all(started.map((one) => one.kill()));
  await queues.close();
  await book.close();
  await provider.close();
  if (redis.kind === "running") await redis.stop();
});

describe("workers killed at any moment", () => {
  it("lose no touch, send none twice, and show what they do not know", { timeout: 400_000 }, async () => {
    await killWhileSending();
    const last = worker();
    await untilAllEnded();
    await last.kill();

    const log = await readLog(book.core);
    const touchOf = expectClaimsEnded(log);
    const arrived = provider.sends.filter(({ became }) => became !== "refused");
    expect(
      arrived.filter(({ id }) => !touchOf.has(id)),
      "sends without a claim in the log",
    ).toEqual([]);
    expectNothingTwice(arrived, touchOf);
    expectNothingTwice(
      arrived.map(({ to }) => ({ id: to })),
      new Map(),
    );
    const states = await expectTouchesTraced(book.core, borrowers);
    // A provider that refuses one send in twenty wears nobody's six attempts out.
    expect(states).toEqual({ sent: borrowers });

    const unknown = log.filter(({ kind }) => kind === "message.unknown");
    expect(unknown.length).toBeGreaterThanOrEqual(provider.sends.filter(({ became }) => became === "lost").length);
    const known = new Set(log.filter(({ kind }) => kind === "message.sent").map(({ body }) => body["message"]));
    const accepted = provider.sends.filter(({ became }) => became === "accepted");
    expect(
      [...known].every((id) => accepted.some((sent) => sent.id === id)),
      "called sent, but the provider did not take it",
    ).toBe(true);
  });

  it("leave outcomes that an officer lists and ends on the command line", { timeout: 60_000 }, async () => {
    const listed = (await runCommand(book.env, "unknown", "list", "--json")).output
      .split("\n")
      .filter((line) => line.startsWith('{"message"'))
      .map((line) => messageOf(line));
    const inDatabase = await book.core.database.message.findMany({ where: { state: "unknown" }, select: { id: true } });
    expect(new Set(listed)).toEqual(new Set(inDatabase.map(({ id }) => id)));
    const [first = ""] = listed;
    expect(await runCommand(book.env, "unknown", "resolve", first, "--outcome", "delivered")).toMatchObject({ code: 0 });
    expect(await runCommand(book.env, "unknown", "resolve", first, "--outcome", "not_delivered")).toMatchObject({ code: 1 });
    expect(await book.core.database.message.findUnique({ where: { id: first }, select: { state: true } })).toEqual({ state: "delivered" });
    const decided = (await readLog(book.core)).filter(({ kind, body }) => kind === "message.outcome_decided" && body["message"] === first);
    expect(decided).toHaveLength(1);
  });

  it("write no name, address or text in the clear: not in the database, the queues or the logs", { timeout: 60_000 }, async () => {
    const secrets = [...secretsOf(1), ...secretsOf(2), ...secretsOf(borrowers), "欧阳保密", "sim-secret-", "请问您是"];
    expect(await secretsInDatabase(book.core.databaseUrl, secrets)).toEqual([]);
    if (redis.kind === "running") expect(await secretsInRedis(redis.url, secrets)).toEqual([]);
    const said = started.map(({ output }) => output()).join("\n");
    expect(said).toContain("Worker: ready");
    expect(
      secrets.filter((secret) => said.includes(secret)),
      "in a worker's log",
    ).toEqual([]);
  });
});

const secretsOf = (n: number): string[] => [secretName(n), secretAddress(n)];

function worker(): WorkerProcess {
  const one = startWorkerProcess(book.env);
  started.push(one);
  return one;
}

/** Now one worker, now two; killed while they start, while they plan, while they send. */
async function killWhileSending(): Promise<void> {
  let [first, second]: (WorkerProcess | undefined)[] = [worker(), undefined];
  for (let killed = 0; killed < kills; killed++) {
    if (killed % 2 === 1) second ??= worker();
    if (random() < 0.75) await first?.ready;
    await tick(killed);
    await untilSent(provider.sends.length + Math.floor((random() * borrowers) / 10));
    await first?.kill();
    if (random() < 0.3) {
      await second?.kill();
      second = undefined;
    }
    [first, second] = [second ?? worker(), undefined];
  }
  await first?.kill();
}

/** A moment that comes sooner or later, however fast this machine is; a killed one may send nothing for a while. */
async function untilSent(count: number): Promise<void> {
  for (let looks = 0; looks < 120 && provider.sends.length < count; looks++) await pause(50);
}

async function untilAllEnded(): Promise<void> {
  for (let round = 0; ; round++) {
    await tick(100 + round);
    const [left] = await book.core.database.$queryRaw<{ n: number }[]>(sql`
      SELECT (SELECT count(*) FROM touch WHERE state IN ('planned', 'claimed'))::int + (SELECT count(*) FROM message WHERE state IN ('queued', 'claimed'))::int AS n`);
    const planned = await book.core.database.touch.count();
    if (left?.n === 0 && planned === borrowers) return;
    if (round > 100) throw new Error(`${String(left?.n)} touches have not ended after many rounds`);
    await pause(3_000);
  }
}

/** The clock's minute is long for a test: the same jobs, sooner. */
async function tick(slot: number): Promise<void> {
  await queues.tick("plan", `test ${String(slot)}`);
  await queues.tick("housekeeping", `test ${String(slot)}`);
}

/** A zone in which it is about noon, so that no midnight falls into the test. */
function noonZone(): Zone {
  const behind = Number(localText(systemNow(), zone("UTC")).slice(11, 13)) - 12;
  return zone(behind === 0 ? "UTC" : `Etc/GMT${behind > 0 ? "+" : "-"}${String(Math.abs(behind))}`);
}

function hourFrom(minute: number): { from: string; to: string } {
  const text = (m: number): string => `${String(Math.floor(m / 60)).padStart(2, "0")}:${String(m % 60).padStart(2, "0")}`;
  return { from: text(minute), to: text(minute + 60) };
}

function messageOf(line: string): string {
  const parsed: unknown = JSON.parse(line);
  return typeof parsed === "object" && parsed !== null && "message" in parsed ? String(parsed.message) : "";
}
