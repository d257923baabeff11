/** Who calls: a person who signed in, or another system with a key. What each may do is the table in `api/route-roles.ts`. */

/**
 * officer: their own borrowers. supervisor: their branch (none: all branches). compliance: everything, changes nothing
 * but reviews and holds. admin: people, keys, queues, the red button; no borrower's data (least rights).
 */
export const roles = ["officer", "supervisor", "compliance", "admin"] as const;
export type Role = (typeof roles)[number];

/** What a key of another system may do; a key has only those that it was given. */
export const scopes = ["ledger:read", "ledger:write", "messages:read", "messages:write", "cases:read", "cases:write", "checkins:read"] as const;
export type Scope = (typeof scopes)[number];

export interface Person {
  readonly kind: "person";
  readonly id: string;
  /** As in the loan book's column `officer` and in log entries (`officer:<name>`). */
  readonly officer: string;
  readonly role: Role;
  /** Null: every branch. */
  readonly branch: string | null;
}

export interface ApiKey {
  readonly kind: "key";
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
}

export type Caller = Person | ApiKey;

/** Whose borrowers' data a caller may see. */
export type Sees =
  | { readonly whose: "all" }
  | { readonly whose: "branch"; readonly branch: string }
  | { readonly whose: "officer"; readonly officer: string }
  | { readonly whose: "none" };

export function seesOf(caller: Caller): Sees {
  if (caller.kind === "key") return { whose: "all" };
  switch (caller.role) {
    case "officer":
      return { whose: "officer", officer: caller.officer };
    case "supervisor":
      return caller.branch === null ? { whose: "all" } : { whose: "branch", branch: caller.branch };
    case "compliance":
      return { whose: "all" };
    case "admin":
      return { whose: "none" };
  }
}

/** As entries of the log name who did it. */
export const actorOf = (caller: Caller): string => (caller.kind === "person" ? `officer:${caller.officer}` : `key:${caller.name}`);

/** How pages and rows name who did it: an officer's handle, or `key:<name>`. */
export const nameOf = (caller: Caller): string => (caller.kind === "person" ? caller.officer : `key:${caller.name}`);
