import type { About, InboundItem } from "../../app/ports.ts";
import type { ReceiveStore } from "../../app/receive/ports.ts";
import type { Instant } from "../../domain/calendar.ts";
import { sql, type Database, type Tx } from "../database.ts";
import type { BorrowerId, NewId } from "../../domain/ids.ts";
import type { Vault } from "../vault.ts";
import { applyReceipt } from "./apply-receipt.ts";
import { closeGone } from "./close-gone.ts";
import { ownerByAddress, type Owner } from "./owner.ts";
import { startChat } from "./start-chat.ts";
import { storeText } from "./store-text.ts";
import { whose } from "./whose.ts";

export interface ReceiveStoreDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly newId: NewId;
}

export function createReceiveStore({ database, vault, newId }: ReceiveStoreDeps): ReceiveStore {
  const within = <T>(work: (deps: Deps & { newId: NewId }) => Promise<T>): Promise<T> => database.$transaction((tx) => work({ tx, vault, newId }));
  return {
    text: (channel, item, id, now) => within(async (deps) => storeText(deps, channel, { ...item, id }, await ownerOf(deps, channel, item, now), now)),
    start: (channel, item, id, now) => within((deps) => startChat(deps, channel, item, id, now)),
    gone: (channel, item, id, now) => within((deps) => closeGone(deps, channel, item, id, now)),
    receipt: (channel, item, id, now) => within((deps) => applyReceipt(deps, channel, item, id, now)),
  };
}

interface Deps {
  readonly tx: Tx;
  readonly vault: Vault;
}

/** The channel may know whose it is; the message that it answers hints at it; the address may be shared. */
async function ownerOf({ tx, vault }: Deps, channel: string, item: InboundItem & { kind: "text" }, now: Instant): Promise<Owner | undefined> {
  const { address, contactPointId, about } = item;
  if (contactPointId !== undefined) {
    const point = await tx.contactPoint.findFirst({ where: { id: contactPointId, channel }, select: { id: true, borrowerId: true } });
    return point ? { id: point.id, borrowerId: point.borrowerId as BorrowerId } : undefined;
  }
  const found = await guess({ tx, vault }, channel, address, about);
  // A button stands under one borrower's question, which names them: to press it is an answer to that.
  return about?.pressed ? found : whose({ tx, vault }, channel, item, found, now);
}

async function guess({ tx, vault }: Deps, channel: string, address: string, about: About | undefined): Promise<Owner | undefined> {
  const index = vault.root.addressIndex(channel, address);
  if (about) {
    const [asked] = await tx.$queryRaw<Owner[]>(sql`
      SELECT c.id::text, c.borrower_id::text AS "borrowerId" FROM message m JOIN contact_point c ON c.id = m.contact_point_id
      WHERE m.channel = ${channel} AND m.direction = 'out' AND c.channel = ${channel} AND c.address_index = ${index}
        AND ${about.pressed ? sql`m.id = ${about.messageId}::uuid` : sql`m.provider_message_id = ${about.providerMessageId}`} LIMIT 1`);
    if (asked) return asked;
  }
  return ownerByAddress(tx, vault, channel, address);
}
