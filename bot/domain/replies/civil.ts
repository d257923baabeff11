/**
 * The calendar's arithmetic on parts of days, without its checks of text: one rule may try a dozen days for a text, and the
 * runtime's own calendar takes longer for each than all the patterns together. Held against bot/domain/calendar.ts by tests.
 */
import { addDays, type Day } from "../calendar.ts";

/** As `dayFromParts`: undefined where the month lacks that day. */
export function civilDay(year: number, month: number, dayOfMonth: number): Day | undefined {
  if (!(year >= 1000 && year <= 9999 && month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= monthLength(year, month))) return undefined;
  return `${String(year)}-${pad(month)}-${pad(dayOfMonth)}` as Day;
}

/** As `addMonths`: a month without that day uses its last day. */
export function plusMonths(from: Day, months: number): Day {
  const at = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1 + months;
  const [year, month] = [Math.floor(at / 12), (at % 12) + 1];
  return civilDay(year, month, Math.min(Number(from.slice(8, 10)), monthLength(year, month))) ?? addDays(from, 30 * months);
}

export function monthLength(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

const pad = (n: number): string => (n < 10 ? `0${String(n)}` : String(n));
