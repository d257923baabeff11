import { createRequire } from "node:module";
import type DateHolidays from "date-holidays";
import { addDays, day, dayParts, type Day } from "../domain/calendar.ts";

// Both packages are CommonJS inside; loaded when a pack needs them, since their tables cost tens of milliseconds.
const require = createRequire(import.meta.url);

/** Closed days of a country (or state) and, in China, the make-up working days, from `from` to `to` (years, inclusive). */
export function publicHolidays(country: string, state: string | undefined, from: number, to: number): { closed: ReadonlySet<Day>; workdays: ReadonlySet<Day> } {
  const Holidays: typeof DateHolidays = require("date-holidays");
  const table = state === undefined ? new Holidays(country) : new Holidays(country, state);
  const closed = new Set<Day>();
  const workdays = new Set<Day>();
  for (let year = from; year <= to; year++) {
    const moved = country === "CN" ? chineseYear(year) : undefined;
    for (const on of moved?.free ?? tableYear(table, year)) closed.add(on);
    for (const on of moved?.worked ?? []) workdays.add(on);
  }
  return { closed, workdays };
}

/** Bank holidays close the lender too; what is only observed does not, nor half a day for some (妇女节, 青年节 …). */
function tableYear(table: DateHolidays, year: number): Day[] {
  return table
    .getHolidays(year)
    .filter(({ type, name }) => (type === "public" || type === "bank") && !halfDays.has(name))
    .map(({ date }) => day(date.slice(0, 10)));
}

/** Free for some, and for half a day (全国年节及纪念日放假办法, article 3). */
const halfDays = new Set(["国际妇女节", "青年节", "六一儿童节", "建军节"]);

/**
 * China moves days about: the State Council's yearly notice says which are free and which weekend days are worked.
 * Undefined for a year whose notice is not known yet: then the holidays themselves are all that is known.
 */
function chineseYear(year: number): { free: Day[]; worked: Day[] } | undefined {
  const { getDayDetail }: { getDayDetail(on: string): { work: boolean; name: string } } = require("chinese-days");
  const free: Day[] = [];
  const worked: Day[] = [];
  for (let on = day(`${String(year)}-01-01`); dayParts(on).year === year; on = addDays(on, 1)) {
    const { work, name } = getDayDetail(on);
    // A plain day is named by its English weekday, a moved one by its holiday in two languages.
    if (name.includes(",")) (work ? worked : free).push(on);
  }
  return free.length > 0 ? { free, worked } : undefined;
}
