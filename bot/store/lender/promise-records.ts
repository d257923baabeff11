import type { Look } from "../../app/console/ports.ts";
import type { PageOf, Span } from "../../app/lender/ports.ts";
import type { PromiseCounts, PromiseRecord, Records } from "../../app/lender/views.ts";
import { day } from "../../domain/calendar.ts";
import { currency, money } from "../../domain/money.ts";
import { instantOf, instantOrNull } from "../days.ts";
import type { Desk } from "../console/desk.ts";
import { logLooks } from "../console/looks.ts";
import { sql, type Database } from "../database.ts";
import { all, momentPlace, olderThan, pageOf, within, type Statement } from "./keyset.ts";

interface Row {
  id: string;
  borrower_id: string;
  borrower_external_id: string;
  loan_id: string;
  loan_external_id: string;
  instalment_no: number;
  amount_minor: bigint;
  currency: string;
  promised_on: string;
  state: string;
  confirmed_at: Date;
  check_at: Date;
  decided_at: Date | null;
}

type Query = PageOf & { readonly borrower?: string | undefined; readonly state?: string | undefined };

const rows = sql`SELECT t.id::text, t.borrower_id::text, b.external_id AS borrower_external_id, t.loan_id::text, l.external_id AS loan_external_id, t.instalment_no,
  t.amount_minor, t.currency, t.promised_on::text, t.state, t.confirmed_at, t.check_at, t.decided_at
  FROM promise t JOIN borrower b ON b.id = t.borrower_id JOIN loan l ON l.id = t.loan_id`;

export const promisesSql = ({ borrower, state, after, limit }: Query): Statement =>
  sql`${rows} WHERE ${all([
    borrower === undefined ? undefined : sql`t.borrower_id = ${borrower}::uuid`,
    state === undefined ? undefined : sql`t.state = ${state}`,
    olderThan("t.confirmed_at", after),
  ])} ORDER BY t.confirmed_at DESC, t.id DESC LIMIT ${limit + 1}`;

export async function promiseRecords(desk: Desk, query: Query, look: Look): Promise<Records<PromiseRecord>> {
  const page = pageOf(await desk.tx.$queryRaw<Row[]>(promisesSql(query)), query.limit, recordOf, (row) => momentPlace(row.confirmed_at, row.id));
  await logLooks(
    desk,
    look,
    "api promises",
    page.items.map(({ borrower }) => borrower.id),
  );
  return page;
}

export async function promiseRecord(desk: Desk, id: string, look: Look): Promise<PromiseRecord | undefined> {
  const [row] = await desk.tx.$queryRaw<Row[]>(sql`${rows} WHERE t.id = ${id}::uuid`);
  if (!row) return undefined;
  await logLooks(desk, look, "api promise", [row.borrower_id]);
  return recordOf(row);
}

export const promiseCountsSql = (span: Span): Statement =>
  sql`SELECT t.state, count(*)::int AS count FROM promise t WHERE ${all([within("t.confirmed_at", span)])} GROUP BY t.state`;

/** Numbers of nobody in particular: no look. */
export async function promiseCounts(database: Database, span: Span): Promise<PromiseCounts> {
  const counted = new Map((await database.$queryRaw<{ state: string; count: number }[]>(promiseCountsSql(span))).map(({ state, count }) => [state, count]));
  const of = (state: string): number => counted.get(state) ?? 0;
  const [kept, partlyKept, broken, open, replaced] = [of("kept"), of("partly_kept"), of("broken"), of("open"), of("replaced")];
  const decided = kept + partlyKept + broken;
  return { total: decided + open + replaced, decided, kept, partlyKept, broken, open, replaced };
}

const recordOf = (row: Row): PromiseRecord => ({
  id: row.id,
  borrower: { id: row.borrower_id, externalId: row.borrower_external_id },
  loan: { id: row.loan_id, externalId: row.loan_external_id },
  instalmentNo: row.instalment_no,
  amount: money(row.amount_minor, currency(row.currency)),
  promisedOn: day(row.promised_on),
  state: row.state,
  confirmedAt: instantOf(row.confirmed_at),
  checkAt: instantOf(row.check_at),
  decidedAt: instantOrNull(row.decided_at),
});
