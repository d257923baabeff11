import type { DeliveryView, Replay, SubscriptionStore } from "../../app/outward/ports.ts";
import type { By } from "../../app/console/ports.ts";
import { toDate } from "../../domain/calendar.ts";
import type { NewId } from "../../domain/ids.ts";
import { logAct, type Desk } from "../console/desk.ts";
import { sql, type Database } from "../database.ts";
import { instantOf, instantOrNull } from "../days.ts";
import { openText, seal, type Place } from "../seal.ts";
import type { Vault } from "../vault.ts";
import { replay } from "./replay.ts";
import { killPending } from "./settle-deliveries.ts";

export interface SubscriptionStoreDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly newId: NewId;
}

const pageSize = 50;

export function createSubscriptionStore({ database, vault, newId }: SubscriptionStoreDeps): SubscriptionStore {
  const atDesk = <T>(work: (desk: Desk) => Promise<T>): Promise<T> => database.$transaction((tx) => work({ tx, vault, newId }));
  const { installation } = vault.root;
  const sealed = (place: Place, text: string): Buffer<ArrayBuffer> => seal(installation, place, text);
  return {
    async list() {
      const rows = await database.webhookSubscription.findMany({ where: { state: { not: "removed" } }, orderBy: { createdAt: "asc" } });
      const counts = await database.$queryRaw<{ id: string; pending: bigint; dead: bigint; last: Date | null }[]>(sql`
        SELECT subscription_id::text AS id, count(*) FILTER (WHERE state = 'pending') AS pending, count(*) FILTER (WHERE state = 'dead') AS dead,
          max(ended_at) FILTER (WHERE state = 'delivered') AS last
        FROM outward_delivery GROUP BY subscription_id`);
      const byId = new Map(counts.map((row) => [row.id, row]));
      return rows.map((row) => ({
        id: row.id,
        url: openText(installation, `webhook_subscription.url/${row.id}`, row.urlSealed),
        events: row.events,
        state: row.state,
        createdBy: row.createdBy,
        createdAt: instantOf(row.createdAt),
        restsUntil: instantOrNull(row.restsUntil),
        pending: Number(byId.get(row.id)?.pending ?? 0),
        dead: Number(byId.get(row.id)?.dead ?? 0),
        lastDeliveredAt: instantOrNull(byId.get(row.id)?.last ?? null),
      }));
    },
    add: ({ url, events, secret }, by) =>
      atDesk(async (desk) => {
        const id = newId();
        const { host } = new URL(url);
        await desk.tx.webhookSubscription.create({
          data: {
            id,
            urlSealed: sealed(`webhook_subscription.url/${id}`, url),
            host,
            events: [...events],
            secretSealed: sealed(`webhook_subscription.secret/${id}`, secret),
            state: "active",
            createdBy: by.officer,
            createdAt: toDate(by.at),
          },
        });
        await logAct(desk, by, "webhook.added", null, { subscription: id, host, events: [...events] });
        return id;
      }),
    remove: (id, by) =>
      atDesk(async (desk) => {
        const changed = await changeState(desk, id, ["active", "gone"], { state: "removed", endedAt: toDate(by.at) }, by, "webhook.removed");
        if (changed) await killPending(desk.tx, id, by.at, "removed");
        return changed;
      }),
    enable: (id, by) =>
      atDesk((desk) => changeState(desk, id, ["gone", "active"], { state: "active", endedAt: null, failures: 0, restsUntil: null }, by, "webhook.enabled")),
    rotate: (id, secret, oldUntil, by) =>
      atDesk(async (desk) => {
        const [row] = await desk.tx.$queryRaw<{ secret_sealed: Uint8Array }[]>(
          sql`SELECT secret_sealed FROM webhook_subscription WHERE id = ${id}::uuid AND state <> 'removed' FOR UPDATE`,
        );
        if (!row) return false;
        const old = openText(installation, `webhook_subscription.secret/${id}`, row.secret_sealed);
        const data = {
          secretSealed: sealed(`webhook_subscription.secret/${id}`, secret),
          oldSecretSealed: sealed(`webhook_subscription.old_secret/${id}`, old),
          oldSecretUntil: toDate(oldUntil),
        };
        return changeState(desk, id, ["active", "gone"], data, by, "webhook.secret_rotated");
      }),
    async deliveries({ state, subscription, after }) {
      const rows = await database.outwardDelivery.findMany({
        where: { ...(state !== undefined && { state }), ...(subscription !== undefined && { subscriptionId: subscription }) },
        orderBy: [{ since: "desc" }, { id: "desc" }],
        include: { event: { select: { type: true, at: true } }, subscription: { select: { host: true } } },
        take: pageSize + 1,
        ...(after !== undefined && { cursor: { id: after }, skip: 1 }),
      });
      const items = rows.slice(0, pageSize).map((row): DeliveryView => ({
        id: row.id,
        event: row.eventId,
        type: row.event.type,
        subscription: row.subscriptionId,
        host: row.subscription.host,
        state: row.state,
        attempts: row.attempts,
        at: instantOf(row.event.at),
        dueAt: row.state === "pending" ? instantOf(row.dueAt) : null,
        outcome: row.outcome,
        endedAt: instantOrNull(row.endedAt),
      }));
      return { items, next: rows.length > pageSize ? (items.at(-1)?.id ?? null) : null };
    },
    replay: (which: Replay, by) => atDesk((desk) => replay(desk, which, by)),
  };
}

async function changeState(desk: Desk, id: string, from: string[], data: object, by: By, kind: string): Promise<boolean> {
  const { count } = await desk.tx.webhookSubscription.updateMany({ where: { id, state: { in: from } }, data });
  if (count > 0) await logAct(desk, by, kind, null, { subscription: id });
  return count > 0;
}
