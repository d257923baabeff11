import { toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId } from "../../domain/ids.ts";
import type { OutwardType } from "../../domain/outward/event.ts";
import { sql, type Tx } from "../database.ts";

export interface OutwardDraft {
  readonly type: OutwardType;
  readonly at: Instant;
  readonly borrowerId: BorrowerId;
  readonly loanId?: string | null;
  /** Ids, kinds, days, and amounts as decimal text: never a name, an address or a borrower's words. */
  readonly data: Readonly<Record<string, Told | Readonly<Record<string, Told>> | readonly Readonly<Record<string, Told>>[]>>;
}

type Told = string | number | null;

/** As `emitAll`, for one change. */
export const emit = (tx: Tx, draft: OutwardDraft): Promise<void> => emitAll(tx, [draft]);

/**
 * Tells the lender's systems of changes, inside the transaction that makes them: an event each, and a delivery for each
 * subscription that wants it. Whoever delivers is woken by the notification, which PostgreSQL sends on commit only; a
 * lost one is found by the sweep. Ids come from the database: the receivers' ids are of no use before the commit.
 */
export async function emitAll(tx: Tx, drafts: readonly OutwardDraft[]): Promise<void> {
  if (drafts.length === 0) return;
  const of = <T>(pick: (draft: OutwardDraft) => T): T[] => drafts.map(pick);
  await tx.$executeRaw(sql`
    WITH event AS (
      INSERT INTO outward_event (id, type, at, borrower_id, data)
      SELECT gen_random_uuid(), d.type, d.at, b.id, jsonb_build_object('borrower', b.external_id, 'loan', l.external_id) || d.data
      FROM unnest(${of(({ type }) => type)}::text[], ${of(({ at }) => toDate(at))}::timestamptz[], ${of(({ borrowerId }) => borrowerId)}::uuid[],
        ${of(({ loanId }) => loanId ?? null)}::uuid[], ${of(({ data }) => JSON.stringify(data))}::jsonb[]) AS d(type, at, borrower_id, loan_id, data)
      JOIN borrower b ON b.id = d.borrower_id LEFT JOIN loan l ON l.id = d.loan_id
      RETURNING id, type, at),
    delivery AS (
      INSERT INTO outward_delivery (id, event_id, subscription_id, state, since, due_at)
      SELECT gen_random_uuid(), event.id, s.id, 'pending', event.at, event.at
      FROM event CROSS JOIN webhook_subscription s WHERE s.state = 'active' AND s.events && ARRAY[split_part(event.type, '.', 1), event.type]
      RETURNING subscription_id)
    SELECT pg_notify('huifang_outward', subscription_id::text) FROM delivery`);
}

export interface CaseChange {
  readonly escalation: string;
  readonly type: OutwardType;
  readonly at: Instant;
}

/** As `emit`, for a change of one case. */
export const emitCase = (tx: Tx, escalation: string, type: OutwardType, at: Instant): Promise<void> => emitCases(tx, [{ escalation, type, at }]);

/** As `emitAll`, for changes of cases: each is told as it stands now. Throws where there is no such case. */
export async function emitCases(tx: Tx, changes: readonly CaseChange[]): Promise<void> {
  if (changes.length === 0) return;
  const rows = await tx.escalation.findMany({
    where: { id: { in: changes.map(({ escalation }) => escalation) } },
    select: {
      id: true,
      borrowerId: true,
      loanId: true,
      reason: true,
      severity: true,
      state: true,
      branch: true,
      officer: true,
      acknowledgedBy: true,
      resolutionCode: true,
    },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const drafts = changes.map(({ escalation, type, at }) => {
    const row = byId.get(escalation);
    if (!row) throw new Error("a case that is told of is not there");
    const { id: _, borrowerId, loanId, acknowledgedBy, resolutionCode, ...told } = row;
    const data = { escalation, ...told, acknowledged_by: acknowledgedBy, resolution_code: resolutionCode };
    return { type, at, borrowerId: borrowerId as BorrowerId, loanId, data };
  });
  await emitAll(tx, drafts);
}
