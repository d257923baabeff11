import type { InboundItem } from "../../app/ports.ts";
import { toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, LogEntryId, NewId } from "../../domain/ids.ts";
import { sql, type Tx } from "../database.ts";
import { appendLog } from "../log-entries.ts";
import type { Vault } from "../vault.ts";

export type Receipt = InboundItem & { readonly kind: "receipt" };

export interface Known {
  readonly id: string;
  readonly borrowerId: BorrowerId;
}

/** A receipt and the message of ours that it speaks of. */
export interface Move {
  readonly message: Known;
  readonly item: Receipt;
  readonly now: Instant;
}

interface Deps {
  readonly tx: Tx;
  readonly vault: Vault;
  readonly newId: NewId;
}

/** Provider's states by rank: a receipt moves a message up, never down, in whatever order receipts come. */
const rank = sql`CASE m.state WHEN 'claimed' THEN 0 WHEN 'unknown' THEN 0 WHEN 'sent' THEN 1 WHEN 'failed' THEN 2 WHEN 'delivered' THEN 3 WHEN 'read' THEN 4 ELSE 9 END`;
const rankOf = { failed: 2, delivered: 3, read: 4 } as const;

/** Moves each message by all that the provider told of it, with an entry for each receipt. The caller holds the messages' rows. */
export async function moveMessages({ tx, vault, newId }: Deps, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return;
  const of = <T>(pick: (move: Move) => T): T[] => moves.map(pick);
  await tx.$executeRaw(sql`
    UPDATE message m SET state = CASE WHEN ${rank} < s.rank THEN s.state ELSE m.state END,
      -- least() passes over what is not there
      delivered_at = least(m.delivered_at, s.delivered_at), read_at = least(m.read_at, s.read_at),
      provider_message_id = coalesce(m.provider_message_id, s.provider_message_id), error_code = coalesce(s.code, m.error_code)
    FROM (SELECT id, max(rank) AS rank, (array_agg(state ORDER BY rank DESC))[1] AS state, min(at) FILTER (WHERE state IN ('delivered', 'read')) AS delivered_at,
        min(at) FILTER (WHERE state = 'read') AS read_at, (array_agg(provider_message_id ORDER BY nth) FILTER (WHERE provider_message_id IS NOT NULL))[1] AS provider_message_id,
        (array_agg(code ORDER BY nth DESC) FILTER (WHERE code IS NOT NULL))[1] AS code
      FROM unnest(${of(({ message }) => message.id)}::uuid[], ${of(({ item }) => item.state)}::text[], ${of(({ item }) => rankOf[item.state])}::int[],
        ${of(({ item }) => toDate(item.at))}::timestamptz[], ${of(({ item }) => item.providerMessageId ?? null)}::text[], ${of(({ item }) => item.code ?? null)}::text[])
        WITH ORDINALITY AS r(id, state, rank, at, provider_message_id, code, nth) GROUP BY id) s
    WHERE m.id = s.id`);
  await tx.touch.updateMany({ where: { messageId: { in: of(({ message }) => message.id) }, state: "claimed" }, data: { state: "sent" } });
  const entries = moves.map(({ message, item, now }) => ({
    id: newId<LogEntryId>(),
    at: now,
    kind: "message.receipt",
    borrowerId: message.borrowerId,
    actor: "provider",
    body: { message: message.id, state: item.state, provider: item.providerId },
  }));
  await appendLog(tx, vault, entries);
}
