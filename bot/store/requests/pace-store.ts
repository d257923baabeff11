import type { PaceOf } from "../../app/requests/ports.ts";
import { minuteMs } from "../../domain/calendar.ts";
import { sql, type Database } from "../database.ts";

/**
 * The generic cell rate algorithm in one statement: a row a caller says until when it has used up what it was given;
 * a request moves that on by one interval, unless it would lie further ahead than the burst. By the database's own clock,
 * since the servers' may differ and a demonstration's runs faster.
 */
export const createPaceStore =
  (database: Database): PaceOf =>
  async (caller, { perMinute, burst }) => {
    const interval = `${String(minuteMs / perMinute)} milliseconds`;
    const ahead = `${String((minuteMs / perMinute) * burst)} milliseconds`;
    const taken = await database.$executeRaw(sql`
      INSERT INTO api_pace AS pace (caller, until) VALUES (${caller}, clock_timestamp() + ${interval}::interval)
      ON CONFLICT (caller) DO UPDATE SET until = greatest(pace.until, clock_timestamp()) + ${interval}::interval
      WHERE greatest(pace.until, clock_timestamp()) + ${interval}::interval <= clock_timestamp() + ${ahead}::interval`);
    if (taken > 0) return { status: "go" };
    const [row] = await database.$queryRaw<{ seconds: number }[]>(sql`
      SELECT extract(epoch FROM until + ${interval}::interval - clock_timestamp() - ${ahead}::interval)::float8 AS seconds FROM api_pace WHERE caller = ${caller}`);
    return { status: "wait", seconds: Math.max(1, Math.ceil(row?.seconds ?? 1)) };
  };
