import type { Day, Instant, Zone } from "../../domain/calendar.ts";
import type { BorrowerId, ContactPointId, MessageId, TouchId } from "../../domain/ids.ts";
import type { Notice } from "../../domain/notices/notice.ts";
import type { Decision, GateFacts, TouchFacts } from "../../domain/policy/gate.ts";
import type { PolicyFor } from "../../domain/policy/policies.ts";
import type { Labels } from "../../domain/shared/which-person.ts";
import type { OpenQuestion } from "../../domain/turns/turn.ts";
import type { Button, Channel, Clock, SendOutcome } from "../ports.ts";

/** What is to go out: a planned touch, or a text that a turn said. */
export type DueUnit = { readonly kind: "touch"; readonly id: TouchId } | { readonly kind: "message"; readonly id: MessageId };

/** All that the gate and the template need, read under the borrower's lock. */
export interface UnitFacts {
  readonly borrower: { readonly id: BorrowerId; readonly locale: string; readonly zone: Zone; readonly name: string };
  /** `shared`: several borrowers left that number, and none of them is known to hold it now; then nobody is verified. */
  readonly contact: { readonly id: ContactPointId; readonly address: string; readonly verified: boolean; readonly shared?: Labels } | undefined;
  readonly attempts: number;
  /** What the choice of packs asks. */
  readonly whose: PolicyFor;
  /** The set of packs that is in force, read with the rest; undefined: none was ever put in force. */
  readonly policiesInForce: string | undefined;
  /** Facts for the gate, but for the template (chosen by the use case) and the channel's being known. */
  readonly gate: Omit<GateFacts, "template" | "templateApproved" | "channelKnown">;
  readonly template: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** Buttons of its own, in place of the template's. */
  readonly choices?: readonly string[];
  /** For a notice: what it speaks of. */
  readonly notice?: Notice;
  /** For a reminder: what it is about. */
  readonly due?: Due;
  /** Of a touch: the last four of its contract's number, "" where it has none. */
  readonly ending?: string;
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

/** A unit that is due, with all that deciding it needs, as it stands under the borrower's lock. */
export interface DueText {
  readonly unit: DueUnit;
  readonly facts: UnitFacts;
  /** What else is to be said to the borrower on that channel until midnight, most urgent first; none for a text that is no reminder. */
  readonly companions: readonly Companion[];
  /** What a person decided of that version; undefined: nobody has. */
  templateState(template: string, version: string): "approved" | "withdrawn" | undefined;
}

/** What becomes of a unit. `leave`: it stays as it is, since the packs that it was looked at by are no longer in force. */
export type Verdict =
  | { readonly kind: "defer"; readonly decision: Decision & { decision: "defer" }; readonly policyVersion: string }
  | { readonly kind: "suppress"; readonly decision: Decision & { decision: "suppress" }; readonly policyVersion: string }
  | { readonly kind: "claim"; readonly claim: Claim; readonly policyVersion: string }
  | { readonly kind: "leave" };

export type NextUnit = DueUnit & {
  readonly channel: string;
  /** Something else is due for the borrower at this moment. */
  readonly more: boolean;
};

/** "busy": another worker has the borrower, a text of theirs is on its way, or their loan is being written; "gone": the unit is no longer due. */
export type Decided = { readonly status: "decided"; readonly verdict: Verdict; readonly facts: UnitFacts } | { readonly status: "busy" | "gone" };

/** May do what is asked for several borrowers at the same time in one transaction. */
export interface DispatchStore {
  /** The next due unit of that borrower: what a turn said first and in order, then touches by priority. */
  nextUnit(borrower: BorrowerId, now: Instant): Promise<NextUnit | undefined>;
  /** When the last text to that borrower on that channel was claimed. */
  lastClaimAt(borrower: BorrowerId, channel: string): Promise<Instant | undefined>;
  /**
   * Reads the unit under the borrower's lock, lets `decide` decide, and commits what it said: state, message and log
   * entry in that one transaction. The gate's moment is read when the lock is held, since waiting for a connection must
   * not age a claim. `decide` must be pure: it may be called again.
   */
  decide(unit: DueUnit, borrower: BorrowerId, clock: Clock, decide: (text: DueText) => Verdict): Promise<Decided>;
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
