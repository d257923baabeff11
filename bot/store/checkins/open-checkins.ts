import { dayMs, plus, toDate, type Instant, type Zone } from "../../domain/calendar.ts";
import type { RunState } from "../../domain/checkins/run.ts";
import type { BorrowerId, CheckinRunId, LoanId } from "../../domain/ids.ts";
import type { OpenCheckin } from "../../domain/turns/turn.ts";
import { sql, type Tx } from "../database.ts";
import type { Vault } from "../vault.ts";
import { openRun } from "./run-codec.ts";
import { worldsOf, type CheckinStoring } from "./worlds.ts";

/** For so long an answer that comes too late is told that it did. */
const lateMs = 14 * dayMs;

export interface RunRow {
  id: CheckinRunId;
  borrower_id: BorrowerId;
  loan_id: LoanId;
  questionnaire_id: string;
  state_sealed: Uint8Array | null;
}

export interface Asked {
  readonly key: Buffer;
  readonly channel: string;
  readonly locale: string;
  readonly zone: Zone;
}

/** The check-in that each borrower is in, else the one that expired lately; who has none is not in the map. */
export async function openCheckins(
  of: { tx: Tx; vault: Vault; checkins: CheckinStoring },
  borrowers: ReadonlyMap<BorrowerId, Asked>,
  now: Instant,
): Promise<ReadonlyMap<BorrowerId, OpenCheckin>> {
  const rows = await of.tx.$queryRaw<RunRow[]>(sql`
    SELECT r.* FROM unnest(${[...borrowers.keys()]}::uuid[]) AS b(id) CROSS JOIN LATERAL (
      SELECT id::text, borrower_id::text, loan_id::text, questionnaire_id::text, state_sealed FROM checkin_run
      WHERE borrower_id = b.id AND state_sealed IS NOT NULL AND offered_at IS NOT NULL
        AND (ended_at IS NULL OR (phase = 'expired' AND ended_at > ${toDate(plus(now, -lateMs))}))
      ORDER BY ended_at DESC NULLS FIRST LIMIT 1) r`);
  const runs = rows.flatMap((row) => {
    const asked = borrowers.get(row.borrower_id);
    return asked ? [{ row, asked, run: runOf(row, asked.key) }] : [];
  });
  const worlds = await worldsOf(
    of,
    runs.map(({ row, asked }) => ({ runId: row.id, borrowerId: row.borrower_id, loanId: row.loan_id, questionnaireId: row.questionnaire_id, ...asked })),
    now,
  );
  return new Map(
    runs.flatMap(({ row, run }) => {
      const world = worlds.get(row.id);
      return world ? [[row.borrower_id, { runId: row.id, run, world }] as const] : [];
    }),
  );
}

export function runOf(row: Pick<RunRow, "id" | "state_sealed">, key: Buffer): RunState {
  if (!row.state_sealed) throw new Error(`check-in ${row.id} has no state`);
  return openRun(key, row.id, row.state_sealed);
}
