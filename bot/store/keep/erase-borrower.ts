import type { EraseResult, Erasure } from "../../app/keep/ports.ts";
import { toDate } from "../../domain/calendar.ts";
import type { BorrowerId, LogEntryId, NewId } from "../../domain/ids.ts";
import { sql, type Database } from "../database.ts";
import { appendLog } from "../log-entries.ts";
import type { Vault } from "../vault.ts";
import { erasureTraces } from "./erasure-traces.ts";

interface Deps {
  readonly database: Database;
  readonly vault: Vault;
  readonly newId: NewId;
}

/** By the lender's id of the borrower. `forceOpen`: although a loan is open. */
export async function eraseBorrower(deps: Deps, externalId: string, of: Omit<Erasure, "borrower">, forceOpen: boolean): Promise<EraseResult> {
  return deps.database.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ id: BorrowerId; has_key: boolean; listed: boolean; legal: boolean; open: boolean }[]>(sql`
      SELECT b.id::text, EXISTS (SELECT 1 FROM keys.borrower_key k WHERE k.borrower_id = b.id) AS has_key,
        EXISTS (SELECT 1 FROM keys.erasure e WHERE e.borrower_id = b.id) AS listed,
        EXISTS (SELECT 1 FROM hold h WHERE h.borrower_id = b.id AND h.reason = 'legal' AND h.lifted_at IS NULL
          AND (h.until IS NULL OR h.until > ${toDate(of.at)})) AS legal,
        EXISTS (SELECT 1 FROM loan l WHERE l.borrower_id = b.id AND l.status = 'open') AS open
      FROM borrower b WHERE b.external_id = ${externalId} FOR UPDATE`);
    if (!row) return { status: "missing" };
    if (!row.has_key && row.listed) return { status: "already_erased" };
    if (row.legal) return { status: "legal_hold" };
    if (row.open && !forceOpen) return { status: "open_loan" };
    for (const trace of erasureTraces) await tx.$executeRawUnsafe(trace, ...parametersOf(trace, row.id, toDate(of.at)));
    await tx.$executeRaw(sql`
      INSERT INTO keys.erasure (borrower_id, erased_at, reason, erased_by) VALUES (${row.id}::uuid, ${toDate(of.at)}, ${of.reason}, ${of.by})
      ON CONFLICT DO NOTHING`);
    // The key is gone: this entry is sealed with the installation's.
    await appendLog(tx, deps.vault, [
      { id: deps.newId<LogEntryId>(), at: of.at, kind: "borrower.erased", borrowerId: row.id, actor: `officer:${of.by}`, body: { reason: of.reason } },
    ]);
    return { status: "erased" };
  });
}

/** PostgreSQL refuses a parameter that the statement does not use. */
export const parametersOf = <I, D>(statement: string, ids: I, at: D): (readonly I[] | D)[] =>
  statement.includes("$2") ? [[ids].flat() as I[], at] : [[ids].flat() as I[]];
