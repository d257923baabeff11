import type { Arranging } from "../arrangements/arranging.ts";
import type { ApproverRole } from "../arrangements/arrangement-policy.ts";
import type { Offer } from "../arrangements/offers.ts";
import type { Day, Instant, Zone } from "../calendar.ts";
import type { CheckinWorld, RunEvent, RunState } from "../checkins/run.ts";
import type { TextLocale } from "../day-text.ts";
import type { ArrangementId, BorrowerId, CheckinRunId, ContactPointId, InboundId, LoanId } from "../ids.ts";
import type { Currency } from "../money.ts";
import type { Preference } from "../policy/hours.ts";
import type { Labels } from "../shared/which-person.ts";
import type { Reply } from "../replies/reply.ts";
import type { Media } from "./media.ts";

export { mediaKinds, type Media } from "./media.ts";

/** An inbound text of the turn, in the order in which the provider received them. */
export interface InboundText {
  readonly id: InboundId;
  readonly text: string;
  readonly receivedAt: Instant;
  /** Older than what was already answered: stored and safety-checked, never answered automatically. */
  readonly late: boolean;
  /** Where several borrowers left one number: `unknown` which of them writes; `named`: this very text says that it is this one. */
  readonly who?: "named" | "unknown";
  /** The text is then its caption, and may be empty. */
  readonly media?: Media;
}

export interface OpenInstalment {
  readonly no: number;
  readonly dueOn: Day;
  readonly outstandingMinor: bigint;
}

export interface OpenLoan {
  readonly id: LoanId;
  /** The last four of the contract's number: by these a borrower knows it. */
  readonly ending: string;
  /** All that the schedule has open, later instalments too. */
  readonly openMinor: bigint;
  /** What the lender says is overdue (fees, penalties), where it says so: told in place of our own sum (design §6). */
  readonly lenderDueMinor?: bigint;
  readonly currency: Currency;
  /** Oldest first; only what is not yet paid. */
  readonly instalments: readonly OpenInstalment[];
}

/** A part of what is promised: of the same loan on another day, or of another loan on the same. */
export interface PromisePart {
  readonly loanId: LoanId;
  readonly instalmentNo: number;
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly on: Day;
}

/** A question that the bot asked and that has not been answered. */
export type OpenQuestion =
  | { readonly kind: "confirm_person"; readonly askedAt: Instant }
  /** Several borrowers left this number. */
  | { readonly kind: "which_person"; readonly askedAt: Instant }
  | {
      readonly kind: "confirm_promise";
      readonly askedAt: Instant;
      readonly loanId: LoanId;
      readonly instalmentNo: number;
      readonly amountMinor: bigint;
      readonly currency: Currency;
      readonly on: Day;
      /** What was quoted besides, in order. */
      readonly more?: readonly PromisePart[];
    }
  | { readonly kind: "promise_when"; readonly askedAt: Instant; readonly amountMinor?: bigint }
  | { readonly kind: "promise_amount"; readonly askedAt: Instant; readonly on: Day }
  | { readonly kind: "rephrase"; readonly askedAt: Instant }
  /** Which of these; `chosen` (from 1): that one was quoted back. */
  | { readonly kind: "choose_arrangement"; readonly askedAt: Instant; readonly loanId: LoanId; readonly offers: readonly Offer[]; readonly chosen?: number }
  /** What a second person approved: may it be so? */
  | { readonly kind: "confirm_arrangement"; readonly askedAt: Instant; readonly arrangementId: ArrangementId; readonly round: number };

/** A check-in with this borrower that is under way, or expired lately: its answers may still come. */
export interface OpenCheckin {
  readonly runId: CheckinRunId;
  readonly run: RunState;
  readonly world: CheckinWorld;
}

/** All that deciding a turn needs; plain data, loaded before and without an open transaction. */
export interface TurnState {
  readonly now: Instant;
  readonly borrower: { readonly id: BorrowerId; readonly locale: string; readonly zone: Zone };
  readonly contact: {
    readonly id: ContactPointId;
    readonly channel: string;
    /** The right person answered here once: debt may be spoken of. */
    readonly verified: boolean;
    readonly optedOut: boolean;
    /** Several borrowers left this number: what tells them apart. */
    readonly shared?: Labels;
    /** A wrong person answered there, or nobody is reached: no word of the borrower's opens it again. */
    readonly closed?: boolean;
  };
  /** An officer has taken the chat over: the bot listens for safety and opt-out only. */
  readonly takenOver: boolean;
  /** Distress, a death or a lawyer: nothing automatic is said. */
  readonly silenced: boolean;
  readonly asked: OpenQuestion | null;
  /** How often in a row the borrower was not understood. */
  readonly unclearInRow: number;
  /** What the ledger shows, oldest debt first. */
  readonly loans: readonly OpenLoan[];
  /** The newest posted payments, newest first. */
  readonly received?: readonly { readonly paidOn: Day; readonly amountMinor: bigint; readonly currency: Currency }[];
  /** Absent: nothing is offered by chat. */
  readonly arranging?: Arranging;
  /** The hours that the borrower asked for before. */
  readonly preference?: Preference;
  /** By weekday, when the packs that hold for the borrower let us speak first in the coming weeks; absent: not known here. */
  readonly lawful?: Preference;
  /** Channels on which the borrower can be reached. */
  readonly channels?: readonly string[];
  readonly checkin?: OpenCheckin;
  /** Promises that the ledger has not decided yet. */
  readonly promises?: readonly {
    readonly loanId: LoanId;
    readonly instalmentNo: number;
    readonly on: Day;
    readonly amountMinor?: bigint;
    readonly postponed: number;
  }[];
}

/** What happened in the turn, as the lender's people would say it. */
export type TurnEvent =
  | { readonly type: "person_confirmed" }
  /** `all`: none of those who left this number is reached there. */
  | { readonly type: "wrong_person"; readonly all?: true }
  /** `everywhere`: not only on the channel where it was said. */
  | { readonly type: "opted_out"; readonly everywhere?: true }
  | { readonly type: "opted_in" }
  | { readonly type: "claims_paid"; readonly loanId: LoanId | null; readonly instalmentNo: number | null }
  | {
      readonly type: "promised";
      readonly loanId: LoanId;
      readonly instalmentNo: number;
      readonly amountMinor: bigint;
      readonly currency: Currency;
      readonly on: Day;
      /** How often it was moved to a later day, this time included. */
      readonly postponed?: number;
      /** One of several that were promised in one breath: what the ones before it, of the same loan, take first (minor units). */
      readonly afterMinor?: bigint;
    }
  | { readonly type: "asked_for_time" }
  /** The borrower chose and said yes to the quotation; nothing changes until people have agreed. */
  | ArrangementProposed
  | { readonly type: "arrangement_accepted" | "arrangement_declined"; readonly arrangementId: ArrangementId; readonly round: number }
  | { readonly type: "hardship" }
  | { readonly type: "disputed"; readonly loanId: LoanId | null }
  | { readonly type: "refused" }
  | { readonly type: "distress" }
  | { readonly type: "deceased" }
  | { readonly type: "abusive" }
  | { readonly type: "human_wanted"; readonly because: "asked" | "question" | "not_understood" | "silenced" | "opted_out" | "media" }
  /** A wish about when, where or in which language to be written to; what is absent stays, null takes a wish back. */
  | { readonly type: "preferred"; readonly hours?: Preference | null; readonly channel?: string | null; readonly locale?: TextLocale }
  /** What happened to the check-in. */
  | { readonly type: "checkin"; readonly runId: CheckinRunId; readonly event: RunEvent }
  | { readonly type: "late_text" };

export interface ArrangementProposed {
  readonly type: "arrangement_proposed";
  readonly loanId: LoanId;
  /** The policy's name of what was offered. */
  readonly offer: string;
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly parts: number;
  readonly firstOn: Day;
  readonly firstNo: number;
  readonly lastNo: number;
  readonly originalDueOn: Day;
  readonly needs: readonly ApproverRole[];
  readonly guarantor: boolean;
  /** Days to look at it. */
  readonly lookDays: number;
  /** Of the file that allowed it. */
  readonly policyVersion: string;
}

/** A text to be said: a template and its values; rendered and gated when it is dispatched. */
export interface Say {
  readonly template: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly textClass: "response" | "acknowledgement";
  /** Buttons of this text's own, in place of its template's. */
  readonly choices?: readonly string[];
}

export interface TurnPlan {
  /** Each with the inbound text that caused it. */
  readonly events: readonly { readonly event: TurnEvent; readonly because: InboundId }[];
  readonly says: readonly Say[];
  readonly asked: OpenQuestion | null;
  readonly unclearInRow: number;
  readonly understood: readonly { readonly id: InboundId; readonly reply: Reply }[];
  /** Where the check-in stands after the turn; absent: the turn did not move it. */
  readonly checkin?: Pick<OpenCheckin, "runId" | "run">;
}
