import { setTimeout as pause } from "node:timers/promises";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chooseBorrowers } from "../../../bot/app/checkins/choose-borrowers.ts";
import { startRound } from "../../../bot/app/checkins/start-round.ts";
import { createReceive } from "../../../bot/app/receive/receive.ts";
import type { Receive } from "../../../bot/app/ports.ts";
import { checkinPlanning } from "../../../bot/assembly/checkins.ts";
import { addDays, dayIn, localText, minuteOfDay, systemNow, toDate, zone, type Zone } from "../../../bot/domain/calendar.ts";
import type { BorrowerId } from "../../../bot/domain/ids.ts";
import { openAnswer } from "../../../bot/store/checkins/run-codec.ts";
import { sql } from "../../../bot/store/database.ts";
import { createReceiveStore } from "../../../bot/store/receive/receive-store.ts";
import { queueBackend } from "../../../jobs/queue-backend.ts";
import { createQueues, type Queues } from "../../../jobs/queues.ts";
import { bigBook, openInstallation, secretAddress, verifyAll, type TestInstallation } from "../../support/big-book.ts";
import { startRecordingProvider, type Recorded, type RecordingProvider } from "../../support/recording-provider.ts";
import { testRedis, type TestRedis } from "../../support/redis.ts";
import { publishQuestionnaires } from "../../support/scenario-checkins.ts";
import { startWorkerProcess, type WorkerProcess } from "../../support/worker-process.ts";
import { readLog } from "../invariants/checks.ts";

const borrowers = 500;
const supervisor = { kind: "person", id: "zhang.min", officer: "zhang.min", role: "supervisor", branch: null } as const;

let redis: TestRedis;
let provider: RecordingProvider;
let book: TestInstallation;
let queues: Queues;
let receive: Receive;
const started: WorkerProcess[] = [];

beforeAll(async () => {
  redis = await testRedis();
  if (redis.kind === "absent") console.warn(`kill -9 runs on the queues' PostgreSQL backend: ${redis.why}`);
  provider = await startRecordingProvider("check-ins", "good");
  const env = { SIM_API_ROOT: provider.root, WORKER_CONCURRENCY: "6", ...(redis.kind === "running" && { REDIS_URL: redis.url }) };
  const here = morningZone();
  book = await openInstallation({ hours: hourFrom(minuteOfDay(systemNow(), here) - 1), env, connections: 8 });
  const { core } = book;
  const today = dayIn(systemNow(), here);
  // Nothing falls due, and no round of the plan is near.
  const terms = { disbursed_on: addDays(today, -11), first_due_on: addDays(today, 25), instalments: "12", borrower_type: "micro_enterprise" };
  await book.import({ loans: bigBook({ borrowers, zone: here, dueOn: addDays(today, 25) }, terms) });
  await verifyAll(core);
  const backend = redis.kind === "running" ? queueBackend({ kind: "redis", url: redis.url }) : queueBackend({ kind: "postgres", url: core.databaseUrl });
  queues = createQueues(backend, core.clock, core.log);
  receive = createReceive({ ...core, store: createReceiveStore(core), wake: queues.wake });
  const planning = checkinPlanning(core);
  await publishQuestionnaires(planning, ["shop-month"]);
  const { branch } = await core.database.borrower.findFirstOrThrow({ select: { branch: true } });
  await startRound(planning, supervisor, { questionnaire: "shop-month", goal: "a test's", branch });
  await chooseBorrowers(planning);
  // All in this minute of the morning, whichever it is.
  await core.database.touch.updateMany({ data: { dueAt: toDate(systemNow()) } });
}, 120_000);

afterAll(async () => {
  await Promise.all(started.map((one) => one.kill()));
  await queues.close();
  await book.close();
  await provider.close();
  if (redis.kind === "running") await redis.stop();
});

describe("workers killed in the middle of 500 check-ins", () => {
  it("go on with each where it was: nobody is asked twice, and no answer is lost or under another question", { timeout: 600_000 }, async () => {
    let one = worker();
    const underWay: number[] = [];
    for (const until of [300, 700, 1_200]) {
      await untilArrived(until);
      underWay.push(await askingNow());
      await one.kill();
      // All that the queues knew is gone, too.
      if (until === 700) await forgetQueues();
      one = worker();
    }
    await untilAllDone();
    expect(underWay.slice(1).every((asking) => asking > 100)).toBe(true);

    const asked = new Map<string, number>();
    for (const { to, text } of provider.sends) for (const name of questionsIn(text)) asked.set(`${to} ${name}`, (asked.get(`${to} ${name}`) ?? 0) + 1);
    expect(
      [...asked].filter(([, times]) => times > 1),
      "asked twice",
    ).toEqual([]);
    expect(asked.size).toBe(3 * borrowers);
    expect(await answersHeld()).toEqual(new Map(Array.from({ length: borrowers }, (_, i) => [secretAddress(i + 1), answersOf(i + 1)])));
    expect(await book.core.database.checkinAnswer.count()).toBe(3 * borrowers);
    const log = await readLog(book.core);
    for (const kind of ["checkin.answered", "checkin.done"])
      expect(
        log.filter((entry) => entry.kind === kind),
        kind,
      ).toHaveLength(kind === "checkin.done" ? borrowers : 3 * borrowers);
  });
});

function worker(): WorkerProcess {
  const one = startWorkerProcess(book.env);
  started.push(one);
  return one;
}

const choices = ["better", "same", "less"] as const;
const answersOf = (n: number) => ({ versus: choices[n % 3], turnover: String((1_000 + n) * 100), late_customers: "few" });

/** By what a question is known, and what this borrower says to it. */
const says: Readonly<Record<string, { readonly asks: string; readonly answer: (n: number) => string }>> = {
  versus: { asks: "上月比去年同月怎么样", answer: (n) => String((n % 3) + 1) },
  turnover: { asks: "上月大约收进多少", answer: (n) => `${String(1_000 + n)}元` },
  late_customers: { asks: "客户拖货款吗", answer: () => "有几家" },
};
const questionsIn = (text: string): string[] => Object.keys(says).filter((name) => text.includes(says[name]?.asks ?? "?"));

let heard = 0;
/** Each borrower answers what arrived, once; the webhook that brings it comes twice. */
async function answerWhatArrived(): Promise<void> {
  const fresh = provider.sends.slice(heard);
  heard += fresh.length;
  const items = fresh.flatMap((sent) => {
    const answer = answerTo(sent);
    return answer === undefined ? [] : [text(sent.to, answer, `re-${sent.id}`)];
  });
  await receive("sim", items);
  await receive("sim", items.slice(0, 5));
}

function answerTo({ to, text: said }: Recorded): string | undefined {
  const [name] = questionsIn(said);
  if (name !== undefined) return says[name]?.answer(Number(to.slice(-5)));
  return said.includes("方便") ? "可以" : undefined;
}

const text = (address: string, said: string, id: string) => ({ kind: "text", providerId: id, address, at: systemNow(), text: said }) as const;

let slot = 0;
/** The clock's minute is long for a test: the same jobs, sooner. */
async function goOn(): Promise<void> {
  if (slot++ % 6 === 0) await queues.tick("housekeeping", `test ${String(slot)}`);
  await answerWhatArrived();
  await pause(300);
}

async function untilArrived(count: number): Promise<void> {
  for (let looks = 0; looks < 2_000 && provider.sends.length < count; looks++) await goOn();
  expect(provider.sends.length).toBeGreaterThanOrEqual(count);
}

async function untilAllDone(): Promise<void> {
  for (let looks = 0; looks < 3_000; looks++) {
    await goOn();
    if (looks % 5 > 0) continue;
    const left = await book.core.database.checkinRun.count({ where: { phase: { not: "done" } } });
    if (left === 0) return;
    await writeAgain();
  }
  throw new Error("check-ins have not ended after many rounds");
}

const wroteAgain = new Set<string>();
/** Whose question never left a dead worker: they know of none, and write of themselves one day. */
async function writeAgain(): Promise<void> {
  const unknown = await book.core.database.message.findMany({ where: { direction: "out", state: "unknown" }, select: { id: true, borrowerId: true } });
  const addresses = new Map([...(await book.borrowers())].map(([external, id]) => [id, secretAddress(Number(external.slice(1)))]));
  const lost = unknown.filter(({ id }) => !wroteAgain.has(id) && !provider.sends.some((sent) => sent.id === id));
  for (const { id, borrowerId } of lost) {
    wroteAgain.add(id);
    await receive("sim", [text(addresses.get(borrowerId as BorrowerId) ?? "", "您好", `again-${id}`)]);
  }
}

const askingNow = (): Promise<number> => book.core.database.checkinRun.count({ where: { phase: "asking" } });

async function forgetQueues(): Promise<void> {
  if (redis.kind === "running") {
    const client = new Redis(redis.url);
    await client.flushall();
    client.disconnect();
  } else await book.core.database.$executeRaw(sql`DELETE FROM bullmq.jobs`);
}

async function answersHeld(): Promise<Map<string, unknown>> {
  const { core } = book;
  const externals = new Map([...(await book.borrowers())].map(([external, id]) => [id, external]));
  const rows = await core.database.checkinAnswer.findMany({
    where: { withdrawnAt: null },
    select: { id: true, borrowerId: true, question: true, answerSealed: true },
  });
  const keys = await core.database.$transaction((tx) => core.vault.keysOf(tx, [...externals.keys()]));
  const held = new Map<string, Record<string, unknown>>(Array.from({ length: borrowers }, (_, i) => [secretAddress(i + 1), {}]));
  for (const { id, borrowerId, question, answerSealed } of rows) {
    const owner = borrowerId as BorrowerId;
    const key = keys.get(owner);
    if (!key || !answerSealed) throw new Error("an answer that cannot be read");
    const answer = openAnswer(key, id, answerSealed);
    const of = held.get(secretAddress(Number(externals.get(owner)?.slice(1))));
    if (of) of[question] = answer.type === "choice" ? answer.key : answer.type === "money" ? String(answer.minor) : answer.type;
  }
  return held;
}

/** A zone in which it is the middle of the morning: today's offers go out at once, and no midnight falls into the test. */
function morningZone(): Zone {
  const behind = Number(localText(systemNow(), zone("UTC")).slice(11, 13)) - 10;
  return zone(behind === 0 ? "UTC" : `Etc/GMT${behind > 0 ? "+" : "-"}${String(Math.abs(behind))}`);
}

function hourFrom(minute: number): { from: string; to: string } {
  const at = (m: number): string => `${String(Math.floor(m / 60)).padStart(2, "0")}:${String(m % 60).padStart(2, "0")}`;
  return { from: at(minute), to: at(minute + 60) };
}
