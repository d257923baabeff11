import { toDate, type Instant } from "../../domain/calendar.ts";
import type { ContactPointId } from "../../domain/ids.ts";
import type { Line } from "../../domain/shared/line.ts";
import { sql, type Tx } from "../database.ts";
import { instantOf } from "../days.ts";
import type { SharedPoint } from "./sharers.ts";

/** What is known of who holds that number or account. */
export async function readLine(tx: Tx, channel: string, index: Uint8Array, points: readonly SharedPoint[]): Promise<Line> {
  const contacts = points.map(({ contact }) => contact);
  const [row] = await tx.$queryRaw<{ asked: Date | null; contact: ContactPointId | null; bound: Date | null; heard: Date | null }[]>(sql`
    SELECT (SELECT max(m.claimed_at) FROM message m WHERE m.contact_point_id = ANY(${contacts}::uuid[]) AND m.template = 'confirm-which'
              AND m.state IN ('claimed', 'sent', 'delivered', 'read', 'unknown')) AS asked,
      l.contact_point_id::text AS contact, l.bound_at AS bound, l.heard_at AS heard
    FROM (SELECT 1) one LEFT JOIN shared_line l ON l.channel = ${channel} AND l.address_index = ${index}`);
  return {
    ...(row?.asked && { askedAt: instantOf(row.asked) }),
    ...(row?.contact && row.bound && row.heard && { bound: { contact: row.contact, at: instantOf(row.bound), heardAt: instantOf(row.heard) } }),
  };
}

/** Whoever said who they are holds the line, until the talk is over or it is asked anew. */
export async function bindLine(tx: Tx, channel: string, index: Uint8Array, contact: string, now: Instant): Promise<void> {
  const at = toDate(now);
  await tx.$executeRaw(sql`
    INSERT INTO shared_line (channel, address_index, contact_point_id, bound_at, heard_at) VALUES (${channel}, ${index}, ${contact}::uuid, ${at}, ${at})
    ON CONFLICT (channel, address_index) DO UPDATE SET contact_point_id = excluded.contact_point_id, bound_at = excluded.bound_at, heard_at = excluded.heard_at`);
}

/** The talk goes on. */
export async function hearLine(tx: Tx, channel: string, index: Uint8Array, now: Instant): Promise<void> {
  await tx.sharedLine.updateMany({ where: { channel, addressIndex: new Uint8Array(index) }, data: { heardAt: toDate(now) } });
}
