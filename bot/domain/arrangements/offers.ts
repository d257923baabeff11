import { addMonths, daysBetween, type Day } from "../calendar.ts";
import type { Currency } from "../money.ts";
import type { ArrangementPolicy, ApproverRole } from "./arrangement-policy.ts";
import { sameTerms, termsFault, type Terms } from "./terms.ts";

/** A loan as the ledger has it; open instalments only, the oldest first. */
export interface LedgerLoan {
  readonly currency: Currency;
  /** What the lender itself says is overdue (fees, penalties), where it says so. */
  readonly lenderDueMinor?: bigint;
  /** All that the schedule has open; `instalments` may be only the next ones. */
  readonly openMinor?: bigint;
  readonly instalments: readonly { readonly no: number; readonly dueOn: Day; readonly outstandingMinor: bigint }[];
}

/** What is known of a loan besides its ledger, for the policy to say yes or no. */
export interface LoanFacts {
  readonly product: string;
  readonly borrowerType: string;
  readonly branch: string;
  /** Arrangements of it that came about in the last 365 days. */
  readonly before: number;
}

/** What an arrangement is about: the oldest open instalment to the last one that has fallen due, or the next one alone. */
export interface Covered {
  readonly firstNo: number;
  readonly lastNo: number;
  /** Of the oldest: what is days past due is counted from here, whatever is agreed. */
  readonly originalDueOn: Day;
  readonly amountMinor: bigint;
}

export interface Offer {
  /** The policy's own name of it. */
  readonly id: string;
  readonly terms: Terms;
}

/** A borrower reads at most three. */
const mostOffers = 3;

/** What the policy lets be offered of that loan today, in its order; none where the loan is not eligible. */
export function offers(loan: LedgerLoan, facts: LoanFacts, policy: ArrangementPolicy, today: Day): Offer[] {
  const covered = coveredOf(loan, today);
  if (!covered || !eligible(loan, covered, facts, policy, today)) return [];
  const from = covered.originalDueOn > today ? covered.originalDueOn : today;
  const sound = policy.offers.flatMap(({ id, parts, firstAfterMonths }) => {
    const terms: Terms = { amountMinor: covered.amountMinor, currency: loan.currency, parts, firstOn: addMonths(from, firstAfterMonths) };
    return termsFault(terms, policy, today) === undefined ? [{ id, terms }] : [];
  });
  return sound.filter(({ terms }, i) => sound.findIndex((other) => sameTerms(other.terms, terms)) === i).slice(0, mostOffers);
}

export function coveredOf({ instalments }: Pick<LedgerLoan, "instalments">, today: Day): Covered | undefined {
  const [oldest] = instalments;
  if (!oldest) return undefined;
  const due = instalments.filter(({ dueOn }) => dueOn <= today);
  const covered = due.length > 0 ? due : [oldest];
  return {
    firstNo: oldest.no,
    lastNo: covered.at(-1)?.no ?? oldest.no,
    originalDueOn: oldest.dueOn,
    amountMinor: covered.reduce((sum, { outstandingMinor }) => sum + outstandingMinor, 0n),
  };
}

/** What the ledger has open now of the instalments that an arrangement is about. */
export const stillCovered = ({ instalments }: Pick<LedgerLoan, "instalments">, { firstNo, lastNo }: Pick<Covered, "firstNo" | "lastNo">): bigint =>
  instalments.reduce((sum, { no, outstandingMinor }) => (no >= firstNo && no <= lastNo ? sum + outstandingMinor : sum), 0n);

function eligible(loan: LedgerLoan, covered: Covered, facts: LoanFacts, { eligible: rule }: ArrangementPolicy, today: Day): boolean {
  const { products, borrowerTypes, branches, daysLate, mostAYear } = rule;
  const late = daysBetween(covered.originalDueOn, today);
  // Fees and penalties are the lender's to settle: where its own figure is another than the schedule's, people talk.
  if (loan.lenderDueMinor !== undefined && late > 0 && loan.lenderDueMinor !== covered.amountMinor) return false;
  // As many as were read have fallen due, and there are more: their sum would be too small.
  if (loan.openMinor !== undefined && covered.lastNo === loan.instalments.at(-1)?.no && covered.amountMinor < loan.openMinor) return false;
  return (
    (!products || products.includes(facts.product)) &&
    (!borrowerTypes || borrowerTypes.includes(facts.borrowerType)) &&
    (!branches || branches.includes(facts.branch)) &&
    late >= daysLate.from &&
    late <= daysLate.to &&
    facts.before < mostAYear
  );
}

/** Whose approval that amount needs. */
export function approversFor({ amountMinor, currency }: Pick<Terms, "amountMinor" | "currency">, { approval }: ArrangementPolicy): readonly ApproverRole[] {
  const line = approval.find(({ upTo }) => {
    const most = upTo?.get(currency);
    return upTo === undefined || (most !== undefined && amountMinor <= most);
  });
  if (!line) throw new RangeError("the approval matrix ends without a line for any amount");
  return line.by;
}

/** Whether a guarantor must consent before it is agreed. */
export const guarantorNeeded = (
  { amountMinor, currency }: Pick<Terms, "amountMinor" | "currency">,
  { product }: Pick<LoanFacts, "product">,
  { guarantor }: Pick<ArrangementPolicy, "guarantor">,
): boolean =>
  guarantor.some(({ products, over }) => {
    const limit = over?.get(currency);
    // A currency that the line does not know is taken as over its limit: left strict.
    return (!products || products.includes(product)) && (over === undefined || limit === undefined || amountMinor > limit);
  });
