import type { Day } from "../calendar.ts";
import type { TextLocale } from "../day-text.ts";
import type { Currency } from "../money.ts";
import type { Answers, FactValue } from "./answer.ts";

/** What a text of a questionnaire may speak of: `textValues`, already in the borrower's own words ("¥8,033.00", "12月15日"). */
export type TextValues = Readonly<Record<string, string | number>>;

/**
 * What any text of a questionnaire may name; the caller gives all of them ("none" where there is nothing to say: texts
 * then choose by `select`). `amount`, `due_on`: the next instalment; `purpose`: what the loan was taken for, in the
 * lender's words.
 */
export const textValues = ["name", "lender", "officer", "purpose", "amount", "due_on", "principal"] as const;

/** A text in every language; rendered by whoever loaded it, so that the engine knows no template language. */
export type CheckinText = (locale: TextLocale, values: TextValues) => string;

/** A text of a check: may also name facts that the check looks at (`{fact_before_turnover}`), which it says in words itself. */
export type CheckText = (locale: TextLocale, values: TextValues, seen: { readonly facts: Facts; readonly currency: Currency; readonly today: Day }) => string;

export type Facts = Readonly<Record<string, FactValue>>;

/** What a condition may look at: answers so far (by question), and what is known of the loan and from earlier rounds (by fact). */
export interface ConditionInput {
  readonly answers: Answers;
  readonly facts: Facts;
}
export type Condition = (input: ConditionInput) => boolean;

/** One of what may be chosen. `key` is what the answer records; never T, R, N or END, which borrowers use to write to us. */
export interface Option {
  readonly key: string;
  readonly label: CheckinText;
  /** Other words that mean it, in any language: matched whole or as the only thing said. */
  readonly words: readonly string[];
  /** Who chooses it wants a person: a case for officers. */
  readonly person?: true;
}

export type QuestionKind =
  | { readonly type: "yes_no" }
  | { readonly type: "choice"; readonly options: readonly Option[] }
  | { readonly type: "multi_choice"; readonly options: readonly Option[]; readonly most: number }
  /** `least` and `most` in `unit`. */
  | { readonly type: "number"; readonly unit: CheckinText; readonly least: number; readonly most: number; readonly whole: boolean }
  /** Whole major units of the loan's currency, whichever that is: the engine converts. */
  | { readonly type: "money"; readonly least: number; readonly most: number }
  | { readonly type: "percent" }
  | { readonly type: "date"; readonly lies: "past" | "future" | "any" }
  | { readonly type: "text"; readonly mostCharacters: number }
  /** A file of the borrower's: opens or answers a document request of this kind. */
  | { readonly type: "document"; readonly document: string; readonly media: readonly ("photo" | "document" | "video")[] }
  | { readonly type: "location" };

export type Question = QuestionKind & {
  readonly id: string;
  readonly text: CheckinText;
  /** Said when the first answer was not understood, or the borrower asks what is meant. */
  readonly help?: CheckinText;
  readonly skippable: boolean;
  /** A yes, or words of any kind, want a person. Choices say so themselves. */
  readonly person?: true;
  /** Absent: always asked. */
  readonly when?: Condition;
  /** The fact that an answer asserts. `unit` is for people and machines: "month", "share", "currency/month" (`unitOf` puts the loan's in its place). */
  readonly fact?: { readonly name: string; readonly unit?: string };
};

/**
 * What does not fit: first asked about, kindly and once, then noted for the officer with both statements. Never used
 * against the borrower by itself.
 */
export interface HonestyCheck {
  readonly id: string;
  /** Looked at when this question has been answered. */
  readonly after: string;
  readonly doubtful: Condition;
  /** Is given `answer` besides: what was just said, in words. */
  readonly clarify: CheckText;
  /** For officers: both statements. Is given `answer` and `said` besides: the borrower's words to the clarifying question, "none" where there were none. */
  readonly note: CheckText;
}

export type Audience = "individual" | "consumer" | "micro_enterprise" | "farmer" | "project";

/** One version of a questionnaire; a run keeps the version that it began with. */
export interface Questionnaire {
  readonly id: string;
  readonly version: number;
  /** For officers: what this round is to find out. */
  readonly purpose: CheckinText;
  readonly audience: readonly Audience[];
  /** Said first: why we ask; the engine adds how long it takes. */
  readonly why: CheckinText;
  /** Said last: what happens next. */
  readonly thanks: CheckinText;
  /** Never sent while an instalment is overdue (needs and tips); never without a consent of this name. */
  readonly needsConsent?: string;
  readonly neverOverdue: boolean;
  readonly questions: readonly Question[];
  readonly checks: readonly HonestyCheck[];
}
