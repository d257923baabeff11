import type { DeliveryStore, Settled } from "../../app/outward/ports.ts";
import { toDate, type Instant } from "../../domain/calendar.ts";
import type { LogEntryId, NewId } from "../../domain/ids.ts";
import { sql, type Tx } from "../database.ts";
import { appendLog } from "../log-entries.ts";
import type { Vault } from "../vault.ts";

interface Deps {
  readonly tx: Tx;
  readonly vault: Vault;
  readonly newId: NewId;
}

/** What became of a batch. A delivery that was settled by another worker meanwhile, or replayed, keeps that. */
export async function settleDeliveries(
  deps: Deps,
  subscription: string,
  now: Instant,
  settled: readonly Settled[],
  then: Parameters<DeliveryStore["settle"]>[3],
): Promise<void> {
  const { tx } = deps;
  await tx.$executeRaw(sql`
    UPDATE outward_delivery d SET state = s.state, outcome = s.outcome, due_at = coalesce(s.due_at, d.due_at),
      ended_at = CASE WHEN s.state = 'pending' THEN NULL ELSE ${toDate(now)}::timestamptz END
    FROM unnest(${settled.map(({ id }) => id)}::uuid[], ${settled.map(({ became }) => became)}::text[],
      ${settled.map(({ outcome }) => outcome)}::text[], ${settled.map((one) => (one.became === "pending" ? toDate(one.dueAt) : null))}::timestamptz[])
      AS s(id, state, outcome, due_at)
    WHERE d.id = s.id AND d.state = 'pending'`);
  const dead = settled.filter(({ became }) => became === "dead").map(({ id }) => id);
  if (dead.length > 0) await log(deps, now, "webhook.deliveries_dead", { subscription, deliveries: dead });
  if (then.is === "gone") await end(deps, subscription, now);
  else {
    const resting = then.is === "resting";
    await tx.$executeRaw(sql`
      UPDATE webhook_subscription SET failures = CASE WHEN ${resting}::boolean THEN failures + 1 ELSE 0 END,
        rests_until = ${resting ? toDate(then.until) : null}::timestamptz
      WHERE id = ${subscription}::uuid AND (${resting}::boolean OR failures > 0 OR rests_until IS NOT NULL)`);
  }
}

/** The receiver says that it is no more: nothing is sent there until somebody says otherwise. */
async function end(deps: Deps, subscription: string, now: Instant): Promise<void> {
  const { tx } = deps;
  const { count } = await tx.webhookSubscription.updateMany({ where: { id: subscription, state: "active" }, data: { state: "gone", endedAt: toDate(now) } });
  if (count === 0) return;
  const { count: dead } = await killPending(tx, subscription, now, "gone");
  await log(deps, now, "webhook.gone", { subscription, dead });
}

/** What waited for a subscription that is no more; a replay brings it back. */
export const killPending = (tx: Tx, subscription: string, now: Instant, outcome: string): Promise<{ count: number }> =>
  tx.outwardDelivery.updateMany({ where: { subscriptionId: subscription, state: "pending" }, data: { state: "dead", outcome, endedAt: toDate(now) } });

const log = ({ tx, vault, newId }: Deps, at: Instant, kind: string, body: Record<string, unknown>): Promise<void> =>
  appendLog(tx, vault, [{ id: newId<LogEntryId>(), at, kind, borrowerId: null, actor: "system", body }]);
