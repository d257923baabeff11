/** What compliance reads of the message log; plain values, no rows. */
import type { Day, Instant } from "../../domain/calendar.ts";
import type { Person, ReasonView, Understood } from "../console/views.ts";

/**
 * What became of it: `sent` (delivered and read ones too), `deferred` and `suppressed` by the gate, `failed` (the
 * provider refused), `unknown`, `under_way` (about to go out), `received` from the borrower.
 */
export const outcomes = ["received", "sent", "deferred", "suppressed", "failed", "unknown", "under_way"] as const;
export type LogOutcome = (typeof outcomes)[number];

/** A text, or a planned touch that the gate held back before there was a text. */
export interface MessageLogItem {
  readonly id: string;
  readonly kind: "message" | "touch";
  /** When the row was written; of a held touch: when the gate last spoke. */
  readonly at: Instant;
  readonly borrower: Person;
  readonly branch: string;
  readonly officer: string;
  readonly channel: string;
  /** Where it went or came from; null where erased, or nothing was addressed. */
  readonly address: string | null;
  readonly direction: "in" | "out";
  readonly outcome: LogOutcome;
  readonly state: string;
  /** Null: erased, or never written. */
  readonly text: string | null;
  readonly template: string | null;
  readonly templateVersion: string | null;
  readonly textClass: string | null;
  /** Why the gate let it go, or held it. */
  readonly decision: string | null;
  readonly reasons: readonly ReasonView[];
  readonly policyVersion: string | null;
  /** When a deferred one is looked at again. */
  readonly until: Instant | null;
  readonly sentAt: Instant | null;
  readonly deliveredAt: Instant | null;
  readonly readAt: Instant | null;
  readonly errorCode: string | null;
  readonly understood: Understood | null;
  /** The planned touches that it carried, or is. */
  readonly touches: readonly TouchView[];
}

export interface TouchView {
  /** reminder, welcome, receipt … */
  readonly kind: string;
  readonly loan: string;
  /** A reminder's own; null where the touch is about no single instalment. */
  readonly instalmentNo: number | null;
  readonly stage: number | null;
  readonly dueOn: Day | null;
}

export interface LogCounts {
  readonly total: number;
  /** There are more than were counted: these are the newest. */
  readonly more: boolean;
  readonly outcomes: readonly { readonly outcome: LogOutcome; readonly count: number }[];
}

/** Everything with one borrower, in one line of time. */
export type ThreadItem = { readonly id: string; readonly at: Instant } & (
  | { readonly kind: "message"; readonly message: MessageLogItem }
  | {
      readonly kind: "held";
      readonly decision: "defer" | "suppress";
      readonly touch: TouchView | null;
      readonly template: string | null;
      readonly reasons: readonly ReasonView[];
      readonly policyVersion: string | null;
      readonly until: Instant | null;
    }
  | { readonly kind: "look"; readonly viewer: string; readonly page: string | null }
  | {
      /** Any other entry of the log. */
      readonly kind: "event";
      readonly what: string;
      readonly actor: string;
      readonly details: readonly { readonly name: string; readonly value: string }[];
      /** What it said was encrypted with a key that was destroyed. */
      readonly erased: boolean;
    }
);

export interface ThreadView {
  readonly borrower: Person;
  readonly branch: string;
  readonly officer: string;
  readonly locale: string;
  readonly items: readonly ThreadItem[];
  /** Handed back as `after`, for what is older. */
  readonly next: string | null;
}

/** What the filter can be set to. */
export interface LogChoices {
  readonly branches: readonly string[];
  readonly officers: readonly string[];
  readonly channels: readonly string[];
  readonly templates: readonly string[];
}
