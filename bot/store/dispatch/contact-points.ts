import type { BorrowerId, ContactPointId } from "../../domain/ids.ts";
import { sql, type Tx } from "../database.ts";
import type { LockedBorrower } from "../lock-borrower.ts";
import { openText } from "../seal.ts";

export interface ContactPoint {
  readonly id: ContactPointId;
  readonly channel: string;
  readonly state: string;
  readonly index: Uint8Array;
  /** Another borrower left the same address. */
  readonly shared: boolean;
  /** Opened when it is asked for: most are not. */
  address(): string;
}

interface Row {
  id: ContactPointId;
  borrower_id: BorrowerId;
  channel: string;
  state: string;
  address_sealed: Uint8Array;
  address_index: Uint8Array;
  shared: boolean;
}

/** Of each borrower: an open point before a closed one ("closed" sorts first), the newest of them. */
export async function contactPoints(tx: Tx, borrowers: ReadonlyMap<BorrowerId, LockedBorrower>): Promise<ReadonlyMap<BorrowerId, readonly ContactPoint[]>> {
  const rows = await tx.$queryRaw<Row[]>(sql`
    SELECT id::text, borrower_id::text, channel, state, address_sealed, address_index, EXISTS (
        SELECT 1 FROM contact_point o WHERE o.channel = c.channel AND o.address_index = c.address_index AND o.id <> c.id AND o.state <> 'closed') AS shared
    FROM contact_point c WHERE borrower_id = ANY(${[...borrowers.keys()]}::uuid[]) ORDER BY state COLLATE "C" DESC, created_at DESC`);
  const found = new Map<BorrowerId, ContactPoint[]>();
  for (const { id, borrower_id: owner, channel, state, shared, address_sealed: sealed, address_index: index } of rows) {
    const borrower = borrowers.get(owner);
    if (!borrower) continue;
    const of = found.get(owner) ?? [];
    of.push({ id, channel, state, shared, index, address: () => openText(borrower.key, `contact_point.address/${id}`, sealed) });
    found.set(owner, of);
  }
  return found;
}
