import { z } from "zod";
import type { Instant } from "../../domain/calendar.ts";
import type { InboundId, NewId } from "../../domain/ids.ts";
import { sql, type Tx } from "../database.ts";
import { seal } from "../seal.ts";
import type { Vault } from "../vault.ts";
import { aboutIndex, lockAbout } from "./about-index.ts";
import { moveMessages, type Known, type Receipt } from "./move-messages.ts";
import { newEvents } from "./new-events.ts";

interface Deps {
  readonly tx: Tx;
  readonly vault: Vault;
  readonly newId: NewId;
}

export interface ReceiptTold {
  readonly channel: string;
  readonly item: Receipt;
  readonly id: InboundId;
  readonly now: Instant;
}

/** Moves the messages that receipts speak of; one that is faster than the provider's answer to the send waits for that. */
export async function applyReceipts(deps: Deps, receipts: readonly ReceiptTold[]): Promise<readonly { status: "stored" | "known" | "nobody" }[]> {
  const { tx, vault } = deps;
  const byProvider = receipts.flatMap(({ channel, item: { providerMessageId } }) => (providerMessageId === undefined ? [] : [{ channel, providerMessageId }]));
  await lockAbout(deps, byProvider);
  const messages = await messagesOf(tx, receipts);
  const told = receipts.map((receipt, at) => ({ ...receipt, message: messages[at] }));
  const fresh = await newEvents(
    tx,
    told.map(({ channel, item, id, now, message }) => ({
      id,
      channel,
      providerId: item.providerId,
      kind: "receipt",
      borrowerId: message?.borrowerId ?? null,
      contactPointId: null,
      payloadSealed: seal(vault.root.installation, `inbound_event.payload/${id}`, payloadOf(item)),
      providerAt: item.at,
      receivedAt: now,
      state: message ? "done" : "nobody",
      media: null,
      who: null,
      pressedMessageId: null,
      aboutIndex: message || item.providerMessageId === undefined ? null : aboutIndex(vault, { channel, providerMessageId: item.providerMessageId }),
    })),
  );
  await moveMessages(
    deps,
    told.flatMap(({ message, item, id, now }) => (message && fresh.has(id) ? [{ message, item, now }] : [])),
  );
  return told.map(({ id, message }) => ({ status: !fresh.has(id) ? "known" : message ? "stored" : "nobody" }));
}

/** Of each receipt the message of ours that it speaks of, held in one order. */
async function messagesOf(tx: Tx, receipts: readonly ReceiptTold[]): Promise<readonly (Known | undefined)[]> {
  // What the provider gives back need not be ours: another system may send through the same account.
  const ours = receipts.map(({ item }) => z.uuid().safeParse(item.messageId).data ?? null);
  const rows = await tx.$queryRaw<(Known & { nth: bigint })[]>(sql`
    WITH told AS (
      SELECT t.nth, m.id FROM unnest(${receipts.map(({ channel }) => channel)}::text[], ${receipts.map(({ item }) => item.providerMessageId ?? null)}::text[], ${ours}::uuid[])
        WITH ORDINALITY AS t(channel, provider_message_id, ours, nth)
      CROSS JOIN LATERAL (
        SELECT id FROM (
          SELECT id, channel, direction FROM message WHERE id = t.ours
          UNION ALL
          SELECT id, channel, direction FROM message WHERE channel = t.channel AND provider_message_id = t.provider_message_id) m
        WHERE direction = 'out' AND channel = t.channel LIMIT 1) m),
    held AS MATERIALIZED (SELECT id, borrower_id FROM message WHERE id IN (SELECT id FROM told) ORDER BY id FOR UPDATE)
    SELECT told.nth, held.id::text, held.borrower_id::text AS "borrowerId" FROM told JOIN held USING (id)`);
  const byPlace = new Map(rows.map(({ nth, id, borrowerId }) => [Number(nth) - 1, { id, borrowerId }]));
  return receipts.map((_, at) => byPlace.get(at));
}

const payloadOf = (item: Receipt): string =>
  JSON.stringify({ state: item.state, message: item.messageId ?? null, provider: item.providerMessageId ?? null, code: item.code ?? null });
