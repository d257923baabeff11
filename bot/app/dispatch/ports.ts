import type { Day, Instant, Zone } from "../../domain/calendar.ts";
import type { BorrowerId, ContactPointId, MessageId, TouchId } from "../../domain/ids.ts";
import type { Notice } from "../../domain/notices/notice.ts";
import type { Decision, GateFacts, TouchFacts } from "../../domain/policy/gate.ts";
import type { PolicyFor } from "../../domain/policy/policies.ts";
import type { OpenQuestion } from "../../domain/turns/turn.ts";
import type { Button, Channel, Clock, SendOutcome } from "../ports.ts";

/** What is to go out: a planned touch, or a text that a turn said. */
export type DueUnit = { readonly kind: "touch"; readonly id: TouchId } | { readonly kind: "message"; readonly id: MessageId };

/** All that the gate and the template need, read under the borrower's lock. */
export interface UnitFacts {
  readonly borrower: { readonly id: BorrowerId; readonly locale: string; readonly zone: Zone; readonly name: string };
  readonly contact: { readonly id: ContactPointId; readonly address: string; readonly verified: boolean } | undefined;
  readonly attempts: number;
  /** What the choice of packs asks. */
  readonly whose: PolicyFor;
  /** The set of packs that is in force, read with the rest; undefined: none was ever put in force. */
  readonly policiesInForce: string | undefined;
  /** Facts for the gate, but for the template (chosen by the use case) and the channel's being known. */
  readonly gate: Omit<GateFacts, "template" | "templateApproved" | "channelKnown">;
  readonly template: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** For a notice: what it speaks of. */
  readonly notice?: Notice;
  /** For a reminder: what it is about. */
  readonly due?: Due;
}

export interface Due {
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly dueOn: Day;
  /** The amount is the lender's own, for all that is overdue of the loan. */
  readonly wholeLoan?: true;
}

/** Another reminder of the same borrower and channel that is to be looked at on this day: one text may say both. */
export interface Companion {
  readonly id: TouchId;
  readonly template: string;
  /** Of its loan: packs may differ by it. */
  readonly product: string;
  readonly touch: TouchFacts;
  readonly due?: Due;
}

/** A touch that a message carries besides the one that it was made for, with its own decision. */
export interface Carried {
  readonly id: TouchId;
  readonly decision: Decision;
}

export interface Claim {
  readonly messageId: MessageId;
  readonly text: string;
  readonly template: string;
  readonly templateVersion: string;
  readonly decision: Decision;
  /** What the borrower may press instead of writing. */
  readonly buttons?: readonly Button[];
  /** What the text asks, to be remembered with it. */
  readonly asks?: OpenQuestion;
  /** Absent: the unit alone. */
  readonly carried?: readonly Carried[];
}

/** One open dispatch transaction: exactly one of these ends it. */
export interface DispatchTx {
  /** What a person decided of that version, as of now; undefined: nobody has. */
  templateState(template: string, version: string): Promise<"approved" | "withdrawn" | undefined>;
  defer(decision: Decision & { decision: "defer" }, policyVersion: string): Promise<void>;
  suppress(decision: Decision & { decision: "suppress" }, policyVersion: string): Promise<void>;
  claim(claim: Claim, policyVersion: string): Promise<void>;
  /** What else is to be said to the borrower on that channel until midnight, most urgent first; none for a text that is no reminder. */
  companions(): Promise<readonly Companion[]>;
}

export interface DispatchStore {
  /** The next due unit of that borrower: what a turn said first and in order, then touches by priority. */
  nextUnit(borrower: BorrowerId, now: Instant): Promise<(DueUnit & { readonly channel: string }) | undefined>;
  /** When the last text to that borrower on that channel was claimed. */
  lastClaimAt(borrower: BorrowerId, channel: string): Promise<Instant | undefined>;
  /**
   * Runs `body` in one transaction that holds the borrower's lock. "busy": another worker has the borrower or a text
   * of theirs is on its way; "gone": the unit is no longer due. The gate's moment is read when the lock is held, since
   * waiting for a connection must not age a claim.
   */
  withUnit<T>(unit: DueUnit, borrower: BorrowerId, clock: Clock, body: (tx: DispatchTx, facts: UnitFacts) => Promise<T>): Promise<T | "busy" | "gone">;
  /** Records what became of a claimed message; a receipt may have been faster and is never undone. */
  settle(messageId: MessageId, outcome: SendOutcome, now: Instant, retryAt: Instant | undefined): Promise<void>;
  /** Takes a claim back whose call never began: nothing was sent, the unit is due again. */
  withdraw(messageId: MessageId, now: Instant): Promise<void>;
}

/** How fast each channel may send, over all workers; asked before the dispatch transaction, in real milliseconds. */
export interface Pace {
  /** 0: go on, a place is taken. Otherwise: come again after that long; `urgent` does not stand behind those who wait. */
  place(channel: Pick<Channel, "name" | "perSecond">, urgent: boolean): Promise<number>;
  /** The place was not needed: nothing was sent. */
  unused(channel: Pick<Channel, "name">): void;
  /** The provider asks for a rest: nobody sends on that channel for so long. */
  rest(channel: Pick<Channel, "name">, ms: number): Promise<void>;
}
