import { toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, ContactPointId } from "../../domain/ids.ts";
import { sql, type Tx } from "../database.ts";

export interface UnreadText {
  readonly id: string;
  readonly borrower_id: BorrowerId;
  readonly contact_point_id: ContactPointId;
  readonly payload_sealed: Uint8Array;
  readonly received_at: Date;
  readonly provider_at: Date;
  readonly attempts: number;
  readonly media: string | null;
  readonly pressed_message_id: string | null;
  /** Where several left the address. */
  readonly who: string | null;
}

/** Enough for an evening of typing; the rest is the next turn. */
const mostTexts = 50;
/** And enough to understand at a time (some 20,000 characters): a flood is worked off over several turns. */
const mostBytes = 60_000;

/** By borrower, the texts that are due, oldest first, of the contact point of the oldest. Who has none is not in the map. */
export async function unreadTexts(database: Tx, borrowers: readonly BorrowerId[], now: Instant): Promise<ReadonlyMap<BorrowerId, readonly UnreadText[]>> {
  const rows = await database.$queryRaw<UnreadText[]>(sql`
    SELECT e.* FROM unnest(${[...borrowers]}::uuid[]) AS b(id) CROSS JOIN LATERAL (
      SELECT id::text, borrower_id::text, contact_point_id::text, payload_sealed, received_at, provider_at, attempts, media, who, pressed_message_id::text
      FROM inbound_event WHERE borrower_id = b.id AND kind = 'text' AND state = 'pending' AND due_at <= ${toDate(now)} AND contact_point_id IS NOT NULL
      ORDER BY provider_at, received_at, id LIMIT ${mostTexts}) AS e
    ORDER BY e.borrower_id, e.provider_at, e.received_at, e.id::uuid`);
  const found = new Map<BorrowerId, UnreadText[]>();
  for (const row of rows) {
    const of = found.get(row.borrower_id);
    if (!of) found.set(row.borrower_id, [row]);
    else if (of[0]?.contact_point_id === row.contact_point_id) of.push(row);
  }
  return new Map([...found].map(([id, texts]) => [id, upTo(mostBytes, texts)]));
}

/** At least the first, however long. */
function upTo(most: number, texts: readonly UnreadText[]): readonly UnreadText[] {
  let bytes = 0;
  return texts.filter((text, i) => (bytes += text.payload_sealed.byteLength) <= most || i === 0);
}
