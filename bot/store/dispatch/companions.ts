import type { Companion } from "../../app/dispatch/ports.ts";
import { addDays, dayIn, instantAt, toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId } from "../../domain/ids.ts";
import { mostJoined } from "../../domain/reminders/joined.ts";
import { sql, type Tx } from "../database.ts";
import type { LockedBorrower } from "../lock-borrower.ts";
import { dueOf, touchColumns, touchOf, type TouchRow, type TouchSql } from "./touch-rows.ts";

/**
 * By borrower, the reminders that may go along with theirs: planned for the same channel and to be looked at before the
 * borrower's midnight. One that the provider refused waits for the time that it named.
 */
export async function companions(
  tx: Tx,
  reminders: readonly { readonly touch: TouchRow; readonly borrower: LockedBorrower }[],
  now: Instant,
): Promise<ReadonlyMap<BorrowerId, readonly Companion[]>> {
  const found = new Map<BorrowerId, Companion[]>();
  if (reminders.length === 0) return found;
  const midnights = reminders.map(({ borrower: { zone } }) => toDate(instantAt(addDays(dayIn(now, zone), 1), 0, zone)));
  const own = reminders.map(({ touch }) => touch);
  // A loan that is being written just now is not waited for, since its writer may wait for ours: it goes by itself.
  const rows = await tx.$queryRaw<TouchSql[]>(sql`
    WITH own AS (
      SELECT * FROM unnest(${own.map(({ id }) => id)}::uuid[], ${own.map(({ borrowerId }) => borrowerId)}::uuid[],
        ${own.map(({ channel }) => channel)}::text[], ${midnights}::timestamptz[]) AS o(id, borrower_id, channel, midnight)),
    beside AS MATERIALIZED (
      SELECT one.id FROM own CROSS JOIN LATERAL (
        SELECT t.id FROM touch t
        WHERE t.borrower_id = own.borrower_id AND t.state = 'planned' AND t.kind = 'reminder' AND t.channel = own.channel AND t.id <> own.id
          AND (t.due_at <= ${toDate(now)} OR (t.attempts = 0 AND t.due_at < own.midnight))
        ORDER BY t.priority DESC, t.due_at, t.key COLLATE "C" LIMIT ${mostJoined - 1}) AS one)
    ${touchColumns}
    WHERE t.id IN (SELECT id FROM beside)
    ORDER BY t.borrower_id, t.priority DESC, t.due_at, t.key COLLATE "C" FOR SHARE OF l SKIP LOCKED`);
  for (const row of rows) {
    const touch = touchOf(row);
    const of = found.get(row.borrower_id) ?? [];
    of.push({ id: touch.id, template: touch.template, product: touch.product, touch, ...dueOf(touch) });
    found.set(row.borrower_id, of);
  }
  return found;
}
