import { toDate } from "../../domain/calendar.ts";
import type { DocumentRequestId, LoanId, LogEntryId } from "../../domain/ids.ts";
import type { LogDraft } from "../../app/ports.ts";
import type { RunMoved, Writing } from "../checkins/run-moved.ts";
import { sql } from "../database.ts";
import { planChases } from "./tell-document.ts";

/**
 * A check-in's question for a photo or paper is a request with a life of its own: passed over now, it may come later,
 * and is asked for again after days. Asking the same question anew makes no second one.
 */
export async function documentsOfCheckins(writing: Writing, moved: readonly RunMoved[]): Promise<LogDraft[]> {
  return [...(await askDocuments(writing, moved)), ...(await takeAnswers(writing, moved))];
}

const log = ({ newId }: Writing, of: RunMoved, kind: string, actor: string, body: Record<string, unknown>): LogDraft => ({
  id: newId<LogEntryId>(),
  at: of.now,
  kind,
  borrowerId: of.borrowerId,
  actor,
  body: { ...body, checkin: of.runId },
});

async function askDocuments(writing: Writing, moved: readonly RunMoved[]): Promise<LogDraft[]> {
  const { tx, newId } = writing;
  const asked = moved.flatMap((of) =>
    of.events.flatMap(({ event }) => {
      const question = event.type === "asked" ? of.world.questionnaire.questions.find(({ id }) => id === event.question) : undefined;
      return question?.type === "document" ? [{ of, question: question.id, kind: question.document, id: newId<DocumentRequestId>() }] : [];
    }),
  );
  if (asked.length === 0) return [];
  const made = await tx.$queryRaw<{ id: DocumentRequestId; loan_id: LoanId }[]>(sql`
    INSERT INTO document_request (id, borrower_id, loan_id, kind, state, because_run, because_question, asked_at, asked_by)
    SELECT s.id, r.borrower_id, r.loan_id, s.kind, 'asked', r.id, s.question, s.at, 'bot'
    FROM unnest(${asked.map(({ id }) => id)}::uuid[], ${asked.map(({ of }) => of.runId)}::uuid[], ${asked.map(({ question }) => question)}::text[],
      ${asked.map(({ kind }) => kind)}::text[], ${asked.map(({ of }) => toDate(of.now))}::timestamptz[]) AS s(id, run_id, question, kind, at)
    JOIN checkin_run r ON r.id = s.run_id
    ON CONFLICT (because_run, because_question) WHERE because_run IS NOT NULL DO NOTHING RETURNING id::text, loan_id::text`);
  const loans = new Map(made.map(({ id, loan_id: loan }) => [id, loan]));
  const fresh = asked.flatMap(({ id, of, kind }) => {
    const loanId = loans.get(id);
    return loanId === undefined ? [] : [{ id, of, kind, loanId }];
  });
  for (const { id, of, loanId } of fresh) await planChases(tx, newId, [{ id, borrowerId: of.borrowerId, zone: of.world.zone, loanId, nth: 0 }], of.now);
  return fresh.map(({ id, of, kind }) => log(writing, of, "document.asked", "bot", { request: id, kind }));
}

/** A photo that a channel does not hand over was sent all the same: an officer looks, and nobody is asked for it again. */
async function takeAnswers(writing: Writing, moved: readonly RunMoved[]): Promise<LogDraft[]> {
  const answers = moved.flatMap((of) =>
    of.events.flatMap(({ event }) => (event.type === "answered" && event.answer.type === "document" ? [{ of, question: event.question }] : [])),
  );
  if (answers.length === 0) return [];
  const took = await writing.tx.$queryRaw<{ id: string; kind: string; run: string }[]>(sql`
    UPDATE document_request d SET state = 'received', received_at = s.at
    FROM unnest(${answers.map(({ of }) => of.runId)}::uuid[], ${answers.map(({ question }) => question)}::text[], ${answers.map(({ of }) => toDate(of.now))}::timestamptz[]) AS s(run_id, question, at)
    WHERE d.because_run = s.run_id AND d.because_question = s.question AND d.state IN ('asked', 'chased', 'refused')
    RETURNING d.id::text, d.kind, d.because_run::text AS run`);
  return took.flatMap(({ id, kind, run }) => {
    const answer = answers.find(({ of }) => of.runId === run);
    return answer ? [log(writing, answer.of, "document.received", "borrower", { request: id, kind, kept: false })] : [];
  });
}
