import { isAPIError } from "better-auth/api";
import type { SignInOutcome, SignIns, WithCookies } from "../../app/access/ports.ts";
import type { Clock } from "../../app/ports.ts";
import type { Instant } from "../../domain/calendar.ts";
import type { LogEntryId, NewId } from "../../domain/ids.ts";
import type { Database } from "../database.ts";
import { appendLog } from "../log-entries.ts";
import type { Vault } from "../vault.ts";
import { personOf } from "./access.ts";
import type { Auth } from "./auth.ts";
import { createFailures, freeFailures, type Bucket } from "./failures.ts";
import { pseudonym } from "./pseudonym.ts";
import { useCode } from "./used-codes.ts";

export interface SignInDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly auth: Auth;
  readonly newId: NewId;
  /** Real time, also in a demonstration. */
  readonly clock: Clock;
}

/** Password, then code. Every attempt is an entry of the log, by the user's id, or without one where there is no such account. */
export function createSignIns(deps: SignInDeps): SignIns {
  const { database, vault, auth, clock } = deps;
  const failures = createFailures(database);
  const bucket = (kind: "account" | "address", of: string): Bucket => ({ id: vault.root.addressIndex(`sign-in ${kind}`, of), free: freeFailures[kind] });

  return {
    async signIn({ email, password, address, headers }) {
      const now = clock.now();
      const handle = pseudonym(vault, email);
      const account = bucket("account", handle);
      const until = await failures.begin([account, bucket("address", address)], now);
      if (until !== undefined) return { status: "slowed", until, setCookies: [] };
      const user = await database.signInUser.findUnique({ where: { email: handle }, select: { id: true } });
      const person = user ? await personOf(database, user.id) : undefined;
      const tried = await attempt(() => auth.api.signInEmail({ body: { email: handle, password }, headers: forAuth(headers), returnHeaders: true }));
      if (!tried || !person) {
        if (tried && user) await database.signInSession.deleteMany({ where: { userId: user.id } });
        await write(deps, "sign_in.failed", user?.id ?? null, { step: "password" });
        return refused;
      }
      const setCookies = tried.headers.getSetCookie();
      if ("twoFactorRedirect" in tried.response) return { status: "code_wanted", setCookies };
      await failures.succeeded([account], now);
      await write(deps, "sign_in.succeeded", person.id, { second_factor: false });
      return { status: "signed_in", setCookies };
    },
    async giveCode({ code, kind, address, headers }) {
      const now = clock.now();
      // The account's own count is the second factor's (auth.ts).
      const until = await failures.begin([bucket("address", address)], now);
      if (until !== undefined) return { status: "slowed", until, setCookies: [] };
      const request = { body: { code }, headers: forAuth(headers), returnHeaders: true } as const;
      const tried = await attempt(() => (kind === "totp" ? auth.api.verifyTOTP(request) : auth.api.verifyBackupCode(request)));
      const person = tried && (await personOf(database, tried.response.user.id));
      const first = person && (kind === "backup" || (await useCode(database, vault, person.id, code, now)));
      if (!tried || !person || first !== true) {
        // The cookie of a session that was made is not given out; the session goes, too.
        if (tried?.response.token !== undefined) await database.signInSession.deleteMany({ where: { token: tried.response.token } });
        await write(deps, "sign_in.failed", null, { step: kind });
        return refused;
      }
      await failures.succeeded([bucket("account", tried.response.user.email)], now);
      await write(deps, "sign_in.succeeded", person.id, { second_factor: true, kind });
      return { status: "signed_in", setCookies: tried.headers.getSetCookie() };
    },
    async signOut(headers): Promise<WithCookies> {
      const session = await auth.api.getSession({ headers: forAuth(headers) });
      const out = await attempt(() => auth.api.signOut({ headers: forAuth(headers), returnHeaders: true }));
      if (session) await write(deps, "sign_in.ended", session.user.id, {});
      return { setCookies: out?.headers.getSetCookie() ?? [] };
    },
  };
}

const refused: SignInOutcome = { status: "refused", setCookies: [] };

/** Only what signing in needs: the cookie, and the browser's name for the list of sessions. */
export function forAuth(headers: Headers): Headers {
  const kept = new Headers();
  for (const name of ["cookie", "user-agent"]) {
    const value = headers.get(name);
    if (value !== null) kept.set(name, value.slice(0, 4_000));
  }
  return kept;
}

/** Undefined: better-auth said no (a status below 500); its reasons are not for whoever asks. */
export async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (fault) {
    if (isAPIError(fault) && fault.statusCode < 500) return undefined;
    throw fault;
  }
}

export function write(
  { database, vault, newId, clock }: Omit<SignInDeps, "auth">,
  kind: string,
  user: string | null,
  body: Record<string, unknown>,
): Promise<void> {
  const at: Instant = clock.now();
  return database.$transaction((tx) =>
    appendLog(tx, vault, [{ id: newId<LogEntryId>(), at, kind, borrowerId: null, actor: user === null ? "nobody" : `user:${user}`, body: { user, ...body } }]),
  );
}
