import type { BorrowerId } from "../domain/ids.ts";
import { sql, type Tx } from "./database.ts";

/**
 * Questions for the right person that nobody answered, by contact point: a text since then begins the count anew.
 * A point that is not in the map was never asked in vain.
 */
export async function identityAsked(tx: Tx, borrowers: readonly BorrowerId[]): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.$queryRaw<{ point: string; times: number }[]>(sql`
    SELECT m.contact_point_id::text AS point, count(*)::int AS times
    FROM message m JOIN borrower b ON b.id = m.borrower_id JOIN contact_point c ON c.id = m.contact_point_id
    WHERE m.borrower_id = ANY(${[...borrowers]}::uuid[]) AND c.state <> 'closed'
      AND (m.template = 'confirm-which' OR (m.template = 'confirm-person' AND c.state = 'unverified'))
      AND m.state IN ('sent', 'delivered', 'read', 'unknown') AND (b.last_inbound_at IS NULL OR m.claimed_at > b.last_inbound_at)
    GROUP BY 1`);
  return new Map(rows.map(({ point, times }) => [point, times]));
}
