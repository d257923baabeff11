import type { Look } from "../../app/console/ports.ts";
import type { PageOf } from "../../app/lender/ports.ts";
import type { Records, StatusRecord } from "../../app/lender/views.ts";
import { toDate, type Instant } from "../../domain/calendar.ts";
import { instantOf } from "../days.ts";
import type { Desk } from "../console/desk.ts";
import { logLooks } from "../console/looks.ts";
import { sql } from "../database.ts";
import { all, momentPlace, newerThan, type Statement } from "./keyset.ts";

interface Row {
  id: string;
  at: Date;
  kind: string;
  borrower_id: string;
  borrower_external_id: string;
  loan_id: string | null;
  loan_external_id: string | null;
  instalment_no: number | null;
  message_id: string | null;
}

type Query = PageOf & { readonly before: Instant };

export const statusSql = ({ after, before, limit }: Query): Statement =>
  sql`SELECT t.id::text, t.at, t.kind, t.borrower_id::text, b.external_id AS borrower_external_id, t.loan_id::text, l.external_id AS loan_external_id,
      t.instalment_no, t.message_id::text
    FROM status_update t JOIN borrower b ON b.id = t.borrower_id LEFT JOIN loan l ON l.id = t.loan_id
    WHERE ${all([newerThan("t.at", after), sql`t.at < ${toDate(before)}::timestamptz`])} ORDER BY t.at, t.id LIMIT ${limit}`;

/** A feed: `next` is behind the last row shown, or where the reader was. */
export async function statusRecords(desk: Desk, query: Query, look: Look): Promise<Records<StatusRecord>> {
  const rows = await desk.tx.$queryRaw<Row[]>(statusSql(query));
  await logLooks(
    desk,
    look,
    "api status updates",
    rows.map((row) => row.borrower_id),
  );
  const last = rows.at(-1);
  return { items: rows.map(recordOf), next: last ? momentPlace(last.at, last.id) : (query.after ?? null) };
}

const recordOf = (row: Row): StatusRecord => ({
  id: row.id,
  at: instantOf(row.at),
  kind: row.kind,
  borrower: { id: row.borrower_id, externalId: row.borrower_external_id },
  loan: row.loan_id === null || row.loan_external_id === null ? null : { id: row.loan_id, externalId: row.loan_external_id },
  instalmentNo: row.instalment_no,
  messageId: row.message_id,
});
