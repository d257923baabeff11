import type { Instant } from "../../domain/calendar.ts";
import type { BorrowerId } from "../../domain/ids.ts";

/** Why a person was erased: a code, since free text would be kept for ever in the list of the erased. */
export const erasureReasons = ["borrower_request", "retention_over", "never_a_borrower", "court_order"] as const;
export type ErasureReason = (typeof erasureReasons)[number];

/** One line of the list that every restore replays. Ids and codes only. */
export interface Erasure {
  readonly borrower: BorrowerId;
  readonly at: Instant;
  readonly reason: ErasureReason;
  readonly by: string;
}

/** `legal_hold`: must be kept; `open_loan`: still owes, and was not forced. */
export type EraseResult = { readonly status: "erased" | "missing" | "already_erased" | "legal_hold" | "open_loan" };

export interface ErasureStore {
  /** By the lender's id; one transaction with its log entry. `forceOpen`: although a loan is open. */
  erase(externalId: string, of: Omit<Erasure, "borrower">, forceOpen: boolean): Promise<EraseResult>;
  /** All whom this database knows to be erased. */
  erased(): Promise<readonly Erasure[]>;
}

/** The list besides the database. Adds what it lacks, and waits until that is on disk; returns how many were added. */
export type SyncErasureList = (erasures: readonly Erasure[]) => number;

/** Deletes what is past its retention (`domain/retention.ts`), at most `most` rows of a kind; the rest another time. */
export interface TidyStore {
  tidy(now: Instant, most: number): Promise<number>;
}
