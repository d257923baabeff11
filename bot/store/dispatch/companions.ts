import type { Companion, DueUnit, UnitFacts } from "../../app/dispatch/ports.ts";
import { addDays, dayIn, instantAt, toDate } from "../../domain/calendar.ts";
import type { TouchId } from "../../domain/ids.ts";
import { mostJoined } from "../../domain/reminders/joined.ts";
import { sql, type Tx } from "../database.ts";
import { dueOf, touchColumns, touchOf, type TouchSql } from "./unit-facts.ts";

/**
 * Reminders that may go along with `unit`: planned for the same channel and to be looked at before the borrower's
 * midnight. One that the provider refused waits for the time that it named.
 */
export async function companions(tx: Tx, unit: DueUnit, { borrower, gate }: UnitFacts): Promise<Companion[]> {
  if (unit.kind !== "touch") return [];
  const midnight = instantAt(addDays(dayIn(gate.now, borrower.zone), 1), 0, borrower.zone);
  // A loan that is being written just now is not waited for, since its writer may wait for ours: it goes by itself.
  const rows = await tx.$queryRaw<TouchSql[]>(sql`
    ${touchColumns}
    WHERE t.borrower_id = ${borrower.id}::uuid AND t.state = 'planned' AND t.kind = 'reminder' AND t.channel = ${gate.channel} AND t.id <> ${unit.id}::uuid
      AND (t.due_at <= ${toDate(gate.now)} OR (t.attempts = 0 AND t.due_at < ${toDate(midnight)}))
      AND EXISTS (SELECT 1 FROM touch own WHERE own.id = ${unit.id}::uuid AND own.kind = 'reminder')
    ORDER BY t.priority DESC, t.due_at, t.key COLLATE "C" LIMIT ${mostJoined - 1} FOR SHARE OF l SKIP LOCKED`);
  return rows.map((row) => {
    const touch = touchOf(row);
    return { id: row.id as TouchId, template: row.template, product: touch.product, touch, ...dueOf(touch) };
  });
}
