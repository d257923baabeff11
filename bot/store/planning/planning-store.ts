import type { Candidate, DirtyLoan, NewTouch, PlanningStore } from "../../app/planning/ports.ts";
import { toDate, type Zone } from "../../domain/calendar.ts";
import type { BorrowerId, LoanId } from "../../domain/ids.ts";
import { sql, type Database } from "../database.ts";
import { dateOf, dayOf } from "../days.ts";
import { appendLog } from "../log-entries.ts";
import type { Vault } from "../vault.ts";

const batchSize = 5_000;

export function createPlanningStore(database: Database, vault: Vault): PlanningStore {
  return {
    zones: () => zones(database),
    candidates: (of) => candidates(database, of),
    insert: (touches, at, entryId) =>
      database.$transaction(async (tx) => {
        const inserted = touches.length === 0 ? 0 : await tx.$executeRaw(insertTouches(touches, at));
        if (inserted > 0) await appendLog(tx, vault, [{ id: entryId, at, kind: "touches.planned", borrowerId: null, actor: "bot", body: { count: inserted } }]);
        return inserted;
      }),
    async markPlanned(zone, through) {
      await database.planCursor.upsert({ where: { zone }, create: { zone, plannedTo: dateOf(through) }, update: { plannedTo: dateOf(through) } });
    },
    dirtyLoans: (limit) =>
      // xmin changes whenever a mark is set again, so that clearing never takes a newer mark with it.
      database.$queryRaw<DirtyLoan[]>(
        sql`SELECT d.loan_id::text AS id, b.zone, d.xmin::text AS mark FROM plan_dirty d JOIN loan l ON l.id = d.loan_id JOIN borrower b ON b.id = l.borrower_id LIMIT ${limit}`,
      ),
    async clearDirty(loans) {
      await database.$executeRaw(sql`
        DELETE FROM plan_dirty d USING unnest(${loans.map((l) => l.id)}::uuid[], ${loans.map((l) => l.mark)}::text[]) AS was(id, mark)
        WHERE d.loan_id = was.id AND d.xmin::text = was.mark`);
    },
  };
}

/** A loose index scan: as many steps as there are zones, not borrowers. */
async function zones(database: Database): ReturnType<PlanningStore["zones"]> {
  const rows = await database.$queryRaw<{ zone: Zone; planned_to: Date | null }[]>(sql`
    WITH RECURSIVE z AS (
      (SELECT zone FROM borrower ORDER BY zone LIMIT 1)
      UNION ALL
      SELECT (SELECT b.zone FROM borrower b WHERE b.zone > z.zone ORDER BY b.zone LIMIT 1) FROM z WHERE z.zone IS NOT NULL)
    SELECT z.zone, c.planned_to FROM z LEFT JOIN plan_cursor c ON c.zone = z.zone WHERE z.zone IS NOT NULL`);
  return rows.map((row) => ({ zone: row.zone, plannedThrough: row.planned_to === null ? undefined : dayOf(row.planned_to) }));
}

interface Row {
  borrower_id: BorrowerId;
  loan_id: LoanId;
  no: number;
  due_on: Date;
  stage: number;
  channel: string | null;
  branch: string;
  type: string;
  product: string;
}

type Of = Parameters<PlanningStore["candidates"]>[0];

function candidates(database: Database, of: Of): AsyncIterable<Candidate[]> {
  return of.onlyLoans ? ofLoans(database, of, of.onlyLoans) : ofDays(database, of);
}

/** Some loans, all days: from the loans to their instalments, by key. */
async function* ofLoans(database: Database, { zone, days }: Of, loans: readonly LoanId[]): AsyncGenerator<Candidate[]> {
  const rows = await database.$queryRaw<Row[]>(sql`
    SELECT l.borrower_id::text, l.id::text AS loan_id, i.no, i.due_on, d.stage, b.branch, b.type, l.product, ${channel}
    FROM loan l JOIN borrower b ON b.id = l.borrower_id JOIN instalment i ON i.loan_id = l.id
    JOIN unnest(${days.map((d) => d.stage)}::int[], ${days.map((d) => d.dueOn)}::date[]) AS d(stage, due_on) ON d.due_on = i.due_on
    WHERE l.id = ANY(${[...loans]}::uuid[]) AND i.cumulative_minor > l.paid_minor AND l.status = 'open' AND b.zone = ${zone}`);
  for (let at = 0; at < rows.length; at += batchSize) yield rows.slice(at, at + batchSize).map((row) => candidate(row, zone));
}

/** Some days, all loans: keyset pages over one due day; the index on due_on finds its instalments, whatever else the book holds. */
async function* ofDays(database: Database, { zone, days }: Of): AsyncGenerator<Candidate[]> {
  for (const { stage, dueOn } of days) {
    for (let after: LoanId | null = null; ;) {
      const rows: Row[] = await database.$queryRaw<Row[]>(sql`
        SELECT l.borrower_id::text, l.id::text AS loan_id, i.no, i.due_on, ${stage}::int AS stage, b.branch, b.type, l.product, ${channel}
        FROM instalment i JOIN loan l ON l.id = i.loan_id JOIN borrower b ON b.id = l.borrower_id
        WHERE i.due_on = ${dateOf(dueOn)}::date AND i.cumulative_minor > l.paid_minor AND l.status = 'open' AND b.zone = ${zone}
          AND (${after}::uuid IS NULL OR l.id > ${after}::uuid)
        ORDER BY l.id LIMIT ${batchSize}`);
      if (rows.length > 0) yield rows.map((row) => candidate(row, zone));
      if (rows.length < batchSize) break;
      after = rows.at(-1)?.loan_id ?? null;
    }
  }
}

/** The channel that the borrower asked for; else their newest open point, a text message only where there is nothing else. */
const channel = sql`(SELECT c.channel FROM contact_point c WHERE c.borrower_id = b.id AND c.state <> 'closed'
  ORDER BY (c.channel = b.preferred_channel) IS TRUE DESC, c.channel = 'sms', c.created_at DESC LIMIT 1) AS channel`;

function candidate(row: Row, zone: Zone): Candidate {
  return {
    borrowerId: row.borrower_id,
    zone,
    loanId: row.loan_id,
    instalmentNo: row.no,
    dueOn: dayOf(row.due_on),
    stage: row.stage,
    // No open contact point: planned all the same, so that the gate can say that there is none.
    channel: row.channel ?? "none",
    branch: row.branch,
    type: row.type,
    products: [row.product],
  };
}

function insertTouches(touches: readonly NewTouch[], at: Parameters<typeof toDate>[0]): ReturnType<typeof sql> {
  const of = <T>(pick: (touch: NewTouch) => T): T[] => touches.map(pick);
  return sql`
    INSERT INTO touch (id, kind, key, borrower_id, loan_id, instalment_no, due_on, stage, planned_on, channel, template, priority, state, due_at, expires_at, created_at)
    SELECT id, 'reminder', key, borrower_id, loan_id, no, due_on, stage, planned_on, channel, template, priority, 'planned', due_at, expires_at, ${toDate(at)}
    FROM unnest(${of((t) => t.id)}::uuid[], ${of((t) => t.key)}::text[], ${of((t) => t.candidate.borrowerId)}::uuid[], ${of((t) => t.candidate.loanId)}::uuid[],
      ${of((t) => t.candidate.instalmentNo)}::int[], ${of((t) => t.candidate.dueOn)}::date[], ${of((t) => t.stage)}::int[], ${of((t) => t.plannedOn)}::date[],
      ${of((t) => t.candidate.channel)}::text[], ${of((t) => t.template)}::text[], ${of((t) => t.priority)}::int[],
      ${of((t) => toDate(t.dueAt))}::timestamptz[], ${of((t) => toDate(t.expiresAt))}::timestamptz[])
      AS t(id, key, borrower_id, loan_id, no, due_on, stage, planned_on, channel, template, priority, due_at, expires_at)
    -- What was suppressed for a reason that is over (rescheduled and back, closed by mistake, paid and reversed) opens again.
    ON CONFLICT (key) DO UPDATE SET state = 'planned', due_at = greatest(excluded.due_at, ${toDate(at)}), decision = NULL, reasons = NULL
      WHERE touch.state = 'suppressed' AND touch.expires_at > ${toDate(at)}
        AND touch.reasons @> ANY(ARRAY['[{"rule":"rescheduled"}]', '[{"rule":"loan_closed"}]', '[{"rule":"paid"}]']::jsonb[])`;
}
