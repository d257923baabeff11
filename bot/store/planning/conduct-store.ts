import type { PlanningStore } from "../../app/planning/ports.ts";
import { toDate, type Day, type Instant } from "../../domain/calendar.ts";
import type { LoanId } from "../../domain/ids.ts";
import { sql, type Database } from "../database.ts";
import { dayOf } from "../days.ts";
import { markDirty } from "../import/touch-rows.ts";

interface FactRow {
  loan_id: LoanId;
  no: number | null;
  due_on: Date;
  paid_on: Date | null;
  partly: boolean;
  asked_on: Date | null;
}

export function conductStore(database: Database): Pick<PlanningStore, "conductFacts" | "loansWithWord" | "keepConduct" | "markDirty"> {
  return {
    conductFacts: (loans, today) => conductFacts(database, loans, today),
    loansWithWord: (since) => loansWithWord(database, since),
    async keepConduct(known, at) {
      const seen = known.flatMap(({ loanId, seen: one }) => (one ? [{ loanId, ...one }] : []));
      const rows = await database.$queryRaw<{ id: LoanId }[]>(sql`
        WITH gone AS (
          DELETE FROM loan_conduct WHERE loan_id = ANY(${known.filter((one) => !one.seen).map((one) => one.loanId)}::uuid[]) RETURNING loan_id),
        kept AS (
          INSERT INTO loan_conduct AS c (loan_id, conduct, until, seen_at)
          SELECT loan_id, conduct, until, ${toDate(at)} FROM unnest(${seen.map((one) => one.loanId)}::uuid[], ${seen.map((one) => one.conduct)}::text[],
            ${seen.map((one) => one.until)}::date[]) AS s(loan_id, conduct, until)
          ON CONFLICT (loan_id) DO UPDATE SET conduct = excluded.conduct, until = excluded.until, seen_at = excluded.seen_at
            WHERE (c.conduct, c.until) IS DISTINCT FROM (excluded.conduct, excluded.until)
          RETURNING loan_id)
        SELECT loan_id::text AS id FROM gone UNION ALL SELECT loan_id::text FROM kept`);
      return rows.map(({ id }) => id);
    },
    markDirty: (loans) => database.$transaction((tx) => markDirty(tx, loans)),
  };
}

async function conductFacts(database: Database, loans: readonly LoanId[], today: Day): ReturnType<PlanningStore["conductFacts"]> {
  const rows = await database.$queryRaw<FactRow[]>(sql`
    WITH asked AS (SELECT id, borrower_id, paid_minor FROM loan WHERE id = ANY(${[...loans]}::uuid[])),
    paid AS (
      SELECT p.loan_id, p.paid_on, sum(p.amount_minor) OVER (PARTITION BY p.loan_id ORDER BY p.paid_on, p.posted_at, p.id) AS total
      FROM payment p WHERE p.loan_id = ANY(${[...loans]}::uuid[]))
    SELECT a.id::text AS loan_id, i.no, i.due_on, i.cumulative_minor > a.paid_minor AND i.cumulative_minor - i.amount_minor < a.paid_minor AS partly,
      CASE WHEN i.cumulative_minor <= a.paid_minor THEN (SELECT min(p.paid_on) FROM paid p WHERE p.loan_id = a.id AND p.total >= i.cumulative_minor) END AS paid_on,
      greatest(
        (SELECT max(p.decided_at) FROM promise p WHERE p.borrower_id = a.borrower_id AND p.loan_id = a.id AND p.state IN ('broken', 'partly_kept')),
        (SELECT max(u.at) FROM status_update u WHERE u.borrower_id = a.borrower_id AND u.kind IN ('hardship', 'asks_for_time') AND (u.loan_id IS NULL OR u.loan_id = a.id))
      )::date AS asked_on
    FROM asked a LEFT JOIN LATERAL (SELECT * FROM instalment s WHERE s.loan_id = a.id AND s.due_on < ${today}::date ORDER BY s.no DESC LIMIT ${mostDue}) i ON true
    ORDER BY a.id, i.no DESC`);
  const facts = new Map<LoanId, { loanId: LoanId; due: { dueOn: Day; paidOn: Day | undefined; partly: boolean }[]; askedOn: Day | undefined }>();
  for (const row of rows) {
    const of = facts.get(row.loan_id) ?? { loanId: row.loan_id, due: [], askedOn: row.asked_on ? dayOf(row.asked_on) : undefined };
    facts.set(row.loan_id, of);
    if (row.no !== null) of.due.push({ dueOn: dayOf(row.due_on), paidOn: row.paid_on ? dayOf(row.paid_on) : undefined, partly: row.partly });
  }
  return [...facts.values()];
}

const mostDue = 6;

async function loansWithWord(database: Database, since: Instant): ReturnType<PlanningStore["loansWithWord"]> {
  const words = await database.$queryRaw<{ borrower_id: string; loan_id: string | null }[]>(sql`
    SELECT borrower_id::text, loan_id::text FROM promise WHERE decided_at >= ${toDate(since)} AND state IN ('broken', 'partly_kept')
    UNION SELECT borrower_id::text, loan_id::text FROM status_update WHERE at >= ${toDate(since)} AND kind IN ('hardship', 'asks_for_time')`);
  // Most ticks end here: a join would be planned over the book.
  if (words.length === 0) return [];
  return database.$queryRaw(sql`
    SELECT DISTINCT l.id::text, b.zone FROM unnest(${words.map((word) => word.borrower_id)}::uuid[], ${words.map((word) => word.loan_id)}::uuid[]) AS w(borrower_id, loan_id)
    JOIN borrower b ON b.id = w.borrower_id JOIN loan l ON l.borrower_id = w.borrower_id AND (w.loan_id IS NULL OR w.loan_id = l.id)
    WHERE l.status = 'open'`);
}
