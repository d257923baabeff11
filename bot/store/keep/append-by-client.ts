import type pg from "pg";
import type { LogDraft } from "../../app/ports.ts";
import { isoInstant } from "../../domain/calendar.ts";
import { sealedEntry } from "../log-entries.ts";
import { open, type RootKeys } from "../seal.ts";

/** As `appendLog`, where there is a plain connection only (a restore copies through it); a handful of entries. */
export async function appendByClient(client: pg.ClientBase, root: RootKeys, drafts: readonly LogDraft[]): Promise<void> {
  const { rows } = await client.query<{ id: string; wrapped: Buffer }>(
    "SELECT borrower_id AS id, wrapped FROM keys.borrower_key WHERE borrower_id = ANY($1::uuid[])",
    [drafts.flatMap(({ borrowerId }) => borrowerId ?? [])],
  );
  const keys = new Map(rows.map(({ id, wrapped }) => [id, open(root.wrap, `borrower_key.wrapped/${id}`, wrapped)]));
  for (const draft of drafts) {
    const { bodySealed, leafHash } = sealedEntry(draft, keys.get(draft.borrowerId ?? "") ?? root.installation);
    await client.query(
      `WITH entry AS (
         INSERT INTO log_entry (id, at, kind, borrower_id, actor, body_sealed, leaf_hash) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id)
       INSERT INTO log_pending (entry_id) SELECT id FROM entry`,
      [draft.id, isoInstant(draft.at), draft.kind, draft.borrowerId, draft.actor, bodySealed, leafHash],
    );
  }
}
