import type { About, InboundItem } from "../../app/ports.ts";
import type { Instant } from "../../domain/calendar.ts";
import { sql, type Tx } from "../database.ts";
import type { Vault } from "../vault.ts";
import { ownerByAddress, type Owner } from "./owner.ts";
import { whose } from "./whose.ts";

interface Deps {
  readonly tx: Tx;
  readonly vault: Vault;
}

export interface TextFrom {
  readonly channel: string;
  readonly item: InboundItem & { kind: "text" };
  readonly now: Instant;
}

/**
 * Whose each text is, where that can be told of all at once: the channel may know, or one borrower alone left the
 * address. Undefined: it takes a closer look (`ownerOf`).
 */
export async function plainOwners({ tx, vault }: Deps, texts: readonly TextFrom[]): Promise<readonly (Owner | "nobody" | undefined)[]> {
  const known = texts.map(({ item }) => item.contactPointId ?? null);
  const indexes = texts.map(({ channel, item }) => (item.contactPointId === undefined ? vault.root.addressIndex(channel, item.address) : null));
  const rows = await tx.$queryRaw<{ nth: bigint; id: string | null; borrowerId: Owner["borrowerId"] | null; points: number }[]>(sql`
    SELECT t.nth, (array_agg(c.id::text ORDER BY c.state = 'closed'))[1] AS id, (array_agg(c.borrower_id::text ORDER BY c.state = 'closed'))[1] AS "borrowerId",
      count(c.id)::int AS points
    FROM unnest(${texts.map(({ channel }) => channel)}::text[], ${known}::uuid[], ${indexes}::bytea[]) WITH ORDINALITY AS t(channel, known, address_index, nth)
    LEFT JOIN LATERAL (
      SELECT id, borrower_id, state FROM contact_point WHERE id = t.known AND channel = t.channel
      UNION ALL
      SELECT id, borrower_id, state FROM contact_point WHERE channel = t.channel AND address_index = t.address_index) c ON true
    GROUP BY t.nth ORDER BY t.nth`);
  return rows.map(({ id, borrowerId, points }, at) => {
    if (texts[at]?.item.about !== undefined || points > 1) return undefined;
    return id !== null && borrowerId !== null ? { id, borrowerId } : "nobody";
  });
}

/** The channel may know whose it is; the message that it answers hints at it; the address may be shared. */
export async function ownerOf({ tx, vault }: Deps, { channel, item, now }: TextFrom): Promise<Owner | undefined> {
  const { address, contactPointId, about } = item;
  if (contactPointId !== undefined) {
    const point = await tx.contactPoint.findFirst({ where: { id: contactPointId, channel }, select: { id: true, borrowerId: true } });
    return point ? { id: point.id, borrowerId: point.borrowerId as Owner["borrowerId"] } : undefined;
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
