import type { BorrowerId, ContactPointId } from "../../domain/ids.ts";
import { sql, type Tx } from "../database.ts";
import type { LockedBorrower } from "../lock-borrower.ts";
import { openText } from "../seal.ts";

export interface ContactPoint {
  readonly id: ContactPointId;
  readonly channel: string;
  readonly state: string;
  /** Opened when it is asked for: most are not. */
  address(): string;
}

interface Row {
  id: ContactPointId;
  borrower_id: BorrowerId;
  channel: string;
  state: string;
  address_sealed: Uint8Array;
}

/** Of each borrower: an open point before a closed one ("closed" sorts first), the newest of them. */
export async function contactPoints(tx: Tx, borrowers: ReadonlyMap<BorrowerId, LockedBorrower>): Promise<ReadonlyMap<BorrowerId, readonly ContactPoint[]>> {
  const rows = await tx.$queryRaw<Row[]>(sql`
    SELECT id::text, borrower_id::text, channel, state, address_sealed FROM contact_point
    WHERE borrower_id = ANY(${[...borrowers.keys()]}::uuid[]) ORDER BY state COLLATE "C" DESC, created_at DESC`);
  const found = new Map<BorrowerId, ContactPoint[]>();
  for (const { id, borrower_id: owner, channel, state, address_sealed: sealed } of rows) {
    const borrower = borrowers.get(owner);
    if (!borrower) continue;
    const of = found.get(owner) ?? [];
    of.push({ id, channel, state, address: () => openText(borrower.key, `contact_point.address/${id}`, sealed) });
    found.set(owner, of);
  }
  return found;
}
