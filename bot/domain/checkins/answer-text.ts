import { dayIn } from "../calendar.ts";
import { dayText } from "../day-text.ts";
import { money, moneyText } from "../money.ts";
import type { Answer } from "./answer.ts";
import type { Option, Question } from "./questionnaire.ts";
import type { CheckinWorld } from "./run.ts";

/** An answer as it is quoted back to the borrower. */
export function answerText(question: Question, answer: Answer, world: CheckinWorld): string {
  switch (answer.type) {
    case "yes_no":
      return answer.yes ? world.words.yes : world.words.no;
    case "choice":
      return labelOf(question, answer.key, world);
    case "multi_choice":
      return lists[world.locale].format(answer.keys.map((key) => labelOf(question, key, world)));
    case "number":
      return `${plain(answer.value, world)} ${question.type === "number" ? question.unit(world.locale, world.values) : ""}`.trim();
    case "money":
      return moneyText(money(answer.minor, answer.currency), world.locale);
    case "percent":
      return `${plain(Math.round(answer.share * 1_000) / 10, world)}%`;
    case "date":
      return dayText(answer.on, world.locale, dayIn(world.now, world.zone));
    case "text":
    case "location":
      return answer.text.length > longest ? `${answer.text.slice(0, longest)}…` : answer.text;
    case "document":
      return answer.media;
  }
}

/** Enough to know one's own words again. */
const longest = 60;

export const plain = (value: number, { locale }: Pick<CheckinWorld, "locale">): string => numbers[locale].format(value);
const numbers = { "zh-CN": new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 6 }), en: new Intl.NumberFormat("en-GB", { maximumFractionDigits: 6 }) };
const lists = { "zh-CN": new Intl.ListFormat("zh-CN", { type: "conjunction" }), en: new Intl.ListFormat("en-GB", { type: "conjunction" }) };

function labelOf(question: Question, key: string, { locale, values }: CheckinWorld): string {
  const options: readonly Option[] = question.type === "choice" || question.type === "multi_choice" ? question.options : [];
  return options.find((option) => option.key === key)?.label(locale, values) ?? key;
}
