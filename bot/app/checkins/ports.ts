import type { Day, Instant, Zone } from "../../domain/calendar.ts";
import type { CheckinHistory } from "../../domain/checkins/checkins-due.ts";
import type { CheckinLoan } from "../../domain/checkins/phase.ts";
import type { Questionnaire } from "../../domain/checkins/questionnaire.ts";
import type { CheckinWorld } from "../../domain/checkins/run.ts";
import type { ScheduledRound } from "../../domain/checkins/scheduled-round.ts";
import type { TextLocale } from "../../domain/day-text.ts";
import type { BorrowerId, CheckinRoundId, CheckinRunId, LoanId } from "../../domain/ids.ts";
import type { LoanKind } from "../../domain/reminders/plan.ts";
import type { Outcome } from "../console/commands.ts";

/** What the store must know to bring a check-in to the engine. */
export interface CheckinReading {
  /** A version as it was published; throws where it cannot be read, which publishing has excluded. */
  readonly questionnaire: (source: string) => Questionnaire;
  readonly words: (locale: TextLocale) => CheckinWorld["words"];
  readonly lender: string;
  /** Channels that show choices as buttons; on others options are numbered. */
  readonly buttons: ReadonlySet<string>;
}

/** A version as its file has it. */
export interface KeptVersion {
  readonly questionnaire: string;
  readonly version: number;
  readonly source: string;
  /** Who wrote it; null: shipped. */
  readonly author: string | null;
}

export interface PublishedVersion {
  readonly id: string;
  readonly questionnaire: string;
  readonly version: number;
  readonly source: string;
}

export interface QuestionnaireMove {
  readonly questionnaire: string;
  readonly version: number;
  readonly to: "approved" | "published" | "withdrawn";
}

type By = { readonly officer: string; readonly at: Instant };

export interface QuestionnaireStore {
  /** Keeps versions that were not known; returns those whose file was changed although they were approved: they stand as they were. */
  keep(versions: readonly KeptVersion[], state: "draft" | "published", at: Instant): Promise<readonly KeptVersion[]>;
  /** The newest published version of each. */
  published(): Promise<readonly PublishedVersion[]>;
  /** Draft → approved by a second person → published → withdrawn. Runs that began with it go on. */
  move(of: QuestionnaireMove, by: By): Promise<Outcome>;
  /** It is asked no more, in runs that began with it either. */
  withdrawQuestion(of: { readonly questionnaire: string; readonly version: number; readonly question: string }, by: By): Promise<Outcome>;
}

/** A check-in that is to be offered to somebody, at a moment of theirs. */
export interface NewRun {
  readonly id: CheckinRunId;
  readonly borrowerId: BorrowerId;
  readonly loanId: LoanId;
  readonly roundId: CheckinRoundId;
  readonly roundKey: string;
  readonly questionnaireId: string;
  /** How many it has at most. */
  readonly questions: number;
  readonly plannedOn: Day;
  readonly dueAt: Instant;
  /** Until then it may be offered. */
  readonly offerUntil: Instant;
  readonly expiresAt: Instant;
}

/** Whom an ad-hoc round asks: everybody with an open loan who is all of these. */
export interface RoundOf {
  /** A word of the loan's trade: "养猪", "rice". */
  readonly trade?: string;
  readonly branch?: string;
  readonly borrowerType?: string;
}

export interface NewRound extends RoundOf {
  readonly id: CheckinRoundId;
  readonly questionnaire: string;
  readonly goal: string;
  readonly expiresAt: Instant;
}

export interface DueRound extends RoundOf {
  readonly id: CheckinRoundId;
  readonly key: string;
  readonly questionnaire: string;
  readonly expiresAt: Instant;
}

export interface Candidate {
  readonly borrowerId: BorrowerId;
  readonly loanId: LoanId;
  readonly zone: Zone;
  readonly trade: string;
}

export interface RoundStore {
  start(round: NewRound, by: By): Promise<void>;
  /** Ad-hoc rounds whose borrowers are still to be chosen. */
  dueRounds(now: Instant): Promise<readonly DueRound[]>;
  /** In order of borrower, after that one: each with their largest open loan whose trade holds the word, be it within another one. */
  candidates(round: DueRound, after: BorrowerId | undefined, limit: number): Promise<readonly Candidate[]>;
  /** Runs with the touches that offer them; what was made before stays. Returns how many are new. */
  make(runs: readonly NewRun[], now: Instant): Promise<number>;
  /** All are chosen. */
  chosen(round: CheckinRoundId, made: number, now: Instant): Promise<void>;
}

/** A loan whose look has come, and all that decides on its check-ins. */
export interface LoanLookedAt {
  readonly loanId: LoanId;
  readonly borrowerId: BorrowerId;
  readonly zone: Zone;
  readonly branch: string;
  readonly officer: string;
  readonly loan: CheckinLoan;
  /** Due day of the oldest open instalment, past or to come. */
  readonly openSince: Day | undefined;
  /** Its reminders are those that touches were made for. */
  readonly history: Omit<CheckinHistory, "consents">;
  /** To hear of offers. */
  readonly agreed: boolean;
  readonly kind: LoanKind;
}

type PlannedRound = ScheduledRound & { readonly id: CheckinRoundId };

export interface Looked {
  readonly loanId: LoanId;
  /** Null: not again. */
  readonly lookAt: Instant | null;
  readonly run?: Omit<NewRun, "roundId"> & { readonly round: PlannedRound };
  readonly visit?: NewVisit;
}

/** In place of a chat: the officer goes there. */
export interface NewVisit {
  readonly id: string;
  readonly borrowerId: BorrowerId;
  readonly loanId: LoanId;
  readonly round: PlannedRound;
  readonly roundKey: string;
  readonly branch: string;
  readonly officer: string;
  readonly dueOn: Day;
}

export interface LookStore {
  /** By another plan than before every loan is looked at anew, at most once a day. */
  planIs(version: string, now: Instant): Promise<void>;
  /** Reads one entry of an index. */
  areDue(now: Instant): Promise<boolean>;
  /** Loans whose look has come, at most `limit`; what is decided of them is written in the same transaction, with one log entry. */
  page(limit: number, now: Instant, decide: (loans: readonly LoanLookedAt[]) => readonly Looked[]): Promise<{ looked: number; chats: number; visits: number }>;
}

/** What many borrowers of a trade said of a fact; nothing of fewer than five is ever kept. */
export interface MedianStore {
  /** Once a day, whoever asks first; returns how many there are, undefined where it was done or is being done. */
  refresh(now: Instant): Promise<number | undefined>;
}
