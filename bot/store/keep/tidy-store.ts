import type { TidyStore } from "../../app/keep/ports.ts";
import { plus, secondMs, toDate } from "../../domain/calendar.ts";
import { retention } from "../../domain/retention.ts";
import { sql, type Database } from "../database.ts";

/** Each statement finds its rows by an index, so that a tick with nothing to do costs nothing. */
export function createTidyStore(database: Database): TidyStore {
  return {
    async tidy(now, most) {
      const before = (ms: number): Date => toDate(plus(now, -ms));
      const deleted = [
        // Slots are of the machine's clock, also where a demonstration's runs ahead.
        await database.$executeRaw(sql`DELETE FROM clock_slot WHERE slot < now() - ${retention.clockSlot / secondMs} * interval '1 second'`),
        await database.$executeRaw(
          sql`DELETE FROM chat_link WHERE token_hash IN (SELECT token_hash FROM chat_link WHERE expires_at < ${before(retention.chatLink)} LIMIT ${most})`,
        ),
        await database.$executeRaw(sql`
          DELETE FROM inbound_event WHERE id IN (
            SELECT id FROM inbound_event WHERE state = 'nobody' AND received_at < ${before(retention.inboundOfNobody)} LIMIT ${most} FOR UPDATE SKIP LOCKED)`),
        await database.$executeRaw(sql`
          DELETE FROM inbound_event WHERE id IN (
            SELECT id FROM inbound_event WHERE state IN ('done', 'failed') AND received_at < ${before(retention.inboundDone)} LIMIT ${most} FOR UPDATE SKIP LOCKED)`),
        // Imported and gone again before the planner came: it joins the loan and would never clear the mark.
        await database.$executeRaw(sql`DELETE FROM plan_dirty d WHERE NOT EXISTS (SELECT 1 FROM loan l WHERE l.id = d.loan_id)`),
      ];
      return deleted.reduce((sum, n) => sum + n, 0);
    },
  };
}
