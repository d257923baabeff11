import type { Look } from "../../app/console/ports.ts";
import type { PageOf } from "../../app/lender/ports.ts";
import type { CaseDetail, CaseRecord, Records } from "../../app/lender/views.ts";
import { instantOf, instantOrNull } from "../days.ts";
import type { Desk } from "../console/desk.ts";
import { logLooks } from "../console/looks.ts";
import { peopleOf } from "../console/people.ts";
import { sql } from "../database.ts";
import { all, momentPlace, olderThan, pageOf, type Statement } from "./keyset.ts";

interface Row {
  id: string;
  borrower_id: string;
  borrower_external_id: string;
  loan_id: string | null;
  loan_external_id: string | null;
  branch: string;
  officer: string;
  reason: string;
  severity: string;
  state: string;
  opened_at: Date;
  acknowledged_at: Date | null;
  acknowledged_by: string | null;
  resolved_at: Date | null;
  resolved_by: string | null;
  resolution_code: string | null;
  note_sealed: Uint8Array | null;
}

type Query = PageOf & { readonly borrower?: string | undefined; readonly state?: string | undefined };

const rows = sql`SELECT t.id::text, t.borrower_id::text, b.external_id AS borrower_external_id, t.loan_id::text, l.external_id AS loan_external_id, t.branch, t.officer,
  t.reason, t.severity, t.state, t.opened_at, t.acknowledged_at, t.acknowledged_by, t.resolved_at, t.resolved_by, t.resolution_code, t.note_sealed
  FROM escalation t JOIN borrower b ON b.id = t.borrower_id LEFT JOIN loan l ON l.id = t.loan_id`;

export const casesSql = ({ borrower, state, after, limit }: Query): Statement =>
  sql`${rows} WHERE ${all([
    borrower === undefined ? undefined : sql`t.borrower_id = ${borrower}::uuid`,
    state === undefined ? undefined : sql`t.state = ${state}`,
    olderThan("t.opened_at", after),
  ])} ORDER BY t.opened_at DESC, t.id DESC LIMIT ${limit + 1}`;

export async function caseRecords(desk: Desk, query: Query, look: Look): Promise<Records<CaseRecord>> {
  const page = pageOf(await desk.tx.$queryRaw<Row[]>(casesSql(query)), query.limit, recordOf, (row) => momentPlace(row.opened_at, row.id));
  await logLooks(
    desk,
    look,
    "api escalations",
    page.items.map(({ borrower }) => borrower.id),
  );
  return page;
}

/** The newest: a borrower who writes and writes makes a case's evidence as long as they like. */
const mostEvidence = 200;

export async function caseRecord(desk: Desk, id: string, look: Look): Promise<CaseDetail | undefined> {
  const [row] = await desk.tx.$queryRaw<Row[]>(sql`${rows} WHERE t.id = ${id}::uuid`);
  if (!row) return undefined;
  const people = await peopleOf(desk, [row.borrower_id]);
  const evidence = await desk.tx.escalationEvidence.findMany({ where: { escalationId: id }, orderBy: [{ at: "desc" }, { id: "desc" }], take: mostEvidence });
  await logLooks(desk, look, "api escalation", [row.borrower_id]);
  return {
    ...recordOf(row),
    note: people.read(row.borrower_id, `escalation.note/${id}`, row.note_sealed),
    evidence: evidence.map((one) => ({ id: one.id, at: instantOf(one.at), kind: one.kind, ref: one.refId })),
  };
}

const recordOf = (row: Row): CaseRecord => ({
  id: row.id,
  borrower: { id: row.borrower_id, externalId: row.borrower_external_id },
  loan: row.loan_id === null || row.loan_external_id === null ? null : { id: row.loan_id, externalId: row.loan_external_id },
  branch: row.branch,
  officer: row.officer,
  reason: row.reason,
  severity: row.severity,
  state: row.state,
  openedAt: instantOf(row.opened_at),
  acknowledgedAt: instantOrNull(row.acknowledged_at),
  acknowledgedBy: row.acknowledged_by,
  resolvedAt: instantOrNull(row.resolved_at),
  resolvedBy: row.resolved_by,
  resolutionCode: row.resolution_code,
});
