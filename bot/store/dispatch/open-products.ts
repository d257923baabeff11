import type { BorrowerId } from "../../domain/ids.ts";
import { sql, type Tx } from "../database.ts";

/** The products of the open loans of each. */
export async function openProducts(tx: Tx, borrowers: readonly BorrowerId[]): Promise<ReadonlyMap<BorrowerId, readonly string[]>> {
  const rows = await tx.$queryRaw<{ borrower_id: BorrowerId; products: string[] }[]>(sql`
    SELECT borrower_id::text, array_agg(DISTINCT product) AS products FROM loan
    WHERE borrower_id = ANY(${[...borrowers]}::uuid[]) AND status = 'open' GROUP BY borrower_id`);
  return new Map(rows.map(({ borrower_id: id, products }) => [id, products]));
}
