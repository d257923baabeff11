import type { Pace } from "../../app/dispatch/ports.ts";
import { sql, type Database } from "../database.ts";
import { together } from "../together.ts";

/** Places that a process takes at a time: a tenth of a second's worth, so that a fast channel asks seldom. */
const leases = 10;
/** A place that was not used by then is given up; what is left of it is at most a burst of a tenth of a second. */
const leaseMs = 200;

/** A channel as this process sees it: the places that it holds, and who asks for one. */
interface Lane {
  places: number;
  until: number;
  readonly ask: (urgent: boolean) => Promise<number>;
}

/**
 * The pace of each channel over all workers, in one row of PostgreSQL and by its clock: a place each 1/perSecond. Who
 * finds none is told when to come again, one after the other, so that a backlog on a slow channel neither holds up the
 * others nor comes back all at once. Who asks while the row is being asked waits for that answer instead of asking it
 * too: five at once would take the places of one and send the other four away. `realNow`: milliseconds of this
 * process's steady clock.
 */
export function createChannelPace(database: Database, realNow: () => number): Pace {
  const lanes = new Map<string, Lane>();
  const laneOf = (channel: string, perSecond: number): Lane => {
    const known = lanes.get(channel);
    if (known) return known;
    const made: Lane = {
      places: 0,
      until: 0,
      ask: together((asks: readonly boolean[]) => placed(database, made, { channel, eachMs: 1_000 / perSecond }, asks, realNow), { most: 1_000, atOnce: 1 }),
    };
    lanes.set(channel, made);
    return made;
  };
  return {
    async place({ name, perSecond }, urgent) {
      if (!Number.isFinite(perSecond)) return 0;
      const lane = laneOf(name, perSecond);
      if (lane.places > 0 && realNow() < lane.until) {
        lane.places--;
        return 0;
      }
      return lane.ask(urgent);
    },
    unused({ name }) {
      const lane = lanes.get(name);
      if (lane) lane.places++;
    },
    async rest({ name }, ms) {
      const lane = lanes.get(name);
      if (lane) lane.places = 0;
      await database.$executeRaw(sql`
        INSERT INTO channel_pace (channel, free_at, queued_to) VALUES (${name}, clock_timestamp() + ${ms}::float8 * interval '1 millisecond', clock_timestamp())
        ON CONFLICT (channel) DO UPDATE SET free_at = greatest(channel_pace.free_at, excluded.free_at)`);
    },
  };
}

interface Row {
  readonly channel: string;
  readonly eachMs: number;
}

/** For each of `asks` (is it urgent?): 0, or the milliseconds after which it is worth asking again. The urgent are served first. */
async function placed(database: Database, lane: Lane, row: Row, asks: readonly boolean[], realNow: () => number): Promise<readonly number[]> {
  if (realNow() >= lane.until) lane.places = 0;
  const many = Math.max(1, Math.floor(1_000 / row.eachMs / leases));
  if (lane.places < asks.length && (await take(database, row, many))) {
    lane.places += many;
    lane.until = realNow() + leaseMs;
  }
  const order = [...asks.keys()].toSorted((a, b) => Number(asks[b]) - Number(asks[a]));
  const served = new Set(order.slice(0, lane.places));
  lane.places -= served.size;
  const left = order.filter((index) => !served.has(index));
  const [urgent, others] = [left.filter((index) => asks[index] === true), left.filter((index) => asks[index] !== true)];
  // An answer to somebody who has just written does not stand behind a morning's reminders.
  const soonMs = urgent.length > 0 ? await soon(database, row) : 0;
  const firstMs = others.length > 0 ? await reserve(database, row, others.length) : 0;
  const inTurn = (from: number) => (index: number, position: number) => [index, from + position * row.eachMs] as const;
  const waits = new Map([...urgent.map(inTurn(soonMs)), ...others.map(inTurn(firstMs))]);
  return asks.map((_, index) => waits.get(index) ?? 0);
}

/** True: that many places are ours. */
async function take(database: Database, { channel, eachMs }: Row, many: number): Promise<boolean> {
  // What was missed lately may be made up, so that the pace is reached by those who come a little late.
  const taken = await database.$executeRaw(sql`
    INSERT INTO channel_pace (channel, free_at, queued_to) VALUES (${channel}, clock_timestamp() + ${eachMs * many}::float8 * interval '1 millisecond', clock_timestamp())
    ON CONFLICT (channel) DO UPDATE
    SET free_at = greatest(channel_pace.free_at, clock_timestamp() - interval '100 milliseconds') + ${eachMs * many}::float8 * interval '1 millisecond'
    WHERE channel_pace.free_at <= clock_timestamp()`);
  return taken > 0;
}

/** Behind all who wait already: when the first of so many may come, the others one after the other. */
async function reserve(database: Database, { channel, eachMs }: Row, many: number): Promise<number> {
  const [row] = await database.$queryRaw<{ wait_ms: number }[]>(sql`
    UPDATE channel_pace SET queued_to = greatest(queued_to, free_at, clock_timestamp()) + ${eachMs * many}::float8 * interval '1 millisecond'
    WHERE channel = ${channel} RETURNING (extract(epoch FROM queued_to - clock_timestamp()) * 1000)::float8 AS wait_ms`);
  return Math.max(1, (row?.wait_ms ?? 0) - eachMs * (many - 1));
}

async function soon(database: Database, { channel }: Row): Promise<number> {
  const [row] = await database.$queryRaw<{ wait_ms: number }[]>(sql`
    SELECT (extract(epoch FROM free_at - clock_timestamp()) * 1000)::float8 AS wait_ms FROM channel_pace WHERE channel = ${channel}`);
  return Math.max(1, row?.wait_ms ?? 0);
}
