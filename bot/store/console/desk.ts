import type { By, Look } from "../../app/console/ports.ts";
import type { BorrowerId, LogEntryId, NewId } from "../../domain/ids.ts";
import type { Tx } from "../database.ts";
import { appendLog } from "../log-entries.ts";
import type { Vault } from "../vault.ts";

/** One transaction of an officer's. */
export interface Desk {
  readonly tx: Tx;
  readonly vault: Vault;
  readonly newId: NewId;
}

/** Who looked at which page of a borrower's. */
export function logLook(desk: Desk, look: Look, borrowerId: BorrowerId, page: string): Promise<void> {
  return append(desk, { officer: look.viewer, at: look.at }, "borrower.looked_at", borrowerId, { page, viewer: look.viewer });
}

/** One entry for a list that shows names, with whose. */
export async function logList(desk: Desk, look: Look, page: string, borrowers: Iterable<string>): Promise<void> {
  const shown = [...new Set(borrowers)].sort();
  if (shown.length === 0) return;
  await append(desk, { officer: look.viewer, at: look.at }, "list.looked_at", null, { page, viewer: look.viewer, borrowers: shown });
}

export function logAct(desk: Desk, by: By, kind: string, borrowerId: BorrowerId | null, body: Record<string, unknown>): Promise<void> {
  return append(desk, by, kind, borrowerId, body);
}

function append({ tx, vault, newId }: Desk, { officer, at }: By, kind: string, borrowerId: BorrowerId | null, body: Record<string, unknown>): Promise<void> {
  return appendLog(tx, vault, [{ id: newId<LogEntryId>(), at, kind, borrowerId, actor: `officer:${officer}`, body }]);
}
