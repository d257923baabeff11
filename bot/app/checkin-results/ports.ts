import type { Answer } from "../../domain/checkins/answer.ts";
import type { VersionState } from "../../domain/checkins/version-step.ts";
import type { Formality } from "../../domain/checkins/formality.ts";
import type { InBoth, ShownCheckin } from "../../domain/checkin-results/shown-checkin.ts";
import type { QuestionTally } from "../../domain/checkin-results/tally.ts";
import type { Day, Instant } from "../../domain/calendar.ts";
import type { ScopedBy, ScopedLook } from "../console/ports.ts";
import type { Page, Person } from "../console/views.ts";

/** A version as it was kept, made readable; undefined where this release cannot read it any more. */
export type ShowCheckin = (source: string) => ShownCheckin | undefined;

export interface VersionView {
  readonly id: string;
  readonly questionnaire: string;
  readonly version: number;
  readonly state: VersionState;
  readonly author: string | null;
  readonly approver: string | null;
  readonly createdAt: Instant;
  readonly publishedAt: Instant | null;
  readonly withdrawnQuestions: readonly string[];
  /** Null: this release cannot read it. */
  readonly shown: ShownCheckin | null;
}

export interface RoundRow {
  readonly id: string;
  readonly kind: string;
  readonly questionnaire: string;
  readonly goal: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  /** Of borrowers whom the caller may see. */
  readonly phases: Readonly<Record<string, number>>;
}

export interface RoundView extends RoundRow {
  /** From the first word to the last, of those that were done; null: none was. */
  readonly medianMs: number | null;
  /** How many runs answered so many questions. */
  readonly howFar: readonly { readonly answered: number; readonly runs: number }[];
  readonly questions: readonly (QuestionTally & { readonly text: InBoth | null; readonly type: string; readonly labels: Readonly<Record<string, InBoth>> })[];
  /** Free words, the latest first, and what did not fit. */
  readonly said: readonly SaidAnswer[];
  readonly notes: readonly NoteView[];
}

export interface SaidAnswer {
  readonly run: string;
  readonly borrower: Person;
  readonly question: string;
  readonly text: string;
  readonly at: Instant;
}

export interface NoteView {
  readonly id: string;
  readonly run: string;
  readonly borrower: Person;
  readonly check: string;
  readonly note: string | null;
  readonly at: Instant;
  /** An officer has dealt with it; null: open. */
  readonly settledBy: string | null;
}

/** One run with its answers. `answers`: those that hold, in the order in which they were given. */
export interface RunView {
  readonly id: string;
  readonly borrower: Person;
  readonly loan: string;
  readonly branch: string;
  readonly officer: string;
  readonly round: string;
  readonly questionnaire: string;
  readonly version: number;
  readonly phase: string;
  readonly locale: string;
  readonly offeredAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly endedBecause: string | null;
  readonly answers: readonly AnswerView[];
  /** Whether it may have been a formality, for people to look at; null: not answered, or not asked for here. */
  readonly formality: Formality | null;
  readonly notes: readonly NoteView[];
}

export interface AnswerView {
  readonly question: string;
  /** As it was put, with sample values; null: no version at hand knows it. */
  readonly asked: InBoth | null;
  /** Null: erased. */
  readonly answer: Answer | null;
  readonly text: InBoth | null;
  /** Of numbers, shares and amounts (major units), for comparing rounds; null: it is none. */
  readonly figure: { readonly unit: string; readonly value: number } | null;
  readonly at: Instant;
  readonly tookMs: number;
  readonly corrects: boolean;
  readonly message: string;
}

export interface VisitView {
  readonly id: string;
  readonly borrower: Person;
  readonly loan: string;
  readonly branch: string;
  readonly officer: string;
  readonly questionnaire: string;
  readonly state: string;
  readonly dueOn: Day;
  readonly createdAt: Instant;
  readonly endedAt: Instant | null;
  readonly endedBy: string | null;
  readonly note: string | null;
}

export interface CheckinReads {
  versions(): Promise<readonly VersionView[]>;
  rounds(query: { readonly after?: string }, look: ScopedLook): Promise<Page<RoundRow>>;
  round(id: string, look: ScopedLook): Promise<RoundView | undefined>;
  /** The latest first. Undefined: no such borrower. */
  ofBorrower(borrower: string, look: ScopedLook): Promise<readonly RunView[] | undefined>;
  visits(query: { readonly state: "open" | "ended" }, look: ScopedLook): Promise<readonly VisitView[]>;
  /** Runs of a round by the page, for an export: that it began is an entry before the first row is read. */
  each(round: string, look: ScopedLook, format: string, take: (runs: readonly RunView[]) => Promise<void>): Promise<"missing" | { readonly runs: number }>;
}

export interface CheckinWrites {
  endVisit(
    id: string,
    to: "done" | "cancelled",
    note: string,
    by: ScopedBy,
  ): Promise<"missing" | { readonly refused: string } | { readonly borrowerId: string }>;
  settleNote(id: string, by: ScopedBy): Promise<"missing" | { readonly borrowerId: string }>;
}

export type CheckinResults = CheckinReads & CheckinWrites;
