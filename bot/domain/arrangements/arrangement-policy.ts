import type { Currency } from "../money.ts";

/** Who may have a say in an approval. Officers see their own borrowers only, so one of them is the loan's own. */
export const approverRoles = ["officer", "supervisor"] as const;
export type ApproverRole = (typeof approverRoles)[number];

/** Minor units by currency; a currency that is not there has no amount, and nothing is offered in it. */
export type Amounts = ReadonlyMap<Currency, bigint>;

/** What may be offered to whoever asks for time, and who must agree. Data, from templates/arrangements.yaml. */
export interface ArrangementPolicy {
  /** The file's content hash. */
  readonly version: string;
  /** In the order in which they are shown. None: nothing is offered, a person talks with the borrower. */
  readonly offers: readonly OfferLine[];
  /** What officers may change an offer to. */
  readonly bounds: { readonly mostParts: number; readonly furthestMonths: number };
  readonly leastPart: Amounts;
  readonly eligible: Eligible;
  /** The first line that reaches the amount holds; the last one has no limit. */
  readonly approval: readonly ApprovalLine[];
  /** For loans that fit any of these a guarantor must consent in writing. */
  readonly guarantor: readonly GuarantorLine[];
  /** Days that a colleague has to look at it; then it lapses, and a person is told. */
  readonly lookDays: number;
  /** Days that the borrower (and a guarantor) has to confirm what was approved. */
  readonly answerDays: number;
}

export interface OfferLine {
  readonly id: string;
  /** 1: the whole later; more: as many monthly parts. */
  readonly parts: number;
  /** The first part is so many months from today, or from the due day where that is still to come. */
  readonly firstAfterMonths: number;
}

export interface Eligible {
  /** Absent: all. */
  readonly products?: readonly string[];
  readonly borrowerTypes?: readonly string[];
  readonly branches?: readonly string[];
  /** Of the oldest open instalment, both included; negative: before it falls due. */
  readonly daysLate: { readonly from: number; readonly to: number };
  /** Arrangements of that loan that came about in the last 365 days. */
  readonly mostAYear: number;
}

export interface ApprovalLine {
  /** Absent: any amount. */
  readonly upTo?: Amounts;
  /** So many different people, each of that role. */
  readonly by: readonly ApproverRole[];
}

export interface GuarantorLine {
  readonly products?: readonly string[];
  readonly over?: Amounts;
}
