import type { Day, Instant, Zone } from "../../domain/calendar.ts";
import type { BorrowerId, ContactPointId, HoldId, LoanId, TouchId } from "../../domain/ids.ts";
import type { StoredBorrower } from "../../domain/loans/borrower-change.ts";
import type { LoanFacts, StoredLoan } from "../../domain/loans/loan-change.ts";
import type { BorrowerRow } from "../../domain/loans/borrower-row.ts";
import type { Instalment } from "../../domain/loans/loan.ts";
import type { NewNotice } from "../../domain/notices/notice.ts";
import type { PostedPayment } from "../../domain/loans/posting.ts";
import type { Currency } from "../../domain/money.ts";
import type { LogDraft } from "../ports.ts";

/** `dry`: reads without a lock, and writes nothing of what is decided. */
export type Mode = "write" | "dry";

/** What was decided, and what the caller wants to know once it is committed. */
export interface Decided<Write, Result> {
  /** Absent: nothing changes. */
  readonly write?: Write;
  readonly result: Result;
}

/**
 * The lender's book. Each `change…` is one transaction: it locks the borrowers concerned (in order of their ids), loads
 * what the decision needs, and writes what was decided together with its log entries. Loans named by the lender's ids.
 */
export interface BookStore {
  changeLoans<R>(
    keys: { loans: readonly string[]; borrowers: readonly string[] },
    mode: Mode,
    decide: (state: LoansState) => Decided<LoansWrite, R>,
  ): Promise<R>;
  changeSchedules<R>(loans: readonly string[], mode: Mode, decide: (state: SchedulesState) => Decided<SchedulesWrite, R>): Promise<R>;
  changePayments<R>(keys: readonly PaymentKey[], mode: Mode, decide: (state: PaymentsState) => Decided<PaymentsWrite, R>): Promise<R>;
  /** Open loans except these (the lender's ids) are known up to `asOf`, never less far than before. */
  stateLedger(asOf: Instant, except: readonly string[], log: LogDraft): Promise<void>;
  appendLog(log: LogDraft): Promise<void>;
  /** Equal for equal addresses, of no use without the installation's key (hex). */
  addressIndex(channel: string, address: string): string;
}

export interface LoansState {
  readonly loans: ReadonlyMap<string, StoredLoan>;
  readonly borrowers: ReadonlyMap<string, StoredBorrower>;
}

export interface LoansWrite {
  readonly borrowersCreated: readonly BorrowerWrite[];
  readonly borrowersChanged: readonly BorrowerWrite[];
  readonly pointsOpened: readonly PointWrite[];
  readonly pointsReopened: readonly ContactPointId[];
  readonly pointsClosed: readonly ContactPointId[];
  readonly holdsSet: readonly HoldWrite[];
  readonly holdsLifted: readonly HoldId[];
  readonly consents: readonly ConsentWrite[];
  readonly loansCreated: readonly LoanWrite[];
  readonly loansChanged: readonly LoanWrite[];
  /** To be planned in the same transaction; the log says how many. */
  readonly notices?: readonly NewNotice[];
  /** Loans whose ledger is now known further. */
  readonly ledger: readonly { readonly id: LoanId; readonly asOf: Instant }[];
  /** Given instalments that replace what the loans have, in the same transaction. */
  readonly schedules?: SchedulesWrite["schedules"];
  /** Known borrowers of whom something changed. */
  readonly touched: readonly BorrowerId[];
  readonly at: Instant;
  /** Who lifts the holds. */
  readonly by: string;
  readonly log: readonly LogDraft[];
}

export interface BorrowerWrite {
  readonly id: BorrowerId;
  readonly row: BorrowerRow;
}

export interface PointWrite {
  readonly id: ContactPointId;
  readonly borrowerId: BorrowerId;
  readonly channel: string;
  readonly address: string;
  readonly index: string;
}

export interface HoldWrite {
  readonly id: HoldId;
  readonly borrowerId: BorrowerId;
  readonly contactPointId: ContactPointId | null;
}

/** That the borrower may be written to on a channel, for whatever purpose needs it; or may not. */
export interface ConsentWrite {
  readonly borrowerId: BorrowerId;
  readonly channel: string;
  readonly given: boolean;
}

export interface LoanWrite {
  readonly id: LoanId;
  readonly externalId: string;
  readonly borrowerId: BorrowerId;
  readonly facts: LoanFacts;
  readonly scheduleHash: string;
  readonly ledgerAsOf: Instant;
  /** Make its instalments from the terms, in place of any it has. */
  readonly makeSchedule: boolean;
}

export interface LedgerLoan {
  readonly id: LoanId;
  readonly borrowerId: BorrowerId;
  readonly currency: Currency;
  readonly scheduleHash: string;
  /** Of a loan that was there before: since when we know it, and its borrower's zone. */
  readonly known?: { readonly since: Instant; readonly zone: Zone };
}

export interface SchedulesState {
  readonly loans: ReadonlyMap<string, LedgerLoan>;
}

export interface SchedulesWrite {
  readonly schedules: readonly { readonly loan: LedgerLoan; readonly hash: string; readonly instalments: readonly Instalment[] }[];
  readonly log: readonly LogDraft[];
}

export interface PaymentKey {
  readonly loanId: string;
  readonly reference: string;
}

export interface PaymentsState {
  readonly loans: ReadonlyMap<string, LedgerLoan>;
  posted(key: PaymentKey): PostedPayment | undefined;
}

export interface PaymentsWrite {
  readonly payments: readonly PaymentWrite[];
  /** Receipts; the log says how many. */
  readonly notices: readonly NewNotice[];
  readonly at: Instant;
  /** Also states how far the ledger of these loans is known, never less far than before. */
  readonly ledger?: { readonly asOf: Instant; readonly loans: readonly LoanId[] };
  /** Touches that were suppressed as paid open again where a payment was reversed; the log says which. */
  readonly log: (reopened: ReadonlyMap<LoanId, readonly TouchId[]>) => readonly LogDraft[];
}

export interface PaymentWrite {
  readonly id: string;
  readonly loan: LedgerLoan;
  readonly reference: string;
  readonly paidOn: Day;
  readonly amountMinor: bigint;
}
