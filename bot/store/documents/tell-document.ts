import { dayIn, toDate, type Instant, type Zone } from "../../domain/calendar.ts";
import { chaseOn } from "../../domain/documents/chasing.ts";
import type { BorrowerId, DocumentRequestId, LoanId, NewId, TouchId } from "../../domain/ids.ts";
import { noticeKey, noticeTime, type NewNotice } from "../../domain/notices/notice.ts";
import { sql, type Tx } from "../database.ts";
import { planNotices } from "../notices/plan-notices.ts";

/** A request that something is to be told of. */
export interface Telling {
  readonly id: DocumentRequestId;
  readonly borrowerId: BorrowerId;
  readonly zone: Zone;
  readonly loanId: LoanId;
}

/** The next asking of each, if there is to be one; `nth`: how often it was asked for again. */
export async function planChases(tx: Tx, newId: NewId, asked: readonly (Telling & { readonly nth: number })[], now: Instant): Promise<void> {
  const notices = asked.flatMap(({ nth, ...of }): NewNotice[] => {
    const on = chaseOn(dayIn(now, of.zone), nth);
    return on === undefined ? [] : [notice(newId, "document_chased", of, nth + 1, noticeTime("document_chased", on, now, of.zone, of.borrowerId))];
  });
  await planNotices(tx, notices, now);
}

/** Told as soon as the gate lets it; one that was planned for later is brought forward. */
export async function tellDocument(
  tx: Tx,
  newId: NewId,
  kind: "document_asked" | "document_chased" | "document_refused",
  of: Telling & { readonly nth: number },
  now: Instant,
): Promise<void> {
  const time = noticeTime(kind, dayIn(now, of.zone), now, of.zone, of.borrowerId);
  const planned = notice(newId, kind, of, of.nth, time);
  await tx.$executeRaw(sql`
    UPDATE touch SET planned_on = ${planned.plannedOn}::date, due_at = ${toDate(time.dueAt)}, expires_at = ${toDate(time.expiresAt)}
    WHERE key = ${noticeKey(planned)} AND state = 'planned' AND due_at > ${toDate(time.dueAt)}`);
  await planNotices(tx, [planned], now);
}

const notice = (newId: NewId, kind: NewNotice["kind"], { id, borrowerId, loanId }: Telling, nth: number, time: ReturnType<typeof noticeTime>): NewNotice => ({
  ...time,
  id: newId<TouchId>(),
  kind,
  borrowerId,
  loanId,
  about: { documentRequestId: id, nth },
});
