import { toDate } from "../../domain/calendar.ts";
import type { LogEntryId } from "../../domain/ids.ts";
import { sql } from "../database.ts";
import { appendLog } from "../log-entries.ts";
import { emitCase } from "../outward/emit.ts";
import type { Applying } from "./applying.ts";

/**
 * What the borrower asked for is agreed: the case that asked for it is done. One of hardship stays open, for that is
 * more than a schedule.
 */
export async function settleCases({ tx, vault, newId, borrower, found, now }: Applying): Promise<void> {
  const settled = await tx.$queryRaw<{ id: string; state: string }[]>(sql`
    WITH asked AS (
      SELECT id, state FROM escalation WHERE borrower_id = ${borrower.id}::uuid AND reason = 'asks_for_time' AND state <> 'resolved'
        AND (loan_id IS NULL OR loan_id = ${found.loanId}::uuid) ORDER BY id FOR UPDATE)
    UPDATE escalation e SET state = 'resolved', resolution_code = 'agreed_with_borrower', resolved_at = ${toDate(now)}, resolved_by = 'bot', due_at = NULL
    FROM asked WHERE e.id = asked.id RETURNING e.id::text, asked.state`);
  for (const { id, state } of settled) {
    const body = { escalation: id, from: state, code: "agreed_with_borrower", arrangement: found.id };
    const entry = { id: newId<LogEntryId>(), at: now, kind: "escalation.resolved", borrowerId: borrower.id, actor: "bot", body };
    await appendLog(tx, vault, [entry], new Map([[borrower.id, borrower.key]]));
    await emitCase(tx, id, "escalation.resolved", now);
  }
}
