import type { BorrowerId } from "../../domain/ids.ts";
import { sql, type Tx } from "../database.ts";

/** These loans are to be planned anew. A mark that is set again is a new row version: who clears the old one leaves it. */
export async function markDirty(tx: Tx, loans: readonly string[]): Promise<void> {
  if (loans.length === 0) return;
  await tx.$executeRaw(
    sql`INSERT INTO plan_dirty (loan_id) SELECT DISTINCT unnest(${[...loans]}::uuid[]) ON CONFLICT (loan_id) DO UPDATE SET loan_id = excluded.loan_id`,
  );
}

/** A turn that read these borrowers before must not commit on what it read. */
export async function touchBorrowers(tx: Tx, borrowers: readonly BorrowerId[]): Promise<void> {
  if (borrowers.length === 0) return;
  await tx.$executeRaw(sql`UPDATE borrower SET version = version + 1 WHERE id = ANY(${[...borrowers]}::uuid[])`);
}
