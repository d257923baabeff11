import { describe, expect, it } from "vitest";
import { approversFor, coveredOf, guarantorNeeded, offers, stillCovered, type LedgerLoan, type LoanFacts } from "../../../bot/domain/arrangements/offers.ts";
import type { ArrangementPolicy } from "../../../bot/domain/arrangements/arrangement-policy.ts";
import { day } from "../../../bot/domain/calendar.ts";
import { currency } from "../../../bot/domain/money.ts";
import { cny, facts, jpy, loanDue, policy } from "./policy.ts";

const today = day("2026-11-22");
const late = loanDue(["2026-11-21", 803_300n], ["2026-12-21", 803_300n]);
const eligible = (more: Partial<ArrangementPolicy["eligible"]>): ArrangementPolicy => ({ ...policy, eligible: { ...policy.eligible, ...more } });

const cases: readonly [
  string,
  LedgerLoan,
  readonly string[],
  { readonly policy?: ArrangementPolicy; readonly facts?: Partial<LoanFacts>; readonly on?: string }?,
][] = [
  ["overdue: at most three, in the policy's order", late, ["next-month 1 from 2026-12-22", "three 3 from 2026-12-22", "six 6 from 2026-12-22"]],
  [
    "before arrears: from the due day on",
    loanDue(["2026-12-10", 803_300n], ["2027-01-10", 803_300n]),
    ["next-month 1 from 2027-01-10", "three 3 from 2027-01-10", "six 6 from 2027-01-10"],
  ],
  ["earlier than the policy allows", loanDue(["2026-12-23", 803_300n]), []],
  ["the first day that it allows", loanDue(["2026-12-22", 803_300n]), ["next-month 1 from 2027-01-22", "three 3 from 2027-01-22", "six 6 from 2027-01-22"]],
  ["the last day late that it allows", loanDue(["2026-09-23", 60_000n]), ["next-month 1 from 2026-12-22"]],
  ["later than that", loanDue(["2026-09-22", 60_000n]), []],
  ["parts below the least are left out", loanDue(["2026-11-21", 90_000n]), ["next-month 1 from 2026-12-22", "three 3 from 2026-12-22"]],
  ["one fen less than three of the least", loanDue(["2026-11-21", 89_999n]), ["next-month 1 from 2026-12-22"]],
  ["less than the least altogether", loanDue(["2026-11-21", 29_999n]), []],
  ["a currency without a least part", { ...late, currency: currency("ZAR") }, []],
  ["nothing open", loanDue(), []],
  ["had its arrangement this year", late, [], { facts: { before: 1 } }],
  ["the lender's own figure is another: fees are its to settle", { ...late, lenderDueMinor: 815_000n }, []],
  [
    "the lender's own figure is the same",
    { ...late, lenderDueMinor: 803_300n },
    ["next-month 1 from 2026-12-22", "three 3 from 2026-12-22", "six 6 from 2026-12-22"],
  ],
  ["more is due than was read", { ...loanDue(["2026-10-21", 800n], ["2026-11-21", 803_300n]), openMinor: 900_000n }, []],
  ["another product", late, [], { policy: eligible({ products: ["group"] }) }],
  ["another branch", late, [], { policy: eligible({ branches: ["ningbo"] }) }],
  ["another kind of borrower", late, [], { policy: eligible({ borrowerTypes: ["project"] }) }],
  ["no offers at all", late, [], { policy: { ...policy, offers: [] } }],
  ["a month-end", loanDue(["2027-01-31", 30_000n]), ["next-month 1 from 2027-02-28"], { on: "2027-01-31" }],
  ["a leap day", loanDue(["2028-01-31", 30_000n]), ["next-month 1 from 2028-02-29"], { on: "2028-01-31" }],
];

describe("what may be offered", () => {
  it.each(cases)("%s", (_, loan, expected, more = {}) => {
    const open = offers(loan, { ...facts, ...more.facts }, more.policy ?? policy, more.on === undefined ? today : day(more.on));
    expect(open.map(({ id, terms }) => `${id} ${String(terms.parts)} from ${terms.firstOn}`)).toEqual(expected);
  });

  it("covers all that is due by today, and nothing behind it", () => {
    const loan = loanDue(["2026-10-22", 100n], ["2026-11-22", 200n], ["2026-12-22", 400n]);
    expect(coveredOf(loan, today)).toEqual({ firstNo: 3, lastNo: 4, originalDueOn: "2026-10-22", amountMinor: 300n });
    expect(stillCovered(loan, { firstNo: 3, lastNo: 4 })).toBe(300n);
  });
});

describe("whose approval and consent it needs", () => {
  it.each([
    ["up to the bound", 2_000_000n, cny, ["supervisor"]],
    ["a fen above it", 2_000_001n, cny, ["supervisor", "supervisor"]],
    ["a currency that the line does not know", 1n, jpy, ["supervisor", "supervisor"]],
  ] as const)("%s", (_, amountMinor, of, by) => expect(approversFor({ amountMinor, currency: of }, policy)).toEqual(by));

  it.each([
    ["an ordinary loan", 803_300n, cny, "term", false],
    ["a product that has guarantors", 803_300n, cny, "group", true],
    ["at the limit", 10_000_000n, cny, "term", false],
    ["over it", 10_000_001n, cny, "term", true],
    ["a currency that the line does not know: left strict", 1n, jpy, "term", true],
  ] as const)("a guarantor: %s", (_, amountMinor, of, product, needed) =>
    expect(guarantorNeeded({ amountMinor, currency: of }, { product }, policy)).toBe(needed),
  );
});
