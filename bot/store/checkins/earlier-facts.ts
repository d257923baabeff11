import { dayIn, dayMs, plus, toDate, type Day, type Instant, type Zone } from "../../domain/calendar.ts";
import type { FactValue } from "../../domain/checkins/answer.ts";
import { fromYearAgo } from "../../domain/checkins/trends.ts";
import type { BorrowerId, CheckinRunId, LoanId } from "../../domain/ids.ts";
import { sql, type Tx } from "../database.ts";
import { instantOf } from "../days.ts";
import { openFact } from "./run-codec.ts";

interface Of {
  readonly borrowerId: BorrowerId;
  readonly runId: CheckinRunId;
  readonly loanId: LoanId;
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
/** What is younger than that cannot be of the same time last year. */
const lastYearMs = 340 * dayMs;

/**
 * What each borrower said in other rounds than this one, newest first: of each fact the newest, and those of the same
 * time last year. A share is of the loan ("60% built"), as trends are; the rest is the borrower's, whichever loan it was asked for.
 */
export async function earlierFactsOf(tx: Tx, runs: readonly Of[], now: Instant): Promise<ReadonlyMap<CheckinRunId, readonly EarlierFact[]>> {
  const rows = await tx.$queryRaw<{ run: CheckinRunId; id: string; name: string; value_sealed: Uint8Array; at: Date }[]>(sql`
    SELECT * FROM (
      SELECT r.run::text, f.id::text, f.name, f.value_sealed, f.at, row_number() OVER (PARTITION BY r.run, f.name ORDER BY f.at DESC, f.id) AS nth
      FROM unnest(${runs.map(({ runId }) => runId)}::uuid[], ${runs.map(({ borrowerId }) => borrowerId)}::uuid[], ${runs.map(({ loanId }) => loanId)}::uuid[]) AS r(run, borrower_id, loan_id)
      JOIN checkin_fact f ON f.borrower_id = r.borrower_id AND f.run_id <> r.run
      WHERE f.superseded_at IS NULL AND f.value_sealed IS NOT NULL AND f.at > ${toDate(plus(now, -lookBackMs))} AND f.at <= ${toDate(now)}
        AND (f.loan_id = r.loan_id OR (f.unit IS DISTINCT FROM 'share' AND NOT starts_with(f.name, 'trend.')))) seen
    WHERE nth = 1 OR (at < ${toDate(plus(now, -lastYearMs))} AND NOT starts_with(name, 'trend.')) ORDER BY at DESC, id`);
  const found = new Map(runs.map(({ runId, key, zone }) => [runId, { key, zone, facts: none() }]));
  for (const { run, id, name, value_sealed: sealed, at } of rows) {
    const of = found.get(run);
    of?.facts.push({ name, value: openFact(of.key, id, sealed), on: dayIn(instantOf(at), of.zone) });
  }
  return new Map([...found].map(([run, { facts }]) => [run, facts]));
}

/** `before.turnover`, `year_ago.turnover`, `trend.turnover.falls`: as conditions name them. */
export function seenBefore(facts: readonly EarlierFact[], today: Day): Record<string, FactValue> {
  const seen: Record<string, FactValue> = {};
  const [trends, told] = [facts.filter(isTrend), facts.filter((fact) => !isTrend(fact))];
  for (const { name, value } of trends) seen[name] ??= value;
  for (const { name, value } of told) seen[`before.${name}`] ??= value;
  const lastYear = told.map((fact) => ({ ...fact, distance: fromYearAgo(fact.on, today) ?? Infinity })).filter(({ distance }) => distance < Infinity);
  for (const { name, value } of lastYear.toSorted((a, b) => a.distance - b.distance)) seen[`year_ago.${name}`] ??= value;
  return seen;
}

const isTrend = ({ name }: EarlierFact): boolean => name.startsWith("trend.");

const none = (): EarlierFact[] => [];
