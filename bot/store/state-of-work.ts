/** How much waits, and for how long: what metrics say of the database. Counted by partial indexes, whatever the size of the book. */
import { z } from "zod";
import { toDate, type Instant } from "../domain/calendar.ts";
import { sql, type Database } from "./database.ts";

/** A count ends here: "many" is enough to know. */
const most = 100_000;

const row = z.object({ what: z.string(), n: z.coerce.number(), oldest: z.date().nullable() });

export interface Waiting {
  readonly what: string;
  readonly count: number;
  /** When the oldest fell due or began; undefined where nothing waits. */
  readonly oldest: number | undefined;
}

export async function waitingWork(database: Database, now: Instant): Promise<readonly Waiting[]> {
  const at = toDate(now);
  const counted = await database.$queryRaw(sql`
    SELECT 'touches_due' AS what, count(*) AS n, min(at) AS oldest FROM (SELECT due_at AS at FROM touch WHERE state = 'planned' AND due_at <= ${at} ORDER BY due_at LIMIT ${most}) x
    UNION ALL SELECT 'texts_due', count(*), min(at) FROM (SELECT due_at AS at FROM message WHERE state = 'queued' AND due_at <= ${at} ORDER BY due_at LIMIT ${most}) x
    UNION ALL SELECT 'sends_open', count(*), min(at) FROM (SELECT claimed_at AS at FROM message WHERE state = 'claimed' ORDER BY claimed_at LIMIT ${most}) x
    UNION ALL SELECT 'outcomes_unknown', count(*), min(at) FROM (SELECT claimed_at AS at FROM message WHERE state = 'unknown' ORDER BY claimed_at LIMIT ${most}) x
    UNION ALL SELECT 'inbound_due', count(*), min(at) FROM (SELECT due_at AS at FROM inbound_event WHERE state = 'pending' AND due_at <= ${at} ORDER BY due_at LIMIT ${most}) x
    UNION ALL SELECT 'escalations_open', count(*), min(opened_at) FROM escalation WHERE state = 'open'
    UNION ALL SELECT 'alerts_overdue', count(*), min(due_at) FROM escalation WHERE due_at <= ${at}
    UNION ALL SELECT 'promises_due', count(*), min(check_at) FROM promise WHERE state = 'open' AND check_at <= ${at}
    UNION ALL SELECT 'log_pending', count(*), NULL FROM (SELECT 1 FROM log_pending LIMIT ${most}) x
    UNION ALL SELECT 'loans_to_plan', count(*), NULL FROM (SELECT 1 FROM plan_dirty LIMIT ${most}) x`);
  return z
    .array(row)
    .parse(counted)
    .map(({ what, n, oldest }) => ({ what, count: n, oldest: oldest?.getTime() }));
}

/** When the clock last ticked (real time), for any worker. */
export async function lastTick(database: Database): Promise<number | undefined> {
  const [found] = z
    .array(z.object({ at: z.date().nullable() }))
    .parse(await database.$queryRaw(sql`SELECT max(slot) AS at FROM clock_slot WHERE name = 'tick'`));
  return found?.at?.getTime();
}

/** Through when the lender's ledger is known, newest loan. Reads every loan: not at every scrape. */
export async function ledgerKnownTo(database: Database): Promise<number | undefined> {
  const [found] = z.array(z.object({ at: z.date().nullable() })).parse(await database.$queryRaw(sql`SELECT max(ledger_as_of) AS at FROM loan`));
  return found?.at?.getTime();
}

/** The database's clock. */
export async function databaseNow(database: Database): Promise<number> {
  const [found] = z.tuple([z.object({ at: z.date() })]).parse(await database.$queryRaw(sql`SELECT clock_timestamp() AS at`));
  return found.at.getTime();
}
