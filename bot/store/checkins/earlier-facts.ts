import { dayIn, dayMs, daysBetween, plus, toDate, type Day, type Instant, type Zone } from "../../domain/calendar.ts";
import type { FactValue } from "../../domain/checkins/answer.ts";
import type { BorrowerId, CheckinRunId } from "../../domain/ids.ts";
import { sql, type Tx } from "../database.ts";
import { instantOf } from "../days.ts";
import { openFact } from "./run-codec.ts";

interface Of {
  readonly borrowerId: BorrowerId;
  readonly runId: CheckinRunId;
  readonly key: Buffer;
  readonly zone: Zone;
}

/** A fact that an earlier round asserted. */
export interface EarlierFact {
  readonly name: string;
  readonly value: FactValue;
  readonly on: Day;
}

/** A year and a season. */
const lookBackMs = 400 * dayMs;
/** The same month last year, give or take. */
const aYear = 365;
const within = 20;

/** What each borrower said in other rounds than this one, newest first. */
export async function earlierFactsOf(tx: Tx, runs: readonly Of[], now: Instant): Promise<ReadonlyMap<CheckinRunId, readonly EarlierFact[]>> {
  const rows = await tx.$queryRaw<{ run: CheckinRunId; id: string; name: string; value_sealed: Uint8Array; at: Date }[]>(sql`
    SELECT r.run::text, f.id::text, f.name, f.value_sealed, f.at
    FROM unnest(${runs.map(({ runId }) => runId)}::uuid[], ${runs.map(({ borrowerId }) => borrowerId)}::uuid[]) AS r(run, borrower_id)
    JOIN checkin_fact f ON f.borrower_id = r.borrower_id AND f.run_id <> r.run
    WHERE f.superseded_at IS NULL AND f.value_sealed IS NOT NULL AND f.at > ${toDate(plus(now, -lookBackMs))} AND f.at <= ${toDate(now)}
    ORDER BY f.at DESC, f.id`);
  const found = new Map<CheckinRunId, EarlierFact[]>();
  for (const { runId, key, zone } of runs) {
    const mine = rows.filter(({ run }) => run === runId);
    found.set(
      runId,
      mine.map(({ id, name, value_sealed: sealed, at }) => ({ name, value: openFact(key, id, sealed), on: dayIn(instantOf(at), zone) })),
    );
  }
  return found;
}

/** `before.turnover`, `year_ago.turnover`: as conditions name them. */
export function seenBefore(facts: readonly EarlierFact[], today: Day): Record<string, FactValue> {
  const seen: Record<string, FactValue> = {};
  const distance = ({ on }: EarlierFact): number => Math.abs(daysBetween(on, today) - aYear);
  for (const { name, value } of facts) seen[`before.${name}`] ??= value;
  for (const fact of facts.toSorted((a, b) => distance(a) - distance(b))) if (distance(fact) <= within) seen[`year_ago.${fact.name}`] ??= fact.value;
  return seen;
}
