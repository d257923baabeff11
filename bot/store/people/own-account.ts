import type { Changed, OwnAccount } from "../../app/access/ports.ts";
import { toDate } from "../../domain/calendar.ts";
import type { LogEntryId } from "../../domain/ids.ts";
import { instantOf } from "../days.ts";
import { appendLog } from "../log-entries.ts";
import { createFailures, freeFailures } from "./failures.ts";
import { endLinks } from "./officer-rows.ts";
import { useCode } from "./used-codes.ts";
import { attempt, forAuth, type SignInDeps } from "./sign-ins.ts";

/** Password, second factor and sessions of who is signed in: better-auth does it, the log says that it was done. */
export function createOwnAccount(deps: SignInDeps): OwnAccount {
  const { database, vault, auth, newId, clock } = deps;
  const write = (kind: string, user: string, body: Record<string, unknown> = {}): Promise<void> =>
    database.$transaction((tx) =>
      appendLog(tx, vault, [{ id: newId<LogEntryId>(), at: clock.now(), kind, borrowerId: null, actor: `user:${user}`, body: { user, ...body } }]),
    );
  const session = (headers: Headers) => auth.api.getSession({ headers: forAuth(headers) });
  const failures = createFailures(database);
  /** Whoever sits down at an open session must not try passwords in it. Undefined: `work` was refused by the password. */
  const byPassword = async <T>(headers: Headers, work: () => Promise<T>): Promise<T | "slowed" | undefined> => {
    const found = await session(headers);
    if (!found) return undefined;
    const bucket = { id: vault.root.addressIndex("password in a session", found.user.id), free: freeFailures.account };
    const now = clock.now();
    if ((await failures.begin([bucket], now)) !== undefined) return "slowed";
    const done = await attempt(work);
    if (done !== undefined) await failures.succeeded([bucket], now);
    return done;
  };

  return {
    async view(headers) {
      const found = await session(headers);
      if (!found) return undefined;
      const { user } = found;
      const rows = await database.signInSession.findMany({
        where: { userId: user.id, expiresAt: { gt: toDate(clock.now()) } },
        orderBy: { updatedAt: "desc" },
      });
      const password = await database.signInAccount.findFirst({ where: { userId: user.id, providerId: "credential" }, select: { id: true } });
      return {
        secondFactor: user.twoFactorEnabled === true,
        hasPassword: password !== null,
        sessions: rows.map((row) => ({ id: row.id, since: instantOf(row.createdAt), device: row.userAgent, current: row.id === found.session.id })),
      };
    },
    async changePassword(headers, currentPassword, newPassword) {
      const body = { currentPassword, newPassword, revokeOtherSessions: true };
      const done = await byPassword(headers, () => auth.api.changePassword({ body, headers: forAuth(headers), returnHeaders: true }));
      if (done === "slowed") return slowed;
      if (!done) return wrong;
      await endLinks(database, done.response.user.id);
      await write("account.password_changed", done.response.user.id);
      return { status: "changed", setCookies: done.headers.getSetCookie() };
    },
    async enrol(headers, password, label) {
      const made = await byPassword(headers, () => auth.api.enableTwoFactor({ body: { password }, headers: forAuth(headers) }));
      if (made === "slowed") return made;
      const found = await session(headers);
      if (!made || !("totpURI" in made) || !found) return "wrong";
      // Who reads the phone's list must know which account it is; better-auth knows a pseudonym.
      const uri = made.totpURI.replace(encodeURIComponent(found.user.email), encodeURIComponent(label)).replace(found.user.email, encodeURIComponent(label));
      return { uri, backupCodes: made.backupCodes };
    },
    async confirm(headers, code) {
      const before = await session(headers);
      if (!before) return wrong;
      const done = await attempt(() => auth.api.verifyTOTP({ body: { code }, headers: forAuth(headers), returnHeaders: true }));
      if (!done) return wrong;
      await useCode(database, vault, before.user.id, code, clock.now());
      await write("account.second_factor_on", before.user.id);
      return { status: "changed", setCookies: done.headers.getSetCookie() };
    },
    async turnOff(headers, password) {
      const before = await session(headers);
      const done = await byPassword(headers, () => auth.api.disableTwoFactor({ body: { password }, headers: forAuth(headers), returnHeaders: true }));
      if (done === "slowed") return slowed;
      if (!done || !before) return wrong;
      await write("account.second_factor_off", before.user.id);
      return { status: "changed", setCookies: done.headers.getSetCookie() };
    },
    async endSession(headers, id) {
      const found = await session(headers);
      if (!found) return false;
      const { count } = await database.signInSession.deleteMany({ where: { id, userId: found.user.id } });
      if (count > 0) await write("account.session_ended", found.user.id, { session: id });
      return count > 0;
    },
    async endOthers(headers) {
      const found = await session(headers);
      if (!found) return;
      const { count } = await database.signInSession.deleteMany({ where: { userId: found.user.id, id: { not: found.session.id } } });
      await write("account.sessions_ended", found.user.id, { sessions: count });
    },
    async redeem(token, newPassword) {
      const context = await auth.$context;
      const link = await context.internalAdapter.findVerificationValue(`reset-password:${token}`);
      const done = await attempt(() => auth.api.resetPassword({ body: { token, newPassword } }));
      if (!done || !link) return "spent";
      await endLinks(database, link.value);
      await write("account.password_set", link.value);
      return "set";
    },
  };
}

const wrong: Changed = { status: "wrong", setCookies: [] };
const slowed: Changed = { status: "slowed", setCookies: [] };
