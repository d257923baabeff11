import { toDate } from "../../domain/calendar.ts";
import { unitOf } from "../../domain/checkins/known-facts.ts";
import type { RunEvent } from "../../domain/checkins/run.ts";
import { sql } from "../database.ts";
import { sealAnswer, sealFact, sealNote } from "./run-codec.ts";
import type { RunMoved, Writing } from "./run-moved.ts";

type Of<T extends RunEvent["type"]> = { readonly one: RunMoved; readonly event: Extract<RunEvent, { type: T }>; readonly id: string };

function eventsOf<T extends RunEvent["type"]>({ newId }: Writing, moved: readonly RunMoved[], type: T): Of<T>[] {
  const isOf = (event: RunEvent): event is Extract<RunEvent, { type: T }> => event.type === type;
  return moved.flatMap((one) => one.events.flatMap(({ event }) => (isOf(event) ? [{ one, event, id: newId() }] : [])));
}

/** Of several to one question in one turn only the last holds; each is kept, in order. */
export async function writeAnswers(writing: Writing, moved: readonly RunMoved[]): Promise<void> {
  const answers = eventsOf(writing, moved, "answered");
  for (const wave of wavesOf(answers, ({ one, event }) => `${one.runId}/${event.question}`)) {
    const runs = wave.map(({ one }) => one.runId);
    const questions = wave.map(({ event }) => event.question);
    await writing.tx.$executeRaw(sql`
      UPDATE checkin_answer a SET withdrawn_at = s.at FROM unnest(${runs}::uuid[], ${questions}::text[], ${wave.map(({ one }) => toDate(one.now))}::timestamptz[]) AS s(run_id, question, at)
      WHERE a.run_id = s.run_id AND a.question = s.question AND a.withdrawn_at IS NULL`);
    await writing.tx.$executeRaw(sql`
      INSERT INTO checkin_answer (id, run_id, borrower_id, question, nth, type, answer_sealed, corrects, message_id, at, took_ms)
      SELECT s.id, s.run_id, s.borrower_id, s.question, 1 + (SELECT count(*) FROM checkin_answer a WHERE a.run_id = s.run_id AND a.question = s.question)::int,
        s.type, s.answer, s.corrects, s.message_id, s.at, s.took_ms
      FROM unnest(${wave.map(({ id }) => id)}::uuid[], ${runs}::uuid[], ${wave.map(({ one }) => one.borrowerId)}::uuid[], ${questions}::text[],
        ${wave.map(({ event }) => event.answer.type)}::text[], ${wave.map(({ one, id, event }) => sealAnswer(one.key, id, event.answer))}::bytea[],
        ${wave.map(({ event }) => event.corrects)}::boolean[], ${wave.map(({ event }) => event.because)}::uuid[],
        ${wave.map(({ one }) => toDate(one.now))}::timestamptz[], ${wave.map(({ event }) => Math.round(event.tookMs))}::bigint[])
        AS s(id, run_id, borrower_id, question, type, answer, corrects, message_id, at, took_ms)`);
  }
  await withdrawn(writing, moved);
}

/** What a condition took away after a correction holds no longer: the run's own answers say which do. */
async function withdrawn({ tx }: Writing, moved: readonly RunMoved[]): Promise<void> {
  for (const { runId, run, events, now } of moved) {
    if (!events.some(({ event }) => event.type === "skipped")) continue;
    await tx.checkinAnswer.updateMany({
      where: { runId, withdrawnAt: null, question: { notIn: Object.keys(run.answers) } },
      data: { withdrawnAt: toDate(now) },
    });
  }
}

export async function writeFacts(writing: Writing, moved: readonly RunMoved[]): Promise<void> {
  const facts = eventsOf(writing, moved, "fact");
  for (const wave of wavesOf(facts, ({ one, event }) => `${one.runId}/${event.name}`)) {
    await writing.tx.$executeRaw(sql`
      UPDATE checkin_fact f SET superseded_at = s.at
      FROM unnest(${wave.map(({ one }) => one.runId)}::uuid[], ${wave.map(({ event }) => event.name)}::text[], ${wave.map(({ one }) => toDate(one.now))}::timestamptz[]) AS s(run_id, name, at)
      WHERE f.run_id = s.run_id AND f.name = s.name AND f.superseded_at IS NULL`);
    const told = wave.flatMap(({ event: { value, ...event }, ...of }) => (value === null ? [] : [{ ...of, event, value }]));
    if (told.length === 0) continue;
    await writing.tx.$executeRaw(sql`
      INSERT INTO checkin_fact (id, borrower_id, loan_id, run_id, question, name, unit, value_sealed, at)
      SELECT s.id, r.borrower_id, r.loan_id, r.id, s.question, s.name, s.unit, s.value, s.at
      FROM unnest(${told.map(({ id }) => id)}::uuid[], ${told.map(({ one }) => one.runId)}::uuid[], ${told.map(({ event }) => event.question)}::text[],
        ${told.map(({ event }) => event.name)}::text[], ${told.map(({ one, event }) => (event.unit === undefined ? null : unitOf(event.unit, one.world.currency)))}::text[],
        ${told.map(({ one, id, value }) => sealFact(one.key, id, value))}::bytea[], ${told.map(({ one }) => toDate(one.now))}::timestamptz[])
        AS s(id, run_id, question, name, unit, value, at)
      JOIN checkin_run r ON r.id = s.run_id`);
  }
}

export async function writeNotes(writing: Writing, moved: readonly RunMoved[]): Promise<void> {
  for (const { one, event, id } of eventsOf(writing, moved, "noted")) {
    const after = one.world.questionnaire.checks.find(({ id: check }) => check === event.check)?.after ?? "";
    await writing.tx.$executeRaw(sql`
      INSERT INTO checkin_note (id, run_id, borrower_id, check_id, question, note_sealed, at)
      VALUES (${id}::uuid, ${one.runId}::uuid, ${one.borrowerId}::uuid, ${event.check}, ${after},
        ${sealNote(one.key, id, event.note)}, ${toDate(one.now)})
      ON CONFLICT (run_id, check_id) DO NOTHING`);
  }
}

/** The first of each key, then the second of each: one statement never touches one row twice. */
function wavesOf<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const waves: T[][] = [];
  const seen = new Map<string, number>();
  for (const item of items) {
    const nth = seen.get(keyOf(item)) ?? 0;
    seen.set(keyOf(item), nth + 1);
    (waves[nth] ??= []).push(item);
  }
  return waves;
}
