import type { By } from "../../app/console/ports.ts";
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

export function logAct(desk: Desk, by: By, kind: string, borrowerId: BorrowerId | null, body: Record<string, unknown>): Promise<void> {
  return append(desk, by, kind, borrowerId, body);
}

function append({ tx, vault, newId }: Desk, { officer, at }: By, kind: string, borrowerId: BorrowerId | null, body: Record<string, unknown>): Promise<void> {
  return appendLog(tx, vault, [{ id: newId<LogEntryId>(), at, kind, borrowerId, actor: actorNamed(officer), body }]);
}

/** An entry's actor: rows name a key of another system as `key:<name>`, an officer without a prefix. */
export const actorNamed = (name: string): string => (name.startsWith("key:") ? name : `officer:${name}`);
