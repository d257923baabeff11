import type { Question } from "./questionnaire.ts";
import type { CheckinWorld, RunState } from "./run.ts";

/** Undefined: withdrawn since the run began. */
export const questionOf = ({ questionnaire }: CheckinWorld, id: string): Question | undefined => questionnaire.questions.find((question) => question.id === id);

export const applies = ({ when }: Question, { answers }: Pick<RunState, "answers">, { facts }: Pick<CheckinWorld, "facts">): boolean =>
  !when || when({ answers, facts });

/** The first that is neither answered nor passed over and whose condition holds. */
export const nextQuestion = (run: Pick<RunState, "answers" | "skipped">, world: CheckinWorld): Question | undefined =>
  world.questionnaire.questions.find(
    (question) => run.answers[question.id] === undefined && !run.skipped.includes(question.id) && applies(question, run, world),
  );

/** What the borrower was last asked before this one, and could answer again. */
export function questionBefore(run: RunState, world: CheckinWorld, id: string | undefined): Question | undefined {
  const at = id === undefined ? -1 : run.asked.indexOf(id);
  const before = at < 0 ? run.asked : run.asked.slice(0, at);
  return before.flatMap((one) => questionOf(world, one) ?? []).findLast((question) => question.id !== id && applies(question, run, world));
}

/** The newest that has an answer, in the order in which they were asked. */
export const answeredLast = (run: RunState, world: CheckinWorld, but?: string): Question | undefined =>
  run.asked.flatMap((one) => questionOf(world, one) ?? []).findLast((question) => question.id !== but && run.answers[question.id] !== undefined);
