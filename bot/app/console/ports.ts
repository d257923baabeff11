import type { Sees } from "../access/caller.ts";
import type { Day, Instant } from "../../domain/calendar.ts";
import type { EscalationMove, EscalationState, ResolutionCode } from "../../domain/escalations/escalation.ts";
import type { Stop } from "../../domain/policy/gate.ts";
import type { ContactKind } from "../../domain/policy/policy.ts";
import type { HoldReason } from "../../domain/policy/hold.ts";
import type { PromiseCount } from "../../domain/promises/kept-rate.ts";
import type { IntentName } from "../../domain/replies/reply.ts";
import type { WhyFacts } from "../../domain/reminders/why.ts";
import type { BorrowerRow, BorrowerView, ChatLine, EscalationRow, EscalationView, Page, StopView, TodayView } from "./views.ts";

/** Who looks, and when: each look is logged in the transaction that reads. */
export interface Look {
  readonly viewer: string;
  readonly at: Instant;
}

/** A look at the console's pages: what is not theirs to see is not there for them. */
export interface ScopedLook extends Look {
  readonly sees: Sees;
}

export interface ConsoleReads {
  today(look: ScopedLook): Promise<TodayView>;
  /** `search`: the lender's borrower or loan id, or its beginning (names are encrypted and cannot be searched). */
  borrowers(query: { readonly search?: string; readonly after?: string }, look: ScopedLook): Promise<Page<BorrowerRow>>;
  borrower(id: string, look: ScopedLook): Promise<BorrowerView | undefined>;
  /** Newest first; `after` is older. Undefined: no such borrower. */
  conversation(borrower: string, query: { readonly after?: string }, look: ScopedLook): Promise<Page<ChatLine> | undefined>;
  /** What is known of a day of theirs. Undefined: no such borrower. */
  why(borrower: string, on: Day, look: ScopedLook): Promise<WhyFacts | undefined>;
  /** Promises whose day lies in the range, counted. */
  promiseCounts(range: { readonly from: Day; readonly to: Day }, sees: Sees): Promise<readonly PromiseCount[]>;
  escalations(query: { readonly state: "open" | "resolved"; readonly after?: string }, look: ScopedLook): Promise<Page<EscalationRow>>;
  escalation(id: string, look: ScopedLook): Promise<EscalationView | undefined>;
  stops(): Promise<readonly StopView[]>;
}

/** A person's act and its moment. */
export interface By {
  readonly officer: string;
  readonly at: Instant;
}

/** An act on what its doer may see; what they do not see is missing. */
export interface ScopedBy extends By {
  readonly sees: Sees;
}

export interface EscalationChange {
  readonly to: EscalationState;
  readonly move: EscalationMove;
  readonly code?: ResolutionCode;
  readonly note?: string;
}

/** A call, a visit or an own message of an officer's. */
export interface ContactMade {
  readonly kind: ContactKind;
  readonly at: Instant;
  /** The borrower was reached and spoken to. */
  readonly spoken: boolean;
}

/** Each is one transaction with its log entry; `decide` runs under the row's lock. "missing": no such thing. */
export interface ConsoleWrites {
  /** Undefined from `decide`: nothing is changed, the state that forbids it is returned. */
  changeEscalation(
    id: string,
    by: ScopedBy,
    decide: (state: EscalationState) => EscalationChange | undefined,
  ): Promise<"missing" | { readonly changed: boolean; readonly state: EscalationState }>;
  /** `changed: false`: the outcome is known already, as `state`. */
  settleUnknown(
    message: string,
    outcome: "delivered" | "failed",
    by: ScopedBy,
  ): Promise<"missing" | { readonly changed: boolean; readonly state: string; readonly borrowerId: string }>;
  /** What the borrower's text meant; nothing that was done with it changes. */
  correctReply(
    message: string,
    intents: readonly IntentName[],
    by: ScopedBy,
  ): Promise<"missing" | { readonly status: "not_of_borrower" | "no_words" } | { readonly status: "corrected"; readonly borrowerId: string }>;
  liftHold(
    id: string,
    by: ScopedBy,
    mayLift: (reason: HoldReason) => boolean,
  ): Promise<"missing" | { readonly status: "lifted" | "not_allowed" | "over"; readonly borrowerId: string }>;
  /** Counted by the budgets of every dispatch that comes later. */
  logContact(borrower: string, made: ContactMade, by: ScopedBy): Promise<"missing" | "logged">;
  /** Waits for dispatches under way; one that is set already is returned. */
  setStop(stop: Stop, by: ScopedBy, because?: string): Promise<StopView>;
  liftStop(id: string, by: ScopedBy): Promise<"missing" | "lifted" | "already_lifted">;
  /** Single use; opening it binds a chat to this borrower. */
  makeChannelLink(borrower: string, channel: string, by: ScopedBy, expiresAt: Instant): Promise<"missing" | { readonly token: string }>;
  /** How many were still valid: to the chat page, and into a messenger without having been opened. A chat that is bound stays so. */
  revokeLinks(borrower: string, by: ScopedBy): Promise<"missing" | { readonly chat: number; readonly invitations: number }>;
  /** "closed": the borrower's web contact point was closed (a wrong person); it stays so. */
  makeChatLink(borrower: string, by: ScopedBy, expiresAt: Instant): Promise<"missing" | "closed" | { readonly token: string }>;
}

/** A link into a messenger, of which the token's hash is kept. Undefined from `telegramLink`: the messenger does not answer. */
export interface ChannelLinks {
  /** Absent: there is no Telegram channel here. */
  readonly telegramLink?: () => Promise<((token: string) => string) | undefined>;
}

export type ConsoleStore = ConsoleReads & ConsoleWrites;
