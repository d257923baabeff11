import { addDays, addMonths, dayFromParts, parseDay, type Day } from "../calendar.ts";
import { dayOfYear, exact, fullYear, fuzzy, inMonth, monthEnd, nextWeekday, nthOfMonth, weekdayOfWeek, type DateRule } from "./date-rule.ts";

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
const monthName = "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
const fullDay = "monday|tuesday|wednesday|thursday|friday|saturday|sunday";
const dayName = `(${fullDay}|mon|tues?|wed|thurs?|thu|fri|sat|sun)\\b\\.?`;
const nth = "(3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?";
const num = `(\\d{1,3}|an?|${words.slice(1).join("|")}|fifteen|twenty|thirty)`;
const unit = "(day|week|fortnight|month|year)s?";

export const datesEn: readonly DateRule[] = [
  { name: "ISO day", pattern: /(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/g, read: ([, y, m, d]) => exact(parseDay(`${y}-${m?.padStart(2, "0")}-${d?.padStart(2, "0")}`)) },
  { name: "month and day", pattern: new RegExp(`\\b${monthName}\\s?(?:the )?${nth}\\b(?!\\s?(?::|%))(?:\\s?,?\\s(\\d{4})\\b)?`, "g"), read: ([, m, d, y], today, lean) => exact(named(m, d, y, today, lean)) },
  { name: "day and month", pattern: new RegExp(`\\b${nth}\\s?(?:of )?${monthName}(?![a-z])(?:\\s?,?\\s(\\d{4})\\b)?`, "g"), read: ([, d, m, y], today, lean) => exact(named(m, d, y, today, lean)) },
  { name: "the Nth", pattern: /\b(?:the )?(3[01]|[12]\d|[1-9])(?:st|nd|rd|th)(?: of (this|next|the) month)?\b(?! (?:time|month|instal|payment|reminder|message|call|floor|week|day|loan))/g, read: ([, d, which], today, lean) => exact(which === "next" ? inMonth(today, 1, Number(d)) : nthOfMonth(Number(d), today, lean)) },
  { name: "tomorrow", pattern: /\b(?:the )?day after tomorrow\b|\b(?:tomorrow|tommorow|tomorow|tommorrow|tomoro|tmrw|tmr|2moro|tmw)(?:'?s)?\b/g, read: ([all], today) => exact(addDays(today, all?.includes("after") ? 2 : 1)) },
  { name: "today", pattern: /\b(?:today|tonight|tonite|2day|this (?:morning|afternoon|evening)|end of (?:the )?day|eod)\b/g, read: (_, today) => exact(today) },
  { name: "yesterday", pattern: /\b(?:the )?day before yesterday\b|\byesterday\b|\blast night\b/g, read: ([all], today) => exact(addDays(today, all?.includes("before") ? -2 : -1)) },
  { name: "in N days", pattern: new RegExp(`\\b(in|within|another|give me|for)? ?(?:the next |about )?(?:(?<=another )|${num} )(?:more )?${unit}(?:'s)?(?: time)?( ago| from (?:now|today)| later| more)?\\b`, "g"), read: readSpan },
  { name: "this/next/last weekday", pattern: new RegExp(`\\b(this|this coming|coming|next|last|past)(?: week)? ${dayName}(?! (?:of|in) )`, "g"), read: ([, which, d], today, lean) => exact(which === "next" ? weekdayOfWeek(dayNumber(d), today, 1) : which === "last" || which === "past" ? nextWeekday(dayNumber(d), today, "past") : which === "this" ? thisWeekday(dayNumber(d), today) : nextWeekday(dayNumber(d), today, lean)) },
  { name: "weekday of next week", pattern: new RegExp(`\\b${dayName} (?:of )?next week\\b|(?<=下个?周|下星期|下礼拜)\\s?${dayName}`, "g"), read: ([, d, e], today) => exact(weekdayOfWeek(dayNumber(d ?? e), today, 1)) },
  { name: "weekday", pattern: new RegExp(`(?<!\\b(?:first|second|third|fourth|fifth|last|previous|two|three|\\d) )\\b(${fullDay})\\b(?! of )|(?<=\\b(?:on|by|before|until|till|after) |^)${dayName}`, "g"), read: ([, d, e], today, lean) => exact(nextWeekday(dayNumber(d ?? e), today, lean)) },
  { name: "end of month", pattern: /\b(?:the )?(?:month[- ]?end|end of (?:the |this |current )?month|(?:the )?last day of (?:the |this )?month|eom)\b|\bend of (next) month\b/g, read: ([, next], today) => exact(monthEnd(today, next ? 1 : 0)) },
  { name: "end of week", pattern: /\bend of (?:the |this )?week\b|\bend of (next) week\b/g, read: ([, next], today) => exact(weekdayOfWeek(5, today, next ? 1 : 0)) },
  { name: "no single day", pattern: new RegExp(`\\b(?:(?:this |next |the )?weekend|(?:this|next|coming) (?:week|month)|(?:a )?(?:few|couple(?: of)?|some|several) (?:more )?(?:days|weeks|months)|soon|asap|later|some ?time|right away|immediately|new year|chinese new year|christmas|pay ?day|(?:when|once|after|as soon as|if) (?:i|we|my|they|the) [^,.;]{0,30}?(?:paid|salary|wages?|money|paycheck|pay|job|arrives?|comes?)|after (?:salary|payday|harvest)|(?:in|until|till|by|early|mid|late) ${monthName}(?![a-z\\d])(?! ?\\d))\\b`, "g"), read: (_, today) => fuzzy(today) },
];

function readSpan([, lead, n, what, tail]: readonly string[], today: Day): ReturnType<DateRule["read"]> {
  if (!lead?.match(/in|within|another|give/) && !tail) return undefined;
  const size = n === undefined || /^an?$/.test(n) ? 1 : (({ fifteen: 15, twenty: 20, thirty: 30 })[n ?? ""] ?? (words.includes(n ?? "") ? words.indexOf(n ?? "") : Number(n)));
  if (size === 0 || size > 400) return undefined;
  const signed = tail === " ago" ? -size : size;
  const on = what === "month" ? addMonths(today, signed) : what === "year" ? addMonths(today, 12 * Math.sign(signed) * Math.min(size, 10)) : addDays(today, signed * (what === "week" ? 7 : what === "fortnight" ? 14 : 1));
  return { on, bound: lead === "within" || lead === "give me" ? "by" : "on" };
}

function named(month: string | undefined, dayOfMonth: string | undefined, year: string | undefined, today: Day, lean: "future" | "past"): Day | undefined {
  const m = months.indexOf((month ?? "").slice(0, 3)) + 1;
  return year ? dayFromParts(fullYear(Number(year)), m, Number(dayOfMonth)) : dayOfYear(m, Number(dayOfMonth), today, lean);
}

const dayNumber = (name: string | undefined): number => days.indexOf((name ?? "").slice(0, 3)) + 1;

/** "This Friday" on a Friday is today; on a Saturday it can only be the coming one. */
function thisWeekday(target: number, today: Day): Day {
  const found = weekdayOfWeek(target, today, 0);
  return found < today ? addDays(found, 7) : found;
}
