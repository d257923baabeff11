import type { ArrangementPolicy } from "../../../bot/domain/arrangements/arrangement-policy.ts";
import type { LedgerLoan } from "../../../bot/domain/arrangements/offers.ts";
import { day } from "../../../bot/domain/calendar.ts";
import { currency } from "../../../bot/domain/money.ts";

export const cny = currency("CNY");
export const jpy = currency("JPY");
export const kwd = currency("KWD");

/** As a careful lender might write it. */
export const policy: ArrangementPolicy = {
  version: "test",
  offers: [
    { id: "next-month", parts: 1, firstAfterMonths: 1 },
    { id: "three", parts: 3, firstAfterMonths: 1 },
    { id: "six", parts: 6, firstAfterMonths: 1 },
    { id: "twelve", parts: 12, firstAfterMonths: 1 },
  ],
  bounds: { mostParts: 12, furthestMonths: 12 },
  leastPart: new Map([
    [cny, 30_000n],
    [jpy, 5_000n],
    [kwd, 15_000n],
  ]),
  eligible: { daysLate: { from: -30, to: 60 }, mostAYear: 1 },
  approval: [{ upTo: new Map([[cny, 2_000_000n]]), by: ["supervisor"] }, { by: ["supervisor", "supervisor"] }],
  guarantor: [{ products: ["group"] }, { over: new Map([[cny, 10_000_000n]]) }],
  lookDays: 3,
  answerDays: 5,
};

export const facts = { product: "term", borrowerType: "farmer", branch: "hangzhou", before: 0 };

export const loanDue = (...instalments: readonly (readonly [string, bigint])[]): LedgerLoan => ({
  currency: cny,
  instalments: instalments.map(([dueOn, outstandingMinor], i) => ({ no: i + 3, dueOn: day(dueOn), outstandingMinor })),
});
