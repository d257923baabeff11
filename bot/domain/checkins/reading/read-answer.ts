import type { Question } from "../questionnaire.ts";
import type { CheckinWorld } from "../run.ts";
import { readChoice } from "./read-choice.ts";
import { readDate } from "./read-date.ts";
import { readMoney } from "./read-money.ts";
import { readMultiChoice } from "./read-multi-choice.ts";
import { readNumber } from "./read-number.ts";
import { readPercent } from "./read-percent.ts";
import { readLocation, readText } from "./read-words.ts";
import { readYesNo } from "./read-yes-no.ts";
import type { Reading } from "./reading.ts";
import type { Said } from "./said.ts";

/** What a text answers to that question. Undefined: nothing, or more than one thing; never guessed. */
export function readAnswer(of: Said, question: Question, world: CheckinWorld): Reading | undefined {
  switch (question.type) {
    case "yes_no":
      return readYesNo(of);
    case "choice":
      return readChoice(of, question, world);
    case "multi_choice":
      return readMultiChoice(of, question, world);
    case "number":
      return readNumber(of, question, world);
    case "money":
      return readMoney(of, question, world);
    case "percent":
      return readPercent(of);
    case "date":
      return readDate(of, question, world);
    case "text":
      return readText(of, question, world);
    case "location":
      return readLocation(of);
    case "document":
      // a file answers it, and no word about one
      return undefined;
  }
}
