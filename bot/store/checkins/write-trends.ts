import type { LogDraft } from "../../app/ports.ts";
import { dayIn, dayMs, plus, toDate } from "../../domain/calendar.ts";
import { hasTrend } from "../../domain/checkins/known-facts.ts";
import type { Question } from "../../domain/checkins/questionnaire.ts";
import { trendOf } from "../../domain/checkins/trends.ts";
import type { LogEntryId } from "../../domain/ids.ts";
import { sql, type Tx } from "../database.ts";
import { instantOf } from "../days.ts";
import { openFact, sealFact } from "./run-codec.ts";
import type { RunMoved, Writing } from "./run-moved.ts";

/** A year and a season. */
const lookBackMs = 400 * dayMs;

interface Figure {
  readonly one: RunMoved;
  readonly question: Question;
  readonly name: string;
}

/**
 * `trend.turnover.falls` and the like, of runs that are done with this step, from what the borrower said in earlier
 * rounds; only where a step of a text ends it. Returns their entries.
 */
export async function writeTrends({ tx, newId }: Writing, moved: readonly RunMoved[]): Promise<LogDraft[]> {
  const figures = moved.filter(({ events }) => events.some(({ event }) => event.type === "done")).flatMap(figuresOf);
  if (figures.length === 0) return [];
  const told = await toldBefore(tx, figures);
  const found = figures.map((figure, i) => ({ ...figure, trend: trendOf(told[i] ?? []) }));
  const facts = found.flatMap(({ one, question, name, trend }) =>
    Object.entries(trend).map(([kind, value]) => ({
      one,
      id: newId<string>(),
      question: question.id,
      name: `trend.${name}.${kind}`,
      unit: unitOfTrend(kind),
      value,
    })),
  );
  if (facts.length === 0) return [];
  await tx.$executeRaw(sql`
    INSERT INTO checkin_fact (id, borrower_id, loan_id, run_id, question, name, unit, value_sealed, at)
    SELECT s.id, r.borrower_id, r.loan_id, r.id, s.question, s.name, s.unit, s.value, s.at
    FROM unnest(${facts.map(({ id }) => id)}::uuid[], ${facts.map(({ one }) => one.runId)}::uuid[], ${facts.map(({ question }) => question)}::text[],
      ${facts.map(({ name }) => name)}::text[], ${facts.map(({ unit }) => unit)}::text[],
      ${facts.map(({ one, id, value }) => sealFact(one.key, id, value))}::bytea[], ${facts.map(({ one }) => toDate(one.now))}::timestamptz[])
      AS s(id, run_id, question, name, unit, value, at)
    JOIN checkin_run r ON r.id = s.run_id`);
  return found.flatMap(({ one, name, trend }) =>
    Object.keys(trend).length === 0
      ? []
      : [
          {
            id: newId<LogEntryId>(),
            at: one.now,
            kind: "checkin.trend",
            borrowerId: one.borrowerId,
            actor: "bot",
            body: { checkin: one.runId, fact: name, ...trend },
          },
        ],
  );
}

const figuresOf = (one: RunMoved): Figure[] =>
  one.world.questionnaire.questions.flatMap((question) =>
    question.fact && hasTrend(question) && one.run.answers[question.id] !== undefined ? [{ one, question, name: question.fact.name }] : [],
  );

const unitOfTrend = (kind: string): string => (kind === "falls" || kind === "rises" || kind === "same_running" ? "rounds" : "share");

/** Of each figure what every round said, this one included. A share is of the loan ("60% built"); an amount is the borrower's, whichever loan it was asked for. */
async function toldBefore(tx: Tx, figures: readonly Figure[]) {
  const rows = await tx.$queryRaw<{ n: number; id: string; value_sealed: Uint8Array; at: Date }[]>(sql`
    SELECT s.n::int, f.id::text, f.value_sealed, f.at
    FROM unnest(${figures.map(({ one }) => one.runId)}::uuid[], ${figures.map(({ one }) => one.borrowerId)}::uuid[], ${figures.map(({ name }) => name)}::text[],
      ${figures.map(({ one }) => toDate(plus(one.now, -lookBackMs)))}::timestamptz[]) WITH ORDINALITY AS s(run_id, borrower_id, name, since, n)
    JOIN checkin_run r ON r.id = s.run_id
    JOIN checkin_fact f ON f.borrower_id = s.borrower_id AND f.name = s.name AND f.at > s.since
    WHERE f.superseded_at IS NULL AND f.value_sealed IS NOT NULL AND (f.unit IS DISTINCT FROM 'share' OR f.loan_id = r.loan_id)
    ORDER BY f.at, f.id`);
  const told = figures.map((): { value: number; on: ReturnType<typeof dayIn> }[] => []);
  for (const { n, id, value_sealed: sealed, at } of rows) {
    const figure = figures[n - 1];
    if (!figure) continue;
    const value = openFact(figure.one.key, id, sealed);
    if (typeof value === "number") told[n - 1]?.push({ value, on: dayIn(instantOf(at), figure.one.world.zone) });
  }
  return told;
}
