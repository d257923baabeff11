import { z } from "zod";
import type { LoanLookedAt } from "../../app/checkins/ports.ts";
import { addDays, dayIn, dayMs, plus, toDate, zone, type Day, type Instant, type Zone } from "../../domain/calendar.ts";
import type { CheckinHistory } from "../../domain/checkins/checkins-due.ts";
import type { CheckinLoan } from "../../domain/checkins/phase.ts";
import type { BorrowerId, LoanId } from "../../domain/ids.ts";
import { borrowerTypes } from "../../domain/loans/borrower-row.ts";
import { currency } from "../../domain/money.ts";
import { sql, type Tx } from "../database.ts";
import { dayOf, instantOf } from "../days.ts";
import { kindColumns, kindOf, type KindRow } from "../planning/kinds.ts";

interface Row extends KindRow {
  id: LoanId;
  borrower_id: BorrowerId;
  zone: Zone;
  officer: string;
  trade: string;
  purpose: string;
  currency: string;
  principal_minor: bigint;
  disbursed_on: Date;
  status: string;
  ledger_as_of: Date;
  due_ons: Day[] | null;
  amounts: string[] | null;
  open_since: Date | null;
  settled_on: Date | null;
  late_elsewhere: Date | null;
  agreed: boolean;
}

/** A round's gaps look back so far at most. */
const backDays = 400;
const statusForm = z.enum(["open", "closed", "written_off"]);
const typeForm = z.enum(borrowerTypes);
const utc = zone("UTC");

/** Reads each loan by its key; one that is gone, or whose borrower was erased, is missing. */
export async function loansLookedAt(tx: Tx, ids: readonly LoanId[], now: Instant): Promise<readonly LoanLookedAt[]> {
  const rows = await tx.$queryRaw<Row[]>(sql`
    SELECT l.id::text, l.borrower_id::text, b.zone, b.officer, l.trade, l.purpose, l.currency, l.principal_minor, l.disbursed_on, l.status, l.ledger_as_of,
      ${kindColumns(dayIn(now, utc))}, s.due_ons, s.amounts, s.open_since,
      CASE WHEN s.total <= l.paid_minor THEN (SELECT max(p.paid_on) FROM payment p WHERE p.loan_id = l.id) END AS settled_on,
      (SELECT min(i.due_on) FROM loan o JOIN instalment i ON i.loan_id = o.id AND i.cumulative_minor > o.paid_minor
        WHERE o.borrower_id = l.borrower_id AND o.id <> l.id AND o.status = 'open') AS late_elsewhere,
      EXISTS (SELECT 1 FROM consent c WHERE c.borrower_id = l.borrower_id AND c.purpose = 'offer' AND c.given) AS agreed
    FROM unnest(${[...ids]}::uuid[]) AS k(id)
    CROSS JOIN LATERAL (SELECT * FROM loan WHERE id = k.id OFFSET 0) l
    CROSS JOIN LATERAL (SELECT * FROM borrower WHERE id = l.borrower_id OFFSET 0) b
    CROSS JOIN LATERAL (SELECT 1 FROM keys.borrower_key WHERE borrower_id = l.borrower_id OFFSET 0) y
    LEFT JOIN LATERAL (SELECT array_agg(i.due_on::text ORDER BY i.no) AS due_ons, array_agg(i.amount_minor::text ORDER BY i.no) AS amounts, sum(i.amount_minor) AS total,
      min(i.due_on) FILTER (WHERE i.cumulative_minor > l.paid_minor) AS open_since FROM instalment i WHERE i.loan_id = l.id) s ON true
    ORDER BY l.borrower_id, l.principal_minor DESC, l.id`);
  const past = await pastOf(tx, [...new Set(rows.map(({ borrower_id: id }) => id))], now);
  return rows.map((row) => {
    const today = dayIn(now, row.zone);
    const { rounds, running, reminders } = past.get(row.borrower_id) ?? nothing;
    return {
      loanId: row.id,
      borrowerId: row.borrower_id,
      zone: row.zone,
      branch: row.branch,
      officer: row.officer,
      loan: loanOf(row, today),
      openSince: row.open_since ? dayOf(row.open_since) : undefined,
      history: { rounds, running, reminders, lateElsewhere: row.late_elsewhere !== null && dayOf(row.late_elsewhere) < today },
      agreed: row.agreed,
      kind: kindOf(row),
    };
  });
}

function loanOf(row: Row, today: Day): CheckinLoan {
  const openSince = row.open_since && row.status === "open" ? dayOf(row.open_since) : undefined;
  // Nobody is asked why a payment has not come before the ledger covers its day.
  const known = dayIn(instantOf(row.ledger_as_of), row.zone);
  return {
    id: row.id,
    borrowerType: typeForm.parse(row.type),
    product: row.product,
    riskGrade: row.risk_grade,
    trade: row.trade,
    purpose: row.purpose,
    branch: row.branch,
    currency: currency(row.currency),
    principalMinor: row.principal_minor,
    disbursedOn: dayOf(row.disbursed_on),
    status: statusForm.parse(row.status),
    ...(row.settled_on && { settledOn: dayOf(row.settled_on) }),
    ...(openSince !== undefined && openSince < today && openSince < known && { lateSince: openSince }),
    schedule: (row.due_ons ?? []).map((dueOn, i) => ({ dueOn, amountMinor: BigInt(row.amounts?.[i] ?? "0") })),
  };
}

type Past = Pick<CheckinHistory, "rounds" | "running" | "reminders">;
const nothing: Past = { rounds: [], running: false, reminders: [] };

async function pastOf(tx: Tx, borrowers: readonly BorrowerId[], now: Instant): Promise<ReadonlyMap<BorrowerId, Past>> {
  const since = toDate(plus(now, -backDays * dayMs));
  const rounds = await tx.$queryRaw<{ borrower_id: BorrowerId; key: string; checkin: string; loan: string; at: Date; zone: Zone; running: boolean }[]>(sql`
    SELECT r.borrower_id::text, r.round_key AS key, r.questionnaire AS checkin, r.loan_id::text AS loan, coalesce(r.offered_at, r.created_at) AS at, b.zone, r.ended_at IS NULL AS running
    FROM checkin_run r JOIN borrower b ON b.id = r.borrower_id WHERE r.borrower_id = ANY(${[...borrowers]}::uuid[]) AND r.created_at > ${since}
    UNION ALL
    SELECT v.borrower_id::text, v.round_key, v.questionnaire, v.loan_id::text, v.created_at, b.zone, false
    FROM visit_task v JOIN borrower b ON b.id = v.borrower_id WHERE v.borrower_id = ANY(${[...borrowers]}::uuid[]) AND v.created_at > ${since}`);
  const today = dayIn(now, utc);
  const reminders = await tx.$queryRaw<{ borrower_id: BorrowerId; planned_on: Date }[]>(sql`
    SELECT borrower_id::text, planned_on FROM touch WHERE borrower_id = ANY(${[...borrowers]}::uuid[]) AND kind = 'reminder' AND state IN ('planned', 'claimed', 'sent')
      AND planned_on BETWEEN ${addDays(today, -30)}::date AND ${addDays(today, 30)}::date`);
  const all = new Map(borrowers.map((id) => [id, { rounds: [] as Past["rounds"][number][], running: false, reminders: [] as Day[] }]));
  for (const { borrower_id: id, at, zone, running, ...round } of rounds) {
    const of = all.get(id);
    of?.rounds.push({ ...round, on: dayIn(instantOf(at), zone) });
    if (of && running) of.running = true;
  }
  for (const { borrower_id: id, planned_on: on } of reminders) all.get(id)?.reminders.push(dayOf(on));
  return all;
}
