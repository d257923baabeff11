import type { Unclear } from "./put.ts";
import type { Question, TextValues } from "./questionnaire.ts";
import { formsOf } from "./reading/option-forms.ts";
import type { CheckinWorld } from "./run.ts";

/** What is said to an answer that was not understood: the question's own help, or what kind of answer it takes. */
export const unclear = (question: Question, { locale, values }: CheckinWorld, because: Unclear["because"]): Unclear => ({
  because,
  help: question.help?.(locale, values) ?? "none",
  expected: expectedOf(question, values),
  skippable: question.skippable ? "yes" : "no",
});

/** Where an option names a number itself, a bare digit may say nothing: there words are asked for. */
function expectedOf(question: Question, values: TextValues): string {
  if (question.type === "document" && question.media.includes("photo")) return "photo";
  return question.type === "choice" && formsOf(question.options, values).numbers.size > 0 ? "choice_words" : question.type;
}
