import canonicalize from "canonicalize";
import type { LogDraft } from "../app/ports.ts";
import { isoInstant, toDate } from "../domain/calendar.ts";
import type { BorrowerId } from "../domain/ids.ts";
import { sql, type Tx } from "./database.ts";
import { logSalt, seal, sha256 } from "./seal.ts";
import type { Vault } from "./vault.ts";

/**
 * Appends entries to the message log inside the caller's transaction, and marks them for the sealer. What an entry
 * says is canonical JSON (RFC 8785), encrypted with the borrower's key; its leaf hash covers the salt, the entry's
 * head in the clear and the ciphertext, so that it can be proved after the key is gone.
 */
export async function appendLog(tx: Tx, vault: Vault, drafts: readonly LogDraft[], known?: ReadonlyMap<BorrowerId, Buffer>): Promise<void> {
  if (drafts.length === 0) return;
  const missing = new Set<BorrowerId>();
  for (const { borrowerId } of drafts) if (borrowerId !== null && !known?.has(borrowerId)) missing.add(borrowerId);
  const loaded = await vault.keysOf(tx, [...missing]);
  const keyFor = (id: BorrowerId | null): Buffer => {
    // An erased borrower's later entries (a late receipt) still must be written: nothing personal is left to say.
    if (id === null) return vault.root.installation;
    return known?.get(id) ?? loaded.get(id) ?? vault.root.installation;
  };
  const rows = drafts.map((draft) => sealedEntry(draft, keyFor(draft.borrowerId)));
  await tx.$executeRaw(sql`
    WITH entry AS (
      INSERT INTO log_entry (id, at, kind, borrower_id, actor, body_sealed, leaf_hash)
      SELECT * FROM unnest(${drafts.map((d) => d.id)}::uuid[], ${drafts.map((d) => toDate(d.at))}::timestamptz[],
        ${drafts.map((d) => d.kind)}::text[], ${drafts.map((d) => d.borrowerId)}::uuid[], ${drafts.map((d) => d.actor)}::text[],
        ${rows.map((r) => r.bodySealed)}::bytea[], ${rows.map((r) => r.leafHash)}::bytea[])
      RETURNING id)
    INSERT INTO log_pending (entry_id) SELECT id FROM entry`);
}

/** The two columns that protect what an entry says. */
export function sealedEntry(draft: LogDraft, key: Buffer): { bodySealed: Buffer; leafHash: Buffer } {
  const bodySealed = seal(key, `log_entry.body/${draft.id}`, canonical(draft.body));
  return { bodySealed, leafHash: leafHash(draft, key, bodySealed) };
}

/** The leaf of RFC 9162 (0x00 first), over salt, head and sealed body. */
export function leafHash(draft: Omit<LogDraft, "body">, key: Buffer, bodySealed: Uint8Array): Buffer {
  const head = canonical({ actor: draft.actor, at: isoInstant(draft.at), borrower: draft.borrowerId, id: draft.id, kind: draft.kind });
  return sha256(Buffer.of(0), logSalt(key, draft.id), head, bodySealed);
}

function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("a log entry's body must be plain JSON");
  return text;
}
