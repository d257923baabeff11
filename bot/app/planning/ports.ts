import type { Day, Instant, Zone } from "../../domain/calendar.ts";
import type { LoanId, NewId } from "../../domain/ids.ts";
import type { Capacity, DayLoad, Move, Window } from "../../domain/reminders/capacity.ts";
import type { Conduct, ConductFacts } from "../../domain/reminders/conduct.ts";
import type { LoanKind } from "../../domain/reminders/plan.ts";
import type { PlannedStage } from "../../domain/reminders/touches.ts";

/** What is decided for all loans of a kind (its place in the list that was asked about) and one due day. */
export interface KindStage extends PlannedStage {
  readonly kind: number;
  readonly dueOn: Day;
}

/** Which of the stages that a plan has hold for all loans of a kind. */
export interface KindPlan {
  readonly kind: number;
  readonly stages: readonly number[];
}

/** An instalment of a day: where a page begins (after it) or ends (with it). */
export interface PageEnd {
  readonly loanId: LoanId;
  readonly no: number;
}

/** What falls due on a day, or a stretch of it where it is long. */
export interface Stretch {
  readonly dueOn: Day;
  readonly after?: PageEnd;
  readonly end?: PageEnd;
}

/** All loans of a zone with an open instalment there; or some loans, on any of these days. */
export type DueOf =
  | { readonly zone: Zone; readonly page: readonly Stretch[] }
  | { readonly zone: Zone; readonly dueOns: readonly Day[]; readonly loans: readonly LoanId[] };

export interface Crowded {
  readonly branch: string;
  /** Undefined: the branch together. */
  readonly officer: string | undefined;
  readonly anHour: number;
  readonly loads: readonly DayLoad[];
}

export interface DirtyLoan {
  readonly id: LoanId;
  readonly zone: Zone;
  /** Version of the mark itself. */
  readonly mark: string;
}

export interface At {
  readonly now: Instant;
  readonly newId: NewId;
}

export interface PlanningStore {
  /** Zones of the book, each with the day through which it is planned, and the version of the plans by which. */
  zones(): Promise<readonly { zone: Zone; plannedThrough: Day | undefined; plans: string | undefined }[]>;
  /** Splits what falls due on these days, in any zone, into pages of a bounded size. */
  pages(dueOns: readonly Day[]): Promise<readonly (readonly Stretch[])[]>;
  /**
   * Open instalments of open loans: `decide` is asked once about each kind of loan among them, and what it says becomes
   * a touch for each, in one statement. What is there stays; what was suppressed for a reason that is over opens again.
   * One log entry.
   */
  plan(of: DueOf, decide: (kinds: readonly LoanKind[]) => readonly KindStage[], at: At): Promise<number>;
  markPlanned(zone: Zone, through: Day, plans: string): Promise<void>;
  /** Loans that changed since they were planned, at most `limit`. */
  dirtyLoans(limit: number): Promise<readonly DirtyLoan[]>;
  /** A loan that changed again meanwhile stays dirty. */
  clearDirty(loans: readonly DirtyLoan[]): Promise<void>;
  /** Loans of that zone for which a reminder waits, in order, at most `limit` after that one. */
  loansWaiting(zone: Zone, after: LoanId | undefined, limit: number): Promise<readonly LoanId[]>;
  /** Suppresses what waits for a stage that the loan's plan does not have, each with its log entry; what was sent stays. */
  withdrawLacking(
    of: { readonly zone: Zone; readonly loans: readonly LoanId[] },
    decide: (kinds: readonly LoanKind[]) => readonly KindPlan[],
    at: At,
  ): Promise<number>;
  /** What the ledger and the chat show of how these loans are paid, up to the day before `today`. */
  conductFacts(loans: readonly LoanId[], today: Day): Promise<readonly (ConductFacts & { readonly loanId: LoanId })[]>;
  /** Open loans with a promise that was not kept, or whose borrower spoke of hardship or more time, since then. */
  loansWithWord(since: Instant): Promise<readonly { readonly id: LoanId; readonly zone: Zone }[]>;
  /** Keeps what is known, forgets what is not; returns the loans for which it changed. */
  keepConduct(
    known: readonly { readonly loanId: LoanId; readonly seen: { readonly conduct: Conduct; readonly until: Day } | undefined }[],
    at: Instant,
  ): Promise<readonly LoanId[]>;
  /** Officers or branches with an hour of that window in which more borrowers are to be reminded than they can answer, and all of whom they are to be. */
  crowded(of: Window & { readonly zone: Zone; readonly capacity: readonly Capacity[] }): Promise<readonly Crowded[]>;
  /** When borrowers of these are reminded in that window already. */
  takenBy(of: Window & { readonly zone: Zone; readonly of: Pick<Crowded, "branch" | "officer"> }): Promise<readonly Instant[]>;
  /** Moves what waits for these borrowers in that window, with one log entry. */
  move(of: Window & { readonly moves: readonly Move[] }, at: At): Promise<void>;
  markDirty(loans: readonly LoanId[]): Promise<void>;
}
