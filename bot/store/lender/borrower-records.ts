import type { Look } from "../../app/console/ports.ts";
import type { ById, PageOf } from "../../app/lender/ports.ts";
import type { BorrowerRecord, Records } from "../../app/lender/views.ts";
import { toDate } from "../../domain/calendar.ts";
import { instantOf, instantOrNull } from "../days.ts";
import type { Desk } from "../console/desk.ts";
import { logLooks } from "../console/looks.ts";
import { peopleOf } from "../console/people.ts";
import { sql } from "../database.ts";
import { all, behind, pageOf, type Statement } from "./keyset.ts";

interface Row {
  id: string;
  external_id: string;
  locale: string;
  zone: string;
  type: string;
  branch: string;
  officer: string;
  last_inbound_at: Date | null;
}

const columns = sql`t.id::text, t.external_id, t.locale, t.zone, t.type, t.branch, t.officer, t.last_inbound_at`;

export const borrowersSql = ({ after, limit }: PageOf): Statement =>
  sql`SELECT ${columns} FROM borrower t WHERE ${all([behind(after)])} ORDER BY t.external_id LIMIT ${limit + 1}`;

export async function borrowerRecords(desk: Desk, page: PageOf, look: Look): Promise<Records<BorrowerRecord>> {
  const rows = await desk.tx.$queryRaw<Row[]>(borrowersSql(page));
  const { items, next } = pageOf(
    rows,
    page.limit,
    (row) => row,
    (row) => ({ by: "external_id", externalId: row.external_id }),
  );
  return { items: await recordsOf(desk, items, look), next };
}

export async function borrowerRecord(desk: Desk, by: ById, look: Look): Promise<BorrowerRecord | undefined> {
  const which = "id" in by ? sql`t.id = ${by.id}::uuid` : sql`t.external_id = ${by.externalId}`;
  const rows = await desk.tx.$queryRaw<Row[]>(sql`SELECT ${columns} FROM borrower t WHERE ${which}`);
  const [record] = await recordsOf(desk, rows, look);
  return record;
}

async function recordsOf(desk: Desk, rows: readonly Row[], look: Look): Promise<BorrowerRecord[]> {
  const ids = rows.map(({ id }) => id);
  const people = await peopleOf(desk, ids);
  const points = await desk.tx.contactPoint.findMany({
    where: { borrowerId: { in: ids } },
    orderBy: [{ createdAt: "asc" }, { channel: "asc" }, { id: "asc" }],
  });
  const holds = await desk.tx.hold.findMany({
    where: { borrowerId: { in: ids }, liftedAt: null, OR: [{ until: null }, { until: { gt: toDate(look.at) } }] },
    orderBy: [{ from: "asc" }, { id: "asc" }],
  });
  await logLooks(desk, look, "api borrowers", ids);
  return rows.map((row) => ({
    id: row.id,
    externalId: row.external_id,
    name: people.person(row.id).name,
    locale: row.locale,
    timezone: row.zone,
    type: row.type,
    branch: row.branch,
    officer: row.officer,
    contactPoints: points
      .filter(({ borrowerId }) => borrowerId === row.id)
      .map((point) => ({
        id: point.id,
        channel: point.channel,
        address: people.read(row.id, `contact_point.address/${point.id}`, point.addressSealed),
        state: point.state,
      })),
    holds: holds
      .filter(({ borrowerId }) => borrowerId === row.id)
      .map(({ id, reason, loanId, instalmentNo, contactPointId, from, until }) => ({
        id,
        reason,
        loanId,
        instalmentNo,
        contactPointId,
        from: instantOf(from),
        until: instantOrNull(until),
      })),
    lastInboundAt: instantOrNull(row.last_inbound_at),
  }));
}
