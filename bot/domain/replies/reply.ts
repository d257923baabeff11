import type { Day, Instant, Zone } from "../calendar.ts";
import type { Currency } from "../money.ts";

/** The closed list of what a borrower may mean (design: intents of a reply). */
export const intentNames = [
  "paid",
  "promise",
  "partial",
  "extension",
  "hardship",
  "dispute",
  "wrong_person",
  "deceased",
  "refuse",
  "opt_out",
  "question",
  "human",
  "abusive",
  "distress",
  "unclear",
] as const;
export type IntentName = (typeof intentNames)[number];

/** What was last asked: it settles what 对, 可以 or 15号吧 answer. */
export type Asked = "confirm_person" | "confirm_promise" | "confirm_paid" | "promise_when" | "promise_amount" | "rephrase";

/** Where in the borrower's own text (UTF-16 offsets of the original) something was read, and by which rule. */
export interface Evidence {
  readonly start: number;
  readonly end: number;
  readonly rule: string;
}

export interface Intent {
  readonly name: IntentName;
  /** 0 … 1. */
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
}

export interface SaidAmount {
  /** Minor units of `currency`. */
  readonly minor: bigint;
  readonly currency: Currency;
  /** `about`: said to be rough (5000左右); `range`: from `minor` to `upTo` (七八百). Neither is acted upon. */
  readonly kind: "exact" | "min" | "max" | "about" | "range" | "half" | "rest";
  readonly upTo?: bigint;
  readonly evidence: Evidence;
}

export interface SaidDate {
  readonly on: Day;
  readonly bound: "on" | "by" | "after";
  /** True where no single day follows (过两天, "when I get paid"): never acted upon, always asked. */
  readonly fuzzy: boolean;
  readonly evidence: Evidence;
}

/** 是, yes, "I am" | 好, ok, sure | an emoji or a digit. */
export type YesBy = "plain" | "courtesy" | "sign";

export interface ReplyPart {
  readonly amount?: SaidAmount;
  readonly date?: SaidDate;
}

/** What understanding made of one inbound text. */
export interface Reply {
  /** False: the bot asks or hands over instead of recording. */
  readonly act: boolean;
  /** Primary first; never empty (`unclear` where nothing was found). */
  readonly intents: readonly Intent[];
  readonly parts: readonly ReplyPart[];
  /** A yes or no to what was asked; absent where the text is neither. */
  readonly yes?: boolean;
  /** How a yes was said: who somebody is takes a plain one, for 好的 and 👍 only say that something was read. */
  readonly yesBy?: YesBy;
  /** For people: the rules that fired, in words. */
  readonly why: readonly string[];
}

export interface ReplyContext {
  readonly receivedAt: Instant;
  readonly zone: Zone;
  readonly locale: string;
  /** The loan's currency, used where the text names none. */
  readonly currency: Currency;
  readonly asked?: Asked;
  /** Open amounts, oldest first: what "half", "the rest" and "全部" refer to. */
  readonly open: readonly { readonly minor: bigint; readonly dueOn: Day }[];
}
