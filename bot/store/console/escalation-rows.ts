import type { Sees } from "../../app/access/caller.ts";
import type { ScopedLook } from "../../app/console/ports.ts";
import type { EscalationRow, Page } from "../../app/console/views.ts";
import { sql } from "../database.ts";
import { instantOf, instantOrNull } from "../days.ts";
import { momentCursor, readMomentCursor, type MomentCursor } from "./cursor.ts";
import type { Desk } from "./desk.ts";
import { logLooks } from "./looks.ts";
import { peopleOf, type People } from "./people.ts";
import { seen } from "./seen.ts";

export interface EscalationSql {
  id: string;
  borrower_id: string;
  loan: string | null;
  branch: string;
  officer: string;
  reason: string;
  severity: string;
  state: string;
  opened_at: Date;
  due_at: Date | null;
  acknowledged_by: string | null;
  resolved_at: Date | null;
}

const columns = sql`e.id::text, e.borrower_id::text, l.external_id AS loan, e.branch, e.officer, e.reason, e.severity, e.state, e.opened_at, e.due_at, e.acknowledged_by, e.resolved_at`;
const pageSize = 50;
/** Open cases are few, or something else is wrong: they are shown whole, lives before money. */
const mostOpen = 200;

export async function escalationList(
  desk: Desk,
  query: { readonly state: "open" | "resolved"; readonly after?: string },
  look: ScopedLook,
): Promise<Page<EscalationRow>> {
  const rows = query.state === "open" ? await openEscalations(desk, mostOpen, look.sees) : await resolved(desk, look.sees, readMomentCursor(query.after));
  const shown = query.state === "open" ? rows : rows.slice(0, pageSize);
  const people = await peopleOf(
    desk,
    shown.map((row) => row.borrower_id),
  );
  await logLooks(
    desk,
    look,
    "escalations",
    shown.map((row) => row.borrower_id),
  );
  const last = query.state === "resolved" && rows.length > pageSize ? shown.at(-1) : undefined;
  return { items: shown.map((row) => escalationRow(row, people)), next: last?.resolved_at ? momentCursor(last.resolved_at, last.id) : null };
}

/** Most severe first, then what is to be done by someone, oldest first. */
export function openEscalations({ tx }: Desk, most: number, sees: Sees): Promise<EscalationSql[]> {
  return tx.$queryRaw<EscalationSql[]>(sql`
    SELECT ${columns} FROM escalation e JOIN borrower b ON b.id = e.borrower_id LEFT JOIN loan l ON l.id = e.loan_id WHERE e.state <> 'resolved' AND ${seen(sees)}
    ORDER BY (e.state <> 'open'), CASE e.severity WHEN 'urgent' THEN 0 WHEN 'high' THEN 1 ELSE 2 END, e.opened_at, e.id LIMIT ${most}`);
}

function resolved({ tx }: Desk, sees: Sees, after: MomentCursor | undefined): Promise<EscalationSql[]> {
  const older = after ? sql`AND (e.resolved_at, e.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql``;
  return tx.$queryRaw<EscalationSql[]>(sql`
    SELECT ${columns} FROM escalation e JOIN borrower b ON b.id = e.borrower_id LEFT JOIN loan l ON l.id = e.loan_id WHERE e.state = 'resolved' AND ${seen(sees)} ${older}
    ORDER BY e.resolved_at DESC, e.id DESC LIMIT ${pageSize + 1}`);
}

export function escalationsOf({ tx }: Desk, borrower: string): Promise<EscalationSql[]> {
  return tx.$queryRaw<EscalationSql[]>(sql`
    SELECT ${columns} FROM escalation e LEFT JOIN loan l ON l.id = e.loan_id WHERE e.borrower_id = ${borrower}::uuid ORDER BY e.opened_at DESC, e.id LIMIT 100`);
}

export function escalationRow(row: EscalationSql, people: People): EscalationRow {
  return {
    id: row.id,
    borrower: people.person(row.borrower_id),
    loan: row.loan,
    branch: row.branch,
    officer: row.officer,
    reason: row.reason,
    severity: row.severity,
    state: row.state,
    openedAt: instantOf(row.opened_at),
    dueAt: instantOrNull(row.due_at),
    acknowledgedBy: row.acknowledged_by,
    resolvedAt: instantOrNull(row.resolved_at),
  };
}
