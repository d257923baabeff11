import type { AnswerView, NoteView, RunView } from "../../app/checkin-results/ports.ts";
import { answerText } from "../../domain/checkin-results/answer-text.ts";
import { figureOf } from "../../domain/checkin-results/tally.ts";
import type { ShownCheckin } from "../../domain/checkin-results/shown-checkin.ts";
import type { BorrowerId } from "../../domain/ids.ts";
import { openAnswer } from "../checkins/run-codec.ts";
import type { Desk } from "../console/desk.ts";
import { peopleOf, type People } from "../console/people.ts";
import { instantOf, instantOrNull } from "../days.ts";
import type { ShownVersions } from "./shown-versions.ts";

/** Runs by id with all that hangs on them, in the order of the ids. Whoever asks has seen to it that they may be seen, and logs the look. */
export async function runViews(desk: Desk, shownVersions: ShownVersions, ids: readonly string[]): Promise<RunView[]> {
  const { tx, vault } = desk;
  const rows = await tx.checkinRun.findMany({
    where: { id: { in: [...ids] } },
    include: { answers: { where: { withdrawnAt: null }, orderBy: [{ at: "asc" }, { id: "asc" }] }, notes: { orderBy: { at: "asc" } } },
  });
  const borrowers = rows.map(({ borrowerId }) => borrowerId as BorrowerId);
  const [people, keys, shown, loans, owners] = [
    await peopleOf(desk, borrowers),
    await vault.keysOf(tx, [...new Set(borrowers)]),
    await shownVersions(
      tx,
      rows.map(({ questionnaireId }) => questionnaireId),
    ),
    await tx.loan.findMany({ where: { id: { in: rows.map(({ loanId }) => loanId) } }, select: { id: true, externalId: true } }),
    await tx.borrower.findMany({ where: { id: { in: borrowers } }, select: { id: true, branch: true, officer: true } }),
  ];
  const [loanOf, ownerOf] = [new Map(loans.map((loan) => [loan.id, loan])), new Map(owners.map((owner) => [owner.id, owner]))];
  const views = new Map(
    rows.map((row): [string, RunView] => [
      row.id,
      {
        id: row.id,
        borrower: people.person(row.borrowerId),
        loan: loanOf.get(row.loanId)?.externalId ?? "?",
        branch: ownerOf.get(row.borrowerId)?.branch ?? "?",
        officer: ownerOf.get(row.borrowerId)?.officer ?? "?",
        round: row.roundId,
        questionnaire: row.questionnaire,
        version: row.version,
        phase: row.phase,
        locale: row.locale,
        offeredAt: instantOrNull(row.offeredAt),
        endedAt: instantOrNull(row.endedAt),
        endedBecause: row.endedBecause,
        answers: row.answers.map((answer) => answerView(answer, keys.get(row.borrowerId as BorrowerId), shown.get(row.questionnaireId))),
        formality: null,
        notes: row.notes.map((note) => noteView(note, people)),
      },
    ]),
  );
  return ids.flatMap((id) => views.get(id) ?? []);
}

interface AnswerRow {
  id: string;
  question: string;
  answerSealed: Uint8Array | null;
  corrects: boolean;
  messageId: string;
  at: Date;
  tookMs: bigint;
}

function answerView(row: AnswerRow, key: Buffer | undefined, shown: ShownCheckin | undefined): AnswerView {
  const answer = key && row.answerSealed ? openAnswer(key, row.id, row.answerSealed) : null;
  const question = shown?.questions.find(({ id }) => id === row.question);
  return {
    question: row.question,
    asked: question?.text ?? null,
    answer,
    text: answer && { "zh-CN": answerText(answer, question, "zh-CN"), en: answerText(answer, question, "en") },
    figure: (answer && figureOf(answer)) ?? null,
    at: instantOf(row.at),
    tookMs: Number(row.tookMs),
    corrects: row.corrects,
    message: row.messageId,
  };
}

export const noteView = (
  row: { id: string; runId: string; borrowerId: string; checkId: string; noteSealed: Uint8Array | null; at: Date; settledBy: string | null },
  people: People,
): NoteView => ({
  id: row.id,
  run: row.runId,
  borrower: people.person(row.borrowerId),
  check: row.checkId,
  note: people.read(row.borrowerId, `checkin_note.note/${row.id}`, row.noteSealed),
  at: instantOf(row.at),
  settledBy: row.settledBy,
});
