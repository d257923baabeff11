import type { Look } from "../../app/console/ports.ts";
import { dayMs, minuteMs, plus, toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, LogEntryId } from "../../domain/ids.ts";
import { sql } from "../database.ts";
import { appendLog } from "../log-entries.ts";
import { actorNamed, type Desk } from "./desk.ts";

/** However often a page is read again: one entry for a viewer, a borrower and a quarter of an hour. */
const slotMs = 15 * minuteMs;
/** Past slots say nothing that their entries do not. */
const keptMs = dayMs;

/**
 * Writes who looked at whose data, in the transaction that reads it. The one rule of every page and list: whoever's
 * name or words are shown was looked at. Of looks at the same moment exactly one finds its slot free; the others wait
 * for its commit, and take over where it is rolled back.
 */
export async function logLooks({ tx, vault, newId }: Desk, { viewer, at }: Look, page: string, borrowers: Iterable<string>): Promise<void> {
  // In one order, so that two lists that overlap do not wait for each other in a circle.
  const shown = [...new Set(borrowers)].sort();
  if (shown.length === 0) return;
  const first = await tx.$queryRaw<{ id: BorrowerId }[]>(sql`
    INSERT INTO look_slot (viewer, borrower_id, quarter)
    SELECT ${viewer}, id, ${toDate(quarterOf(at))}::timestamptz FROM unnest(${shown}::uuid[]) WITH ORDINALITY AS t(id, n) ORDER BY n
    ON CONFLICT DO NOTHING RETURNING borrower_id::text AS id`);
  if (first.length === 0) return;
  const actor = actorNamed(viewer);
  await appendLog(
    tx,
    vault,
    first.map(({ id }) => ({ id: newId<LogEntryId>(), at, kind: "borrower.looked_at", borrowerId: id, actor, body: { page, viewer } })),
  );
  // A few more than were added, so that the table stays small without a job of its own.
  await tx.$executeRaw(sql`
    DELETE FROM look_slot WHERE ctid = ANY(ARRAY(
      SELECT ctid FROM look_slot WHERE quarter < ${toDate(plus(at, -keptMs))}::timestamptz LIMIT ${first.length + 5} FOR UPDATE SKIP LOCKED))`);
}

const quarterOf = (at: Instant): Instant => (Math.floor(at / slotMs) * slotMs) as Instant;
