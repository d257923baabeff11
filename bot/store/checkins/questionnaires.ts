import type { CheckinReading } from "../../app/checkins/ports.ts";
import type { Questionnaire } from "../../domain/checkins/questionnaire.ts";
import type { Tx } from "../database.ts";

/** Versions by the id of their row; each is read once a process, since what was published never changes. */
export type Questionnaires = (tx: Tx, ids: readonly string[]) => Promise<ReadonlyMap<string, Questionnaire>>;

/** A question that was withdrawn is missing: the engine passes over it in runs that began with it. */
export function openQuestionnaires({ questionnaire }: Pick<CheckinReading, "questionnaire">): Questionnaires {
  const read = new Map<string, Questionnaire>();
  return async (tx, ids) => {
    const rows = await tx.checkinQuestionnaire.findMany({
      where: { id: { in: [...new Set(ids)] } },
      select: { id: true, withdrawnQuestions: true },
    });
    const found = new Map<string, Questionnaire>();
    for (const { id, withdrawnQuestions } of rows) {
      const whole = read.get(id) ?? questionnaire((await tx.checkinQuestionnaire.findUniqueOrThrow({ where: { id }, select: { source: true } })).source);
      read.set(id, whole);
      found.set(id, without(whole, withdrawnQuestions));
    }
    return found;
  };
}

const without = (whole: Questionnaire, gone: readonly string[]): Questionnaire =>
  gone.length === 0
    ? whole
    : { ...whole, questions: whole.questions.filter(({ id }) => !gone.includes(id)), checks: whole.checks.filter(({ after }) => !gone.includes(after)) };
