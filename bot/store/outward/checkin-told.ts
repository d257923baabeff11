import { toDate, type Instant } from "../../domain/calendar.ts";
import { isOver } from "../../domain/checkins/run.ts";
import type { BorrowerId } from "../../domain/ids.ts";
import { checkinEnds } from "../../domain/outward/event.ts";
import { sql, type Tx } from "../database.ts";
import type { RunMoved } from "../checkins/run-moved.ts";
import type { OutwardDraft } from "./emit.ts";

interface Ended {
  id: string;
  borrower_id: BorrowerId;
  loan_id: string;
  round_id: string;
  questionnaire: string;
  version: number;
  phase: string;
  answered: number;
}

/** Check-ins that ended just now, as the lender's systems are told: ids and counts, never an answer. One that is corrected later is not told again. */
export async function checkinsTold(tx: Tx, moved: readonly RunMoved[]): Promise<OutwardDraft[]> {
  const over = moved.filter(({ run }) => isOver(run.phase) && run.offeredAt !== null);
  if (over.length === 0) return [];
  const rows = await tx.$queryRaw<Ended[]>(sql`
    SELECT r.id::text, r.borrower_id::text, r.loan_id::text, r.round_id::text, r.questionnaire, r.version, r.phase, r.answered
    FROM checkin_run r JOIN unnest(${over.map(({ runId }) => runId)}::uuid[], ${over.map(({ now }) => toDate(now))}::timestamptz[]) AS m(id, now)
      ON r.id = m.id AND r.ended_at = m.now`);
  const at = new Map<string, Instant>(over.map(({ runId, now }) => [runId, now]));
  return rows.flatMap((row) => {
    const [kind, now] = [checkinEnds.find((one) => one === row.phase), at.get(row.id)];
    if (!kind || now === undefined) return [];
    const { id: checkin, borrower_id: borrowerId, loan_id: loanId, round_id: round, questionnaire, version, answered } = row;
    return [{ type: `checkin.${kind}` as const, at: now, borrowerId, loanId, data: { checkin, round, questionnaire, version, answered } }];
  });
}
