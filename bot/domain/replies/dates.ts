import { type Day } from "../calendar.ts";
import { civilDay } from "./civil.ts";
import { smallNumber } from "./numerals.ts";
import { dayOfYear, exact, fullYear, nthOfMonth, type DateReading, type DateRule, type Lean } from "./date-rule.ts";
import { gramsOf, mayHold, type Grams } from "./grams.ts";
import { matchesOf } from "./matches.ts";
import { patternNeeds } from "./pattern-needs.ts";
import { movedAnchor } from "./dates-en-spans.ts";
import { datesEn } from "./dates-en.ts";
import { event } from "./dates-fuzzy.ts";
import { datesZh, sameDay } from "./dates-zh.ts";
import { nextLunarDay } from "./lunar.ts";
import type { SaidDate } from "./reply.ts";

export interface DateOptions {
  readonly today: Day;
  readonly lean: Lean;
  /** Decides whether 3/4 is March or April. */
  readonly locale: string;
  /** A day was asked for: 12.5 and a bare 15 are days too. */
  readonly asked: boolean;
}

/** A date at offsets of the normalised text. */
export interface FoundDate {
  readonly on: Day;
  readonly bound: SaidDate["bound"];
  readonly fuzzy: boolean;
  readonly start: number;
  readonly end: number;
  readonly rule: string;
}

/** Every date of a normalised text, in order; of overlapping readings the longest. */
export function findDates(text: string, options: DateOptions): FoundDate[] {
  const latin = /[a-z]{2}/.test(text);
  const chinese = /[\u4e00-\u9fff]/.test(text);
  if (!latin && !chinese && !/\d/.test(text)) return [];
  const grams = gramsOf(text);
  const read: FoundDate[] = [];
  if (chinese) readBook(bookZh, text, options, grams, read);
  if (latin) readBook(bookEn, text, options, grams, read);
  if (/\d/.test(text) || options.asked) readBook(numericFor(options), text, options, grams, read);
  if (read.length === 0) return read;
  const found = longest(read);
  const dates = newYears(text, options, markEvents(text, followSameDay(joinRanges(text, latin ? moveAnchors(text, found) : found))));
  // "9日上午" and nothing else: of what, and whether ahead or behind, is not said.
  return !options.asked && chinese && /^\s*\S{1,3}[号日](?:早上?|上午|中午|下午|傍晚|晚上?)\S{0,6}\s*$/.test(text) && !/[还付交转给打存缴]/.test(text)
    ? dates.map((date) => ({ ...date, fuzzy: true }))
    : dates;
}

interface Guarded {
  readonly rule: DateRule;
  readonly needs: Int32Array | undefined;
}
const guarded = (rules: readonly DateRule[]): Guarded[] => rules.map((rule) => ({ rule, needs: patternNeeds(rule.pattern) }));
const [bookZh, bookEn] = [guarded(datesZh), guarded(datesEn)];

/** "过完年，初五开工就还": a bare day of the moon beside talk of the new year is the first month's. */
function newYears(text: string, { today, lean }: DateOptions, dates: FoundDate[]): FoundDate[] {
  if (!/过完?年|春节|年后|开工|拜年|正月/.test(text)) return dates;
  return dates.map((date) => {
    const nth = date.rule === "农历" ? /^初([一二三四五六七八九十])$/.exec(text.slice(date.start, date.end))?.[1] : undefined;
    const on = nth === undefined ? undefined : nextLunarDay(1, smallNumber(nth) ?? 0, today, lean);
    return on === undefined ? date : { ...date, on };
  });
}

/** "two weeks from Friday" is one day, counted from the one that is named. */
function moveAnchors(text: string, dates: readonly FoundDate[]): FoundDate[] {
  const moved = dates.map((date) => {
    const shift = movedAnchor(text.slice(Math.max(0, date.start - 48), date.start), date.on);
    return shift
      ? { ...date, on: shift.on, bound: "on" as const, fuzzy: date.rule === "no single day", start: date.start - shift.length, rule: "counted from a day" }
      : date;
  });
  return moved.filter((date, i) => !(moved[i + 1] && (moved[i + 1]?.start ?? 0) < date.end));
}

/** "18号发薪，当天还": that same day, and as uncertain as it. */
function followSameDay(dates: readonly FoundDate[]): FoundDate[] {
  return dates.map((date, i) => {
    const named = date.rule === sameDay ? dates[i - 1] : undefined;
    return named ? { ...date, on: named.on, fuzzy: named.fuzzy } : date;
  });
}

/** "15号发了工资就还": pay day may come late, so the day it names is a hope (POLICY: events are fuzzy). */
function markEvents(text: string, dates: readonly FoundDate[]): FoundDate[] {
  let shifted = false;
  return dates.map((date) => {
    const clause = text.slice(breakBefore(text, date.start), date.end) + (/^[^，,。.;!?]{0,24}/.exec(text.slice(date.end, date.end + 24))?.[0] ?? "");
    if (date.rule === sameDay) return shifted ? { ...date, fuzzy: true } : date;
    shifted = !date.fuzzy && event.test(clause);
    return shifted ? { ...date, fuzzy: true } : date;
  });
}

/** Where the clause begins that holds this place, at most 24 units back. */
function breakBefore(text: string, at: number): number {
  const from = Math.max(0, at - 24);
  const before = text.slice(from, at);
  return from + Math.max(...["，", "。", ";", "!", "?", ", ", ". "].map((mark) => before.lastIndexOf(mark))) + 1;
}

function readBook(book: readonly Guarded[], text: string, options: DateOptions, grams: Grams | undefined, into: FoundDate[]): void {
  for (const { rule, needs } of book) if (!grams || !needs || mayHold(grams, needs)) readAll(rule, text, options, into);
}

function readAll(rule: DateRule, text: string, { today, lean }: DateOptions, found: FoundDate[]): void {
  let count = 0;
  for (const match of matchesOf(rule.pattern, text)) {
    const reading = rule.read(match, today, lean, match.groups ?? {});
    if (!reading) continue;
    const start = match.index;
    const end = start + match[0].length;
    found.push({ start, end, rule: rule.name, on: reading.on, ...around(text, start, end, reading) });
    count += 1;
    if (count === most) break;
  }
}

/** Of one kind; who names more days than these promises none of them. */
const most = 32;

/** What the words before and after a day make of it. */
function around(text: string, start: number, end: number, reading: DateReading): { bound: SaidDate["bound"]; fuzzy: boolean } {
  const before = text.slice(Math.max(0, start - 12), start);
  const after = text.slice(end, end + 6);
  const bound =
    /^(?:\s?(?:之|以)?前(?!后)|\s?(?:之|以)内|\s?内|\s?为止|\s?or (?:before|earlier))/.test(after) ||
    (/(?:最迟|最晚|不晚于|不超过|在|赶)\s?$|\b(?:by|before|no later than|latest|until|till)(?: the| this| on)? ?$/.test(before) && !/在\s?$/.test(before))
      ? "by"
      : /^(?:(?:之|以)后|后(?!天)|过(?:完|了|后)|放?假?(?:过后|回来)|过)/.test(after) || /\b(?:after|from)(?: the)? ?$/.test(before)
        ? "after"
        : "on";
  // "Two weeks from tomorrow" and 农历 count from elsewhere: not followed yet, so never taken for the day itself.
  const counted = /(?:days?|weeks?|months?) (?:from|before|after|since) (?:the )?$|(?:农历|阴历|旧历)\s?$/.test(before);
  const vague =
    counted ||
    /^(?:[早上午晚下中]{0,2})(?:左右|前后|上下|那几天)|^ ?(?:or so|ish|-ish)/.test(after) ||
    /(?:大概|大约|差不多|约|可能)(?:是|在|到)?\s?$|\b(?:around|about|approximately|roughly|maybe|probably)(?: the| on)? ?$/.test(before);
  const after_ = reading.seasonal === true && bound !== "on";
  return { bound: reading.bound ?? bound, fuzzy: (reading.fuzzy ?? false) || vague || after_ };
}

function longest(found: FoundDate[]): FoundDate[] {
  const kept: FoundDate[] = [];
  // Sorting by start, then by length, makes one pass enough.
  for (const date of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (!last || date.start >= last.end) kept.push(date);
    else if (date.end - date.start > last.end - last.start && !date.fuzzy) kept[kept.length - 1] = date;
  }
  return kept;
}

/** "周五，15号" named twice is one day; "10号到15号" and "周五或周六" name no single one. */
function joinRanges(text: string, dates: readonly FoundDate[]): FoundDate[] {
  const joined: FoundDate[] = [];
  for (const date of dates) {
    const last = joined.at(-1);
    const between = last && date.start - last.end <= 6 ? text.slice(last.end, date.start) : undefined;
    if (last && between !== undefined && /^\s?(?:到|至|-|~|—|–|或者?|还是|or|to|and)\s?(?:the |on )?$/.test(between)) {
      joined[joined.length - 1] = { ...last, end: date.end, fuzzy: true };
    } else if (last && between === " on " && last.rule === "in N days" && namesWeekday.has(date.rule)) {
      // "in 3 days on Friday" where that is no Friday
      joined[joined.length - 1] = { ...last, end: date.end, fuzzy: last.fuzzy || last.on !== date.on };
    } else if (
      last &&
      between !== undefined &&
      aside.test(between) &&
      namesWeekday.has(last.rule) !== namesWeekday.has(date.rule) &&
      (namesDay.has(last.rule) || namesDay.has(date.rule))
    ) {
      // "Friday the 13th" where the 13th is no Friday: one of them is a slip, and nobody knows which.
      const named = namesDay.has(last.rule) ? last : date;
      joined[joined.length - 1] = { ...named, start: last.start, end: date.end, fuzzy: named.fuzzy || last.on !== date.on };
    } else if (last && between !== undefined && aside.test(between) && (last.on === date.on || last.fuzzy !== date.fuzzy)) {
      const firm = last.fuzzy ? date : last;
      joined[joined.length - 1] = { ...firm, start: last.start, end: date.end };
    } else joined.push(date);
  }
  return joined;
}

const aside = /^\s?[,，.(]?\s?(?:the )?$/;
const namesWeekday = new Set(["周X", "某周X", "weekday", "this/next/last weekday"]);
const namesDay = new Set(["年月日", "月日", "N号", "某月N号", "ISO day", "month and day", "day and month", "the Nth", "month/day", "day/month/year"]);

/** Made once for each way of reading 3/4. */
function numericFor({ locale, asked }: DateOptions): readonly Guarded[] {
  const dayFirst = /^en-(?!US)/.test(locale);
  const key = (dayFirst ? 2 : 0) + (asked ? 1 : 0);
  return (numericBooks[key] ??= guarded(numeric(dayFirst, asked)));
}
const numericBooks: (readonly Guarded[] | undefined)[] = [];

function numeric(dayFirst: boolean, asked: boolean): DateRule[] {
  const read: DateRule["read"] = ([, a, b], today, lean) => {
    // Nobody has a thirteenth month.
    const [m, d] = dayFirst !== Number(dayFirst ? b : a) > 12 ? [Number(b), Number(a)] : [Number(a), Number(b)];
    return exact(dayOfYear(m, d, today, lean));
  };
  const slash: DateRule = { name: "month/day", pattern: /(?<![\d/.¥$])(\d{1,2})(?:\/|·)(\d{1,2})(?![\d/%]| ?of\b)/g, read };
  const iso: DateRule = {
    name: "ISO day",
    pattern: /(?<!\d)(?<y>\d{4})[-/.](?<m>\d{1,2})[-/.](?<d>\d{1,2})(?!\d)/g,
    read: ([, y, m, d]) => exact(civilDay(Number(y), Number(m), Number(d))),
  };
  const joined: DateRule = {
    name: "ISO day",
    pattern: /(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{2})(?=\d{2}:)/g,
    read: ([, y, m, d]) => exact(civilDay(Number(y), Number(m), Number(d))),
  };
  const full: DateRule = {
    name: "day/month/year",
    pattern: /(?<![\d/.])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/g,
    read: ([, a, , b, y]) =>
      exact(
        dayFirst !== Number(dayFirst ? b : a) > 12 ? civilDay(fullYear(Number(y)), Number(b), Number(a)) : civilDay(fullYear(Number(y)), Number(a), Number(b)),
      ),
  };
  if (!asked)
    return [
      iso,
      slash,
      joined,
      full,
      {
        name: "month.day",
        pattern: /(?<=\b(?:on|by|before|until|next|due) )(\d{1,2})[.-](\d{1,2})(?![\d/.%-]| ?(?:am|pm|k|%|percent|million))|^(\d{1,2})-(\d{1,2})$/g,
        read: ([, a, b, c, d], today, lean) => read(["", a ?? c ?? "", b ?? d ?? ""], today, lean, {}),
      },
    ];
  const bare: DateRule = {
    name: "bare day asked for",
    pattern: /^\s?(\d{1,2}|[一二三四五六七八九十]{1,3})\s?[吧啊呢.。!]?\s?$/g,
    read: ([, d], today, lean) => exact(nthOfMonth(smallNumber(d ?? "") ?? 0, today, lean)),
  };
  return [iso, slash, joined, full, { name: "month.day asked for", pattern: /(?<![\d/.-])(\d{1,2})[.-](\d{1,2})(?![\d/.%-])/g, read }, bare];
}
