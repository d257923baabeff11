import { sql, type Database } from "./database.ts";

/** Borrowers of that channel in the book who have not opened a link yet, by the lender's id; `of`: only these. */
export function unlinked(database: Database, channel: string, of: readonly string[]): Promise<{ id: string; externalId: string }[]> {
  const only =
    of.length > 0
      ? sql`b.external_id = ANY(${[...of]}::text[])`
      : sql`EXISTS (SELECT 1 FROM contact_point c WHERE c.borrower_id = b.id AND c.channel = ${channel} AND c.state <> 'closed')`;
  return database.$queryRaw(sql`
    SELECT b.id::text, b.external_id AS "externalId" FROM borrower b
    WHERE ${only} AND NOT EXISTS (
      SELECT 1 FROM channel_link l JOIN contact_point o ON o.id = l.contact_point_id
      WHERE l.borrower_id = b.id AND l.channel = ${channel} AND o.state <> 'closed')
    ORDER BY b.external_id COLLATE "C"`);
}
