/** What the database says about how the installation fares: counts, ages and states; ids and personal data never. */
import type pg from "pg";
import { z } from "zod";

const form = z.object({
  ledgers: z.array(z.object({ branch: z.string(), oldest_hours: z.number() })),
  unknown: z.number(),
  touches_late: z.number(),
  texts_waiting: z.number(),
  turns_failing: z.number(),
  claims_old: z.number(),
  log_pending: z.number(),
  log_oldest_hours: z.number().nullable(),
  stops: z.array(z.object({ scope: z.string(), value: z.string().nullable() })),
  backup_hours: z.number().nullable(),
  installed_hours: z.number().nullable(),
  last_tick_minutes: z.number().nullable(),
  fingerprint: z.string().nullable(),
  demo: z.boolean(),
  erased: z.number(),
});
export type HealthFacts = z.infer<typeof form>;

/** `now`: by the installation's clock. Each part reads an index or a small table, but for the ledgers (one look at loans). */
export async function healthFacts(client: pg.ClientBase, now: Date): Promise<HealthFacts> {
  const hours = (moment: string): string => `(extract(epoch FROM $1::timestamptz - ${moment}) / 3600)::float8`;
  const { rows } = await client.query(
    `SELECT
      (SELECT coalesce(jsonb_agg(jsonb_build_object('branch', branch, 'oldest_hours', oldest)), '[]') FROM (
        SELECT branch, max(${hours("ledger_as_of")}) AS oldest FROM loan WHERE status = 'open' GROUP BY branch ORDER BY 2 DESC LIMIT 20) l) AS ledgers,
      (SELECT count(*)::int FROM message WHERE state = 'unknown') AS unknown,
      (SELECT count(*)::int FROM (SELECT 1 FROM touch WHERE state = 'planned' AND due_at < $1::timestamptz - interval '1 hour' LIMIT 100000) t) AS touches_late,
      (SELECT count(*)::int FROM (SELECT 1 FROM inbound_event WHERE state = 'pending' AND kind = 'text' AND received_at < $1::timestamptz - interval '5 minutes' LIMIT 100000) t) AS texts_waiting,
      (SELECT count(*)::int FROM inbound_event WHERE state = 'pending' AND attempts > 0) AS turns_failing,
      (SELECT count(*)::int FROM message WHERE state = 'claimed' AND claimed_at < $1::timestamptz - interval '10 minutes') AS claims_old,
      (SELECT count(*)::int FROM (SELECT 1 FROM log_pending LIMIT 1000000) p) AS log_pending,
      (SELECT ${hours("min(e.at)")} FROM (SELECT entry_id FROM log_pending LIMIT 1000) p JOIN log_entry e ON e.id = p.entry_id) AS log_oldest_hours,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('scope', scope, 'value', value)), '[]') FROM stop WHERE lifted_at IS NULL) AS stops,
      (SELECT ${hours("last_backup_at")} FROM installation) AS backup_hours,
      (SELECT ${hours("greatest(go_live_at, restored_at)")} FROM installation) AS installed_hours,
      (SELECT (extract(epoch FROM now() - max(slot)) / 60)::float8 FROM clock_slot WHERE name = 'tick') AS last_tick_minutes,
      (SELECT key_fingerprint FROM installation) AS fingerprint,
      coalesce((SELECT demo_clock IS NOT NULL FROM installation), false) AS demo,
      (SELECT count(*)::int FROM keys.erasure) AS erased`,
    [now],
  );
  return form.parse(rows[0]);
}
