/** The Chinese lunar calendar, 1990–2099: a table made with lunar-typescript, which the tests hold it against. */
import { addDays, day, dayParts, type Day } from "../calendar.ts";
import { civilDay } from "./civil.ts";

/** The day of a lunar date; undefined outside the table, or where the month has no such day. Leap months are not said. */
export function lunarDay(year: number, month: number, dayOfMonth: number): Day | undefined {
  const start = newYears[year - firstYear];
  const info = infos[year - firstYear];
  if (start === undefined || info === undefined || month < 1 || month > 12) return undefined;
  if (dayOfMonth < 1 || dayOfMonth > length(info, month)) return undefined;
  return addDays(start, daysBefore(info, month) + dayOfMonth - 1);
}

/** The nearest such lunar day that is not behind today (or not ahead of it). */
export function nextLunarDay(month: number, dayOfMonth: number, today: Day, lean: "future" | "past"): Day | undefined {
  const { year } = dayParts(today);
  for (const y of lean === "future" ? [year - 1, year, year + 1, year + 2] : [year, year - 1, year - 2]) {
    const found = lunarDay(y, month, dayOfMonth);
    if (found !== undefined && (lean === "future" ? found >= today : found <= today)) return found;
  }
  return undefined;
}

/** "初十" without a month: the nearest such day of any lunar month, leap ones too. */
export function nextLunarDayOfMonth(dayOfMonth: number, today: Day, lean: "future" | "past"): Day | undefined {
  const { year } = dayParts(today);
  const found = [year - 1, year, year + 1].flatMap(monthStarts).map((start) => addDays(start, dayOfMonth - 1));
  return lean === "future" ? found.find((on) => on >= today) : found.findLast((on) => on <= today);
}

/** The last day of the lunar year: the 30th or, in a short twelfth month, the 29th. */
export function lunarNewYearsEve(year: number): Day | undefined {
  const next = newYears[year + 1 - firstYear];
  return next && addDays(next, -1);
}

/** 清明 and 冬至, by the usual formula; exact for 2000–2099 (the tests say so). */
export function solarTerm(term: "清明" | "冬至", year: number): Day | undefined {
  const y = year % 100;
  const [c, month] = term === "清明" ? [4.81, 4] : [21.94, 12];
  return civilDay(year, month, Math.floor(y * 0.2422 + c) - Math.floor((term === "清明" ? y : y) / 4) - (term === "冬至" && year === 2021 ? 1 : 0));
}

const firstYear = 1990;
/** A lunar year: leap month in the low digit, then twelve bits of long months from the first, then the leap month's. */
const infos = [
  "04af5 04970 064b0 074a3 0ea50 06b58 05ac0 0ab60 096d5 092e0 0c960 0d954 0d4a0 0da50 07552 056a0 0abb7 025d0 092d0 0cab5",
  "0a950 0b4a0 0baa4 0ad50 055d9 04ba0 0a5b0 15176 052b0 0a930 07954 06aa0 0ad50 05b52 04b60 0a6e6 0a4e0 0d260 0ea65 0d530",
  "05aa0 076a3 096d0 04afb 04ad0 0a4d0 1d0b6 0d250 0d520 0dd45 0b5a0 056d0 055b2 049b0 0a577 0a4b0 0aa50 1b255 06d20 0ada0",
  "14b63 09370 049f8 04970 064b0 168a6 0ea50 06b20 1a6c4 0aae0 092e0 0d2e3 0c960 0d557 0d4a0 0da50 05d55 056a0 0a6d0 055d4",
  "052d0 0a9b8 0a950 0b4a0 0b6a6 0ad50 055a0 0aba4 0a5b0 052b0 0b273 06930 07337 06aa0 0ad50 14b55 04b60 0a570 054e4 0d160",
  "0e968 0d520 0daa0 16aa6 056d0 04ae0 0a9d4 0a2d0 0d150 0f252",
].flatMap((row) => row.split(" ").map((hex) => Number.parseInt(hex, 16)));

const leapOf = (info: number): number => info & 15;
const length = (info: number, month: number): number => ((info >> (16 - month)) & 1 ? 30 : 29);
const leapLength = (info: number): number => (leapOf(info) === 0 ? 0 : (info >> 16) & 1 ? 30 : 29);

function daysBefore(info: number, month: number): number {
  let days = leapOf(info) > 0 && leapOf(info) < month ? leapLength(info) : 0;
  for (let m = 1; m < month; m++) days += length(info, m);
  return days;
}

function monthStarts(year: number): Day[] {
  const [start, info] = [newYears[year - firstYear], infos[year - firstYear]];
  if (start === undefined || info === undefined) return [];
  return Array.from({ length: 12 }, (_, i) => i + 1).flatMap((month) => {
    const first = addDays(start, daysBefore(info, month));
    return month === leapOf(info) ? [first, addDays(first, length(info, month))] : [first];
  });
}

const newYears = infos.reduce<Day[]>(
  (starts, info) => [
    ...starts,
    addDays(starts.at(-1) ?? day("1990-01-27"), daysBefore(info, 12) + length(info, 12) + (leapOf(info) === 12 ? leapLength(info) : 0)),
  ],
  [day("1990-01-27")],
);
