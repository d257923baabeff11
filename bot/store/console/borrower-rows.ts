import type { ScopedLook } from "../../app/console/ports.ts";
import type { BorrowerRow, Page } from "../../app/console/views.ts";
import { toDate } from "../../domain/calendar.ts";
import { currency, money } from "../../domain/money.ts";
import { sql } from "../database.ts";
import { dayOf, instantOrNull } from "../days.ts";
import type { Desk } from "./desk.ts";
import { logLooks } from "./looks.ts";
import { seen } from "./seen.ts";
import { peopleOf } from "./people.ts";

interface Row {
  id: string;
  external_id: string;
  branch: string;
  officer: string;
  last_inbound_at: Date | null;
  on_hold: boolean;
  open_escalations: number;
}

interface OverdueRow {
  borrower_id: string;
  currency: string;
  minor: bigint;
  since: Date;
}

const pageSize = 50;

/** By the lender's borrower id; `after` is the last one shown. */
export async function borrowerRows(desk: Desk, query: { readonly search?: string; readonly after?: string }, look: ScopedLook): Promise<Page<BorrowerRow>> {
  const { tx } = desk;
  const search = query.search?.trim() ?? "";
  // the beginning of an id, in either case; % and _ mean themselves
  const like = `${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const found =
    search === "" ? sql`` : sql`AND (b.external_id ILIKE ${like} OR EXISTS (SELECT 1 FROM loan s WHERE s.borrower_id = b.id AND s.external_id ILIKE ${like}))`;
  const further = query.after === undefined ? sql`` : sql`AND b.external_id > ${query.after}`;
  const rows = await tx.$queryRaw<Row[]>(sql`
    SELECT b.id::text, b.external_id, b.branch, b.officer, b.last_inbound_at,
      EXISTS (SELECT 1 FROM hold h WHERE h.borrower_id = b.id AND h.lifted_at IS NULL AND (h.until IS NULL OR h.until > ${toDate(look.at)}::timestamptz)) AS on_hold,
      (SELECT count(*)::int FROM escalation e WHERE e.borrower_id = b.id AND e.state <> 'resolved') AS open_escalations
    FROM borrower b WHERE ${seen(look.sees)} ${found} ${further} ORDER BY b.external_id LIMIT ${pageSize + 1}`);
  const shown = rows.slice(0, pageSize);
  const ids = shown.map((row) => row.id);
  const people = await peopleOf(desk, ids);
  const overdue = await overdueOf(desk, ids, look);
  await logLooks(desk, look, "borrowers", ids);
  return {
    items: shown.map((row) => {
      const late = overdue.filter((each) => each.borrower_id === row.id);
      return {
        ...people.person(row.id),
        branch: row.branch,
        officer: row.officer,
        overdue: late.map(({ minor, currency: of }) => money(minor, currency(of))),
        overdueSince: late.map(({ since }) => dayOf(since)).toSorted()[0] ?? null,
        onHold: row.on_hold,
        openEscalations: row.open_escalations,
        lastInboundAt: instantOrNull(row.last_inbound_at),
      };
    }),
    next: rows.length > pageSize ? (shown.at(-1)?.external_id ?? null) : null,
  };
}

/** Per borrower and currency; the lender's own figure where it gives one. */
function overdueOf({ tx }: Desk, borrowers: readonly string[], look: ScopedLook): Promise<OverdueRow[]> {
  return tx.$queryRaw<OverdueRow[]>(sql`
    SELECT borrower_id::text, currency, sum(minor)::bigint AS minor, min(since) AS since FROM (
      SELECT l.borrower_id, l.currency, coalesce(l.amount_due_minor, sum(least(i.amount_minor, i.cumulative_minor - l.paid_minor))::bigint) AS minor, min(i.due_on) AS since
      FROM loan l JOIN borrower b ON b.id = l.borrower_id JOIN instalment i ON i.loan_id = l.id
      WHERE l.borrower_id = ANY(${[...borrowers]}::uuid[]) AND l.status = 'open' AND i.cumulative_minor > l.paid_minor
        AND i.due_on < (${toDate(look.at)}::timestamptz AT TIME ZONE b.zone)::date
      GROUP BY l.id, l.borrower_id, l.currency, l.amount_due_minor) of_loan
    GROUP BY borrower_id, currency ORDER BY currency`);
}
