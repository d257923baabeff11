import type { InboundItem } from "../../app/ports.ts";
import { toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, InboundId, LogEntryId } from "../../domain/ids.ts";
import { sql } from "../database.ts";
import { appendLog } from "../log-entries.ts";
import { seal } from "../seal.ts";
import type { Owner } from "./owner.ts";
import type { Storing } from "./store-texts.ts";

/** Nobody is reached at that address: its points are closed, but for those whose borrower has written since. */
export async function closeGone(
  { tx, vault, newId }: Storing,
  channel: string,
  item: InboundItem & { kind: "gone" },
  id: InboundId,
  now: Instant,
): Promise<{ status: "stored" | "known" | "nobody" }> {
  const index = vault.root.addressIndex(channel, item.address);
  const points = await tx.$queryRaw<Owner[]>(sql`
    SELECT c.id::text, c.borrower_id::text AS "borrowerId" FROM contact_point c
    WHERE c.channel = ${channel} AND c.address_index = ${index} AND c.state <> 'closed'
      AND NOT EXISTS (SELECT 1 FROM inbound_event e WHERE e.contact_point_id = c.id AND e.kind = 'text' AND e.provider_at > ${toDate(item.at)})
    ORDER BY c.id`);
  const event = {
    id,
    channel,
    providerId: item.providerId,
    kind: "gone",
    borrowerId: points.length === 1 ? (points[0]?.borrowerId ?? null) : null,
    payloadSealed: seal(vault.root.installation, `inbound_event.payload/${id}`, JSON.stringify({ code: item.code })),
    providerAt: toDate(item.at),
    receivedAt: toDate(now),
    state: points.length > 0 ? "done" : "nobody",
    dueAt: toDate(now),
  };
  const stored = await tx.inboundEvent.createMany({ data: [event], skipDuplicates: true });
  if (stored.count === 0) return { status: "known" };
  for (const point of points) await closePoint({ tx, vault, newId }, point, item.code, now);
  return { status: points.length > 0 ? "stored" : "nobody" };
}

/** Closes a contact point that reaches nobody, and says so in the log; a closed one stays as it is. */
export async function closePoint({ tx, vault, newId }: Storing, point: Owner, code: string, now: Instant): Promise<void> {
  const closed = await tx.contactPoint.updateMany({ where: { id: point.id, state: { not: "closed" } }, data: { state: "closed" } });
  if (closed.count === 0) return;
  const body = { contactPoint: point.id, code };
  await appendLog(tx, vault, [
    { id: newId<LogEntryId>(), at: now, kind: "contact_point.closed", borrowerId: point.borrowerId as BorrowerId, actor: "provider", body },
  ]);
}
