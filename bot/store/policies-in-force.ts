import type { Logger, LogDraft } from "../app/ports.ts";
import { fromDate, plus, toDate, type Instant } from "../domain/calendar.ts";
import type { LogEntryId, NewId } from "../domain/ids.ts";
import { sql, type Database, type Tx } from "./database.ts";
import { appendLog } from "./log-entries.ts";
import type { Vault } from "./vault.ts";

/** Dispatches hold it shared: putting other packs in force waits for the claims under way, and no later one misses it. */
const policyLock = 7_201_102;

/** The version that is in force; undefined where none was ever put in force. Held until the transaction ends. */
export async function policiesInForce(tx: Tx): Promise<string | undefined> {
  await tx.$executeRaw(sql`SELECT pg_advisory_xact_lock_shared(${policyLock})`);
  const [row] = await tx.$queryRaw<{ version: string }[]>(sql`SELECT version FROM policy_set ORDER BY in_force_at DESC LIMIT 1`);
  return row?.version;
}

export interface PutInForce {
  readonly version: string;
  readonly packs: readonly string[];
  readonly by: string;
  readonly at: Instant;
  /** "newer": a version that was in force before and was replaced stays replaced: a process restarted on old files. */
  readonly only: "newer" | "any";
}

export interface PolicySetDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly newId: NewId;
  readonly log: Logger;
}

/** "already": it is. "replaced": it was once, and others are now. */
export function putPoliciesInForce({ database, vault, newId }: PolicySetDeps, put: PutInForce): Promise<"put" | "already" | "replaced"> {
  return database.$transaction(async (tx) => {
    await tx.$executeRaw(sql`SELECT pg_advisory_xact_lock(${policyLock})`);
    const sets = await tx.policySet.findMany({ orderBy: { inForceAt: "desc" }, take: 1 });
    const [now] = sets;
    if (now?.version === put.version) return "already";
    const before = await tx.policySet.findUnique({ where: { version: put.version } });
    if (before && put.only === "newer") return "replaced";
    // A machine whose clock is behind must not put its set under the one that it replaces.
    const inForceAt = toDate(now && fromDate(now.inForceAt) >= put.at ? plus(fromDate(now.inForceAt), 1) : put.at);
    const set = { inForceAt, by: put.by };
    await tx.policySet.upsert({ where: { version: put.version }, create: { version: put.version, ...set }, update: set });
    const body: LogDraft["body"] = { version: put.version, before: now?.version ?? null, packs: [...put.packs], by: put.by };
    await appendLog(tx, vault, [{ id: newId<LogEntryId>(), at: put.at, kind: "policies.in_force", borrowerId: null, actor: put.by, body }]);
    return "put";
  });
}
