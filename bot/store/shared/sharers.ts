import { endingOf } from "../../domain/notices/notice.ts";
import type { BorrowerId, ContactPointId } from "../../domain/ids.ts";
import { labelsOf, type Labels, type Sharer } from "../../domain/shared/which-person.ts";
import { sql, type Tx } from "../database.ts";
import { openText } from "../seal.ts";
import type { Vault } from "../vault.ts";

export interface SharedPoint {
  readonly contact: ContactPointId;
  readonly borrower: BorrowerId;
}

/** The open points of all who left one address, the oldest first; one, where nobody shares it. */
export const pointsAt = (tx: Tx, channel: string, index: Uint8Array): Promise<SharedPoint[]> =>
  tx.$queryRaw<SharedPoint[]>(sql`
    SELECT id::text AS contact, borrower_id::text AS borrower FROM contact_point
    WHERE channel = ${channel} AND address_index = ${index} AND state <> 'closed' ORDER BY created_at, id`);

/** As `pointsAt`, by one of them; empty where nobody shares its address. */
export async function pointsBeside(tx: Tx, contact: string): Promise<SharedPoint[]> {
  const points = await tx.$queryRaw<SharedPoint[]>(sql`
    SELECT o.id::text AS contact, o.borrower_id::text AS borrower FROM contact_point c
    JOIN contact_point o ON o.channel = c.channel AND o.address_index = c.address_index
    WHERE c.id = ${contact}::uuid AND o.state <> 'closed' ORDER BY o.created_at, o.id`);
  return points.length > 1 ? points : [];
}

/** With what tells them apart. An erased borrower is nobody any more and is left out. */
export async function sharersOf(tx: Tx, vault: Vault, points: readonly SharedPoint[]): Promise<Sharer[]> {
  const borrowers = points.map(({ borrower }) => borrower);
  const keys = await vault.keysOf(tx, borrowers);
  const rows = await tx.borrower.findMany({
    where: { id: { in: borrowers } },
    select: {
      id: true,
      nameSealed: true,
      loans: { where: { status: "open" }, select: { externalId: true }, orderBy: [{ createdAt: "asc" }, { externalId: "asc" }] },
    },
  });
  return points.flatMap(({ contact, borrower }) => {
    const [key, row] = [keys.get(borrower), rows.find(({ id }) => id === borrower)];
    if (!key || !row) return [];
    const name = openText(key, `borrower.name/${borrower}`, row.nameSealed);
    return [{ contact, borrower, name, endings: row.loans.map(({ externalId }) => endingOf(externalId)) }];
  });
}

/** What tells the sharers apart, of those of these points whose address several left. */
export async function sharedLabels(tx: Tx, vault: Vault, contacts: readonly string[]): Promise<ReadonlyMap<string, Labels>> {
  const found = new Map<string, Labels>();
  for (const id of await sharedAmong(tx, contacts)) found.set(id, labelsOf(await sharersOf(tx, vault, await pointsBeside(tx, id))));
  return found;
}

/** Those of these points whose address several left. */
export async function sharedAmong(tx: Tx, contacts: readonly string[]): Promise<readonly string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>(sql`
    SELECT c.id::text FROM contact_point c WHERE c.id = ANY(${[...contacts]}::uuid[]) AND EXISTS (
      SELECT 1 FROM contact_point o WHERE o.channel = c.channel AND o.address_index = c.address_index AND o.id <> c.id AND o.state <> 'closed')`);
  return rows.map(({ id }) => id);
}
