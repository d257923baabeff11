import { toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId } from "../../domain/ids.ts";
import { noticeKey, noticePriority, noticeTemplates, type NewNotice } from "../../domain/notices/notice.ts";
import { sql, type Tx } from "../database.ts";

/** Plans notices in the transaction that brings what they speak of; one that was planned before stays as it is. */
export async function planNotices(tx: Tx, notices: readonly NewNotice[], at: Instant): Promise<void> {
  if (notices.length === 0) return;
  const of = <T>(pick: (notice: NewNotice) => T): T[] => notices.map(pick);
  await tx.$executeRaw(sql`
    INSERT INTO touch (id, kind, key, borrower_id, loan_id, payment_id, promise_id, arrangement_id, checkin_run_id, document_request_id, planned_on, channel, template, priority, state, due_at, expires_at, created_at)
    SELECT t.id, t.kind, t.key, t.borrower_id, t.loan_id, t.payment_id, t.promise_id, t.arrangement_id, t.checkin_run_id, t.document_request_id, t.planned_on,
      -- The borrower's newest open point, as for a reminder; without one the gate says that there is none.
      coalesce((SELECT c.channel FROM contact_point c WHERE c.borrower_id = t.borrower_id AND c.state <> 'closed'
        ORDER BY c.channel = 'sms', c.created_at DESC LIMIT 1), 'none'),
      t.template, t.priority, 'planned', t.due_at, t.expires_at, ${toDate(at)}
    FROM unnest(${of((n) => n.id)}::uuid[], ${of((n) => n.kind)}::text[], ${of(noticeKey)}::text[], ${of((n) => n.borrowerId)}::uuid[],
      ${of((n) => n.loanId)}::uuid[], ${of((n) => (n.about && "paymentId" in n.about ? n.about.paymentId : null))}::uuid[],
      ${of((n) => (n.about && "promiseId" in n.about ? n.about.promiseId : null))}::uuid[],
      ${of((n) => (n.about && "arrangementId" in n.about ? n.about.arrangementId : null))}::uuid[],
      ${of((n) => (n.about && "checkinRunId" in n.about ? n.about.checkinRunId : null))}::uuid[],
      ${of((n) => (n.about && "documentRequestId" in n.about ? n.about.documentRequestId : null))}::uuid[], ${of((n) => n.plannedOn)}::date[],
      ${of((n) => noticeTemplates[n.kind])}::text[], ${of((n) => noticePriority[n.kind])}::int[], ${of((n) => toDate(n.dueAt))}::timestamptz[],
      ${of((n) => toDate(n.expiresAt))}::timestamptz[])
      AS t(id, kind, key, borrower_id, loan_id, payment_id, promise_id, arrangement_id, checkin_run_id, document_request_id, planned_on, template, priority, due_at, expires_at)
    ON CONFLICT (key) DO NOTHING`);
}

/**
 * In place of a welcome or receipt, who is there was asked; now that they have answered, it is told. A key of its own,
 * since a touch is never said twice.
 */
export async function tellAgain(tx: Tx, borrower: BorrowerId, now: Instant): Promise<void> {
  await tx.$executeRaw(sql`
    INSERT INTO touch (id, kind, key, borrower_id, loan_id, payment_id, promise_id, arrangement_id, checkin_run_id, document_request_id, planned_on, channel, template, priority, state, due_at, expires_at, created_at)
    SELECT gen_random_uuid(), t.kind, t.key || '/known', t.borrower_id, t.loan_id, t.payment_id, t.promise_id, t.arrangement_id, t.checkin_run_id, t.document_request_id, t.planned_on, t.channel, t.template, t.priority,
      'planned', ${toDate(now)}, t.expires_at, ${toDate(now)}
    FROM touch t JOIN message m ON m.id = t.message_id
    WHERE t.borrower_id = ${borrower}::uuid AND (t.kind IN ('welcome', 'receipt', 'checkin') OR t.arrangement_id IS NOT NULL OR t.document_request_id IS NOT NULL) AND t.state = 'sent' AND m.template IN ('confirm-person', 'confirm-which') AND t.expires_at > ${toDate(now)}
    ON CONFLICT (key) DO NOTHING`);
}
