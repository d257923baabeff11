/** Which plan holds for whom, on a database: what the ledger shows of a habit, other plans than before, the planner's own statement. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { planAhead } from "../../../bot/app/planning/plan-ahead.ts";
import { openTemplates } from "../../../bot/assembly/templates.ts";
import { addDays, day, dayMs, hourMs, instant, plus, type Day } from "../../../bot/domain/calendar.ts";
import { fnv1a, touchKey } from "../../../bot/domain/reminders/touches.ts";
import { sql } from "../../../bot/store/database.ts";
import { createPlanningStore } from "../../../bot/store/planning/planning-store.ts";
import { bigBook, openInstallation, verifyAll, type TestInstallation } from "../../support/big-book.ts";
import { recordingChannel } from "../../support/recording-provider.ts";
import { testClock, type TestClock } from "../../support/test-clock.ts";
import { readLog } from "./checks.ts";
import { openLoop, type Loop } from "./loop.ts";

const noon = instant("2026-11-25T12:00:00Z");
const today = day("2026-11-25");
const choice = [
  { conduct: ["short"], plan: "short" },
  { borrower_types: ["farmer"], bullet: true, plan: "harvest" },
  { conduct: ["forgets"], plan: "forgets" },
  { risk_grades: ["E"], plan: "watched" },
  { plan: "standard" },
];
const stages = [-3, 0, 1, 3];

let clock: TestClock;
let book: TestInstallation;
let loop: Loop;
const open = async (whichPlan: readonly object[] = choice): Promise<void> => {
  clock = testClock(plus(noon, -hourMs));
  book = await openInstallation({ clock, hours: { from: "12:00", to: "13:00" }, stages, whichPlan });
  loop = openLoop(book, clock, recordingChannel());
};
afterEach(() => book.close());

const planned = async (): Promise<string[]> => {
  const touches = await book.core.database.touch.findMany({ where: { kind: "reminder" }, orderBy: [{ loanId: "asc" }, { dueOn: "asc" }, { stage: "asc" }] });
  const loans = new Map((await book.core.database.loan.findMany()).map(({ id, externalId }) => [id, externalId]));
  return touches
    .map(
      ({ loanId, stage, template, state, plannedOn }) =>
        `${loans.get(loanId) ?? "-"} ${String(stage)} ${template} ${plannedOn.toISOString().slice(5, 10)} ${state}`,
    )
    .toSorted();
};

/** A loan of monthly instalments of 100, the next one due on `next`. */
const monthly = (no: number, next: Day, row: object = {}) =>
  bigBook(
    { borrowers: 1, from: no, zone: "UTC", dueOn: next },
    { disbursed_on: "2026-05-01", first_due_on: "2026-06-01", instalments: "12", instalment_amount: "100.00", principal: "1000.00", ...row },
  );

/** Six months from June, each paid so many days late. */
const paidLate = (loan: string, days: readonly number[]) =>
  days.map((late, month) => ({
    loan_id: loan,
    paid_on: addDays(day(`2026-${String(6 + month).padStart(2, "0")}-01`), late),
    amount: "100.00",
    reference: `${loan}-${String(month)}`,
  }));

describe("the plan of a loan", { timeout: 240_000 }, () => {
  it("is told by product, borrower, risk and what the ledger shows", async () => {
    await open();
    clock.set(instant("2026-11-26T11:00:00Z"));
    const due = "2026-12-01";
    await book.import(
      {
        loans: [
          // Five days before the 1st of December, seven before the 3rd: who forgets; who is short.
          ...monthly(1, day(due)),
          ...monthly(2, day(due), { first_due_on: "2026-06-03" }),
          ...monthly(3, day(due), { first_due_on: "2026-05-29", disbursed_on: "2026-05-01" }),
          ...bigBook({ borrowers: 1, from: 4, zone: "UTC", dueOn: day("2026-12-26") }, { disbursed_on: "2026-03-01" }),
          ...bigBook({ borrowers: 1, from: 5, zone: "UTC", dueOn: day("2026-12-03") }, { risk_grade: "E" }),
          ...bigBook({ borrowers: 1, from: 6, zone: "UTC", dueOn: day("2026-12-03") }),
        ],
        payments: [...paidLate("L00001", [1, 4, 0, 3, 0, 2]), { loan_id: "L00002", paid_on: "2026-11-05", amount: "540.00", reference: "part" }],
      },
      clock.now(),
    );
    await loop.plan();
    expect((await planned()).filter((line) => line.includes("11-26"))).toEqual([
      "L00001 -5 reminder-before 11-26 planned",
      "L00002 -7 reminder-options 11-26 planned",
      "L00003 -3 reminder-before 11-26 planned",
      "L00004 -30 reminder-ahead 11-26 planned",
      "L00005 -7 reminder-before 11-26 planned",
    ]);
    expect((await book.core.database.loanConduct.findMany({ select: { conduct: true } })).map(({ conduct }) => conduct).toSorted()).toEqual([
      "forgets",
      "short",
    ]);
  });

  it("follows what the ledger shows: what waits for a stage that the other plan lacks is taken back, with its entry", async () => {
    await open();
    await book.import({ loans: monthly(1, today, { first_due_on: "2026-06-28" }), payments: paidLate("L00001", [27, 27, 27, 27, 27]) }, clock.now());
    await loop.plan();
    // Three days before the 28th: the standard plan. Then a part of a late instalment comes in.
    expect(await planned()).toEqual(["L00001 -3 reminder-before 11-25 planned"]);
    await book.import({ payments: [{ loan_id: "L00001", paid_on: "2026-11-25", amount: "-50.00", reference: "back" }] }, clock.now());
    await loop.plan();
    expect(await planned()).toEqual(["L00001 -3 reminder-before 11-25 suppressed"]);
    const entries = (await readLog(book.core)).filter(({ kind }) => kind === "touch.suppressed");
    expect(entries.map(({ body }) => body["reasons"])).toEqual([[{ rule: "plan_changed" }]]);
    // The rest comes in: the habit is what it was, and the touch opens again.
    await book.import({ payments: [{ loan_id: "L00001", paid_on: "2026-11-25", amount: "50.00", reference: "again" }] }, clock.now());
    await loop.plan();
    expect(await planned()).toEqual(["L00001 -3 reminder-before 11-25 planned"]);
  });

  it("when the files change: no past stage is sent, what waits for a lost stage is taken back, what was sent stays", async () => {
    await open();
    const loans = [-2, -1, 0, 1, 2, 3, 4].flatMap((ahead, i) => bigBook({ borrowers: 5, from: 1 + 5 * i, zone: "UTC", dueOn: addDays(today, ahead) }));
    await book.import({ loans }, clock.now());
    await verifyAll(book.core);
    await loop.plan();
    clock.set(plus(noon, 30 * 60_000));
    await loop.dispatchAll();
    const sent = (await planned()).filter((line) => line.endsWith("sent"));
    expect(sent.length).toBeGreaterThan(10);
    const changed = {
      id: "standard",
      stages: [-4, -1, 1, 2].map((offset) => ({ offset, template: "reminder-due", priority: 50, move: offset > 0 ? "later" : "earlier" })),
    };
    writeFileSync(path.join(book.directory, "templates/plans/standard.yaml"), JSON.stringify(changed));
    const { plans } = await openTemplates(path.join(book.directory, "templates"));
    const planning = { ...book.core, plans, store: createPlanningStore(book.core.database, book.core.vault) };
    await planAhead(planning);
    await planAhead(planning);
    const after = await planned();
    expect(after.filter((line) => line.endsWith("sent"))).toEqual(sent);
    const waiting = after.filter((line) => line.endsWith("planned"));
    expect(waiting.length).toBeGreaterThan(0);
    // Whatever waits is for tomorrow and of the new plan; nothing of today's or of a day before was made.
    expect(waiting.filter((line) => !/^L\d+ (-4|-1|1|2) reminder-due 11-26 planned$/.test(line))).toEqual([]);
    const taken = (await readLog(book.core)).filter(
      ({ kind, body }) => kind === "touch.suppressed" && JSON.stringify(body["reasons"]).includes("plan_changed"),
    );
    expect(taken).toHaveLength(after.filter((line) => line.endsWith("suppressed")).length);
    expect(taken.length).toBeGreaterThan(0);
    clock.set(plus(noon, 40 * 60_000));
    await loop.dispatchAll();
    expect((await planned()).filter((line) => line.endsWith("sent"))).toEqual(sent);
    clock.set(plus(noon, dayMs));
    await loop.dispatchAll();
    expect((await planned()).filter((line) => line.endsWith("planned") && line.includes("11-26"))).toEqual([]);
  });
});

it("the planning's own statement counts minutes and writes keys as the domain does", { timeout: 240_000 }, async () => {
  await open([{ plan: "standard" }]);
  await book.import({ loans: bigBook({ borrowers: 40, zone: "UTC", dueOn: today }) }, clock.now());
  await loop.plan();
  for (const touch of await book.core.database.touch.findMany()) {
    const hash = await book.core.database.$queryRaw<{ h: bigint }[]>(sql`SELECT fnv1a(${`${touch.borrowerId}/2026-11-25`}) AS h`);
    expect(Number(hash[0]?.h)).toBe(fnv1a(`${touch.borrowerId}/2026-11-25`));
    expect(touch.key).toBe(touchKey(touch.loanId, touch.instalmentNo ?? 0, day("2026-11-25"), touch.stage ?? 0));
  }
});
