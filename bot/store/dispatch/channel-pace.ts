import type { Pace } from "../../app/dispatch/ports.ts";
import { sql, type Database } from "../database.ts";

/** Places that a process takes at a time: a tenth of a second's worth, so that a fast channel asks seldom. */
const leases = 10;
/** A place that was not used by then is given up; what is left of it is at most a burst of a tenth of a second. */
const leaseMs = 200;

/**
 * The pace of each channel over all workers, in one row of PostgreSQL and by its clock: a place each 1/perSecond. Who
 * finds none is told when to come again, one after the other, so that a backlog on a slow channel neither holds up the
 * others nor comes back all at once. `realNow`: milliseconds of this process's steady clock.
 */
export function createChannelPace(database: Database, realNow: () => number): Pace {
  const held = new Map<string, { places: number; until: number }>();
  return {
    async place({ name, perSecond }, urgent) {
      if (!Number.isFinite(perSecond)) return 0;
      const mine = held.get(name);
      if (mine && mine.places > 0 && realNow() < mine.until) {
        mine.places--;
        return 0;
      }
      const many = Math.max(1, Math.floor(perSecond / leases));
      const waitMs = await take(database, { channel: name, eachMs: 1_000 / perSecond, many, urgent });
      if (waitMs > 0) return waitMs;
      held.set(name, { places: many - 1, until: realNow() + leaseMs });
      return 0;
    },
    unused({ name }) {
      const mine = held.get(name);
      if (mine) mine.places++;
    },
    async rest({ name }, ms) {
      held.delete(name);
      await database.$executeRaw(sql`
        INSERT INTO channel_pace (channel, free_at, queued_to) VALUES (${name}, clock_timestamp() + ${ms}::float8 * interval '1 millisecond', clock_timestamp())
        ON CONFLICT (channel) DO UPDATE SET free_at = greatest(channel_pace.free_at, excluded.free_at)`);
    },
  };
}

interface Ask {
  readonly channel: string;
  readonly eachMs: number;
  readonly many: number;
  readonly urgent: boolean;
}

/** 0: that many places are ours. Otherwise milliseconds until it is worth asking again. */
async function take(database: Database, { channel, eachMs, many, urgent }: Ask): Promise<number> {
  // What was missed lately may be made up, so that the pace is reached by those who come a little late.
  const taken = await database.$executeRaw(sql`
    UPDATE channel_pace SET free_at = greatest(free_at, clock_timestamp() - interval '100 milliseconds') + ${eachMs * many}::float8 * interval '1 millisecond'
    WHERE channel = ${channel} AND free_at <= clock_timestamp()`);
  if (taken > 0) return 0;
  const [row] = await database.$queryRaw<{ wait_ms: number }[]>(urgent ? soon(channel, eachMs) : inTurn(channel, eachMs));
  if (row) return row.wait_ms;
  // The first ever, or the first since a crash of the database emptied the table.
  await database.$executeRaw(
    sql`INSERT INTO channel_pace (channel, free_at, queued_to) VALUES (${channel}, clock_timestamp(), clock_timestamp()) ON CONFLICT DO NOTHING`,
  );
  return take(database, { channel, eachMs, many, urgent });
}

/** Behind all who wait already. */
const inTurn = (channel: string, eachMs: number) => sql`
  UPDATE channel_pace SET queued_to = greatest(queued_to, free_at, clock_timestamp()) + ${eachMs}::float8 * interval '1 millisecond'
  WHERE channel = ${channel} RETURNING greatest(1, extract(epoch FROM queued_to - clock_timestamp()) * 1000)::float8 AS wait_ms`;

/** An answer to somebody who has just written does not stand behind a morning's reminders. */
const soon = (channel: string, eachMs: number) => sql`
  SELECT (greatest(1, extract(epoch FROM free_at - clock_timestamp()) * 1000) + random() * ${2 * eachMs}::float8)::float8 AS wait_ms
  FROM channel_pace WHERE channel = ${channel}`;
