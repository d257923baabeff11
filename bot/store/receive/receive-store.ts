import type { InboundItem } from "../../app/ports.ts";
import type { ReceiveStore } from "../../app/receive/ports.ts";
import { toDate } from "../../domain/calendar.ts";
import type { BorrowerId, LogEntryId, NewId } from "../../domain/ids.ts";
import { sql, type Database, type Tx } from "../database.ts";
import { appendLog } from "../log-entries.ts";
import { seal } from "../seal.ts";
import type { Vault } from "../vault.ts";
import { applyReceipt } from "./apply-receipt.ts";

export interface ReceiveStoreDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly newId: NewId;
}

export function createReceiveStore(deps: ReceiveStoreDeps): ReceiveStore {
  const { database, vault, newId } = deps;
  return {
    text: (channel, item, id, now) =>
      database.$transaction(async (tx) => {
        const found = await ownerOf(tx, vault, channel, item);
        const borrowerKey = found && (await vault.keysOf(tx, [found.borrowerId])).get(found.borrowerId);
        // Of an erased borrower nothing may be kept as theirs: the text belongs to nobody.
        const owner = borrowerKey ? found : undefined;
        const key = borrowerKey ?? vault.root.installation;
        const event = {
          id,
          channel,
          providerId: item.providerId,
          kind: "text",
          borrowerId: owner?.borrowerId ?? null,
          contactPointId: owner?.id ?? null,
          // Of an erased borrower no word is kept: nothing would ever erase it again.
          payloadSealed: seal(key, `inbound_event.payload/${id}`, found && !owner ? "" : item.text),
          providerAt: toDate(item.at),
          receivedAt: toDate(now),
          state: owner ? "pending" : "nobody",
          dueAt: toDate(now),
        };
        const stored = await tx.inboundEvent.createMany({ data: [event], skipDuplicates: true });
        if (stored.count === 0) return { status: "known" };
        if (!owner) return { status: "nobody" };
        await tx.message.create({
          data: {
            id,
            borrowerId: owner.borrowerId,
            contactPointId: owner.id,
            channel,
            direction: "in",
            state: "received",
            createdAt: toDate(now),
            textSealed: seal(key, `message.text/${id}`, item.text),
            receivedAt: toDate(now),
            providerAt: toDate(item.at),
            providerMessageId: item.providerId,
          },
        });
        const body = { message: id, channel, provider: item.providerId, text: wellFormed(item.text) };
        await appendLog(
          tx,
          vault,
          [{ id: newId<LogEntryId>(), at: now, kind: "message.received", borrowerId: owner.borrowerId, actor: "borrower", body }],
          new Map([[owner.borrowerId, key]]),
        );
        return { status: "stored", borrowerId: owner.borrowerId };
      }),
    receipt: (channel, item, id, now) => database.$transaction((tx) => applyReceipt({ tx, vault, newId }, channel, item, id, now)),
  };
}

/** Where two borrowers share an address, the one we wrote to last is answering. */
async function ownerOf(
  tx: Tx,
  vault: Vault,
  channel: string,
  { address, contactPointId }: InboundItem & { kind: "text" },
): Promise<{ id: string; borrowerId: BorrowerId } | undefined> {
  if (contactPointId !== undefined) {
    const point = await tx.contactPoint.findFirst({ where: { id: contactPointId, channel }, select: { id: true, borrowerId: true } });
    return point ? { id: point.id, borrowerId: point.borrowerId as BorrowerId } : undefined;
  }
  const [found] = await tx.$queryRaw<{ id: string; borrowerId: BorrowerId }[]>(sql`
    SELECT c.id::text, c.borrower_id::text AS "borrowerId" FROM contact_point c
    WHERE c.channel = ${channel} AND c.address_index = ${vault.root.addressIndex(channel, address)}
    ORDER BY (SELECT max(m.claimed_at) FROM message m WHERE m.contact_point_id = c.id AND m.borrower_id = c.borrower_id) DESC NULLS LAST, c.created_at DESC LIMIT 1`);
  return found;
}

/** A lone surrogate has no UTF-8 and canonical JSON refuses it; the untouched text stays in the sealed payload. */
const wellFormed = (text: string): string => text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "\uFFFD");
