import { toDate, type Instant } from "../../domain/calendar.ts";
import { sql, type Database } from "../database.ts";

const forgottenAtOnce = 5_000;

/** One statement, since every tick asks: who has something to deliver; and away with what was told, wholly, before `keepFrom`. */
export function dueOutward(database: Database, now: Instant, keepFrom: Instant, limit: number): Promise<{ of: "subscription" | "alert"; id: string }[]> {
  const [at, from] = [toDate(now), toDate(keepFrom)];
  return database.$queryRaw<{ of: "subscription" | "alert"; id: string }[]>(sql`
    WITH forgotten AS (
      DELETE FROM outward_event WHERE id IN (
        SELECT e.id FROM outward_event e WHERE e.at < ${from}
          AND NOT EXISTS (SELECT 1 FROM outward_delivery d WHERE d.event_id = e.id AND (d.state = 'pending' OR d.ended_at >= ${from}))
        LIMIT ${forgottenAtOnce}))
    SELECT 'subscription' AS of, s.id::text FROM webhook_subscription s
    WHERE s.state = 'active' AND (s.rests_until IS NULL OR s.rests_until <= ${at})
      AND EXISTS (SELECT 1 FROM outward_delivery d WHERE d.subscription_id = s.id AND d.state = 'pending' AND d.due_at <= ${at})
    UNION ALL
    (SELECT 'alert', id::text FROM alert WHERE due_at <= ${at} ORDER BY due_at LIMIT ${limit})`);
}
