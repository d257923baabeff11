import type { Day, Instant, Zone } from "../../domain/calendar.ts";
import type { BorrowerId, LoanId, LogEntryId, TouchId } from "../../domain/ids.ts";
import type { PlannedTouch } from "../../domain/reminders/touches.ts";

/** An open instalment for which a stage is to be planned. */
export interface Candidate {
  readonly borrowerId: BorrowerId;
  readonly zone: Zone;
  readonly loanId: LoanId;
  readonly instalmentNo: number;
  readonly dueOn: Day;
  /** Offset of the stage. */
  readonly stage: number;
  readonly channel: string;
  /** What the choice of packs asks besides the zone. */
  readonly branch: string;
  readonly type: string;
  readonly products: readonly string[];
}

export interface NewTouch extends PlannedTouch {
  readonly id: TouchId;
  readonly key: string;
  readonly candidate: Candidate;
}

export interface DirtyLoan {
  readonly id: LoanId;
  readonly zone: Zone;
  /** Version of the mark itself. */
  readonly mark: string;
}

export interface PlanningStore {
  /** Zones of the book, each with the day through which it is planned. */
  zones(): Promise<readonly { zone: Zone; plannedThrough: Day | undefined }[]>;
  /** Open instalments of open loans that are due on these days, in batches; reads what falls due, not the book. */
  candidates(of: { zone: Zone; days: readonly { stage: number; dueOn: Day }[]; onlyLoans?: readonly LoanId[] }): AsyncIterable<readonly Candidate[]>;
  /** Inserts what is not there yet, with one log entry; returns how many were new. */
  insert(touches: readonly NewTouch[], at: Instant, entryId: LogEntryId): Promise<number>;
  markPlanned(zone: Zone, through: Day): Promise<void>;
  /** Loans that changed since they were planned, at most `limit`. */
  dirtyLoans(limit: number): Promise<readonly DirtyLoan[]>;
  /** A loan that changed again meanwhile stays dirty. */
  clearDirty(loans: readonly DirtyLoan[]): Promise<void>;
}
