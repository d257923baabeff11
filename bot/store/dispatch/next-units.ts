import type { NextUnit } from "../../app/dispatch/ports.ts";
import { toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, MessageId, TouchId } from "../../domain/ids.ts";
import { sql, type Database } from "../database.ts";

interface Row {
  borrower_id: BorrowerId;
  kind: "touch" | "message";
  id: string;
  channel: string;
}

/** The next due unit of each of them; who has none is not in the map. */
export async function nextUnits(database: Database, borrowers: readonly BorrowerId[], now: Instant): Promise<ReadonlyMap<BorrowerId, NextUnit>> {
  const at = toDate(now);
  const rows = await database.$queryRaw<Row[]>(sql`
    SELECT b.id::text AS borrower_id, u.kind, u.id::text, u.channel FROM unnest(${[...borrowers]}::uuid[]) AS b(id)
    CROSS JOIN LATERAL (
      SELECT * FROM (
        (SELECT 'message' AS kind, id, channel, 0 AS first, row_number() OVER (ORDER BY created_at, position) AS place FROM message
          WHERE borrower_id = b.id AND state = 'queued' AND due_at <= ${at} ORDER BY created_at, position LIMIT 2)
        UNION ALL
        (SELECT 'touch', id, channel, 1, row_number() OVER (ORDER BY priority DESC, due_at, key COLLATE "C") FROM touch
          WHERE borrower_id = b.id AND state = 'planned' AND due_at <= ${at} ORDER BY priority DESC, due_at, key COLLATE "C" LIMIT 2)) AS due
      ORDER BY first, place LIMIT 2) AS u
    ORDER BY b.id, u.first, u.place`);
  const found = new Map<BorrowerId, NextUnit>();
  for (const row of rows) {
    const first = found.get(row.borrower_id);
    found.set(row.borrower_id, first ? { ...first, more: true } : unitOf(row));
  }
  return found;
}

const unitOf = ({ kind, id, channel }: Row): NextUnit =>
  kind === "touch" ? { kind, id: id as TouchId, channel, more: false } : { kind, id: id as MessageId, channel, more: false };
