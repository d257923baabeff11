import { day } from "../calendar.ts";
import type { Answer, Answers } from "./answer.ts";
import { minorDigits } from "../money.ts";
import { applies } from "./questions.ts";
import type { Question } from "./questionnaire.ts";
import type { CheckinWorld, RunState } from "./run.ts";

type Asked = Pick<CheckinWorld, "questionnaire" | "facts" | "currency">;

/** How many questions this borrower has before them: as it stands, and where their answers lead to the most. */
export function howMany({ answers }: Pick<RunState, "answers">, world: Asked): { readonly least: number; readonly most: number } {
  const { questions } = world.questionnaire;
  const now = questions.filter((question) => applies(question, { answers }, world));
  const conditional = questions.filter(({ when }) => when !== undefined);
  if (conditional.length === 0) return { least: now.length, most: now.length };
  const most = now.reduce((sum, question) => sum + 1 + mostAfter(question, answers, conditional, world), 0);
  // one that two answers lead to was counted twice
  return { least: now.length, most: Math.min(most, questions.length) };
}

/** What may follow from one question alone; conditions on two answers at once are seen where both lie on one way. */
function mostAfter(question: Question, answers: Answers, left: readonly Question[], world: Asked): number {
  const dormant = left.filter((one) => one.id !== question.id && !applies(one, { answers }, world));
  if (dormant.length === 0) return 0;
  return possible(question, world).reduce((most, answer) => {
    const then = { ...answers, [question.id]: answer };
    const woken = dormant.filter((one) => applies(one, { answers: then }, world));
    const others = dormant.filter((one) => !woken.includes(one));
    return Math.max(
      most,
      woken.reduce((sum, one) => sum + 1 + mostAfter(one, then, others, world), 0),
    );
  }, 0);
}

/** Every answer of a closed question; of figures the ends, since conditions on them are bounds. */
function possible(question: Question, { currency }: Pick<Asked, "currency">): readonly Answer[] {
  switch (question.type) {
    case "yes_no":
      return [true, false].map((yes) => ({ type: "yes_no", yes }));
    case "choice":
      return question.options.map(({ key }) => ({ type: "choice", key }));
    case "multi_choice":
      return question.options.map(({ key }) => ({ type: "multi_choice", keys: [key] }));
    case "number":
      return [question.least, question.most].map((value) => ({ type: "number", value }));
    case "money":
      return [question.least, question.most].map((major) => ({
        type: "money",
        minor: BigInt(major) * 10n ** BigInt(minorDigits(currency)),
        currency,
        about: false,
      }));
    case "percent":
      return [0, 1].map((share) => ({ type: "percent", share }));
    case "date":
      return [earliest, latest].map((on) => ({ type: "date", on, fuzzy: false }));
    case "text":
    case "location":
      return [{ type: question.type, text: "…" }];
    case "document":
      return [{ type: "document", document: question.document, media: "photo" }];
  }
}

const [earliest, latest] = [day("1970-01-01"), day("9999-12-31")];
