import { randomBytes } from "node:crypto";
import type { Act, OfficerDraft, People } from "../../app/people/ports.ts";
import { plus, toDate } from "../../domain/calendar.ts";
import type { LogEntryId } from "../../domain/ids.ts";
import { sql, type Tx } from "../database.ts";
import { appendLog } from "../log-entries.ts";
import { setPasswordSeconds } from "./auth.ts";
import { handOver, leftWith } from "./hand-over.ts";
import { endSessions, officerColumns, writeSignInUser } from "./officer-rows.ts";
import type { PeopleDeps } from "./people-deps.ts";
import { createOfficerReads, opened } from "./officers.ts";
import { emailIndex } from "./pseudonym.ts";

/** The lender's people: each change is one transaction with its log entry. */
export function createPeople(deps: PeopleDeps): People {
  const { database, vault, newId, authIn, clock } = deps;
  const log = (tx: Tx, kind: string, { actor, at }: Act, body: Record<string, unknown>): Promise<void> =>
    appendLog(tx, vault, [{ id: newId<LogEntryId>(), at, kind, borrowerId: null, actor, body }]);

  const add = async (tx: Tx, draft: OfficerDraft, act: Act): Promise<string> => {
    const id: string = newId();
    await tx.officer.create({ data: { id, ...officerColumns(vault, id, draft, act.at), createdAt: toDate(act.at) } });
    await writeSignInUser(tx, vault, id, draft, act.at);
    await log(tx, "officer.added", act, { officer: draft.officer, role: draft.role, branch: draft.branch });
    return id;
  };
  const emailTaken = async (tx: Tx, email: string | null, besides?: string): Promise<boolean> => {
    if (email === null) return false;
    const other = await tx.officer.findUnique({ where: { emailIndex: emailIndex(vault, email) }, select: { id: true } });
    return other !== null && other.id !== besides;
  };
  const locked = async (tx: Tx, officer: string): Promise<string | undefined> => {
    const [row] = await tx.$queryRaw<{ id: string }[]>(sql`SELECT id::text FROM officer WHERE officer = ${officer} FOR UPDATE`);
    return row?.id;
  };

  /** Whether this is the only admin who can sign in. Two who go at once are looked at one after the other. */
  const lastAdmin = async (tx: Tx, id: string): Promise<boolean> => {
    await tx.$executeRaw(sql`SELECT pg_advisory_xact_lock(hashtext('huifang last admin'))`);
    const admins = await tx.officer.findMany({ where: { role: "admin", disabledAt: null, NOT: { emailIndex: null } }, select: { id: true }, take: 2 });
    return admins.length === 1 && admins[0]?.id === id;
  };

  return {
    ...createOfficerReads(database, vault),
    left: (officer, now) => leftWith(database, officer, toDate(now)),
    handOver: (from, to, act) => database.$transaction((tx) => handOver(deps, tx, from, to, act)),
    add: (draft, act) =>
      database.$transaction(async (tx) => {
        if (await tx.officer.findUnique({ where: { officer: draft.officer }, select: { id: true } })) return { status: "taken", field: "officer" };
        if (await emailTaken(tx, draft.email)) return { status: "taken", field: "email" };
        return { status: "added", id: await add(tx, draft, act) };
      }),
    put: (draft, act) =>
      database.$transaction(async (tx) => {
        const id = await locked(tx, draft.officer);
        if (await emailTaken(tx, draft.email, id)) return "email_taken";
        if (id === undefined) return add(tx, draft, act).then(() => "added" as const);
        const was = opened(await tx.officer.findUniqueOrThrow({ where: { id } }), vault);
        const changed = changedFields(was, draft);
        if (changed.length === 0) return "same";
        if ((draft.role !== "admin" || draft.email === null) && (await lastAdmin(tx, id))) return "last_admin";
        await tx.officer.update({ where: { id }, data: officerColumns(vault, id, draft, act.at) });
        await writeSignInUser(tx, vault, id, draft, act.at);
        await log(tx, "officer.changed", act, { officer: draft.officer, changed, role: draft.role, branch: draft.branch, role_was: was.role });
        return "changed";
      }),
    disable: (officer, act) =>
      database.$transaction(async (tx) => {
        const id = await locked(tx, officer);
        if (id === undefined) return { status: "missing" };
        const left = await leftWith(tx, officer, toDate(act.at));
        if (Object.values(left).some((count) => count > 0)) return { status: "left", left };
        if (await lastAdmin(tx, id)) return { status: "last_admin" };
        const { count } = await tx.officer.updateMany({ where: { id, disabledAt: null }, data: { disabledAt: toDate(act.at), updatedAt: toDate(act.at) } });
        const sessions = await endSessions(tx, id);
        if (count > 0) await log(tx, "officer.disabled", act, { officer, sessions_ended: sessions });
        return { status: "disabled" };
      }),
    enable: (officer, act) =>
      database.$transaction(async (tx) => {
        const id = await locked(tx, officer);
        if (id === undefined) return "missing";
        const { count } = await tx.officer.updateMany({ where: { id, NOT: { disabledAt: null } }, data: { disabledAt: null, updatedAt: toDate(act.at) } });
        if (count > 0) await log(tx, "officer.enabled", act, { officer });
        return "enabled";
      }),
    resetPassword: (officer, act) =>
      database.$transaction(async (tx) => {
        const id = await locked(tx, officer);
        if (id === undefined) return "missing";
        if (!(await tx.signInUser.findUnique({ where: { id }, select: { id: true } }))) return "no_email";
        await endSessions(tx, id);
        await tx.signInAccount.deleteMany({ where: { userId: id, providerId: "credential" } });
        await tx.signInTwoFactor.deleteMany({ where: { userId: id } });
        await tx.signInUser.update({ where: { id }, data: { twoFactorEnabled: false } });
        const token = randomBytes(32).toString("base64url");
        const expiresAt = plus(clock.now(), setPasswordSeconds * 1_000);
        const { internalAdapter } = await authIn(tx).$context;
        await internalAdapter.createVerificationValue({ identifier: `reset-password:${token}`, value: id, expiresAt: toDate(expiresAt) });
        await log(tx, "officer.password_reset", act, { officer });
        return { token, expiresAt };
      }),
    setPassword: (officer, password, act) =>
      database.$transaction(async (tx) => {
        const id = await locked(tx, officer);
        if (id === undefined) return "missing";
        if (!(await tx.signInUser.findUnique({ where: { id }, select: { id: true } }))) return "no_email";
        const context = await authIn(tx).$context;
        const hash = await context.password.hash(password);
        await tx.signInAccount.deleteMany({ where: { userId: id, providerId: "credential" } });
        await context.internalAdapter.createAccount({ userId: id, providerId: "credential", accountId: id, password: hash });
        await endSessions(tx, id);
        await log(tx, "officer.password_set", act, { officer });
        return "set";
      }),
  };
}

function changedFields(was: OfficerDraft, is: OfficerDraft): string[] {
  const same = (field: keyof OfficerDraft): boolean => JSON.stringify(was[field]) === JSON.stringify(is[field]);
  return (["name", "branch", "role", "email", "alert"] as const).filter((field) => !same(field));
}
