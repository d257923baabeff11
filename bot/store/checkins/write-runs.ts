import { isoInstant, toDate } from "../../domain/calendar.ts";
import { nextLook } from "../../domain/checkins/next-look.ts";
import { isOver, type RunEvent } from "../../domain/checkins/run.ts";
import type { LogEntryId } from "../../domain/ids.ts";
import type { LogDraft } from "../../app/ports.ts";
import { sql, type Tx } from "../database.ts";
import { dateOrNull } from "../days.ts";
import { documentsOfCheckins } from "../documents/documents-of-checkins.ts";
import { appendLog } from "../log-entries.ts";
import { checkinsTold } from "../outward/checkin-told.ts";
import { emitAll } from "../outward/emit.ts";
import { plainAnswer, sealRun } from "./run-codec.ts";
import type { RunMoved, Writing } from "./run-moved.ts";
import { writeAnswers, writeFacts, writeNotes } from "./write-answers.ts";
import { writeTrends } from "./write-trends.ts";

/** A step's consequences: state, answers, facts, notes and log entries, in the caller's transaction and under the borrowers' locks. */
export async function writeRuns(writing: Writing, moved: readonly RunMoved[]): Promise<void> {
  const found = await keepRuns(writing, moved);
  await appendLog(writing.tx, writing.vault, [...runEntries(writing, moved), ...found], new Map(moved.map(({ borrowerId, key }) => [borrowerId, key])));
}

/** The same without the log entries, for a caller that writes them with its own: `runEntries`, and those of what was found here. */
export async function keepRuns(writing: Writing, moved: readonly RunMoved[]): Promise<LogDraft[]> {
  if (moved.length === 0) return [];
  await moveRuns(writing.tx, moved);
  await writeAnswers(writing, moved);
  await writeFacts(writing, moved);
  await writeNotes(writing, moved);
  await emitAll(writing.tx, await checkinsTold(writing.tx, moved));
  return [...(await documentsOfCheckins(writing, moved)), ...(await writeTrends(writing, moved))];
}

async function moveRuns(tx: Tx, moved: readonly RunMoved[]): Promise<void> {
  const of = <T>(pick: (one: RunMoved) => T): T[] => moved.map(pick);
  await tx.$executeRaw(sql`
    UPDATE checkin_run r SET phase = s.phase, state_sealed = s.state, open_question = s.open, answered = s.answered, offered_at = s.offered_at,
      heard_at = coalesce(s.heard_at, r.heard_at), next_at = s.next_at, expires_at = s.expires_at,
      ended_at = CASE WHEN s.next_at IS NULL THEN coalesce(r.ended_at, s.now) END, ended_because = coalesce(s.because, r.ended_because)
    FROM unnest(${of(({ runId }) => runId)}::uuid[], ${of(({ run }) => (run.offeredAt === null && !isOver(run.phase) ? "planned" : run.phase))}::text[],
      ${of(({ key, runId, run }) => sealRun(key, runId, run))}::bytea[], ${of(({ run }) => run.open?.question ?? null)}::text[],
      ${of(({ run }) => Object.keys(run.answers).length)}::int[], ${of(({ run }) => dateOrNull(run.offeredAt))}::timestamptz[],
      ${of(({ events, now }) => (events.some(({ because }) => because !== null) ? toDate(now) : null))}::timestamptz[],
      ${of(({ run, now }) => dateOrNull(nextLook(run, now)))}::timestamptz[], ${of(({ run }) => toDate(run.expiresAt))}::timestamptz[],
      ${of(({ now }) => toDate(now))}::timestamptz[], ${of(endedBecause)}::text[])
      AS s(id, phase, state, open, answered, offered_at, heard_at, next_at, expires_at, now, because)
    WHERE r.id = s.id`);
}

function endedBecause({ events }: RunMoved): string | null {
  const end = events.findLast(({ event }) => event.type === "handed_over" || event.type === "stopped");
  if (!end) return null;
  return end.event.type === "handed_over" ? end.event.because : end.because === null ? "system" : "borrower";
}

/** The borrower does these; the rest is ours. */
const bySaying = new Set<RunEvent["type"]>(["answered", "person_wanted", "postponed", "late_answer", "stopped"]);

export function runEntries({ newId }: Pick<Writing, "newId">, moved: readonly RunMoved[]): LogDraft[] {
  return moved.flatMap(({ runId, borrowerId, events, now }) =>
    events.map(({ event, because }) => ({
      id: newId<LogEntryId>(),
      at: now,
      kind: `checkin.${event.type}`,
      borrowerId,
      actor: bySaying.has(event.type) && because !== null ? "borrower" : "bot",
      body: { ...bodyOf(event), checkin: runId, ...(because !== null && { message: because }) },
    })),
  );
}

/** Without the message, which stands beside it. */
function bodyOf(event: RunEvent): Record<string, unknown> {
  switch (event.type) {
    case "handed_over":
      return { because: event.because };
    case "postponed":
      return { until: isoInstant(event.until) };
    case "answered":
      return { question: event.question, answer: plainAnswer(event.answer), corrects: event.corrects, tookMs: event.tookMs };
    default:
      return Object.fromEntries(Object.entries(event).filter(([name]) => name !== "type" && name !== "because"));
  }
}
