/** Days with names, as people say them when they promise. */
import { addDays, dayParts, weekday, type Day } from "../calendar.ts";
import { civilDay } from "./civil.ts";
import { dayOfYear, weekdayInMonth, type Lean } from "./date-rule.ts";
import { lunarNewYearsEve, nextLunarDay, solarTerm } from "./lunar.ts";

/** The day in the lunar or solar calendar, or by a rule of its own for a year. */
type When =
  | readonly [month: number, day: number]
  | { readonly lunar: readonly [month: number, day: number] }
  | { readonly of: (year: number) => Day | undefined };

const zh: readonly (readonly [names: string, when: When])[] = [
  ["元旦|阳历新年", [1, 1]],
  ["情人节", [2, 14]],
  ["(?:国际)?(?:劳动)?(?:妇女节|女神节)|三八(?:节|妇女节)", [3, 8]],
  ["植树节", [3, 12]],
  ["愚人节", [4, 1]],
  ["(?:五一)?(?:国际)?劳动节|五一(?![百千万十块元号日点])", [5, 1]],
  ["(?:五四)?青年节|五四(?=青年|节)", [5, 4]],
  ["(?:六一)?(?:国际)?儿童节|六一(?![百千万十块元号日点])", [6, 1]],
  ["建党节|党的生日|七一(?=节|建党)", [7, 1]],
  ["建军节|八一(?=节|建军)", [8, 1]],
  ["教师节", [9, 10]],
  ["(?:十一)?国庆(?:节)?|十一(?=长假|放假|假期|黄金周|过后|之前|以前|节)", [10, 1]],
  ["万圣节", [10, 31]],
  ["双十一|双11|光棍节", [11, 11]],
  ["双十二|双12", [12, 12]],
  ["平安夜", [12, 24]],
  ["圣诞节?", [12, 25]],
  ["跨年(?:夜|那天)", [12, 31]],
  ["春节(?:当天)?|大年初一|正月初一|正月正时|农历新年|新春佳节", { lunar: [1, 1] }],
  ["元宵节?|正月十五|上元节", { lunar: [1, 15] }],
  ["龙抬头|二月二", { lunar: [2, 2] }],
  ["端午节?|端阳节?|五月节|五月初五", { lunar: [5, 5] }],
  ["七夕节?", { lunar: [7, 7] }],
  ["中元节|鬼节", { lunar: [7, 15] }],
  ["中秋节?|八月节|八月半|月饼节", { lunar: [8, 15] }],
  ["重阳节?", { lunar: [9, 9] }],
  ["腊八节?", { lunar: [12, 8] }],
  ["北方小年", { lunar: [12, 23] }],
  ["南方小年", { lunar: [12, 24] }],
  ["除夕夜?|大年三十|年三十|大年夜|年夜饭|三十晚上(?=还|给)", { of: lunarNewYearsEve }],
  ["清明节?", { of: (y) => solarTerm("清明", y) }],
  ["冬至节?", { of: (y) => solarTerm("冬至", y) }],
  ["母亲节", { of: (y) => weekdayInMonth(y, 5, 7, 2) }],
  ["父亲节", { of: (y) => weekdayInMonth(y, 6, 7, 3) }],
  ["感恩节", { of: (y) => weekdayInMonth(y, 11, 4, 4) }],
];

const en: readonly (readonly [names: string, when: When])[] = [
  ["new year'?s? eve|nye|ney", [12, 31]],
  ["chinese new year|lunar new year|spring festival|cny(?! ?\\d)", { lunar: [1, 1] }],
  ["new year'?s?(?: day)?", [1, 1]],
  ["valentine'?s?(?: day)?", [2, 14]],
  ["(?:international )?women'?s day", [3, 8]],
  ["st\\.? patrick'?s day", [3, 17]],
  ["april fools?'?(?: day)?", [4, 1]],
  ["earth day", [4, 22]],
  ["(?:international )?workers'? day|labou?r day(?! weekend)|may day", [5, 1]],
  ["juneteenth", [6, 19]],
  ["independence day|4th of july(?! \\d)", [7, 4]],
  ["republic day", [1, 26]],
  ["gandhi jayanti", [10, 2]],
  ["mashujaa day", [10, 20]],
  ["jamhuri day", [12, 12]],
  ["madaraka day", [6, 1]],
  ["hallowe'?en", [10, 31]],
  ["all saints'?(?: day)?|undas", [11, 1]],
  ["veterans day", [11, 11]],
  ["christmas eve", [12, 24]],
  ["christmas(?: day)?|x-?mas(?: day)?", [12, 25]],
  ["boxing day", [12, 26]],
  ["rizal day", [12, 30]],
  ["mid-?autumn(?: festival)?|moon(?:cake)? festival", { lunar: [8, 15] }],
  ["dragon boat(?: festival)?", { lunar: [5, 5] }],
  ["lantern festival", { lunar: [1, 15] }],
  ["mother'?s day", { of: (y) => weekdayInMonth(y, 5, 7, 2) }],
  ["father'?s day", { of: (y) => weekdayInMonth(y, 6, 7, 3) }],
  ["thanksgiving(?: day)?", { of: (y) => weekdayInMonth(y, 11, 4, 4) }],
  ["black friday", { of: (y) => next(weekdayInMonth(y, 11, 4, 4), 1) }],
  ["cyber monday", { of: (y) => next(weekdayInMonth(y, 11, 4, 4), 4) }],
  ["martin luther king day|mlk day", { of: (y) => weekdayInMonth(y, 1, 1, 3) }],
  ["president'?s'? day", { of: (y) => weekdayInMonth(y, 2, 1, 3) }],
  ["memorial day", { of: lastMondayOfMay }],
  ["easter(?: sunday)?", { of: easter }],
  ["good friday", { of: (y) => next(easter(y), -2) }],
  ["easter monday", { of: (y) => next(easter(y), 1) }],
];

export const holidayZh = `(?:${zh.map(([names]) => names).join("|")})`;
export const holidayEn = `(?:${en.map(([names]) => names).join("|")})`;
/** Feasts that are also a season: "after 春节" names no day (POLICY: fuzzy). */
export const season = /春节|新春|过年|农历新年|chinese new year|lunar new year|new year$/;

/** The named day in that year, or the nearest one ahead (or behind). */
export function holiday(name: string, today: Day, lean: Lean, year?: number): Day | undefined {
  const when = matchers.find(([pattern]) => pattern.test(name))?.[1];
  if (!when) return undefined;
  if ("of" in when) return year === undefined ? nearest(when.of, today, lean) : when.of(year);
  if ("lunar" in when) {
    const [month, dayOfMonth] = when.lunar;
    return year === undefined ? nextLunarDay(month, dayOfMonth, today, lean) : nextLunarDay(month, dayOfMonth, civilDay(year, 1, 15) ?? today, "future");
  }
  return year === undefined ? dayOfYear(when[0], when[1], today, lean) : civilDay(year, when[0], when[1]);
}

function nearest(of: (year: number) => Day | undefined, today: Day, lean: Lean): Day | undefined {
  const { year } = dayParts(today);
  const years = lean === "future" ? [year - 1, year, year + 1] : [year, year - 1, year - 2];
  return years.map(of).find((found) => found !== undefined && (lean === "future" ? found >= today : found <= today));
}

const next = (from: Day | undefined, days: number): Day | undefined => from && addDays(from, days);

function lastMondayOfMay(year: number): Day | undefined {
  const last = civilDay(year, 5, 31);
  return last && addDays(last, 1 - weekday(last));
}

/** The anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, ch. 8). */
function easter(year: number): Day | undefined {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return civilDay(year, Math.floor(n / 31), (n % 31) + 1);
}

const matchers = [...zh, ...en].map(([names, when]) => [new RegExp(`^(?:${names.replaceAll(/\(\?[=!][^()]*\)/g, "")})$`), when] as const);
