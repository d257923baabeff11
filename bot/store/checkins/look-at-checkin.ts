import { dayIn, toDate, type Instant } from "../../domain/calendar.ts";
import { step } from "../../domain/checkins/step.ts";
import type { BorrowerId, CheckinRunId, LogEntryId, NewId, TouchId } from "../../domain/ids.ts";
import { sql, type Sql, type Tx } from "../database.ts";
import { instantOf } from "../days.ts";
import { orClearErased } from "../keep/clear-erased.ts";
import { lockBorrower, type LockedBorrower } from "../lock-borrower.ts";
import { appendLog } from "../log-entries.ts";
import { planNotices } from "../notices/plan-notices.ts";
import type { Vault } from "../vault.ts";
import { runOf, type RunRow } from "./open-checkins.ts";
import { worldsOf, type CheckinStoring } from "./worlds.ts";
import { writeRuns } from "./write-runs.ts";

interface Deps {
  readonly tx: Tx;
  readonly vault: Vault;
  readonly newId: NewId;
  readonly checkins: CheckinStoring;
}

export const dueCheckins = (now: Instant, limit: number): Sql => sql`
  SELECT id::text FROM checkin_run WHERE ended_at IS NULL AND next_at <= ${toDate(now)} ORDER BY next_at LIMIT ${limit}`;

type Row = RunRow & { phase: string; channel: string; next_at: Date; expires_at: Date };

/** Nudges, comes back or expires: whatever is due of one run. Looked at twice, it finds nothing to do. */
export async function lookAtCheckin(deps: Deps, id: CheckinRunId, now: Instant): Promise<void> {
  const { tx, vault } = deps;
  const found = await tx.checkinRun.findUnique({ where: { id }, select: { borrowerId: true } });
  if (!found) return;
  const borrower = await orClearErased(deps, now, undefined, () => lockBorrower(tx, vault, found.borrowerId as BorrowerId));
  if (!borrower) return;
  const [row] = await tx.$queryRaw<Row[]>(sql`
    SELECT id::text, borrower_id::text, loan_id::text, questionnaire_id::text, state_sealed, phase, channel, next_at, expires_at
    FROM checkin_run WHERE id = ${id}::uuid AND ended_at IS NULL AND next_at <= ${toDate(now)}`);
  if (!row) return;
  if (row.phase === "planned") return withdraw(deps, row, borrower, now);
  return instantOf(row.expires_at) > now ? nudge(deps, row, borrower, now) : expire(deps, row, borrower, now);
}

const laterAt = async (tx: Tx, { id }: Row): Promise<void> =>
  void (await tx.$executeRaw(sql`UPDATE checkin_run SET next_at = expires_at WHERE id = ${id}::uuid`));

/** Planned as a touch, so that the gate decides whether and when; what it says is the engine's, at that moment. */
async function nudge({ tx, newId }: Deps, row: Row, borrower: LockedBorrower, now: Instant): Promise<void> {
  const { nudges } = runOf(row, borrower.key);
  const time = { plannedOn: dayIn(now, borrower.zone), dueAt: now, expiresAt: instantOf(row.expires_at) };
  await planNotices(
    tx,
    [
      {
        id: newId<TouchId>(),
        kind: "checkin_nudge",
        borrowerId: borrower.id,
        loanId: row.loan_id,
        about: { checkinRunId: row.id, nth: nudges + 1 },
        ...time,
      },
    ],
    now,
  );
  await laterAt(tx, row);
}

async function expire(deps: Deps, row: Row, borrower: LockedBorrower, now: Instant): Promise<void> {
  const { tx } = deps;
  const world = (
    await worldsOf(
      deps,
      [{ runId: row.id, borrowerId: borrower.id, loanId: row.loan_id, questionnaireId: row.questionnaire_id, channel: row.channel, ...borrower }],
      now,
    )
  ).get(row.id);
  if (!world) return withdraw(deps, row, borrower, now);
  const { run, events } = step(runOf(row, borrower.key), { kind: "expire" }, world);
  await writeRuns(deps, [
    { runId: row.id, borrowerId: borrower.id, key: borrower.key, run, world, events: events.map((event) => ({ event, because: null })), now },
  ]);
  await tx.$executeRaw(sql`UPDATE borrower SET version = version + 1 WHERE id = ${borrower.id}::uuid`);
}

/** Its offer never went out: the gate held it, or the borrower had other things to hear. */
async function withdraw({ tx, vault, newId }: Deps, { id }: Row, borrower: LockedBorrower, now: Instant): Promise<void> {
  await tx.$executeRaw(sql`
    UPDATE checkin_run SET phase = 'withdrawn', next_at = NULL, ended_at = ${toDate(now)}, ended_because = 'not_offered' WHERE id = ${id}::uuid`);
  const entry = { id: newId<LogEntryId>(), at: now, kind: "checkin.withdrawn", borrowerId: borrower.id, actor: "bot", body: { checkin: id } };
  await appendLog(tx, vault, [entry], new Map([[borrower.id, borrower.key]]));
}
