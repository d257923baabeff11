import type { Instant } from "../../domain/calendar.ts";
import type { Role } from "../access/caller.ts";

/** One of the lender's people, opened. */
export interface Officer {
  readonly id: string;
  /** As in the loan book's column `officer` and in log entries. */
  readonly officer: string;
  readonly name: string;
  /** Null: every branch. */
  readonly branch: string | null;
  readonly role: Role;
  /** Null: cannot sign in. */
  readonly email: string | null;
  /** Where alerts go besides the console. */
  readonly alert: { readonly channel: string; readonly address: string } | null;
  readonly disabledAt: Instant | null;
}

export interface OfficerQuery {
  readonly officer?: string;
  readonly role?: Role;
  /** Those of this branch, and those of every branch. */
  readonly branch?: string;
  /** Default: only who is not disabled. */
  readonly disabledToo?: boolean;
}

export interface OfficerReads {
  /** By handle. */
  officers(query: OfficerQuery): Promise<readonly Officer[]>;
}
