/** What the date grammars of both languages share: how a rule is written, and the arithmetic of "the next such day". */
import { addDays, dayParts, weekday, type Day } from "../calendar.ts";
import { civilDay, monthLength, plusMonths } from "./civil.ts";
import type { SaidDate } from "./reply.ts";

/** Which way an incomplete day ("the 15th") points: a promise lies ahead, a payment behind. */
export type Lean = "future" | "past";

export interface DateReading {
  readonly on: Day;
  readonly fuzzy?: boolean;
  /** Where the phrase itself carries a bound (3天内); otherwise the words around it decide. */
  readonly bound?: SaidDate["bound"];
  /** A feast that is also a season: after it no single day follows. */
  readonly seasonal?: boolean;
}

export interface DateRule {
  readonly name: string;
  /** Global; groups are read by `read`. */
  readonly pattern: RegExp;
  readonly read: (match: readonly string[], today: Day, lean: Lean, groups: Readonly<Record<string, string | undefined>>) => DateReading | undefined;
}

export const exact = (on: Day | undefined): DateReading | undefined => (on === undefined ? undefined : { on });
export const fuzzy = (on: Day): DateReading => ({ on, fuzzy: true });

/** The nearest month, today's included, in which this day of the month exists and is not behind (or ahead). */
export function nthOfMonth(dayOfMonth: number, today: Day, lean: Lean): Day | undefined {
  for (let i = 0; i <= 12; i++) {
    const found = inMonth(today, lean === "future" ? i : -i, dayOfMonth);
    if (found !== undefined && ahead(found, today, lean)) return found;
  }
  return undefined;
}

/** A day of the month `offset` months from today's; undefined where that month lacks it. */
export function inMonth(today: Day, offset: number, dayOfMonth: number): Day | undefined {
  const { year, month } = dayParts(plusMonths(monthStart(today), offset));
  return civilDay(year, month, dayOfMonth);
}

/** The nearest year in which that day exists and is not behind (or ahead); within eight years, for 29 February. */
export function dayOfYear(month: number, dayOfMonth: number, today: Day, lean: Lean): Day | undefined {
  const { year } = dayParts(today);
  for (let i = 0; i <= 8; i++) {
    const found = civilDay(lean === "future" ? year + i : year - i, month, dayOfMonth);
    if (found !== undefined && ahead(found, today, lean)) return found;
  }
  return undefined;
}

export const monthEnd = (today: Day, offset: number): Day => {
  const { year, month } = dayParts(plusMonths(monthStart(today), offset));
  return civilDay(year, month, monthLength(year, month)) ?? today;
};

/** The first such weekday after today (or before it). */
export function nextWeekday(target: number, today: Day, lean: Lean): Day {
  const now = weekday(today);
  return lean === "future" ? addDays(today, ((target - now + 6) % 7) + 1) : addDays(today, -(((now - target + 6) % 7) + 1));
}

/** That weekday in the week `offset` weeks from this one; weeks start on Monday. */
export const weekdayOfWeek = (target: number, today: Day, offset: number): Day => addDays(today, target - weekday(today) + 7 * offset);

/** Two digits mean this century. */
export const fullYear = (year: number): number => (year < 100 ? 2000 + year : year);

const monthStart = (of: Day): Day => civilDay(Number(of.slice(0, 4)), Number(of.slice(5, 7)), 1) ?? of;
const ahead = (found: Day, today: Day, lean: Lean): boolean => (lean === "future" ? found >= today : found <= today);

/** The nth such weekday of a month; undefined where the month has fewer. */
export function weekdayInMonth(year: number, month: number, target: number, nth: number): Day | undefined {
  const first = civilDay(year, month, 1);
  if (!first) return undefined;
  const found = addDays(first, ((target - weekday(first) + 7) % 7) + 7 * (nth - 1));
  return dayParts(found).month === month ? found : undefined;
}

/** The last such weekday of a month. */
export function lastWeekdayInMonth(year: number, month: number, target: number): Day | undefined {
  return weekdayInMonth(year, month, target, 5) ?? weekdayInMonth(year, month, target, 4);
}
