import { afterAll, beforeAll, expect, it } from "vitest";
import { postItems } from "../../../bot/app/lender/post-items.ts";
import { putBorrower } from "../../../bot/app/lender/put-borrower.ts";
import { putLoan } from "../../../bot/app/lender/put-loan.ts";
import { loanDefaults, loansCsv, openBench, paymentsCsv, scheduleCsv, type Bench } from "../import/support.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

it("what the API was told, the import finds unchanged: both decide by the same rules", async () => {
  const of = (column: string): string => loanDefaults[column] ?? "";
  const borrower = {
    name: of("borrower_name"),
    locale: of("locale"),
    timezone: of("timezone"),
    type: of("borrower_type"),
    channel: of("channel"),
    address: of("address"),
    phone: of("phone"),
    branch: of("branch"),
    officer: of("officer"),
  };
  expect(await putBorrower(bench.deps, "B1", borrower)).toMatchObject({ status: "created" });
  const schedule = [
    { dueOn: "2026-12-01", amount: "100.00" },
    { dueOn: "2027-01-01", amount: "200.00" },
  ];
  const terms = {
    borrower: "B1",
    product: of("product"),
    purpose: of("purpose"),
    trade: of("trade"),
    riskGrade: of("risk_grade"),
    currency: of("currency"),
    principal: of("principal"),
    disbursedOn: of("disbursed_on"),
    firstDueOn: of("first_due_on"),
    instalments: Number(of("instalments")),
    instalmentAmount: of("instalment_amount"),
    frequency: of("frequency"),
    branch: of("branch"),
    officer: of("officer"),
    schedule,
  };
  expect(await putLoan(bench.deps, "L1", terms)).toMatchObject({ status: "created" });
  expect(await postItems(bench.deps, [{ loanId: "L1", paidOn: "2026-11-20", amount: "50.00", reference: "R1" }])).toMatchObject([{ status: "posted" }]);
  const report = await bench.import({
    loans: loansCsv({}),
    schedule: scheduleCsv(...schedule.map(({ dueOn, amount }, index) => ({ loan_id: "L1", no: String(index + 1), due_on: dueOn, amount }))),
    payments: paymentsCsv({ loan_id: "L1", paid_on: "2026-11-20", amount: "50.00", reference: "R1" }),
  });
  expect(report).toMatchObject({
    loans: { created: 0, changed: 0, unchanged: 1 },
    borrowers: { created: 0, changed: 0, unchanged: 1 },
    schedule: { replaced: 0, unchanged: 1 },
    payments: { posted: 0, known: 1 },
    problems: [],
  });
});
