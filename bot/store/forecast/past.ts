import { dayMs, plus, toDate, type Instant } from "../../domain/calendar.ts";
import { answerDays, pastDays, type Past } from "../../domain/forecast/expected-load.ts";
import { sql, type Database } from "../database.ts";

/** The latest are enough to know a share by; all of three months of a large book are not. */
const mostTexts = 20_000;

/**
 * Of the texts that we began in the last months, as many as their answers can have come to by now: how many the
 * borrower answered before we wrote again, and after how many a case was opened. Each answer and case counts once.
 */
export async function pastOf(database: Database, now: Instant): Promise<Past> {
  const [until, since] = [toDate(plus(now, -answerDays * dayMs)), toDate(plus(now, -(answerDays + pastDays) * dayMs))];
  const [row] = await database.$queryRaw<Past[]>(sql`
    WITH said AS (
      SELECT m.borrower_id, m.claimed_at AS at FROM message m
      WHERE m.created_at BETWEEN ${since} AND ${until} AND m.text_class = 'initiating' AND m.state IN ('sent', 'delivered', 'read') AND m.claimed_at <= ${until}
      ORDER BY m.created_at DESC, m.id DESC LIMIT ${mostTexts}
    ), spans AS (
      SELECT borrower_id, at, least(at + make_interval(days => ${answerDays}::int),
        (SELECT min(o.claimed_at) FROM message o WHERE o.borrower_id = said.borrower_id AND o.text_class = 'initiating' AND o.created_at > said.at AND o.claimed_at > said.at)) AS until
      FROM said
    )
    SELECT count(*)::int AS texts,
      count(*) FILTER (WHERE EXISTS (SELECT FROM message a WHERE a.borrower_id = s.borrower_id AND a.direction = 'in' AND a.received_at > s.at AND a.received_at <= s.until))::int AS answered,
      count(*) FILTER (WHERE EXISTS (SELECT FROM escalation e WHERE e.borrower_id = s.borrower_id AND e.opened_at > s.at AND e.opened_at <= s.until))::int AS cases
    FROM spans s`);
  return row ?? { texts: 0, answered: 0, cases: 0 };
}
