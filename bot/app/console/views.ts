/** What the officers' pages show; plain values, no rows. Instants are moments, days the borrower's own. */
import type { Day, Instant } from "../../domain/calendar.ts";
import type { Money } from "../../domain/money.ts";

/** One page of a list; `next` is handed back as `after`. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

export interface Person {
  readonly id: string;
  readonly externalId: string;
  /** Null: erased. */
  readonly name: string | null;
  readonly zone: string;
}

/** The gate's reason: a rule, and what of it (never personal). */
export interface ReasonView {
  readonly rule: string;
  readonly detail: string | null;
}

export interface StopView {
  readonly id: string;
  readonly scope: string;
  readonly value: string | null;
  readonly setBy: string;
  readonly setAt: Instant;
}

export interface TodayView {
  /** Messages of today by what became of them. */
  readonly out: readonly { readonly state: string; readonly count: number }[];
  /** Planned contacts decided today: send, defer, suppress. */
  readonly decisions: { readonly send: number; readonly defer: number; readonly suppress: number };
  readonly cameIn: number;
  readonly latestOut: readonly SaidItem[];
  readonly latestIn: readonly SaidItem[];
  readonly held: readonly HeldTouch[];
  readonly heldBecause: readonly { readonly decision: string; readonly reason: ReasonView; readonly count: number }[];
  readonly openEscalations: number;
  readonly escalations: readonly EscalationRow[];
  readonly unknown: readonly SaidItem[];
}

export interface SaidItem {
  readonly id: string;
  readonly at: Instant;
  readonly borrower: Person;
  readonly channel: string;
  readonly state: string;
  readonly template: string | null;
  readonly text: string | null;
}

export interface HeldTouch {
  readonly id: string;
  readonly at: Instant;
  readonly borrower: Person;
  readonly stage: number;
  readonly dueOn: Day;
  readonly decision: string;
  readonly reasons: readonly ReasonView[];
  /** When a deferred one is looked at again. */
  readonly until: Instant | null;
}

export interface BorrowerRow extends Person {
  readonly branch: string;
  readonly officer: string;
  readonly overdue: readonly Money[];
  readonly overdueSince: Day | null;
  readonly onHold: boolean;
  readonly openEscalations: number;
  readonly lastInboundAt: Instant | null;
}

export interface BorrowerView extends Person {
  readonly locale: string;
  readonly type: string;
  readonly branch: string;
  readonly officer: string;
  readonly today: Day;
  readonly contactPoints: readonly { readonly id: string; readonly channel: string; readonly address: string; readonly state: string }[];
  readonly owed: readonly Owed[];
  readonly loans: readonly LoanView[];
  readonly holds: readonly HoldView[];
  readonly promises: readonly PromiseView[];
  readonly escalations: readonly EscalationRow[];
  readonly lastFromBorrower: ChatLine | null;
  readonly lastFromUs: ChatLine | null;
  readonly timeline: readonly TimelineItem[];
}

/** What is owed in one currency, over all open loans. */
export interface Owed {
  readonly overdue: Money;
  readonly overdueSince: Day | null;
  /** Today's, or the next instalment that falls due. */
  readonly next: { readonly amount: Money; readonly on: Day } | null;
  /** All that is still open of the schedules. */
  readonly whole: Money;
}

export interface LoanView {
  readonly id: string;
  readonly externalId: string;
  readonly product: string;
  readonly purpose: string;
  readonly status: string;
  readonly principal: Money;
  readonly paid: Money;
  readonly overdue: Money;
  /** The lender's own figure (fees, penalties), where given: what the borrower is told. */
  readonly lenderSays: Money | null;
  readonly ledgerAsOf: Instant;
  readonly instalments: readonly InstalmentView[];
  readonly payments: readonly { readonly id: string; readonly paidOn: Day; readonly amount: Money; readonly reference: string }[];
}

export interface InstalmentView {
  readonly no: number;
  readonly dueOn: Day;
  readonly amount: Money;
  readonly open: Money;
  readonly state: "paid" | "overdue" | "due_today" | "partly_paid" | "open";
}

export interface HoldView {
  readonly id: string;
  readonly reason: string;
  readonly scope: "borrower" | "contact_point" | "loan" | "instalment";
  readonly loan: string | null;
  readonly instalmentNo: number | null;
  readonly from: Instant;
  readonly until: Instant | null;
  readonly liftedAt: Instant | null;
  readonly liftedBy: string | null;
  readonly active: boolean;
}

export interface PromiseView {
  readonly id: string;
  readonly loan: string;
  readonly instalmentNo: number;
  readonly amount: Money;
  readonly on: Day;
  readonly state: string;
  readonly confirmedAt: Instant;
}

/** One line of the conversation as both sides saw it. */
export interface ChatLine {
  readonly id: string;
  readonly from: "borrower" | "us";
  readonly at: Instant;
  readonly channel: string;
  readonly text: string | null;
  readonly state: string;
  readonly template: string | null;
  readonly deliveredAt: Instant | null;
  readonly readAt: Instant | null;
  readonly reasons: readonly ReasonView[];
  readonly understood: Understood | null;
  /** What an officer says that it meant. */
  readonly corrected: Correction | null;
}

export interface Correction {
  /** The first one first. */
  readonly intents: readonly string[];
  readonly by: string;
  readonly at: Instant;
}

export interface Understood {
  /** False: the bot asked, or handed over, instead of recording. */
  readonly act: boolean;
  /** A yes or no to what the bot had asked; null where it is neither. */
  readonly yes: boolean | null;
  readonly intents: readonly { readonly name: string; readonly confidence: number }[];
  readonly parts: readonly { readonly amount: Money | null; readonly on: Day | null }[];
  /** The rules that fired, in words. */
  readonly why: readonly string[];
}

interface At {
  readonly id: string;
  readonly at: Instant;
  readonly loan: string | null;
  readonly instalmentNo: number | null;
}

export type TimelineItem = At &
  (
    | { readonly kind: "status"; readonly what: string }
    | {
        readonly kind: "touch";
        readonly what: string;
        readonly touch: string;
        readonly stage: number | null;
        readonly decision: string;
        readonly reasons: readonly ReasonView[];
      }
    | { readonly kind: "promise"; readonly what: string; readonly amount: Money; readonly on: Day }
    | {
        readonly kind: "escalation";
        readonly what: "opened" | "acknowledged" | "resolved";
        readonly reason: string;
        readonly by: string | null;
        readonly escalationId: string;
      }
    | { readonly kind: "hold"; readonly what: "set" | "lifted"; readonly reason: string; readonly by: string | null }
    /** An application for more time: `what` became of it; the terms are those of now. */
    | {
        readonly kind: "arrangement";
        readonly what: string;
        readonly amount: Money;
        readonly parts: number;
        readonly firstOn: Day;
        readonly arrangementId: string;
      }
  );

export interface EscalationRow {
  readonly id: string;
  readonly borrower: Person;
  readonly loan: string | null;
  readonly branch: string;
  readonly officer: string;
  readonly reason: string;
  readonly severity: string;
  readonly state: string;
  readonly openedAt: Instant;
  /** When the next one of the route is alerted; null once acknowledged. */
  readonly dueAt: Instant | null;
  readonly acknowledgedBy: string | null;
  readonly resolvedAt: Instant | null;
}

export interface EscalationView extends EscalationRow {
  readonly acknowledgedAt: Instant | null;
  readonly resolvedBy: string | null;
  readonly resolutionCode: string | null;
  readonly note: string | null;
  readonly owed: readonly Owed[];
  readonly evidence: readonly EvidenceView[];
  readonly alerts: readonly AlertView[];
}

export interface EvidenceView {
  readonly id: string;
  readonly at: Instant;
  readonly kind: string;
  readonly line: ChatLine | null;
  readonly promise: PromiseView | null;
  readonly stage: number | null;
}

export interface AlertView {
  readonly id: string;
  readonly at: Instant;
  readonly step: number;
  readonly toRole: string;
  readonly toOfficer: string | null;
  /** console | email | webhook */
  readonly channel: string;
  /** shown | nobody | pending | sent | unknown | failed | not_needed */
  readonly state: string;
  readonly attempts: number;
  readonly errorCode: string | null;
}
