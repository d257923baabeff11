import { afterEach, beforeEach, expect, test } from "vitest";
import fc from "fast-check";
import { addDays, day } from "../../../bot/domain/calendar.ts";
import { equalSchedule } from "../../../bot/domain/loans/loan.ts";
import { loansCsv, openBench, scheduleCsv, type Bench } from "./support.ts";

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(async () => {
  await bench.close();
});

const amounts = async (): Promise<bigint[]> => (await bench.db.instalment.findMany({ orderBy: { no: "asc" } })).map(({ amountMinor }) => amountMinor);
const two = scheduleCsv({ no: "1", due_on: "2026-03-01", amount: "500.00" }, { no: "2", due_on: "2026-06-01", amount: "700.00" });

test("the equal schedules made in SQL are those of the domain", async () => {
  const terms = fc.record({
    start: fc.integer({ min: 0, max: 3 * 1461 }),
    frequency: fc.constantFrom("weekly", "biweekly", "monthly", "quarterly"),
    instalments: fc.integer({ min: 1, max: 60 }),
    amountMinor: fc.bigInt({ min: 1n, max: 10n ** 9n }),
  });
  const drawn = fc.sample(terms, 1000).map(({ start, ...rest }) => ({ ...rest, firstDueOn: addDays(day("2023-01-01"), start) }));
  const rows = drawn.map(({ firstDueOn, frequency, instalments, amountMinor }, index) => ({
    loan_id: `L${String(index)}`,
    borrower_id: `B${String(index)}`,
    disbursed_on: "2022-01-01",
    first_due_on: firstDueOn,
    frequency,
    instalments: String(instalments),
    instalment_amount: `${String(amountMinor / 100n)}.${String(amountMinor % 100n).padStart(2, "0")}`,
  }));
  expect((await bench.import({ loans: loansCsv(...rows) })).loans).toMatchObject({ created: 1000, bad: 0 });
  const made = await bench.db.$queryRaw<{ external_id: string; no: number; due_on: string; amount_minor: bigint; cumulative_minor: bigint }[]>`
    SELECT l.external_id, i.no, i.due_on::text, i.amount_minor, i.cumulative_minor FROM instalment i JOIN loan l ON l.id = i.loan_id ORDER BY i.loan_id, i.no`;
  const byLoan: Record<string, typeof made> = {};
  for (const row of made) (byLoan[row.external_id] ??= []).push(row);
  for (const [index, loan] of drawn.entries()) {
    const expected = equalSchedule(loan).map((one) => ({
      external_id: `L${String(index)}`,
      no: one.no,
      due_on: one.dueOn,
      amount_minor: one.amountMinor,
      cumulative_minor: one.cumulativeMinor,
    }));
    expect(byLoan[`L${String(index)}`]).toEqual(expected);
  }
});

test("a schedule given with its new loan is the loan's only one, and no rescheduling", async () => {
  const report = await bench.import({ loans: loansCsv({}), schedule: two });
  expect(report.schedule).toEqual({ rows: 2, replaced: 1, unchanged: 0, unknownLoan: 0, bad: 0 });
  expect(await amounts()).toEqual([50_000n, 70_000n]);
  expect(await bench.logKinds()).toEqual(["import.finished", "import.loans", "import.schedule"]);
});

test("a given schedule replaces another one, is logged, and stays until the terms change", async () => {
  await bench.import({ loans: loansCsv({}) });
  await bench.db.planDirty.deleteMany();
  await bench.import({ schedule: two });
  expect(await amounts()).toEqual([50_000n, 70_000n]);
  expect(await bench.logKinds()).toContain("loan.rescheduled");
  expect(await bench.db.planDirty.count()).toBe(1);
  await bench.db.planDirty.deleteMany();
  expect((await bench.import({ loans: loansCsv({}), schedule: two })).schedule).toMatchObject({ replaced: 0, unchanged: 1 });
  await bench.import({ loans: loansCsv({}) });
  expect(await bench.db.planDirty.count()).toBe(0);
  expect(await amounts()).toHaveLength(2);
  await bench.import({ loans: loansCsv({ instalments: "6" }) });
  expect(await amounts()).toHaveLength(6);
});

test("lines of a loan may stand apart", async () => {
  const apart = scheduleCsv(
    { no: "2", due_on: "2026-06-01", amount: "700.00" },
    { loan_id: "L2", no: "1", due_on: "2026-03-01", amount: "1.00" },
    { no: "1", due_on: "2026-03-01", amount: "500.00" },
  );
  const report = await bench.import({ loans: loansCsv({}, { loan_id: "L2" }), schedule: apart });
  expect(report.schedule).toMatchObject({ rows: 3, replaced: 2, bad: 0 });
});

test.each([
  ["a cell that cannot be read", { no: "2", due_on: "2026-02-30", amount: "1.00" }],
  ["a gap in the numbers", { no: "4", due_on: "2026-07-30", amount: "1.00" }],
  ["an amount too fine", { no: "2", due_on: "2026-07-30", amount: "1.005" }],
])("with %s none of the loan's lines is taken, and it keeps what it had", async (_, bad) => {
  await bench.import({ loans: loansCsv({}) });
  const report = await bench.import({ schedule: scheduleCsv({ no: "1", due_on: "2026-03-01", amount: "500.00" }, bad) });
  expect(report.schedule).toMatchObject({ rows: 2, replaced: 0, bad: 2 });
  expect(await amounts()).toHaveLength(12);
});

test("a schedule of an unknown loan is bad, with its lines counted", async () => {
  const report = await bench.import({ schedule: two });
  expect(report.schedule).toMatchObject({ rows: 2, bad: 2, unknownLoan: 1 });
  expect(report.problems[0]).toMatchObject({ file: "schedule", line: 2, reason: "no such loan" });
});
