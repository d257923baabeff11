import type { SweepStore } from "../../app/sweep/ports.ts";
import { plus, toDate, type Instant } from "../../domain/calendar.ts";
import type { ArrangementId, BorrowerId, CheckinRunId, EscalationId, LogEntryId, NewId, PromiseId } from "../../domain/ids.ts";
import { dueArrangements, lookAtArrangement } from "../arrangements/look-at-arrangement.ts";
import { dueCheckins, lookAtCheckin } from "../checkins/look-at-checkin.ts";
import type { CheckinStoring } from "../checkins/worlds.ts";
import { sql, type Database } from "../database.ts";
import { claimedForMs } from "../dispatch/dispatch-store.ts";
import { appendLog } from "../log-entries.ts";
import { dueOutward } from "../outward/due-outward.ts";
import type { Vault } from "../vault.ts";
import { decidePromise } from "./decide-promise.ts";
import { decideUnanswered } from "./decide-unanswered.ts";
import { followUp } from "./follow-up.ts";

export interface SweepStoreDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly newId: NewId;
  readonly speed: number;
  /** Absent: no questionnaires are known. */
  readonly checkins?: CheckinStoring | undefined;
}

export function createSweepStore(deps: SweepStoreDeps): SweepStore {
  const { database, checkins } = deps;
  const ids = async <T extends string>(query: ReturnType<typeof sql>): Promise<T[]> => (await database.$queryRaw<{ id: T }[]>(query)).map((row) => row.id);
  return {
    dueForDispatch: (now, limit) =>
      ids<BorrowerId>(sql`
        SELECT borrower_id::text AS id FROM (
          (SELECT borrower_id, due_at FROM message WHERE state = 'queued' AND due_at <= ${toDate(now)} ORDER BY due_at LIMIT ${limit})
          UNION ALL
          (SELECT borrower_id, due_at FROM touch WHERE state = 'planned' AND due_at <= ${toDate(now)} ORDER BY due_at LIMIT ${limit})) due
        GROUP BY borrower_id ORDER BY min(due_at) LIMIT ${limit}`),
    dueForTurn: (now, limit) =>
      ids<BorrowerId>(
        sql`SELECT DISTINCT borrower_id::text AS id FROM inbound_event WHERE state = 'pending' AND kind = 'text' AND due_at <= ${toDate(now)} LIMIT ${limit}`,
      ),
    dueEscalations: (now, limit) =>
      ids<EscalationId>(sql`SELECT id::text FROM escalation WHERE state = 'open' AND due_at <= ${toDate(now)} ORDER BY due_at LIMIT ${limit}`),
    dueOutward: (now, keepFrom, limit) => dueOutward(database, now, keepFrom, limit),
    closeDeadClaims: (now) => closeDeadClaims(deps, now),
    duePromises: (now, limit) =>
      ids<PromiseId>(sql`SELECT id::text FROM promise WHERE state = 'open' AND check_at <= ${toDate(now)} ORDER BY check_at LIMIT ${limit}`),
    decidePromise: (id, now) => database.$transaction((tx) => decidePromise({ ...deps, tx }, id, now)),
    dueArrangements: (now, limit) => ids<ArrangementId>(dueArrangements(now, limit)),
    lookAtArrangement: (id, now) => database.$transaction((tx) => lookAtArrangement({ ...deps, tx }, id, now)),
    dueCheckins: (now, limit) => (checkins ? ids<CheckinRunId>(dueCheckins(now, limit)) : Promise.resolve([])),
    lookAtCheckin: (id, now) => (checkins ? database.$transaction((tx) => lookAtCheckin({ ...deps, checkins, tx }, id, now)) : Promise.resolve()),
    dueUnanswered: (now, limit) => ids<BorrowerId>(sql`SELECT id::text FROM borrower WHERE unanswered_check_at <= ${toDate(now)} LIMIT ${limit}`),
    decideUnanswered: (id, now) => database.$transaction((tx) => decideUnanswered({ ...deps, tx }, id, now)),
    followUp: (now, limit) => database.$transaction((tx) => followUp({ ...deps, tx }, now, limit)),
    forgetAnswers: (before) =>
      database.$executeRaw(sql`
        DELETE FROM idempotent_request WHERE id = ANY(ARRAY(
          SELECT id FROM idempotent_request WHERE created_at < ${toDate(before)} LIMIT ${atOnce} FOR UPDATE SKIP LOCKED))`),
  };
}

const atOnce = 5_000;

function closeDeadClaims({ database, vault, newId, speed }: SweepStoreDeps, now: Instant): Promise<number> {
  return database.$transaction(async (tx) => {
    const closed = await tx.$queryRaw<{ id: string; borrower_id: BorrowerId }[]>(sql`
      UPDATE message SET state = 'unknown', error_code = 'worker_died' WHERE id IN (
        SELECT id FROM message WHERE state = 'claimed' AND claimed_at <= ${toDate(plus(now, -claimedForMs * speed))} FOR UPDATE SKIP LOCKED LIMIT 1000)
      RETURNING id::text, borrower_id::text`);
    if (closed.length === 0) return 0;
    await tx.touch.updateMany({ where: { messageId: { in: closed.map((row) => row.id) }, state: "claimed" }, data: { state: "sent" } });
    const entries = closed.map((row) => ({
      id: newId<LogEntryId>(),
      at: now,
      kind: "message.unknown",
      borrowerId: row.borrower_id,
      actor: "system",
      body: { message: row.id, code: "worker_died" },
    }));
    await appendLog(tx, vault, entries);
    return closed.length;
  });
}
