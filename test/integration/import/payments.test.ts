import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import fc from "fast-check";
import { postPayments } from "../../../bot/app/import/post-payments.ts";
import { instant, toDate } from "../../../bot/domain/calendar.ts";
import { openText } from "../../../bot/store/seal.ts";
import { loansCsv, openBench, paymentsCsv, startOfTest, type Bench } from "./support.ts";

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(async () => {
  await bench.close();
});

const loan = (externalId = "L1") => bench.db.loan.findUniqueOrThrow({ where: { externalId } });
const asOf = async (externalId = "L1"): Promise<string> => (await loan(externalId)).ledgerAsOf.toISOString();
const later = instant("2026-11-23T02:00:00Z");

describe("payments.csv", () => {
  test("posts what is new once; told again it is known, with other values refused", async () => {
    await bench.import({ loans: loansCsv({}), payments: paymentsCsv({}) });
    await bench.db.planDirty.deleteMany();
    const again = await bench.import({ payments: paymentsCsv({}, { amount: "9.00" }, { paid_on: "2026-03-01" }, { reference: "P2" }, { reference: "P2" }) });
    expect(again.payments).toEqual({ rows: 5, posted: 1, reversed: 0, known: 2, unknownLoan: 0, bad: 2 });
    expect(again.problems).toMatchObject([
      { file: "payments", line: 3, column: "reference", reason: "already posted with other values; post a reversal" },
      { line: 4, column: "reference" },
    ]);
    expect((await loan()).paidMinor).toBe(1_606_600n);
    expect(await bench.db.planDirty.count()).toBe(1);
  });

  test("lists payments of unknown loans and those without a reference", async () => {
    await bench.import({ loans: loansCsv({}) });
    const { payments, problems } = await bench.import({
      payments: paymentsCsv({ loan_id: "nobody" }, { reference: "" }, { amount: "1.005" }, { amount: "0" }),
    });
    expect(payments).toEqual({ rows: 4, posted: 0, reversed: 0, known: 0, unknownLoan: 1, bad: 4 });
    expect(problems.map(({ line, column }) => [line, column])).toEqual([
      [2, "loan_id"],
      [3, "reference"],
      [4, "amount"],
      [5, "amount"],
    ]);
  });

  test("a payment of the future is posted, and said", async () => {
    const report = await bench.import({ loans: loansCsv({}), payments: paymentsCsv({ paid_on: "2027-01-01" }) });
    expect(report).toMatchObject({ payments: { posted: 1, bad: 0 }, warningCount: 1 });
  });

  test("a dry run counts payments of loans that it would create, and the same payment twice", async () => {
    const files = {
      loans: loansCsv({}),
      payments: paymentsCsv({}, {}, { reference: "P2", amount: "-1.00" }, { reference: "P2", amount: "-2.00" }, { amount: "0.001", reference: "P3" }),
    };
    const dry = await bench.import(files, { dryRun: true });
    expect(await bench.counts()).toMatchObject({ loan: 0, payment: 0, log_entry: 0 });
    expect({ ...dry, dryRun: false, written: true }).toEqual(await bench.import(files));
    expect(dry.payments).toEqual({ rows: 5, posted: 1, reversed: 1, known: 1, unknownLoan: 0, bad: 2 });
  });

  test("a bad payment with --all-or-nothing leaves even the loans out", async () => {
    const report = await bench.import({ loans: loansCsv({}), payments: paymentsCsv({}, { loan_id: "nobody" }) }, { allOrNothing: true });
    expect(report).toMatchObject({ written: false, payments: { posted: 1, bad: 1 } });
    expect(await bench.counts()).toMatchObject({ loan: 0, payment: 0, log_entry: 0 });
  });
});

describe("how far the ledger is known", () => {
  test("a payments file states it for every open loan, forward and never back", async () => {
    await bench.import({ loans: loansCsv({}, { loan_id: "L2" }, { loan_id: "L3", status: "closed" }) });
    bench.setClock(later);
    const report = await bench.import({ payments: paymentsCsv({}) });
    expect(report.ledgerAsOf).toBe(later);
    expect([await asOf("L1"), await asOf("L2"), await asOf("L3")]).toEqual([
      "2026-11-23T02:00:00.000Z",
      "2026-11-23T02:00:00.000Z",
      "2026-11-22T02:00:00.000Z",
    ]);
    await bench.import({ payments: paymentsCsv({}) }, { ledgerAsOf: instant("2026-11-20T00:00:00Z") });
    expect(await asOf()).toBe("2026-11-23T02:00:00.000Z");
  });

  test("is not moved for a loan of which a payment was refused: its borrower may have paid", async () => {
    await bench.import({ loans: loansCsv({}, { loan_id: "L2" }) });
    bench.setClock(later);
    await bench.import({ payments: paymentsCsv({ amount: "not a number" }, { loan_id: "L2" }) });
    expect([await asOf("L1"), await asOf("L2")]).toEqual(["2026-11-22T02:00:00.000Z", "2026-11-23T02:00:00.000Z"]);
  });

  test("a new loan's is not taken as known before its payments are in", async () => {
    await bench.import({ loans: loansCsv({}, { loan_id: "L2" }), payments: paymentsCsv({ amount: "x" }) });
    expect([await asOf("L1"), await asOf("L2")]).toEqual(["2026-01-30T16:00:00.000Z", "2026-11-22T02:00:00.000Z"]);
  });

  test("what loans.csv says of it counts for the payments beside it", async () => {
    const report = await bench.import({
      loans: loansCsv({ ledger_as_of: "2026-11-20" }, { loan_id: "L2", ledger_as_of: "2026-11-21" }),
      payments: paymentsCsv({}),
    });
    expect(report.ledgerAsOf).toBe(instant("2026-11-20T16:00:00Z"));
    expect([await asOf("L1"), await asOf("L2")]).toEqual(["2026-11-20T16:00:00.000Z", "2026-11-21T16:00:00.000Z"]);
  });

  test("payments posted one by one state it for their own loans only", async () => {
    await bench.import({ loans: loansCsv({}, { loan_id: "L2" }) });
    bench.setClock(later);
    const posted = await postPayments(bench.deps, [
      { loanId: "L1", paidOn: "2026-11-22", amount: "8033.00", reference: "P1" },
      { loanId: "L9", paidOn: "2026-11-22", amount: "1.00", reference: "P1" },
    ]);
    expect(posted).toMatchObject({ posted: 1, known: 0, bad: 1, problems: [{ line: 2, reason: "no such loan" }] });
    expect([await asOf("L1"), await asOf("L2")]).toEqual(["2026-11-23T02:00:00.000Z", "2026-11-22T02:00:00.000Z"]);
    expect(await postPayments(bench.deps, [{ loanId: "L1", paidOn: "2026-11-22", amount: "8033.00", reference: "P1" }])).toMatchObject({ posted: 0, known: 1 });
  });
});

describe("a reversal", () => {
  test("takes the money back, opens the touches again that were suppressed as paid, and is logged to its borrower", async () => {
    await bench.import({ loans: loansCsv({}), payments: paymentsCsv({}) });
    const { id: loanId, borrowerId } = await loan();
    const touch = (rule: string, expires: string, state = "suppressed") => ({
      id: randomUUID(),
      kind: "reminder",
      key: randomUUID(),
      borrowerId,
      loanId,
      instalmentNo: 1,
      dueOn: new Date("2026-02-28"),
      stage: 1,
      plannedOn: new Date("2026-03-01"),
      channel: "sim",
      template: "t",
      priority: 1,
      state,
      dueAt: toDate(startOfTest),
      expiresAt: new Date(expires),
      decision: "suppress",
      reasons: [{ rule }],
      createdAt: toDate(startOfTest),
    });
    const reopened = touch("paid", "2026-12-01");
    const others = [touch("hold", "2026-12-01"), touch("paid", "2026-11-01"), touch("paid", "2026-12-01", "sent")];
    await bench.db.touch.createMany({ data: [reopened, ...others] });
    bench.setClock(later);
    await bench.import({ payments: paymentsCsv({ reference: "R1", amount: "-8033.00", paid_on: "2026-03-02" }) });
    expect((await loan()).paidMinor).toBe(0n);
    const planned = await bench.db.touch.findMany({ where: { state: "planned" } });
    expect(planned).toMatchObject([{ id: reopened.id, dueAt: toDate(later) }]);
    const entry = await bench.db.logEntry.findFirstOrThrow({ where: { kind: "payment.reversed" } });
    const key = await bench.db.$transaction((tx) => bench.vault.keyOf(tx, borrowerId as never));
    expect(entry).toMatchObject({ borrowerId, actor: "import" });
    expect(JSON.parse(openText(key, `log_entry.body/${entry.id}`, entry.bodySealed))).toMatchObject({
      amount: "-8033.00",
      currency: "CNY",
      touchesReopened: [reopened.id],
    });
  });
});

test("imports and single payments at the same time neither lose a payment nor wait for each other for ever", async () => {
  const ids = Array.from({ length: 200 }, (_, index) => `L${String(index)}`);
  const loans = loansCsv(...ids.map((id) => ({ loan_id: id, borrower_id: `B${id}`, address: `sim-${id}` })));
  await Promise.all([bench.import({ loans }), bench.import({ loans })]);
  expect(await bench.counts()).toMatchObject({ borrower: 200, loan: 200, instalment: 2400 });
  const rows = (reference: string) => ids.map((loan_id) => ({ loan_id, reference, amount: "1.00" }));
  const posted = (reference: string) => ids.toReversed().map((loanId) => ({ loanId, reference, amount: "1.00", paidOn: "2026-02-28" }));
  for (const round of ["1", "2", "3"]) {
    bench.setClock(instant(`2026-11-2${round}T09:00:00Z`));
    const moved = loansCsv(...ids.map((id) => ({ loan_id: id, borrower_id: `B${id}`, address: `sim-${id}`, officer: `officer-${round}` })));
    await Promise.all([
      bench.import({ loans: moved, payments: paymentsCsv(...rows(round)) }),
      postPayments(bench.deps, posted(round)),
      postPayments(bench.deps, posted(`x${round}`)),
    ]);
  }
  const [sums] = await bench.db.$queryRaw<{ least: bigint; most: bigint }[]>`SELECT min(paid_minor) AS least, max(paid_minor) AS most FROM loan`;
  expect(sums).toEqual({ least: 600n, most: 600n });
});

test("the paid sum is exact to the minor unit for any payments and reversals, in any batches, told any number of times", async () => {
  await bench.import({ loans: loansCsv({}) });
  let sum = 0n;
  let reference = 0;
  const batch = fc.array(
    fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n }).filter((minor) => minor !== 0n),
    { maxLength: 40 },
  );
  const text = (minor: bigint): string =>
    `${minor < 0n ? "-" : ""}${String((minor < 0n ? -minor : minor) / 100n)}.${String((minor < 0n ? -minor : minor) % 100n).padStart(2, "0")}`;
  await fc.assert(
    fc.asyncProperty(batch, async (amounts) => {
      const rows = amounts.map((minor) => ({ loanId: "L1", paidOn: "2026-11-22", amount: text(minor), reference: `P${String((reference += 1))}` }));
      await Promise.all([postPayments(bench.deps, rows), postPayments(bench.deps, rows.toReversed())]);
      sum += amounts.reduce((a, b) => a + b, 0n);
      expect((await loan()).paidMinor).toBe(sum);
    }),
    { numRuns: 40 },
  );
  const [row] = await bench.db.$queryRaw<{ sum: string }[]>`SELECT sum(amount_minor)::text AS sum FROM payment`;
  expect(BigInt(row?.sum ?? 0)).toBe(sum);
});
