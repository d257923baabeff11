import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { day } from "../../../bot/domain/calendar.ts";
import { equalSchedule, outstanding, withTotals } from "../../../bot/domain/loans/loan.ts";
import { judgePosting } from "../../../bot/domain/loans/posting.ts";
import { givenSchedule } from "../../../bot/domain/loans/schedule-row.ts";
import { currency } from "../../../bot/domain/money.ts";

const cny = currency("CNY");
const row = (no: number, dueOn: string, amount = "100.00") => ({ loanId: "L1", no, dueOn: day(dueOn), amount });

describe("an equal schedule", () => {
  test("uses a month's last day where it lacks the day, and comes back to the day after it", () => {
    const terms = { firstDueOn: day("2027-12-31"), frequency: "monthly", instalments: 4, amountMinor: 1n } as const;
    expect(equalSchedule(terms).map(({ dueOn }) => dueOn)).toEqual(["2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31"]);
  });
});

describe("a given schedule", () => {
  test("is read in the order of its numbers, with running totals", () => {
    const given = givenSchedule([row(2, "2026-02-01", "50.00"), row(1, "2026-01-01")], cny);
    expect(given.status === "read" && given.instalments.map((one) => one.cumulativeMinor)).toEqual([10_000n, 15_000n]);
  });

  test.each([
    ["a gap", [row(1, "2026-01-01"), row(3, "2026-03-01")], "no", "expected 2"],
    ["a number twice", [row(1, "2026-01-01"), row(1, "2026-03-01")], "no", "stands twice"],
    ["a start at 0", [row(2, "2026-01-01")], "no", "expected 1"],
    ["a due day that does not rise", [row(1, "2026-02-01"), row(2, "2026-02-01")], "due_on", "must be later"],
    ["an amount too fine", [row(1, "2026-02-01", "1.005")], "amount", "finer than CNY"],
    ["a negative amount", [row(1, "2026-02-01", "-1")], "amount", "more than 0"],
  ])("with %s is refused whole", (_, rows, column, reason) => {
    expect(givenSchedule(rows, cny)).toMatchObject({ status: "bad", problem: { column, reason: expect.stringContaining(reason) } });
  });
});

describe("allocation", () => {
  test("is exact to the minor unit, oldest instalment first, in whatever order payments and reversals come", () => {
    const amounts = fc.array(fc.bigInt({ min: 1n, max: 10n ** 12n }), { minLength: 1, maxLength: 60 });
    const payments = fc.array(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), { maxLength: 60 });
    fc.assert(
      fc.property(amounts, payments, (instalmentAmounts, paid) => {
        const schedule = withTotals(instalmentAmounts.map((amountMinor, index) => ({ no: index + 1, dueOn: day("2026-01-01"), amountMinor })));
        const sum = paid.reduce((a, b) => a + b, 0n);
        const open = schedule.map((one) => outstanding(one, sum));
        // told the slow way: money poured into one instalment after the other
        let left = sum > 0n ? sum : 0n;
        const poured = instalmentAmounts.map((amount) => {
          const taken = left < amount ? left : amount;
          left -= taken;
          return amount - taken;
        });
        expect(open).toEqual(poured);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a payment told again", () => {
  const told = { loanId: "L1", paidOn: day("2026-02-28"), reference: "P1", amount: "80.00" };
  const known = { paidOn: day("2026-02-28"), amountMinor: 8000n };
  test.each([
    [told, undefined, { status: "posted" }],
    [{ ...told, amount: "-80.00" }, undefined, { status: "reversed" }],
    [{ ...told, amount: "80" }, known, { status: "known" }],
    [{ ...told, amount: "81.00" }, known, { status: "bad", problem: { reason: "already posted with other values; post a reversal" } }],
    [{ ...told, paidOn: day("2026-03-01") }, known, { status: "bad" }],
    [{ ...told, amount: "0.00" }, undefined, { status: "bad", problem: { column: "amount" } }],
    [{ ...told, amount: "1e3" }, undefined, { status: "bad", problem: { column: "amount" } }],
  ])("is posted once, under its reference", (payment, before, expected) => {
    expect(judgePosting(payment, cny, before)).toMatchObject(expected);
  });
});
