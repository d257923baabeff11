import type { Answer } from "../checkins/answer.ts";
import type { TextLocale } from "../day-text.ts";
import { money, moneyText } from "../money.ts";
import type { ShownQuestion } from "./shown-checkin.ts";

/** An answer as people read it: exact amounts and days, the options' own labels; a key that no version knows any more as it is. */
export function answerText(answer: Answer, question: Pick<ShownQuestion, "options"> | undefined, locale: TextLocale): string {
  const label = (key: string): string => question?.options.find((option) => option.key === key)?.label[locale] ?? key;
  const zh = locale === "zh-CN";
  switch (answer.type) {
    case "yes_no":
      return zh ? (answer.yes ? "是" : "否") : answer.yes ? "Yes" : "No";
    case "choice":
      return label(answer.key);
    case "multi_choice":
      return answer.keys.map(label).join(zh ? "、" : ", ");
    case "number":
      return String(answer.value);
    case "money":
      return `${answer.about ? (zh ? "约 " : "about ") : ""}${moneyText(money(answer.minor, answer.currency), locale).replace(noSmallChange, "")}`;
    case "percent":
      return `${String(Math.round(answer.share * 1_000) / 10)}%`;
    case "date":
      return answer.fuzzy ? `${zh ? "约 " : "about "}${answer.on}` : answer.on;
    case "text":
    case "location":
      return answer.text;
    case "document":
      return zh ? "已发送文件" : "a file";
  }
}

/** "¥30,000": nobody who says thirty thousand means the fen. */
const noSmallChange = /\.0+$/;
