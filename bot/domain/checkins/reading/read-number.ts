import type { Question } from "../questionnaire.ts";
import type { CheckinWorld } from "../run.ts";
import { plain } from "../answer-text.ts";
import { findDates } from "../../replies/dates.ts";
import { findMoney } from "../../replies/money.ts";
import { findNumber } from "../../replies/numbers.ts";
import { dayIn } from "../../calendar.ts";
import { answered, type Reading, type Sure } from "./reading.ts";
import { bare, leftOver, type Said } from "./said.ts";

type NumberQuestion = Extract<Question, { type: "number" }>;

export function readNumber(of: Said, question: NumberQuestion, world: CheckinWorld): Reading | undefined {
  const found = digits.test(of.bare) && digits.test(of.raw.trim()) ? { value: Number(of.bare), sure: "exact" as const } : inWords(of, question, world);
  if (!found) return undefined;
  const { value, sure } = found;
  const [least, most] = [plain(question.least, world), plain(question.most, world)];
  if (value < question.least || value > question.most) return { is: "outside", expected: "range", least, most };
  if (question.whole && !Number.isInteger(value)) return { is: "outside", expected: "whole", least, most };
  return answered({ type: "number", value }, sure);
}

const digits = /^\d{1,12}$/;

function inWords(of: Said, question: NumberQuestion, world: CheckinWorld): { value: number; sure: Sure } | undefined {
  if (none.test(of.mended)) return { value: 0, sure: "whole" };
  if (of.asks) return undefined;
  const text = of.normal;
  const found = findNumber(text);
  if (!found || vague.test(text)) return undefined;
  const rest = `${text.slice(0, found.start)} ${text.slice(found.end)}`;
  // two numbers, a range or a day: which one is meant?
  if (findNumber(rest) || findMoney(text, world.currency).some(({ kind }) => kind !== "exact" && kind !== "about")) return undefined;
  if (findDates(text, { today: dayIn(world.now, world.zone), lean: "future", locale: world.locale, asked: false }).some(({ fuzzy }) => !fuzzy))
    return undefined;
  const unit = bare(question.unit(world.locale, world.values));
  const left = leftOver(rest);
  return {
    value: found.value,
    sure: left === "" || left === unit ? (text.length === found.end - found.start ? "exact" : "whole") : measure.test(left) ? "whole" : "part",
  };
}

/** 七八个, 好几个: some, and nobody knows how many. */
const vague = /[几数]|[一二三四五六七八九][一二三四五六七八九](?![一二三四五六七八九十百千万])|(?:\d|[十百千万])多|\b(?:several|few|dozens|couple)\b/;
const none = /^(?:没有?|无|一个(?:也|都)没有?|零|none|nobody|noone|nothing|zero)(?:了|的|吧)?$/;
const measure =
  /^(?:个|人|个人|名|位|亩|头|只|台|辆|家|间|天|次|公斤|斤|吨|件|袋|people|persons?|workers?|employees?|days?|times?|kg|acres?|mu|heads?|units?)$/;
