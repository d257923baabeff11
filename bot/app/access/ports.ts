import type { Instant } from "../../domain/calendar.ts";
import type { Act } from "../people/ports.ts";
import type { Caller, Scope } from "./caller.ts";

/** A request's headers, and the cookies that the answer must set. */
export interface WithCookies {
  readonly setCookies: readonly string[];
}

/** Who a request comes from. */
export type Resolved = WithCookies &
  (
    | { readonly status: "nobody" }
    /** `mustEnrol`: the role needs a second factor that this person does not have yet. */
    | { readonly status: "known"; readonly caller: Caller; readonly mustEnrol: boolean }
  );

export interface Access {
  /** By session cookie, or by `Authorization: Bearer <API key>`; a key that is given but wrong is nobody, whatever the cookie. */
  callerOf(headers: Headers): Promise<Resolved>;
}

/** "slowed": too many failures of this account or from this address; says nothing of whether the account exists. */
export type SignInOutcome = WithCookies &
  (
    | { readonly status: "signed_in" }
    | { readonly status: "code_wanted" }
    | { readonly status: "refused" }
    | { readonly status: "slowed"; readonly until: Instant }
  );

export interface SignIns {
  signIn(request: { readonly email: string; readonly password: string; readonly address: string; readonly headers: Headers }): Promise<SignInOutcome>;
  /** The second step: a code of the authenticator, or one of the backup codes. */
  giveCode(request: { readonly code: string; readonly kind: "totp" | "backup"; readonly address: string; readonly headers: Headers }): Promise<SignInOutcome>;
  signOut(headers: Headers): Promise<WithCookies>;
}

/** Signing in through the lender's own provider (OpenID Connect). */
export interface OidcSignIns {
  /** "go": where the browser is sent; "unavailable": the provider does not answer. */
  begin(headers: Headers): Promise<WithCookies & ({ readonly status: "go"; readonly to: string } | { readonly status: "unavailable" })>;
  /** What the provider sent the browser back with. */
  finish(query: Readonly<Record<string, string>>, headers: Headers): Promise<WithCookies & { readonly status: "signed_in" | "refused" }>;
}

/** A key of another system, without the key. */
export interface KeyView {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Its first characters: tells two keys apart in that system's settings. */
  readonly start: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant | null;
  readonly lastUsedAt: Instant | null;
  /** No call is let in: revoked, or disabled by a restore. */
  readonly revoked: boolean;
  /** By a restore: may be enabled again. */
  readonly disabled: boolean;
  readonly expired: boolean;
}

export interface KeyDraft {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** 1 to 365; null: until it is revoked. */
  readonly days: number | null;
}

/** Each is one transaction with its log entry. */
export interface ApiKeys {
  /** The only time that the key is seen. "taken": a key of that name is in use. */
  add(draft: KeyDraft, act: Act): Promise<{ readonly status: "added"; readonly id: string; readonly key: string } | { readonly status: "taken" }>;
  list(): Promise<readonly KeyView[]>;
  revoke(id: string, act: Act): Promise<"revoked" | "missing" | "already">;
  /** Only what a restore has disabled. "taken": a key of that name was added meanwhile. */
  enable(id: string, act: Act): Promise<"enabled" | "missing" | "not_disabled" | "taken">;
}

export interface SessionView {
  readonly id: string;
  readonly since: Instant;
  /** As the browser calls itself; null where it says nothing. */
  readonly device: string | null;
  readonly current: boolean;
}

export interface AccountView {
  readonly secondFactor: boolean;
  /** False: signs in through the lender's own provider only. */
  readonly hasPassword: boolean;
  readonly sessions: readonly SessionView[];
}

/** `wrong`: the password or code that was given is; `slowed`: too many were, in this account. */
export type Changed = WithCookies & { readonly status: "changed" | "wrong" | "slowed" };

/** What a person does with their own account; `headers` are those of their request. */
export interface OwnAccount {
  view(headers: Headers): Promise<AccountView | undefined>;
  changePassword(headers: Headers, current: string, next: string): Promise<Changed>;
  /** A new secret, as an `otpauth:` link for `label`, and codes for when the phone is away; not on before `confirm`. */
  enrol(headers: Headers, password: string, label: string): Promise<{ readonly uri: string; readonly backupCodes: readonly string[] } | "wrong" | "slowed">;
  confirm(headers: Headers, code: string): Promise<Changed>;
  turnOff(headers: Headers, password: string): Promise<Changed>;
  /** Of this person only; ending somebody else's does nothing. */
  endSession(headers: Headers, id: string): Promise<boolean>;
  endOthers(headers: Headers): Promise<void>;
  /** With the token of a set-password link; "spent": used, or too old. */
  redeem(token: string, password: string): Promise<"set" | "spent">;
}
