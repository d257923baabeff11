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

/**
 * Tells the lender's systems of a change, inside the transaction that makes it: one event, and a delivery for each
 * subscription that wants it. Whoever delivers is woken by the notification, which PostgreSQL sends on commit only; a
 * lost one is found by the sweep. Ids come from the database: the receivers' ids are of no use before the commit.
 */
export async function emit(tx: Tx, { type, at, borrowerId, loanId = null, data }: OutwardDraft): Promise<void> {
  const [family = ""] = type.split(".");
  await tx.$executeRaw(sql`
    WITH event AS (
      INSERT INTO outward_event (id, type, at, borrower_id, data)
      SELECT gen_random_uuid(), ${type}, ${toDate(at)}, b.id,
        jsonb_build_object('borrower', b.external_id, 'loan', l.external_id) || ${JSON.stringify(data)}::jsonb
      FROM borrower b LEFT JOIN loan l ON l.id = ${loanId}::uuid WHERE b.id = ${borrowerId}::uuid
      RETURNING id, at),
    delivery AS (
      INSERT INTO outward_delivery (id, event_id, subscription_id, state, since, due_at)
      SELECT gen_random_uuid(), event.id, s.id, 'pending', event.at, event.at
      FROM event CROSS JOIN webhook_subscription s WHERE s.state = 'active' AND s.events && ${[family, type]}::text[]
      RETURNING subscription_id)
    SELECT pg_notify('huifang_outward', subscription_id::text) FROM delivery`);
}

/** As `emit`, for a change of one case. */
export async function emitCase(tx: Tx, escalation: string, type: OutwardType, at: Instant): Promise<void> {
  const row = await tx.escalation.findUniqueOrThrow({
    where: { id: escalation },
    select: {
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
  const { borrowerId, loanId, acknowledgedBy, resolutionCode, ...told } = row;
  await emit(tx, {
    type,
    at,
    borrowerId: borrowerId as BorrowerId,
    loanId,
    data: { escalation, ...told, acknowledged_by: acknowledgedBy, resolution_code: resolutionCode },
  });
}
