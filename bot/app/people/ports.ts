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
  /** Ids of those who have a second factor of ours. */
  secondFactors(): Promise<ReadonlySet<string>>;
}

/** Who does it, as the log names them, and when. */
export interface Act {
  readonly actor: string;
  readonly at: Instant;
}

export interface OfficerDraft {
  readonly officer: string;
  readonly name: string;
  readonly branch: string | null;
  readonly role: Role;
  readonly email: string | null;
  readonly alert: { readonly channel: string; readonly address: string } | null;
}

/** What still needs an officer: none of it may be left with nobody. */
export interface Left {
  readonly borrowers: number;
  readonly loans: number;
  readonly cases: number;
  readonly takeovers: number;
}

export type Added = { readonly status: "added"; readonly id: string } | { readonly status: "taken"; readonly field: "officer" | "email" };
/** "last_admin": nobody would be left to let others in. */
export type Disabled = { readonly status: "disabled" | "missing" | "last_admin" } | { readonly status: "left"; readonly left: Left };
export type HandedOver =
  | { readonly status: "handed_over"; readonly moved: Left }
  /** `field`: whose handle is unknown; "disabled": `to` is; "role": `to` works on no cases; "same": from and to are one. */
  | { readonly status: "missing"; readonly field: "from" | "to" }
  | { readonly status: "refused"; readonly why: "disabled" | "role" | "same" };

/** "last_admin": as in `Disabled`, of another role or without an address. */
export type Put = "added" | "changed" | "same" | "email_taken" | "last_admin";

/** Each is one transaction with its log entries. */
export interface PeopleWrites {
  add(draft: OfficerDraft, act: Act): Promise<Added>;
  /** As `draft` says, made or changed; "same": nothing to do. Role and branch hold from the next request on. */
  put(draft: OfficerDraft, act: Act): Promise<Put>;
  /** Sessions end at once. Refused while something is left with them. */
  disable(officer: string, act: Act): Promise<Disabled>;
  enable(officer: string, act: Act): Promise<"enabled" | "missing">;
  handOver(from: string, to: string, act: Act): Promise<HandedOver>;
  /**
   * A token for the page that sets a password, once, within a day; the old password, the second factor and all
   * sessions end. "no_email": cannot sign in.
   */
  resetPassword(officer: string, act: Act): Promise<"missing" | "no_email" | { readonly token: string; readonly expiresAt: Instant }>;
  /** A password that was chosen already (rules are the caller's). */
  setPassword(officer: string, password: string, act: Act): Promise<"set" | "missing" | "no_email">;
  /** Whose open work is how much. */
  left(officer: string, now: Instant): Promise<Left>;
}

export type People = OfficerReads & PeopleWrites;
