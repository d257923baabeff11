import type { Day, Instant, Zone } from "../calendar.ts";
import type { Contact } from "./budgets.ts";
import type { Hold } from "./hold.ts";
import type { Preference } from "./hours.ts";
import type { Consent } from "./permitted.ts";
import type { ContactKind, Person } from "./policy.ts";
import type { Purpose } from "./purpose.ts";
import type { TextClass } from "./text-class.ts";

/** What a touch about an instalment adds to the facts. */
export interface TouchFacts {
  readonly stage: number;
  readonly dueOn: Day;
  readonly plannedOn: Day;
  readonly loanId: string;
  readonly instalmentNo: number;
  /** The next stage begins: saying it later would be saying something else. */
  readonly expiresAt: Instant;
  /** When it was to be looked at; later than a day means that nobody woke it. */
  readonly dueAt: Instant;
  readonly loanOpen: boolean;
  /** 0 when the ledger shows it paid; undefined when the schedule no longer has this instalment on that day. */
  readonly outstandingMinor: bigint | undefined;
  readonly ledgerAsOf: Instant;
  /** Of a follow-on: the text on another channel that it follows, and why. */
  readonly follows?: {
    readonly because: "undelivered" | "unanswered";
    /** A receipt says so; it may have come late. */
    readonly arrived: boolean;
    /** The borrower has written since that text left, on any channel. */
    readonly answered: boolean;
  };
}

/** What a touch adds that is about no instalment: a welcome, a receipt, the note on a promised day. */
export interface NoticeFacts {
  readonly loanId: string;
  readonly plannedOn: Day;
  readonly expiresAt: Instant;
  readonly dueAt: Instant;
  /** What it was to speak of is so no more. */
  readonly moot?: "loan_closed" | "paid" | "reversed" | "promise_over" | "arrangement_over" | "checkin_over" | "document_over" | "offer_while_overdue";
  /** The borrower named this time: we come back when they said. */
  readonly askedFor?: true;
  /** Something else is to be said or answered first. */
  readonly yields?: { readonly to: "reminder" | "question" | "checkin"; readonly until: Instant };
}

export interface GateFacts {
  readonly now: Instant;
  readonly zone: Zone;
  readonly textClass: TextClass;
  readonly channel: string;
  readonly branch: string;
  readonly template: string;
  readonly templateApproved: boolean;
  /** `identityAsked`: how often we asked there whether it is the right person, without an answer since. */
  readonly contact: { readonly id: string; readonly open: boolean; readonly identityAsked: number } | undefined;
  readonly channelKnown: boolean;
  readonly goLiveAt: Instant;
  /** The database was restored from a backup at that moment. */
  readonly restoredAt?: Instant;
  /** Of a text that is not a touch: when it was to go out. */
  readonly dueAt?: Instant;
  readonly touch?: TouchFacts;
  /** Never together with `touch`. */
  readonly notice?: NoticeFacts;
  /** Not lifted; ended ones may be among them. */
  readonly holds: readonly Hold[];
  /** Other packs than these are in force, and this process could not read them. */
  readonly policiesOutdated?: boolean;
  /** The red button, where it is set. */
  readonly stops: readonly Stop[];
  /** When initiating texts went out to this person in the last 31 days, on any channel, for any loan. */
  readonly initiatedAt: readonly Instant[];
  /** What is about to be made; absent: a text. */
  readonly kind?: ContactKind;
  /** Calls, visits and what officers began by themselves, of the last 31 days: they use up the same budgets. */
  readonly contacts?: readonly Contact[];
  /** When the borrower last wrote or was spoken to. */
  readonly answeredAt?: Instant | undefined;
  /** Absent: told by the touch (overdue: collection, else reminder), or an answer. */
  readonly purpose?: Purpose;
  /** Who is at that contact point; absent: the borrower. */
  readonly person?: Person;
  /** What the borrower agreed to or refused. */
  readonly consents?: readonly Consent[];
  /** The borrower's own wish of hours. */
  readonly preference?: Preference | undefined;
  /** Other zones that the borrower may be in, where theirs is not known: all of them must be open. */
  readonly otherZones?: readonly Zone[] | undefined;
  /** Days that the oldest open instalment is late; absent: told by the touch. */
  readonly daysLate?: number;
  /** Of the touch; the higher, the later a budget refuses it. Absent: 0. */
  readonly priority?: number;
}

export interface Stop {
  readonly scope: "all" | "channel" | "branch" | "template";
  readonly value?: string;
}

/** What a channel's rules and the law call it: money that is overdue is collected, whatever the words. */
export function purposeOf({ purpose, touch }: Pick<GateFacts, "purpose" | "touch">): Purpose {
  return purpose ?? (touch ? (touch.stage > 0 ? "collection" : "reminder") : "answer");
}

export const daysLateOf = ({ daysLate, touch }: Pick<GateFacts, "daysLate" | "touch">): number => daysLate ?? Math.max(0, touch?.stage ?? 0);
