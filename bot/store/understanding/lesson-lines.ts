import { z } from "zod";
import { isoInstant } from "../../domain/calendar.ts";
import type { BorrowerId } from "../../domain/ids.ts";
import { sql, type Database } from "../database.ts";
import { instantOf } from "../days.ts";
import { openText } from "../seal.ts";
import type { Vault } from "../vault.ts";

/** A borrower's text with what an officer says that it meant, as `understanding train --also` reads it. Personal data. */
export interface LessonLine {
  readonly id: string;
  readonly text: string;
  readonly ref_time: string;
  readonly zone: string;
  readonly asked?: string;
  readonly intents: readonly string[];
}

interface Row {
  id: string;
  message_id: string;
  borrower_id: BorrowerId;
  text_sealed: Uint8Array | null;
  understood_sealed: Uint8Array | null;
  moment: Date;
  zone: string;
  wrapped: Uint8Array;
  intents: string[];
}

const pageSize = 500;

/** The newest correction of each text, page after page; those of erased borrowers have no words left and are not among them. */
export async function* lessonLines({ database, vault }: { database: Database; vault: Vault }): AsyncGenerator<readonly LessonLine[]> {
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const rows = await database.$queryRaw<Row[]>(sql`
      SELECT c.id::text, c.message_id::text, m.borrower_id::text, m.text_sealed, m.understood_sealed, coalesce(m.received_at, m.created_at) AS moment, b.zone, k.wrapped, c.intents
      FROM reply_correction c JOIN message m ON m.id = c.message_id JOIN borrower b ON b.id = m.borrower_id JOIN keys.borrower_key k ON k.borrower_id = b.id
      WHERE c.id > ${after}::uuid AND NOT EXISTS (
        SELECT FROM reply_correction newer WHERE newer.message_id = c.message_id AND newer.nth > c.nth)
      ORDER BY c.id LIMIT ${pageSize}`);
    const last = rows.at(-1);
    if (!last) return;
    yield rows.flatMap((row) => lineOf(row, vault));
    after = last.id;
  }
}

const askedIn = z.object({ asked: z.string().optional() });

function lineOf(row: Row, vault: Vault): LessonLine[] {
  const { message_id: id, borrower_id: borrower, text_sealed: text, understood_sealed: understood } = row;
  const key = vault.unwrap(borrower, row.wrapped);
  if (!text) return [];
  const { asked } = understood ? askedIn.parse(JSON.parse(openText(key, `message.understood/${id}`, understood))) : {};
  const line = { id, text: openText(key, `message.text/${id}`, text), ref_time: isoInstant(instantOf(row.moment)), zone: row.zone };
  return [{ ...line, ...(asked !== undefined && { asked }), intents: row.intents }];
}
