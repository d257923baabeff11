import type { ApiKeys } from "../../app/access/ports.ts";
import { toDate } from "../../domain/calendar.ts";
import type { LogEntryId } from "../../domain/ids.ts";
import { instantOf, instantOrNull } from "../days.ts";
import { sql, type Tx } from "../database.ts";
import { appendLog } from "../log-entries.ts";
import { permissionsOf, scopesOf } from "./access.ts";
import { keyOwner } from "./auth.ts";
import { disabledByRestore } from "./disabled-key.ts";
import type { PeopleDeps } from "./people-deps.ts";

const daySeconds = 86_400;

/** Keys of other systems: better-auth makes and checks them, and keeps their SHA-256 only. */
export function createApiKeys({ database, vault, newId, authIn, clock }: PeopleDeps): ApiKeys {
  const log = (tx: Tx, kind: string, { actor, at }: Parameters<ApiKeys["add"]>[1], body: Record<string, unknown>): Promise<void> =>
    appendLog(tx, vault, [{ id: newId<LogEntryId>(), at, kind, borrowerId: null, actor, body }]);
  // The log names a key by its name: two at once must not both get it.
  const taken = async (tx: Tx, name: string): Promise<boolean> => {
    await tx.$executeRaw(sql`SELECT pg_advisory_xact_lock(hashtext('huifang api key names'))`);
    return (await tx.apiKey.findFirst({ where: { name, enabled: true }, select: { id: true } })) !== null;
  };
  return {
    add: ({ name, scopes, days }, act) =>
      database.$transaction(async (tx) => {
        if (await taken(tx, name)) return { status: "taken" };
        const made = await authIn(tx).api.createApiKey({
          body: { name, userId: keyOwner, permissions: permissionsOf(scopes), ...(days !== null && { expiresIn: days * daySeconds }) },
        });
        await log(tx, "key.added", act, { key: made.id, name, scopes, days });
        return { status: "added", id: made.id, key: made.key };
      }),
    async list() {
      const rows = await database.apiKey.findMany({ orderBy: [{ enabled: "desc" }, { createdAt: "desc" }], take: 500 });
      return rows.map((row) => ({
        id: row.id,
        name: row.name ?? "",
        scopes: scopesOf(JSON.parse(row.permissions ?? "null")),
        start: row.start ?? "",
        createdAt: instantOf(row.createdAt),
        expiresAt: instantOrNull(row.expiresAt),
        lastUsedAt: instantOrNull(row.lastRequest),
        revoked: row.enabled === false,
        disabled: row.enabled === false && row.metadata === disabledByRestore,
        expired: row.expiresAt !== null && instantOf(row.expiresAt) <= clock.now(),
      }));
    },
    revoke: (id, act) =>
      database.$transaction(async (tx) => {
        const row = await tx.apiKey.findUnique({ where: { id }, select: { name: true, enabled: true } });
        if (!row) return "missing";
        const inUse = { OR: [{ enabled: true }, { metadata: disabledByRestore }] };
        const { count } = await tx.apiKey.updateMany({ where: { id, ...inUse }, data: { enabled: false, metadata: null, updatedAt: toDate(act.at) } });
        if (count === 0) return "already";
        await log(tx, "key.revoked", act, { key: id, name: row.name });
        return "revoked";
      }),
    enable: (id, act) =>
      database.$transaction(async (tx) => {
        const row = await tx.apiKey.findUnique({ where: { id }, select: { name: true, enabled: true, metadata: true } });
        if (!row) return "missing";
        if (row.enabled !== false || row.metadata !== disabledByRestore) return "not_disabled";
        if (await taken(tx, row.name ?? "")) return "taken";
        const { count } = await tx.apiKey.updateMany({
          where: { id, enabled: false, metadata: disabledByRestore },
          data: { enabled: true, metadata: null, updatedAt: toDate(act.at) },
        });
        if (count === 0) return "not_disabled";
        await log(tx, "key.enabled", act, { key: id, name: row.name });
        return "enabled";
      }),
  };
}
