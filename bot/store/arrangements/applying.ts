import type { Beside, Deadlines, FoundArrangement } from "../../app/arrangements/ports.ts";
import type { Instant } from "../../domain/calendar.ts";
import type { LockedBorrower } from "../lock-borrower.ts";
import type { Resting } from "./rests.ts";

/** One transaction's work on one arrangement, under its borrower's lock. */
export interface Applying extends Resting {
  readonly borrower: LockedBorrower;
  readonly found: FoundArrangement;
  /** An officer's handle, "borrower" or "bot". */
  readonly by: string;
  readonly deadlines: Deadlines;
  readonly now: Instant;
  readonly beside?: Beside;
}
