import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { planAhead } from "../../../bot/app/planning/plan-ahead.ts";
import { addDays, day, dayMs, hourMs, instant, minuteMs, plus } from "../../../bot/domain/calendar.ts";
import { createPlanningStore } from "../../../bot/store/planning/planning-store.ts";
import { bigBook, openInstallation, verifyAll, type TestInstallation } from "../../support/big-book.ts";
import { recordingChannel, type RecordingChannel } from "../../support/recording-provider.ts";
import { testClock, type TestClock } from "../../support/test-clock.ts";
import { expectClaimsEnded, readLog } from "./checks.ts";
import { openLoop, type Loop } from "./loop.ts";

const dueOn = day("2026-11-25");
const noon = instant("2026-11-25T12:00:00Z");
const stages = [-3, 0, 1, 3, 7];

let clock: TestClock;
let book: TestInstallation;
let channel: RecordingChannel;
let loop: Loop;
beforeEach(async () => {
  clock = testClock(plus(noon, -hourMs));
  book = await openInstallation({ clock, hours: { from: "12:00", to: "13:00" }, stages });
  channel = recordingChannel();
  loop = openLoop(book, clock, channel);
});
afterEach(() => book.close());

const touches = () => book.core.database.touch.findMany({ orderBy: { key: "asc" } });
const keys = async (): Promise<string[]> => (await touches()).map(({ key }) => key);
const stageStates = async (): Promise<string[]> =>
  (await book.core.database.touch.findMany({ orderBy: [{ dueOn: "asc" }, { stage: "asc" }] })).map(
    ({ dueOn: on, stage, state, reasons }) =>
      `${on?.toISOString().slice(5, 10) ?? "-"} ${String(stage)} ${state}${state === "suppressed" ? ` ${rulesOf(reasons)}` : ""}`,
  );
const rulesOf = (reasons: unknown): string => (Array.isArray(reasons) ? reasons.map((one: { rule?: string }) => one.rule).join("+") : "");
const inNoon = (days: number): void => {
  clock.set(plus(noon, days * dayMs));
};

describe("planning", () => {
  it("makes the same touches once, twice or five times at once", async () => {
    await book.import({ loans: bigBook({ borrowers: 300, zone: "UTC", dueOn }) });
    const planned = await Promise.all([1, 2, 3, 4, 5].map(() => loop.plan()));
    expect(planned.reduce((sum, one) => sum + one.planned, 0)).toBe(600);
    const first = await keys();
    expect(new Set(first).size).toBe(600);
    expect(await loop.plan()).toEqual({ planned: 0 });
    expect(await keys()).toEqual(first);
  });

  it("that is broken off between any two steps is made good by the next", async () => {
    await book.import({ loans: bigBook({ borrowers: 50, zone: "UTC", dueOn }) });
    await book.import({ loans: bigBook({ borrowers: 50, from: 51, zone: "Asia/Shanghai", dueOn }) });
    const store = createPlanningStore(book.core.database, book.core.vault);
    let left = 0;
    const broken = new Proxy(store, {
      get: (target, name) => {
        const step: unknown = Reflect.get(target, name);
        if (typeof step !== "function" || name === "candidates") return step;
        return (...args: unknown[]): unknown => {
          if (left-- === 0) throw new Error("the process dies here");
          return Reflect.apply(step, target, args);
        };
      },
    });
    let deaths = 0;
    for (let steps = 0; ; steps++) {
      left = steps;
      const outcome = await planAhead({ ...book.core, store: broken }).catch(() => "died" as const);
      if (outcome !== "died") break;
      deaths++;
    }
    expect(deaths).toBeGreaterThan(4);
    expect(new Set(await keys()).size).toBe(200);
    expect(await touches()).toHaveLength(200);
    const counted = (await readLog(book.core)).filter(({ kind }) => kind === "touches.planned").reduce((sum, { body }) => sum + Number(body["count"]), 0);
    expect(counted).toBe(200);
  });

  it("after an outage of three days sends nothing late in a storm, and says of each touch why", { timeout: 60_000 }, async () => {
    // Someone's stage falls on each of the days of the outage; nobody's touch of those days is to be sent after it.
    const loans = [0, 1, 2, 3, 4, 5].flatMap((offset) => bigBook({ borrowers: 10, from: 1 + offset * 10, zone: "UTC", dueOn: addDays(dueOn, offset) }));
    await book.import({ loans });
    await verifyAll(book.core);
    await loop.plan();
    // The outage begins before the first touch is due.
    clock.set(plus(noon, 3 * dayMs + 30 * minuteMs));
    await book.import({ payments: [] }, clock.now());
    await loop.plan();
    const before = channel.sends.length;
    await loop.dispatchAll();
    const today = "2026-11-28";
    const sentFor = await book.core.database.touch.findMany({ where: { state: "sent" }, select: { plannedOn: true } });
    expect(new Set(sentFor.map(({ plannedOn }) => plannedOn.toISOString().slice(0, 10)))).toEqual(new Set([today]));
    expect(channel.sends.length - before).toBe(sentFor.length);
    const late = await book.core.database.touch.findMany({ where: { plannedOn: { lt: new Date(today) } } });
    expect(late.length).toBeGreaterThan(0);
    expect(late.filter(({ state, reasons }) => state !== "suppressed" || !/missed|expired/.test(rulesOf(reasons)))).toEqual([]);
    // Each stage of each of these days has its trace: 60 loans, those stages that lie from go-live to tomorrow.
    const due = [0, 1, 2, 3, 4, 5].flatMap((offset) => stages.map((stage) => offset + stage)).filter((planned) => planned >= 0 && planned <= 4).length * 10;
    expect(await touches()).toHaveLength(due);
  });

  it("opens a touch again that was suppressed as paid, when the payment is reversed, and sends it once", async () => {
    await book.import({ loans: bigBook({ borrowers: 1, zone: "UTC", dueOn }) });
    await verifyAll(book.core);
    await loop.plan();
    inNoon(0);
    await loop.pay({ loanId: "L00001", paidOn: "2026-11-20", amount: "8033.00", reference: "R1" });
    await loop.dispatchAll();
    expect(await stageStates()).toEqual(["11-25 0 suppressed paid", "11-25 1 planned"]);
    clock.advance(minuteMs);
    await loop.pay({ loanId: "L00001", paidOn: "2026-11-20", amount: "-8033.00", reference: "R1-reversed" });
    await loop.plan();
    await loop.dispatchAll();
    await loop.dispatchAll();
    expect(await stageStates()).toEqual(["11-25 0 sent", "11-25 1 planned"]);
    expect(channel.sends).toHaveLength(1);
    const log = await readLog(book.core);
    expectClaimsEnded(log);
    expect(log.filter(({ kind }) => kind === "payment.reversed").map(({ body }) => body["touchesReopened"])).toEqual([
      [(await touches()).find(({ stage }) => stage === 0)?.id],
    ]);
  });

  it("suppresses the touches of a schedule that was replaced, and sends those of the new one", async () => {
    await book.import({ loans: bigBook({ borrowers: 1, zone: "UTC", dueOn }) });
    await verifyAll(book.core);
    await loop.plan();
    await book.import({ schedule: [{ loan_id: "L00001", no: "1", due_on: "2026-11-26", amount: "8033.00" }] });
    await loop.plan();
    inNoon(0);
    await loop.dispatchAll();
    inNoon(1);
    await loop.dispatchAll();
    expect(await stageStates()).toEqual(["11-25 0 suppressed rescheduled", "11-25 1 suppressed rescheduled", "11-26 0 sent"]);
    expect(channel.sends).toHaveLength(1);
  });

  it("sends what a schedule says that was replaced and put back before its day", async () => {
    await book.import({ loans: bigBook({ borrowers: 1, zone: "UTC", dueOn: addDays(dueOn, 3) }) });
    await verifyAll(book.core);
    await loop.plan();
    await book.import({ schedule: [{ loan_id: "L00001", no: "1", due_on: "2026-12-20", amount: "8033.00" }] });
    inNoon(0);
    await loop.dispatchAll();
    // The day's touch of the old schedule is gone; the lender takes the change back in the same hour.
    await book.import({ schedule: [{ loan_id: "L00001", no: "1", due_on: "2026-11-28", amount: "8033.00" }] });
    clock.advance(minuteMs);
    await loop.plan();
    await loop.dispatchAll();
    expect(await stageStates()).toEqual(["11-28 -3 sent"]);
  });

  it("sends what is due on a loan that was closed by mistake and opened again", async () => {
    const rows = bigBook({ borrowers: 1, zone: "UTC", dueOn });
    await book.import({ loans: rows });
    await verifyAll(book.core);
    await loop.plan();
    await book.import({ loans: rows.map((row) => ({ ...row, status: "closed" })) });
    inNoon(0);
    await loop.dispatchAll();
    await book.import({ loans: rows.map((row) => ({ ...row, status: "open" })) });
    clock.advance(minuteMs);
    await loop.plan();
    await loop.dispatchAll();
    expect(await stageStates()).toEqual(["11-25 0 sent", "11-25 1 planned"]);
  });
});
