import type { Look } from "../../app/console/ports.ts";
import type { PageOf } from "../../app/lender/ports.ts";
import type { ArrangementRecord, Records } from "../../app/lender/views.ts";
import { daysPastDue } from "../../domain/arrangements/days-past-due.ts";
import { partsOf } from "../../domain/arrangements/terms.ts";
import { day, dayIn, type Instant, type Zone } from "../../domain/calendar.ts";
import { currency, money } from "../../domain/money.ts";
import type { Desk } from "../console/desk.ts";
import { logLooks } from "../console/looks.ts";
import { sql } from "../database.ts";
import { instantOf, instantOrNull } from "../days.ts";
import { all, momentPlace, olderThan, pageOf, type Statement } from "./keyset.ts";

interface Row {
  id: string;
  borrower_id: string;
  borrower_external_id: string;
  zone: string;
  loan_id: string;
  loan_external_id: string;
  first_no: number;
  last_no: number;
  state: string;
  round: number;
  amount_minor: bigint;
  currency: string;
  parts: number;
  first_on: string;
  original_due_on: string;
  guarantor: string;
  approved_by: string[];
  proposed_at: Date;
  agreed_at: Date | null;
  ended_at: Date | null;
}

type Query = PageOf & { readonly borrower?: string | undefined; readonly state?: string | undefined };

const rows = sql`SELECT t.id::text, t.borrower_id::text, b.external_id AS borrower_external_id, b.zone, t.loan_id::text, l.external_id AS loan_external_id,
  t.first_no, t.last_no, t.state, t.round, t.amount_minor, t.currency, t.parts, t.first_on::text, t.original_due_on::text, t.guarantor,
  ARRAY(SELECT p.officer FROM arrangement_approval p WHERE p.arrangement_id = t.id AND p.round = t.round ORDER BY p.at) AS approved_by,
  t.proposed_at, t.agreed_at, t.ended_at
  FROM arrangement t JOIN borrower b ON b.id = t.borrower_id JOIN loan l ON l.id = t.loan_id`;

const arrangementsSql = ({ borrower, state, after, limit }: Query): Statement =>
  sql`${rows} WHERE ${all([
    borrower === undefined ? undefined : sql`t.borrower_id = ${borrower}::uuid`,
    state === undefined ? undefined : sql`t.state = ${state}`,
    olderThan("t.proposed_at", after),
  ])} ORDER BY t.proposed_at DESC, t.id DESC LIMIT ${limit + 1}`;

export async function arrangementRecords(desk: Desk, query: Query, look: Look): Promise<Records<ArrangementRecord>> {
  const found = await desk.tx.$queryRaw<Row[]>(arrangementsSql(query));
  const page = pageOf(
    found,
    query.limit,
    (row) => recordOf(row, look.at),
    (row) => momentPlace(row.proposed_at, row.id),
  );
  await logLooks(
    desk,
    look,
    "api arrangements",
    page.items.map(({ borrower }) => borrower.id),
  );
  return page;
}

export async function arrangementRecord(desk: Desk, id: string, look: Look): Promise<ArrangementRecord | undefined> {
  const [row] = await desk.tx.$queryRaw<Row[]>(sql`${rows} WHERE t.id = ${id}::uuid`);
  if (!row) return undefined;
  await logLooks(desk, look, "api arrangement", [row.borrower_id]);
  return recordOf(row, look.at);
}

function recordOf(row: Row, now: Instant): ArrangementRecord {
  const of = currency(row.currency);
  const zone = row.zone as Zone;
  const originalDueOn = day(row.original_due_on);
  const paidOn = row.state === "kept" && row.ended_at ? dayIn(instantOf(row.ended_at), zone) : undefined;
  return {
    id: row.id,
    borrower: { id: row.borrower_id, externalId: row.borrower_external_id },
    loan: { id: row.loan_id, externalId: row.loan_external_id },
    instalments: { from: row.first_no, to: row.last_no },
    state: row.state,
    round: row.round,
    amount: money(row.amount_minor, of),
    parts: partsOf({ amountMinor: row.amount_minor, parts: row.parts, firstOn: day(row.first_on) }).map(({ no, on, amountMinor }) => ({
      no,
      on,
      amount: money(amountMinor, of),
    })),
    originalDueOn,
    daysPastDue: daysPastDue(originalDueOn, dayIn(now, zone), paidOn),
    guarantor: row.guarantor,
    approvedBy: row.approved_by,
    proposedAt: instantOf(row.proposed_at),
    agreedAt: instantOrNull(row.agreed_at),
    endedAt: instantOrNull(row.ended_at),
  };
}
