import type { Replay } from "../../app/outward/ports.ts";
import type { By } from "../../app/console/ports.ts";
import { toDate } from "../../domain/calendar.ts";
import { logAct, type Desk } from "../console/desk.ts";
import { sql } from "../database.ts";

/** Makes deliveries due again, with three new days of attempts; the event's id stays. */
export async function replay(desk: Desk, which: Replay, by: By): Promise<number | undefined> {
  const { tx } = desk;
  if (which.what === "all") {
    const open = await tx.webhookSubscription.count({ where: { id: which.subscription, state: "active" } });
    if (open === 0) return undefined;
  }
  const ids = await (which.what === "all" ? allSince(desk, which, by) : again(desk, which, by));
  if (ids.length === 0) return which.what === "delivery" ? undefined : 0;
  const subscriptions = [...new Set(ids.map(({ subscription }) => subscription))];
  await tx.webhookSubscription.updateMany({ where: { id: { in: subscriptions } }, data: { failures: 0, restsUntil: null } });
  for (const subscription of subscriptions) await tx.$executeRaw(sql`SELECT pg_notify('huifang_outward', ${subscription})`);
  await logAct(desk, by, "webhook.replayed", null, { ...which, ...(which.what !== "delivery" && { since: which.since }), deliveries: ids.length });
  return ids.length;
}

type Again = { id: string; subscription: string }[];

function again({ tx }: Desk, which: Exclude<Replay, { what: "all" }>, by: By): Promise<Again> {
  const those =
    which.what === "delivery"
      ? sql`d.id = ${which.id}::uuid`
      : sql`d.state = 'dead' AND d.ended_at >= ${toDate(which.since)} AND (${which.subscription ?? null}::uuid IS NULL OR d.subscription_id = ${which.subscription ?? null}::uuid)`;
  return tx.$queryRaw<Again>(sql`
    UPDATE outward_delivery d SET state = 'pending', attempts = 0, since = ${toDate(by.at)}, due_at = ${toDate(by.at)}, ended_at = NULL
    FROM webhook_subscription s WHERE s.id = d.subscription_id AND s.state = 'active' AND ${those}
    RETURNING d.id::text, d.subscription_id::text AS subscription`);
}

function allSince({ tx }: Desk, { since, subscription }: Extract<Replay, { what: "all" }>, by: By): Promise<Again> {
  return tx.$queryRaw<Again>(sql`
    INSERT INTO outward_delivery AS d (id, event_id, subscription_id, state, since, due_at)
    SELECT gen_random_uuid(), e.id, s.id, 'pending', ${toDate(by.at)}::timestamptz, ${toDate(by.at)}::timestamptz
    FROM webhook_subscription s JOIN outward_event e ON s.events && ARRAY[split_part(e.type, '.', 1), e.type]
    WHERE s.id = ${subscription}::uuid AND e.at >= ${toDate(since)}
    ON CONFLICT (event_id, subscription_id) DO UPDATE SET state = 'pending', attempts = 0, since = excluded.since, due_at = excluded.due_at, ended_at = NULL
    RETURNING d.id::text, d.subscription_id::text AS subscription`);
}
