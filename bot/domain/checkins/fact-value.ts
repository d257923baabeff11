import { minorDigits } from "../money.ts";
import type { Answer, FactValue } from "./answer.ts";

/** What an answer asserts, as conditions and signals read it: money in major units, shares 0 … 1, a file as `true`. */
export function factValue(answer: Answer): FactValue {
  switch (answer.type) {
    case "yes_no":
      return answer.yes;
    case "choice":
      return answer.key;
    case "multi_choice":
      return answer.keys;
    case "number":
      return answer.value;
    case "money":
      return Number(answer.minor) / 10 ** minorDigits(answer.currency);
    case "percent":
      return answer.share;
    case "date":
      return answer.on;
    case "text":
    case "location":
      return answer.text;
    case "document":
      return true;
  }
}
