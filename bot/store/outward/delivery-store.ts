import type { DeliveryStore, DueBatch, DueDelivery } from "../../app/outward/ports.ts";
import { plus, secondMs, toDate, type Instant } from "../../domain/calendar.ts";
import type { NewId } from "../../domain/ids.ts";
import { sql, type Database, type Tx } from "../database.ts";
import { instantOf } from "../days.ts";
import { openText } from "../seal.ts";
import type { Vault } from "../vault.ts";
import { settleDeliveries } from "./settle-deliveries.ts";

export interface DeliveryStoreDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly newId: NewId;
  readonly speed: number;
}

/** Longer than any attempt; a delivery whose worker died in the middle is made again after it, under the same id. */
const leaseMs = 60 * secondMs;

export function createDeliveryStore(deps: DeliveryStoreDeps): DeliveryStore {
  const { database } = deps;
  return {
    claim: (subscription, now, limit) => database.$transaction((tx) => claim(deps, tx, subscription, now, limit)),
    settle: (subscription, now, settled, then) => database.$transaction((tx) => settleDeliveries({ ...deps, tx }, subscription, now, settled, then)),
  };
}

interface Row {
  id: string;
  event_id: string;
  type: string;
  at: Date;
  sequence: bigint;
  data: Record<string, unknown>;
  attempts: number;
  since: Date;
}

async function claim({ vault, speed }: DeliveryStoreDeps, tx: Tx, subscription: string, now: Instant, limit: number): Promise<DueBatch | undefined> {
  const found = await tx.webhookSubscription.findUnique({ where: { id: subscription } });
  if (found?.state !== "active" || (found.restsUntil !== null && found.restsUntil > toDate(now))) return undefined;
  const rows = await tx.$queryRaw<Row[]>(sql`
    WITH due AS (
      SELECT id FROM outward_delivery WHERE subscription_id = ${subscription}::uuid AND state = 'pending' AND due_at <= ${toDate(now)}
      ORDER BY due_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    UPDATE outward_delivery d SET attempts = attempts + 1, due_at = ${toDate(plus(now, leaseMs * speed))}::timestamptz
    FROM due, outward_event e WHERE d.id = due.id AND e.id = d.event_id
    RETURNING d.id::text, d.event_id::text, e.type, e.at, e.sequence, e.data, d.attempts, d.since`);
  if (rows.length === 0) return undefined;
  const { installation } = vault.root;
  const secrets = [openText(installation, `webhook_subscription.secret/${subscription}`, found.secretSealed)];
  if (found.oldSecretSealed && found.oldSecretUntil && found.oldSecretUntil > toDate(now))
    secrets.push(openText(installation, `webhook_subscription.old_secret/${subscription}`, found.oldSecretSealed));
  return {
    url: openText(installation, `webhook_subscription.url/${subscription}`, found.urlSealed),
    secrets,
    failures: found.failures,
    deliveries: rows.map(deliveryOf).toSorted((a, b) => a.sequence - b.sequence),
  };
}

const deliveryOf = (row: Row): DueDelivery => ({
  id: row.id,
  eventId: row.event_id,
  type: row.type,
  at: instantOf(row.at),
  sequence: Number(row.sequence),
  data: row.data,
  attempts: row.attempts,
  since: instantOf(row.since),
});
