import type { Instant } from "../calendar.ts";
import type { BorrowerId, LoanId } from "../ids.ts";
import type { EqualTerms, LoanOf, LoanTerms } from "./loan-row.ts";
import type { LoanStatus } from "./loan.ts";

/** What the lender's book says of a loan. */
export interface LoanFacts extends Omit<LoanTerms, "loanId" | "status" | "ledgerAsOf"> {
  readonly status: LoanStatus;
  readonly outstandingMinor: bigint | null;
  readonly amountDueMinor: bigint | null;
}

export interface StoredLoan {
  readonly id: LoanId;
  readonly borrowerId: BorrowerId;
  readonly borrowerExternalId: string;
  readonly facts: LoanFacts;
  /** What its instalments were made from. */
  readonly scheduleHash: string;
  readonly ledgerAsOf: Instant;
}

/** `scheduleHash` of a loan whose instalments schedule.csv has yet to bring. */
export const noSchedule = "none";

/** What an equal schedule is made from, as `scheduleHash` keeps it. */
export const equalScheduleHash = (terms: EqualTerms): string =>
  `equal ${terms.firstDueOn} ${String(terms.instalments)} ${String(terms.instalmentMinor)} ${terms.frequency}`;

export type LoanChange =
  | { readonly status: "created"; readonly facts: LoanFacts; readonly scheduleHash: string }
  | { readonly status: "unchanged" }
  | { readonly status: "refused"; readonly column: string; readonly reason: string }
  | {
      readonly status: "changed";
      readonly facts: LoanFacts;
      readonly scheduleHash: string;
      /** Its instalments are to be made anew from the terms. */
      readonly rescheduled: boolean;
    };

/**
 * What a line of loans.csv changes. `given`: schedule.csv of the same import names this loan, so its instalments come
 * from there. An earlier schedule.csv stays in force until the terms in loans.csv change.
 */
export function loanChange(stored: StoredLoan | undefined, row: LoanOf, given: boolean): LoanChange {
  const facts = factsOf(row, stored?.facts);
  if (!stored) return { status: "created", facts, scheduleHash: given ? noSchedule : equalScheduleHash(facts) };
  if (stored.borrowerExternalId !== row.borrower.borrowerId) {
    return { status: "refused", column: "borrower_id", reason: "this loan belongs to another borrower" };
  }
  if (stored.facts.currency !== row.currency) return { status: "refused", column: "currency", reason: "this loan is in another currency" };
  const rescheduled = !given && (stored.scheduleHash === noSchedule || equalScheduleHash(stored.facts) !== equalScheduleHash(facts));
  const scheduleHash = rescheduled ? equalScheduleHash(facts) : stored.scheduleHash;
  if (!rescheduled && sameFacts(stored.facts, facts)) return { status: "unchanged" };
  return { status: "changed", facts, scheduleHash, rescheduled };
}

const factNames = [
  "product",
  "purpose",
  "trade",
  "riskGrade",
  "currency",
  "principalMinor",
  "disbursedOn",
  "firstDueOn",
  "instalments",
  "instalmentMinor",
  "frequency",
  "branch",
  "officer",
  "status",
  "outstandingMinor",
  "amountDueMinor",
] as const;

const sameFacts = (a: LoanFacts, b: LoanFacts): boolean => factNames.every((name) => a[name] === b[name]);

/** What the file does not say stays as it was. */
function factsOf(row: LoanTerms, stored: LoanFacts | undefined): LoanFacts {
  const { product, purpose, trade, riskGrade, currency, principalMinor, disbursedOn, firstDueOn, instalments, instalmentMinor, frequency, branch, officer } =
    row;
  return {
    product,
    purpose,
    trade,
    riskGrade,
    currency,
    principalMinor,
    disbursedOn,
    firstDueOn,
    instalments,
    instalmentMinor,
    frequency,
    branch,
    officer,
    status: row.status ?? stored?.status ?? "open",
    outstandingMinor: row.outstandingMinor === undefined ? (stored?.outstandingMinor ?? null) : row.outstandingMinor,
    amountDueMinor: row.amountDueMinor === undefined ? (stored?.amountDueMinor ?? null) : row.amountDueMinor,
  };
}
