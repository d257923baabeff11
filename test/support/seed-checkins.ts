import { readFileSync } from "node:fs";
import { minuteMs, plus, toDate, type Instant } from "../../bot/domain/calendar.ts";
import type { Answer } from "../../bot/domain/checkins/answer.ts";
import type { Database } from "../../bot/store/database.ts";
import { sealAnswer, sealNote } from "../../bot/store/checkins/run-codec.ts";
import { seal, sha256 } from "../../bot/store/seal.ts";
import { newId, type SeededBorrower } from "./seed-book.ts";

/** Writes rows as turns leave them, without running those. */
export function seedCheckins(database: Database) {
  return {
    /** The shipped questionnaire of that name, at that version and state. */
    async version(name: string, more: { version?: number; state?: string; author?: string | null; source?: string } = {}): Promise<string> {
      const { version = 1, state = "published", author = null } = more;
      const source = (more.source ?? readFileSync(`templates/checkins/${name}.yaml`, "utf8")).replace(/^version: \d+$/m, `version: ${String(version)}`);
      const id = newId<string>();
      const at = toDate(1_760_000_000_000 as Instant);
      await database.checkinQuestionnaire.create({
        data: {
          id,
          questionnaire: name,
          version,
          state,
          source,
          sourceHash: sha256(source),
          author,
          createdAt: at,
          publishedAt: state === "published" ? at : null,
        },
      });
      return id;
    },
    async round(questionnaire: string, goal: string, at: Instant): Promise<string> {
      const id = newId<string>();
      await database.checkinRound.create({
        data: {
          id,
          key: `test/${id}`,
          kind: "scheduled",
          line: "month",
          questionnaire,
          goal,
          createdAt: toDate(at),
          expiresAt: toDate(plus(at, 7 * 1_440 * minuteMs)),
        },
      });
      return id;
    },
    async run(
      of: SeededBorrower,
      round: string,
      version: { id: string; questionnaire: string },
      at: Instant,
      more: { phase?: string; minutes?: number; answers?: Readonly<Record<string, Answer>>; note?: string; locale?: string } = {},
    ): Promise<string> {
      const { phase = "done", minutes = 4, answers = {}, note, locale = "zh-CN" } = more;
      const id = newId<string>();
      const over = ["done", "expired", "stopped", "handed_over", "withdrawn"].includes(phase);
      const ended = toDate(plus(at, minutes * minuteMs));
      await database.checkinRun.create({
        data: {
          id,
          borrowerId: of.id,
          loanId: of.loanId,
          roundId: round,
          roundKey: `${round}/${id}`,
          questionnaireId: version.id,
          questionnaire: version.questionnaire,
          version: 1,
          phase,
          answered: Object.keys(answers).length,
          questions: 3,
          channel: "sim",
          locale,
          createdAt: toDate(at),
          offeredAt: phase === "planned" ? null : toDate(at),
          nextAt: over ? null : ended,
          endedAt: over ? ended : null,
          expiresAt: toDate(plus(at, 7 * 1_440 * minuteMs)),
        },
      });
      let n = 0;
      for (const [question, answer] of Object.entries(answers)) {
        const answerId = newId<string>();
        n += 1;
        await database.checkinAnswer.create({
          data: {
            id: answerId,
            runId: id,
            borrowerId: of.id,
            question,
            nth: 1,
            type: answer.type,
            answerSealed: sealAnswer(of.key, answerId, answer),
            corrects: false,
            messageId: newId<string>(),
            at: toDate(plus(at, n * minuteMs)),
            tookMs: 20_000n * BigInt(n),
          },
        });
      }
      if (note !== undefined) {
        const noteId = newId<string>();
        await database.checkinNote.create({
          data: {
            id: noteId,
            runId: id,
            borrowerId: of.id,
            checkId: "turnover-fell",
            question: "came_in",
            noteSealed: sealNote(of.key, noteId, note),
            at: ended,
          },
        });
      }
      return id;
    },
    async visit(of: SeededBorrower, round: string, on: Date, more: { state?: string; note?: string } = {}): Promise<string> {
      const id = newId<string>();
      const { state = "open", note } = more;
      await database.visitTask.create({
        data: {
          id,
          borrowerId: of.id,
          loanId: of.loanId,
          roundId: round,
          roundKey: `${round}/visit/${id}`,
          questionnaire: "enterprise-month",
          state,
          branch: "hangzhou",
          officer: "li.wei",
          createdAt: on,
          dueOn: on,
          ...(state !== "open" && { endedAt: on, endedBy: "li.wei" }),
          noteSealed: note === undefined ? null : seal(of.key, `visit_task.note/${id}`, note),
        },
      });
      return id;
    },
  };
}
