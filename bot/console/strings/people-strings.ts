type Words<Key extends string> = Readonly<Record<Key, string>>;

/** Of signing in, one's own account, the lender's people and the keys of other systems. */
export interface PeopleStrings {
  readonly nav: Words<"people" | "keys" | "account">;
  readonly role: Words<"officer" | "supervisor" | "compliance" | "admin">;
  readonly signIn: Words<
    | "title"
    | "email"
    | "password"
    | "submit"
    | "code"
    | "codeHint"
    | "backup"
    | "backupHint"
    | "useBackup"
    | "useCode"
    | "again"
    | "elsewhere"
    | "wrong"
    | "wrongCode"
    | "slowed"
    | "failed"
    | "forgotten"
    | "notKnown"
  >;
  readonly setPassword: Words<
    "title" | "hint" | "password" | "again" | "submit" | "done" | "toSignIn" | "spent" | "differ" | "short" | "long" | "common" | "personal"
  >;
  readonly account: Words<
    | "title"
    | "signOut"
    | "password"
    | "current"
    | "change"
    | "changed"
    | "wrongPassword"
    | "secondFactor"
    | "on"
    | "off"
    | "must"
    | "enrol"
    | "enrolHint"
    | "scan"
    | "cannotScan"
    | "backupCodes"
    | "backupHint"
    | "confirm"
    | "turnOff"
    | "elsewhere"
    | "sessions"
    | "thisOne"
    | "end"
    | "endOthers"
    | "unknownDevice"
    | "allBranches"
  > & { since(at: string): string };
  readonly people: Words<
    | "title"
    | "add"
    | "handle"
    | "handleHint"
    | "name"
    | "email"
    | "emailHint"
    | "role"
    | "branch"
    | "branchHint"
    | "disabled"
    | "disable"
    | "enable"
    | "reset"
    | "resetAsk"
    | "handOver"
    | "handOverHint"
    | "to"
    | "cancel"
    | "takenOfficer"
    | "takenEmail"
    | "link"
    | "linkHint"
    | "noEmail"
    | "secondFactorOn"
    | "secondFactorOff"
    | "failed"
  > & { left(borrowers: number, loans: number, cases: number, takeovers: number): string; moved(borrowers: number, cases: number): string };
  readonly keys: Words<
    "title" | "hint" | "add" | "name" | "scopes" | "days" | "never" | "taken" | "made" | "madeHint" | "revoke" | "revokeAsk" | "revoked" | "neverUsed" | "none"
  > & { until(at: string): string; used(at: string): string };
  readonly scope: Words<"ledger:read" | "ledger:write" | "messages:read" | "messages:write" | "cases:read" | "cases:write">;
}
