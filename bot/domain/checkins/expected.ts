import type { Unclear } from "./put.ts";
import type { Question } from "./questionnaire.ts";
import type { CheckinWorld } from "./run.ts";

/** What is said to an answer that was not understood: the question's own help, or what kind of answer it takes. */
export const unclear = (question: Question, { locale, values }: CheckinWorld, because: Unclear["because"]): Unclear => ({
  because,
  help: question.help?.(locale, values) ?? "none",
  expected: question.type === "document" && question.media.includes("photo") ? "photo" : question.type,
  skippable: question.skippable ? "yes" : "no",
});
