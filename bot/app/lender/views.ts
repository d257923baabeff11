/** What other systems read. Stable: a field is added, never taken away or given another meaning (ADR 0014). */
import type { Answer, FactValue } from "../../domain/checkins/answer.ts";
import type { Day, Instant } from "../../domain/calendar.ts";
import type { Money } from "../../domain/money.ts";
import type { ReasonView, Understood } from "../console/views.ts";

/** A place in a list: behind the row that has these. */
export type Place = { readonly by: "external_id"; readonly externalId: string } | { readonly by: "moment"; readonly at: Instant; readonly id: string };

export interface Records<T> {
  readonly items: readonly T[];
  /** Null: this was the last page. */
  readonly next: Place | null;
}

export interface BorrowerRef {
  readonly id: string;
  readonly externalId: string;
}

export interface BorrowerRecord extends BorrowerRef {
  /** Null: erased. */
  readonly name: string | null;
  readonly locale: string;
  readonly timezone: string;
  readonly type: string;
  readonly branch: string;
  readonly officer: string;
  readonly contactPoints: readonly { readonly id: string; readonly channel: string; readonly address: string | null; readonly state: string }[];
  /** In force now. */
  readonly holds: readonly {
    readonly id: string;
    readonly reason: string;
    readonly loanId: string | null;
    readonly instalmentNo: number | null;
    readonly contactPointId: string | null;
    readonly from: Instant;
    readonly until: Instant | null;
  }[];
  readonly lastInboundAt: Instant | null;
}

export interface LoanRecord {
  readonly id: string;
  readonly externalId: string;
  readonly borrower: BorrowerRef;
  readonly product: string;
  readonly purpose: string;
  readonly trade: string;
  readonly riskGrade: string;
  readonly branch: string;
  readonly officer: string;
  readonly status: string;
  readonly principal: Money;
  readonly disbursedOn: Day;
  readonly firstDueOn: Day;
  readonly instalments: number;
  readonly instalmentAmount: Money;
  readonly frequency: string;
  readonly outstandingPrincipal: Money | null;
  readonly amountDue: Money | null;
  readonly paid: Money;
  readonly ledgerAsOf: Instant;
}

export interface LoanDetail extends LoanRecord {
  readonly schedule: readonly { readonly no: number; readonly dueOn: Day; readonly amount: Money; readonly open: Money }[];
}

export interface PaymentRecord {
  readonly id: string;
  readonly reference: string;
  readonly paidOn: Day;
  readonly amount: Money;
  readonly postedAt: Instant;
}

export interface MessageRecord {
  readonly id: string;
  readonly borrower: BorrowerRef;
  readonly direction: "in" | "out";
  readonly channel: string;
  readonly state: string;
  readonly createdAt: Instant;
  readonly receivedAt: Instant | null;
  readonly sentAt: Instant | null;
  readonly deliveredAt: Instant | null;
  readonly readAt: Instant | null;
  readonly template: string | null;
  readonly templateVersion: string | null;
  readonly textClass: string | null;
  /** Null: not rendered yet, or erased. */
  readonly text: string | null;
  /** The gate's last word, and why. */
  readonly decision: string | null;
  readonly reasons: readonly ReasonView[];
  readonly policyVersion: string | null;
  readonly errorCode: string | null;
  readonly understood: Understood | null;
}

export interface PromiseRecord {
  readonly id: string;
  readonly borrower: BorrowerRef;
  readonly loan: { readonly id: string; readonly externalId: string };
  readonly instalmentNo: number;
  readonly amount: Money;
  readonly promisedOn: Day;
  readonly state: string;
  readonly confirmedAt: Instant;
  readonly checkAt: Instant;
  readonly decidedAt: Instant | null;
}

/** More time or smaller parts, as applied for and decided; the ledger is the lender's own to change. */
export interface ArrangementRecord {
  readonly id: string;
  readonly borrower: BorrowerRef;
  readonly loan: { readonly id: string; readonly externalId: string };
  readonly instalments: { readonly from: number; readonly to: number };
  readonly state: string;
  readonly round: number;
  readonly amount: Money;
  readonly parts: readonly { readonly no: number; readonly on: Day; readonly amount: Money }[];
  readonly originalDueOn: Day;
  readonly daysPastDue: number;
  readonly guarantor: string;
  readonly approvedBy: readonly string[];
  readonly proposedAt: Instant;
  readonly agreedAt: Instant | null;
  readonly endedAt: Instant | null;
}

/** A check-in, without what was said. */
export interface CheckinRecord {
  readonly id: string;
  readonly borrower: BorrowerRef;
  readonly loan: { readonly id: string; readonly externalId: string };
  readonly round: string;
  readonly questionnaire: string;
  readonly version: number;
  readonly state: string;
  readonly answered: number;
  readonly createdAt: Instant;
  readonly offeredAt: Instant | null;
  readonly endedAt: Instant | null;
}

/** With the answers and facts that hold: a corrected one is not among them. Null: erased. */
export interface CheckinDetail extends CheckinRecord {
  readonly answers: readonly { readonly question: string; readonly answer: Answer | null; readonly at: Instant; readonly corrects: boolean }[];
  readonly facts: readonly { readonly name: string; readonly unit: string | null; readonly value: FactValue | null; readonly at: Instant }[];
}

/** Of promises confirmed in a span of time. */
export interface PromiseCounts {
  readonly total: number;
  /** Those whose day has come: kept + partlyKept + broken, the denominator of "kept". */
  readonly decided: number;
  readonly kept: number;
  readonly partlyKept: number;
  readonly broken: number;
  readonly open: number;
  readonly replaced: number;
}

export interface StatusRecord {
  readonly id: string;
  readonly at: Instant;
  readonly kind: string;
  readonly borrower: BorrowerRef;
  readonly loan: { readonly id: string; readonly externalId: string } | null;
  readonly instalmentNo: number | null;
  readonly messageId: string | null;
}

export interface CaseRecord {
  readonly id: string;
  readonly borrower: BorrowerRef;
  readonly loan: { readonly id: string; readonly externalId: string } | null;
  readonly branch: string;
  readonly officer: string;
  readonly reason: string;
  readonly severity: string;
  readonly state: string;
  readonly openedAt: Instant;
  readonly acknowledgedAt: Instant | null;
  readonly acknowledgedBy: string | null;
  readonly resolvedAt: Instant | null;
  readonly resolvedBy: string | null;
  readonly resolutionCode: string | null;
}

export interface CaseDetail extends CaseRecord {
  readonly note: string | null;
  /** What shows it: `ref` is the id of a message, promise or touch. */
  readonly evidence: readonly { readonly id: string; readonly at: Instant; readonly kind: string; readonly ref: string | null }[];
}
