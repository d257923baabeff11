import type { Look } from "../../app/console/ports.ts";
import type { ById, PageOf } from "../../app/lender/ports.ts";
import type { LoanDetail, LoanRecord, PaymentRecord, Records } from "../../app/lender/views.ts";
import { day } from "../../domain/calendar.ts";
import { outstanding } from "../../domain/loans/loan.ts";
import { currency, money } from "../../domain/money.ts";
import { dayOf, instantOf } from "../days.ts";
import type { Desk } from "../console/desk.ts";
import { logLooks } from "../console/looks.ts";
import { sql } from "../database.ts";
import { all, behind, momentPlace, olderThan, pageOf, type Statement } from "./keyset.ts";

interface Row {
  id: string;
  external_id: string;
  borrower_id: string;
  borrower_external_id: string;
  product: string;
  purpose: string;
  trade: string;
  risk_grade: string;
  branch: string;
  officer: string;
  status: string;
  currency: string;
  principal_minor: bigint;
  disbursed_on: string;
  first_due_on: string;
  instalments: number;
  instalment_minor: bigint;
  frequency: string;
  outstanding_principal_minor: bigint | null;
  amount_due_minor: bigint | null;
  paid_minor: bigint;
  ledger_as_of: Date;
}

const columns = sql`t.id::text, t.external_id, t.borrower_id::text, b.external_id AS borrower_external_id, t.product, t.purpose, t.trade, t.risk_grade, t.branch,
  t.officer, t.status, t.currency, t.principal_minor, t.disbursed_on::text, t.first_due_on::text, t.instalments, t.instalment_minor, t.frequency,
  t.outstanding_principal_minor, t.amount_due_minor, t.paid_minor, t.ledger_as_of`;

export const loansSql = ({ borrower, after, limit }: PageOf & { readonly borrower?: string | undefined }): Statement =>
  sql`SELECT ${columns} FROM loan t JOIN borrower b ON b.id = t.borrower_id
    WHERE ${all([behind(after), borrower === undefined ? undefined : sql`t.borrower_id = ${borrower}::uuid`])} ORDER BY t.external_id LIMIT ${limit + 1}`;

export async function loanRecords(desk: Desk, query: PageOf & { readonly borrower?: string | undefined }, look: Look): Promise<Records<LoanRecord>> {
  const page = pageOf(await desk.tx.$queryRaw<Row[]>(loansSql(query)), query.limit, recordOf, (row) => ({ by: "external_id", externalId: row.external_id }));
  await logLooks(
    desk,
    look,
    "api loans",
    page.items.map(({ borrower }) => borrower.id),
  );
  return page;
}

export async function loanRecord(desk: Desk, by: ById, look: Look): Promise<LoanDetail | undefined> {
  const which = "id" in by ? sql`t.id = ${by.id}::uuid` : sql`t.external_id = ${by.externalId}`;
  const [row] = await desk.tx.$queryRaw<Row[]>(sql`SELECT ${columns} FROM loan t JOIN borrower b ON b.id = t.borrower_id WHERE ${which}`);
  if (!row) return undefined;
  const rows = await desk.tx.instalment.findMany({ where: { loanId: row.id }, orderBy: { no: "asc" } });
  await logLooks(desk, look, "api loan", [row.borrower_id]);
  const of = currency(row.currency);
  const schedule = rows.map((one) => ({
    no: one.no,
    dueOn: dayOf(one.dueOn),
    amount: money(one.amountMinor, of),
    open: money(outstanding(one, row.paid_minor), of),
  }));
  return { ...recordOf(row), schedule };
}

interface PaymentRow {
  id: string;
  reference: string;
  paid_on: string;
  amount_minor: bigint;
  posted_at: Date;
}

export const paymentsSql = (loan: string, { after, limit }: PageOf): Statement =>
  sql`SELECT t.id::text, t.reference, t.paid_on::text, t.amount_minor, t.posted_at FROM payment t
    WHERE ${all([sql`t.loan_id = ${loan}::uuid`, olderThan("t.posted_at", after)])} ORDER BY t.posted_at DESC, t.id DESC LIMIT ${limit + 1}`;

export async function paymentRecords(desk: Desk, loan: string, page: PageOf, look: Look): Promise<Records<PaymentRecord> | undefined> {
  const found = await desk.tx.loan.findUnique({ where: { id: loan }, select: { borrowerId: true, currency: true } });
  if (!found) return undefined;
  const rows = await desk.tx.$queryRaw<PaymentRow[]>(paymentsSql(loan, page));
  await logLooks(desk, look, "api payments", [found.borrowerId]);
  const of = currency(found.currency);
  return pageOf(
    rows,
    page.limit,
    (row) => ({
      id: row.id,
      reference: row.reference,
      paidOn: day(row.paid_on),
      amount: money(row.amount_minor, of),
      postedAt: instantOf(row.posted_at),
    }),
    (row) => momentPlace(row.posted_at, row.id),
  );
}

function recordOf(row: Row): LoanRecord {
  const of = currency(row.currency);
  const orNull = (minor: bigint | null) => (minor === null ? null : money(minor, of));
  return {
    id: row.id,
    externalId: row.external_id,
    borrower: { id: row.borrower_id, externalId: row.borrower_external_id },
    product: row.product,
    purpose: row.purpose,
    trade: row.trade,
    riskGrade: row.risk_grade,
    branch: row.branch,
    officer: row.officer,
    status: row.status,
    principal: money(row.principal_minor, of),
    disbursedOn: day(row.disbursed_on),
    firstDueOn: day(row.first_due_on),
    instalments: row.instalments,
    instalmentAmount: money(row.instalment_minor, of),
    frequency: row.frequency,
    outstandingPrincipal: orNull(row.outstanding_principal_minor),
    amountDue: orNull(row.amount_due_minor),
    paid: money(row.paid_minor, of),
    ledgerAsOf: instantOf(row.ledger_as_of),
  };
}
