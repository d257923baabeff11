import type { Instant, Zone } from "../calendar.ts";
import type { TextLocale } from "../day-text.ts";
import type { InboundId } from "../ids.ts";
import type { Currency } from "../money.ts";
import type { Reply } from "../replies/reply.ts";
import type { Media } from "../turns/media.ts";
import type { Answer, Answers, FactValue } from "./answer.ts";
import type { Questionnaire, TextValues } from "./questionnaire.ts";

/**
 * offered: the borrower was told why and how long, and asked whether now is a good time
 * asked_when: not now; asked when
 * postponed: until `resumeAt`
 * asking: one question is open
 * the rest are ends
 */
export const runPhases = ["offered", "asked_when", "postponed", "asking", "done", "expired", "stopped", "handed_over"] as const;
export type RunPhase = (typeof runPhases)[number];
export const isOver = (phase: RunPhase): boolean => phase === "done" || phase === "expired" || phase === "stopped" || phase === "handed_over";

/** Where a run stands: plain data, JSON but for bigint, all that `step` needs of the past. */
export interface RunState {
  readonly phase: RunPhase;
  /** The open question; null where none is. `check`: the clarifying question of this honesty check is open in its place. */
  readonly open: { readonly question: string; readonly check?: string; readonly askedAt: Instant } | null;
  readonly answers: Answers;
  /** Questions passed over, by the borrower or after two answers that were not understood. */
  readonly skipped: readonly string[];
  /** In the order asked: what "the one before" goes back to. */
  readonly asked: readonly string[];
  /** How often each was put to the borrower, nudges and repetitions included: never more than three. */
  readonly timesAsked: Readonly<Record<string, number>>;
  /** Answers to the open question that were not understood, in a row. */
  readonly misunderstood: number;
  /** Checks that were raised once; a check never asks twice. */
  readonly checked: readonly string[];
  readonly nudges: number;
  readonly offeredAt: Instant | null;
  readonly resumeAt: Instant | null;
  readonly expiresAt: Instant;
  /** The newest texts that were heard: one that is handed in twice changes nothing. */
  readonly heard: readonly InboundId[];
  /** Whoever answered too late was told so: once. */
  readonly toldLate: boolean;
}

/** What happens to a run. Everything a borrower sends is heard by the rest of the turn first: safety, opt-out, takeover never come here. */
export type RunInput =
  /** The opening went out. */
  | { readonly kind: "offer" }
  | { readonly kind: "text"; readonly id: InboundId; readonly text: string; readonly reply: Reply }
  | { readonly kind: "media"; readonly id: InboundId; readonly media: Media; readonly caption: string }
  /** The borrower brought up something of their own in between and was answered: back to the open question. */
  | { readonly kind: "interrupted" }
  /** No answer for a while, or `resumeAt` has come: asked once more, where its number of times allows. */
  | { readonly kind: "nudge" }
  | { readonly kind: "expire" }
  /** Distress, a death, an opt-out, an officer took over: the run ends without a word. */
  | { readonly kind: "cut"; readonly because: "stopped" | "handed_over" };

export type RunEvent =
  | { readonly type: "offered" }
  | { readonly type: "postponed"; readonly until: Instant; readonly because?: InboundId }
  | { readonly type: "asked"; readonly question: string; readonly times: number; readonly check?: string }
  /** `corrects`: an answer was there before and no longer holds. `tookMs`: from the asking; for the formality score. */
  | {
      readonly type: "answered";
      readonly question: string;
      readonly answer: Answer;
      readonly because: InboundId;
      readonly corrects: boolean;
      readonly tookMs: number;
    }
  /** `expected`: a word for what would be an answer ("money", "range"), never the borrower's. */
  | { readonly type: "invalid"; readonly question: string; readonly because: InboundId; readonly expected: string }
  | { readonly type: "skipped"; readonly question: string; readonly by: "borrower" | "not_understood" | "condition" | "withdrawn" }
  /** Withdrawn (null) where its answer was corrected away. */
  | { readonly type: "fact"; readonly name: string; readonly unit?: string; readonly value: FactValue | null; readonly question: string }
  | { readonly type: "doubt"; readonly check: string; readonly question: string }
  /** For the officer: what the borrower said to the clarifying question (`because`; absent: nothing) did not settle it. */
  | { readonly type: "noted"; readonly check: string; readonly note: string; readonly because?: InboundId }
  | { readonly type: "nudged" }
  /** Sent after the run had ended: stored, never under a question. */
  | { readonly type: "late_answer"; readonly because: InboundId }
  | { readonly type: "done" }
  | { readonly type: "expired" }
  | { readonly type: "stopped" }
  | { readonly type: "handed_over"; readonly because: "not_understood" | "asked" | "cut" };

/** A text to be said: a message template of the check-in family and its values. `choices`: buttons, where the channel has them. */
export interface CheckinSay {
  readonly template: CheckinTemplate;
  readonly params: Readonly<Record<string, string | number>>;
  readonly choices?: readonly string[];
}

/**
 * templates/messages/<name>.yaml. `question` is a rendered question of the questionnaire, with its numbered options
 * where the channel has no buttons.
 */
export const checkinTemplates = {
  /** `more`: how many they may become by what is answered, or "none". */
  "checkin-offer": ["why", "questions", "more", "minutes"],
  /** Whether now is a good time, once more. */
  "checkin-start": [],
  "checkin-when": [],
  /** `day`: today, tomorrow or other (then `on`). */
  "checkin-postponed": ["day", "on", "time"],
  "checkin-question": ["question"],
  /** `because`: unclear, or help (it was asked what is meant); `help`: the question's own, or "none"; `skippable`: yes or no. */
  "checkin-not-understood": ["because", "help", "expected", "skippable", "question"],
  /** It was to be left out, and cannot be. */
  "checkin-needed": ["question"],
  /** Understood, but it cannot be: `expected` says which bounds are meant. */
  "checkin-outside": ["expected", "least", "most", "question"],
  "checkin-back": ["question"],
  "checkin-corrected": ["what", "question"],
  /** `agreed`: yes where the borrower named or was told this time. */
  "checkin-nudge": ["agreed", "question"],
  "checkin-skipped-on": ["question"],
  "checkin-thanks": ["thanks"],
  "checkin-corrected-thanks": ["what", "thanks"],
  "checkin-stopped": [],
  "checkin-handed-over": [],
  "checkin-late": [],
} as const satisfies Record<string, readonly string[]>;
export type CheckinTemplate = keyof typeof checkinTemplates;
/** The words that `CheckinWorld.words` is filled with: templates of the purpose "part". */
export const checkinWords = { yes: "checkin-yes", no: "checkin-no" } as const;

/** All that a step may look at besides the run: plain data. */
export interface CheckinWorld {
  readonly now: Instant;
  readonly zone: Zone;
  readonly locale: TextLocale;
  readonly currency: Currency;
  /** The channel shows choices as buttons; else options are numbered in the text. */
  readonly buttons: boolean;
  readonly questionnaire: Questionnaire;
  /** Of the loan, its ledger, earlier rounds and medians, by name: what conditions and checks look at. */
  readonly facts: Readonly<Record<string, FactValue>>;
  readonly values: TextValues;
  /** How yes and no are written on buttons, and quoted back (`checkinWords`). */
  readonly words: { readonly yes: string; readonly no: string };
}

export interface RunStep {
  readonly run: RunState;
  readonly events: readonly RunEvent[];
  readonly says: readonly CheckinSay[];
  /**
   * False: the text is none of the check-in's (a question of the borrower's own, "I have paid", a promise): nothing
   * changed; the turn answers it and then comes back with `interrupted`.
   */
  readonly taken: boolean;
  /** The text answered, and plainly says something else besides ("没变，我明天还五千"): the rest of the turn hears it too, and does not come back. */
  readonly beside?: true;
}
