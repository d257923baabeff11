import { z } from "zod";
import type { InboundItem } from "../../app/ports.ts";
import { toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, InboundId, LogEntryId, NewId } from "../../domain/ids.ts";
import { sql, type Tx } from "../database.ts";
import { appendLog } from "../log-entries.ts";
import { seal } from "../seal.ts";
import type { Vault } from "../vault.ts";
import { aboutIndex, lockAbout } from "./about-index.ts";

interface Deps {
  readonly tx: Tx;
  readonly vault: Vault;
  readonly newId: NewId;
}

type Receipt = InboundItem & { kind: "receipt" };

/** Moves the message that a receipt speaks of; one that is faster than the provider's answer to the send waits for that. */
export async function applyReceipt(
  deps: Deps,
  channel: string,
  item: Receipt,
  id: InboundId,
  now: Instant,
): Promise<{ status: "stored" | "known" | "nobody" }> {
  const { tx, vault } = deps;
  // What the provider gives back need not be ours: another system may send through the same account.
  const ours = z.uuid().safeParse(item.messageId).data ?? null;
  const about = item.providerMessageId === undefined ? null : aboutIndex(vault, { channel, providerMessageId: item.providerMessageId });
  if (item.providerMessageId !== undefined) await lockAbout(deps, [{ channel, providerMessageId: item.providerMessageId }]);
  const [message] = await tx.$queryRaw<Known[]>(sql`
    SELECT id::text, borrower_id::text AS "borrowerId" FROM message WHERE direction = 'out' AND channel = ${channel}
      AND (provider_message_id = ${item.providerMessageId ?? null} OR id = ${ours}::uuid) LIMIT 1 FOR UPDATE`);
  const payload = JSON.stringify({ state: item.state, message: item.messageId ?? null, provider: item.providerMessageId ?? null, code: item.code ?? null });
  const stored = await tx.inboundEvent.createMany({
    data: [
      {
        id,
        channel,
        providerId: item.providerId,
        kind: "receipt",
        borrowerId: message?.borrowerId ?? null,
        state: message ? "done" : "nobody",
        aboutIndex: message ? null : about,
        payloadSealed: seal(vault.root.installation, `inbound_event.payload/${id}`, payload),
        providerAt: toDate(item.at),
        receivedAt: toDate(now),
        dueAt: toDate(now),
      },
    ],
    skipDuplicates: true,
  });
  if (stored.count === 0) return { status: "known" };
  if (!message) return { status: "nobody" };
  await moveMessage(deps, message, item, now);
  return { status: "stored" };
}

export interface Known {
  readonly id: string;
  readonly borrowerId: BorrowerId;
}

/** Provider's states by rank: a receipt moves a message up, never down, in whatever order receipts come. */
const rank = sql`CASE state WHEN 'claimed' THEN 0 WHEN 'unknown' THEN 0 WHEN 'sent' THEN 1 WHEN 'failed' THEN 2 WHEN 'delivered' THEN 3 WHEN 'read' THEN 4 ELSE 9 END`;
const rankOf = { failed: 2, delivered: 3, read: 4 } as const;

export async function moveMessage({ tx, vault, newId }: Deps, message: Known, item: Receipt, now: Instant): Promise<void> {
  await tx.$executeRaw(sql`
    UPDATE message SET state = CASE WHEN ${rank} < ${rankOf[item.state]} THEN ${item.state} ELSE state END,
      delivered_at = CASE WHEN ${item.state} IN ('delivered', 'read') THEN least(coalesce(delivered_at, ${toDate(item.at)}), ${toDate(item.at)}) ELSE delivered_at END,
      read_at = CASE WHEN ${item.state} = 'read' THEN least(coalesce(read_at, ${toDate(item.at)}), ${toDate(item.at)}) ELSE read_at END,
      provider_message_id = coalesce(provider_message_id, ${item.providerMessageId ?? null}),
      error_code = coalesce(${item.code ?? null}, error_code)
    WHERE id = ${message.id}::uuid`);
  await tx.touch.updateMany({ where: { messageId: message.id, state: "claimed" }, data: { state: "sent" } });
  const body = { message: message.id, state: item.state, provider: item.providerId };
  await appendLog(tx, vault, [{ id: newId<LogEntryId>(), at: now, kind: "message.receipt", borrowerId: message.borrowerId, actor: "provider", body }]);
}
