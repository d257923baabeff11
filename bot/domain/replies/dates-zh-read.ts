/** What the groups of a Chinese date pattern come to. */
import { addDays, dayParts, type Day } from "../calendar.ts";
import { civilDay, plusMonths } from "./civil.ts";
import { exact, fullYear, fuzzy, inMonth, lastWeekdayInMonth, weekdayInMonth, type DateReading, type Lean } from "./date-rule.ts";
import { holiday, season } from "./holidays.ts";
import { lunarDay, lunarNewYearsEve, nextLunarDay, nextLunarDayOfMonth } from "./lunar.ts";
import { smallNumber } from "./numerals.ts";

type Groups = Readonly<Record<string, string | undefined>>;

export const count = (text: string | undefined): number => smallNumber(text ?? "") ?? 0;
export const ordinal = (text: string | undefined): number => count((text ?? "").replace(/^初/, ""));
export const offset = (word: string | undefined): number => (word ?? "").split("下").length - (word ?? "").split("上").length;
export const monthOffset = (word: string | undefined): number => offset(word);
export const weekdayNumber = (c: string | undefined): number => (c === "日" || c === "天" || c === "7" ? 7 : count(c));

export function yearOf(g: Groups, today: Day): number | undefined {
  const { year: now } = dayParts(today);
  if (g["rel"]) return now + (g["rel"] === "大前" ? -3 : "前去今明后".indexOf(g["rel"]) - 2);
  return g["year"] ? fullYear(count(g["year"])) : undefined;
}

export function readLunar(_: readonly string[], today: Day, lean: Lean, g: Groups): DateReading | undefined {
  const month = [g["m1"], g["m2"], g["m3"], g["m4"]].find((m) => m !== undefined) ?? "正";
  const dayOfMonth = ordinal([g["d1"], g["d2"], g["d3"], g["d4"], g["d5"]].find((d) => d !== undefined));
  const m = month === "正" ? 1 : month === "腊" ? 12 : month === "冬" ? 11 : count(month);
  const y = yearOf(g, today);
  const bare = g["d6"] ?? g["d7"];
  if (bare !== undefined) return exact(nextLunarDayOfMonth(ordinal(bare), today, lean));
  // 八月十五 alone is the mid-autumn feast; with a year in full it is a plain date.
  if (g["m4"] && g["year"]) return exact(civilDay(y ?? 0, 8, 15));
  const on = y === undefined ? nextLunarDay(m, dayOfMonth, today, lean) : lunarDay(y, m, dayOfMonth);
  // 大年初十, said in summer, is as likely the one behind.
  return g["d5"] && on !== undefined && on > addDays(today, 200) ? fuzzy(on) : exact(on);
}

export function readNthWeekday(_: readonly string[], today: Day, lean: Lean, g: Groups): DateReading | undefined {
  const { year: y } = dayParts(today);
  const at = g["month"] ? dayParts(inMonth(today, monthOffset(g["month"]), 1) ?? today) : { year: y, month: count(g["m"]) };
  const inYear = (of: number): Day | undefined =>
    g["last"] ? lastWeekdayInMonth(of, at.month, weekdayNumber(g["w"])) : weekdayInMonth(of, at.month, weekdayNumber(g["w"]), count(g["n"]));
  const found = inYear(at.year);
  return exact(g["m"] && found !== undefined && lean === "future" && found < today ? inYear(at.year + 1) : found);
}

export function readSpan(_: readonly string[], today: Day, lean: Lean, { n, half, half2, unit, dir }: Groups): DateReading | undefined {
  const sign = /前/.test(dir ?? "") ? -1 : 1;
  const by = /内/.test(dir ?? "") ? "by" : "on";
  if (/小时|钟头|分钟/.test(unit ?? "")) return count(n) <= 24 ? { on: today, bound: by } : undefined;
  if (n === "几") return { on: shift(today, 3 * sign, unit) ?? today, fuzzy: true, bound: by };
  const on =
    n === "半"
      ? unit === "年"
        ? plusMonths(today, 6 * sign)
        : undefined
      : half || half2
        ? shiftHalf(today, sign * count(n), unit)
        : shift(today, sign * count(n), unit);
  // "3天前还" asks for a payment before the third day as often as it tells of one: what lies behind is no promise.
  return on && { on, bound: by, ...(sign < 0 && lean === "future" && /之|以/.test(dir ?? "") && { fuzzy: true }) };
}

export function readDelay(_: readonly string[], today: Day, __: Lean, { verb, n, unit }: Groups): DateReading | undefined {
  const on = shift(today, count(n), unit);
  if (!on) return undefined;
  // A delay counts from a day that is not said (POLICY), 两天 means "a few".
  if (/推|延后|延迟|拖|晚|缓/.test(verb ?? "") || (n === "两" && unit === "天")) return fuzzy(on);
  return { on, bound: /给/.test(verb ?? "") ? "by" : "on" };
}

export function readHoliday(_: readonly string[], today: Day, lean: Lean, g: Groups): DateReading | undefined {
  const on = holiday(g["name"] ?? "", today, lean, yearOf(g, today));
  return on && { on, ...(g["about"] && { fuzzy: true }), ...(season.test(g["name"] ?? "") && { seasonal: true }) };
}

export function nearestEve(today: Day): Day {
  const { year: y } = dayParts(today);
  return [y - 1, y, y + 1].map(lunarNewYearsEve).find((eve) => eve !== undefined && eve >= today) ?? today;
}

/** A month that lacks the day passes it to the next that has it. */
export function relativeDay(today: Day, months: number, dayOfMonth: number): Day | undefined {
  return inMonth(today, months, dayOfMonth) ?? inMonth(today, months + 1, dayOfMonth);
}

export function shift(today: Day, n: number, unit: string | undefined): Day | undefined {
  if (n === 0 || Math.abs(n) > 400) return undefined;
  if (unit === "年") return Math.abs(n) > 10 ? undefined : plusMonths(today, 12 * n);
  if (unit === "月") return Math.abs(n) > 60 ? undefined : plusMonths(today, n);
  return addDays(today, unit === "天" || unit === "日" ? n : 7 * n);
}

/** 两个半月 is two months and fifteen days, 一年半 eighteen months. */
export function shiftHalf(today: Day, n: number, unit: string | undefined): Day | undefined {
  const whole = shift(today, n, unit);
  if (!whole) return undefined;
  return unit === "月" ? addDays(whole, 15 * Math.sign(n)) : unit === "年" ? plusMonths(whole, 6 * Math.sign(n)) : undefined;
}
