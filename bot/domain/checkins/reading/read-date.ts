import { addMonths, dayFromParts, dayIn, dayParts, lastDayOfMonth, type Day } from "../../calendar.ts";
import { dayText } from "../../day-text.ts";
import { findDates } from "../../replies/dates.ts";
import { smallNumber } from "../../replies/numerals.ts";
import type { Question } from "../questionnaire.ts";
import type { CheckinWorld } from "../run.ts";
import { answered, type Reading, type Sure } from "./reading.ts";
import { leftOver, type Said } from "./said.ts";

type DateQuestion = Extract<Question, { type: "date" }>;

/** One day; or a month, or a day that was said to be rough: then `fuzzy`. A time without any day (过两天) is asked again. */
export function readDate(of: Said, { lies }: DateQuestion, world: CheckinWorld): Reading | undefined {
  if (of.asks) return undefined;
  const today = dayIn(world.now, world.zone);
  const found = dayNamed(of.normal, today, lies, world) ?? monthNamed(of.normal, today, lies);
  if (!found) return undefined;
  const { on, fuzzy, sure } = found;
  const near = dayText(today, world.locale, today);
  if (lies === "past" && on > today) return { is: "outside", expected: "date_past", least: "none", most: near };
  if (lies === "future" && on < today) return { is: "outside", expected: "date_future", least: near, most: "none" };
  return answered({ type: "date", on, fuzzy }, sure);
}

interface Found {
  readonly on: Day;
  readonly fuzzy: boolean;
  readonly sure: Sure;
}

function dayNamed(text: string, today: Day, lies: DateQuestion["lies"], { locale }: CheckinWorld): Found | undefined {
  const dates = findDates(text, { today, lean: lies === "past" ? "past" : "future", locale, asked: true }).filter(({ rule }) => !vague.has(rule));
  const [first] = dates;
  if (!first || dates.some(({ on }) => on !== first.on)) return undefined;
  const rest = dates.reduce((out, { start, end }) => out.slice(0, start) + " ".repeat(end - start) + out.slice(end), text);
  const left = leftOver(rest.replace(around, ""));
  const bare = /^\d{1,2}$/.test(text);
  return { on: first.on, fuzzy: first.fuzzy || first.bound !== "on" || rough.test(text), sure: left !== "" ? "part" : bare ? "whole" : "exact" };
}

/** 没有哪一天: 过两天, 到时候, when I get paid. */
const vague: ReadonlySet<string> = new Set(["没有哪一天", "no single day", "过N天"]);
const around = /之前|以前|之后|以后|前后|那天|早上|上午|中午|下午|晚上|号|日|\b(?:before|after|by|around|morning|afternoon|evening)\b/g;
const rough = /大概|大约|差不多|估计|左右|前后|\b(?:about|around|roughly|approx\w*)\b/;

/** "九月", "下个月", "in September": of a month ahead its last day, of one behind its first. */
function monthNamed(text: string, today: Day, lies: DateQuestion["lies"]): Found | undefined {
  const match = month.exec(text);
  if (!match) return undefined;
  const { zh, en, rel } = match.groups ?? {};
  const rest = leftOver((text.slice(0, match.index) + text.slice(match.index + match[0].length)).replace(sold, ""));
  if (month.test(rest)) return undefined;
  const first =
    rel === undefined ? byNumber(zh === undefined ? months.indexOf((en ?? "").slice(0, 3)) + 1 : (smallNumber(zh) ?? 0), today, lies) : relative(rel, today);
  if (!first) return undefined;
  return { on: lies === "past" ? first : lastDayOfMonth(first), fuzzy: true, sure: rest === "" ? "whole" : "part" };
}

const month =
  /(?<zh>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?(?![\d一二三四五六七八九十])|(?<rel>这个?月|本月|下下个?月|下个?月|上个?月|\bthis month\b|\bnext month\b|\blast month\b)|\b(?<en>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b/;
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const sold = /卖|出栏|收|开始|在|到|等|selling|sell|harvest|will|份/g;

function byNumber(number: number, today: Day, lies: DateQuestion["lies"]): Day | undefined {
  const { year, month: now } = dayParts(today);
  const turn = lies === "past" ? (number > now ? -1 : 0) : number < now ? 1 : 0;
  return dayFromParts(year + turn, number, 1);
}

function relative(word: string, today: Day): Day | undefined {
  const { year, month: now } = dayParts(today);
  const first = dayFromParts(year, now, 1);
  const by = /下下/.test(word) ? 2 : /下|next/.test(word) ? 1 : /上|last/.test(word) ? -1 : 0;
  return first && addMonths(first, by);
}
