import { addDays, dayParts, weekday, type Day } from "../calendar.ts";
import { civilDay, plusMonths } from "./civil.ts";
import {
  dayOfYear,
  exact,
  fullYear,
  fuzzy,
  inMonth,
  lastWeekdayInMonth,
  monthEnd,
  nextWeekday,
  nthOfMonth,
  weekdayInMonth,
  weekdayOfWeek,
  type DateReading,
  type DateRule,
  type Lean,
} from "./date-rule.ts";
import { fuzzyEn } from "./dates-fuzzy.ts";
import { spansEn } from "./dates-en-spans.ts";
import { dayNumber, dayWord, domWord, fullDay, monthNumber, monthWord, ordinalNumber, ordinalWord, yearNumber, yearWord } from "./dates-en-words.ts";
import { holiday, holidayEn, season } from "./holidays.ts";

const clock = "(?:,? (?:at )?\\d{1,2}:\\d{2}(?::\\d{2})?)?";
const year = `(?:${clock}\\s?,?\\s?(?<y>${yearWord}))?`;
const notMoney = "(?<![$£€¥₹]\\s?)(?<![\\d.:,/-])";
const notTime = "(?!\\s?(?::\\d|%|/\\d|(?:st|nd|rd|th)[a-z]))";
const whichMonth = "(?<which>this|next|last|the|the current|current|that)";
const nth = "(?:3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)";
type Groups = Readonly<Record<string, string | undefined>>;

/** English dates; of two that read the same characters equally far, the earlier rule wins. */
export const datesEn: readonly DateRule[] = [
  { name: "month and day", pattern: new RegExp(`(?<y>\\d{4})[-/](?<m>${monthWord})[-/](?<d>\\d{1,2})\\b`, "g"), read: readNamed },
  {
    name: "month and day",
    pattern: new RegExp(`\\b(?<m>${monthWord})-(?:(?<d>\\d{1,2})-(?<y>\\d{4})|(?<y2>\\d{4})-(?<d2>\\d{1,2}))\\b`, "g"),
    read: readNamed,
  },
  {
    name: "day and month",
    pattern: new RegExp(`\\b(?<d>\\d{1,2})-(?:(?<y>\\d{4})-(?<m>${monthWord})|(?<m2>${monthWord})-(?<y2>\\d{4}|\\d{2}))\\b`, "g"),
    read: readNamed,
  },
  {
    name: "month and day",
    pattern: new RegExp(`\\b(?<m>${monthWord})[ ./-]?(?:the )?(?<d>${domWord})(?!\\d|[-, ]?\\d{3}\\b(?!\\d))${notTime}(?![a-z])${year}`, "g"),
    read: readNamed,
  },
  {
    name: "day and month",
    pattern: new RegExp(`${notMoney}\\b(?<d>${domWord})[ -]?(?:day )?(?:of )?(?<m>${monthWord})(?![a-z])${year}`, "g"),
    read: readNamed,
  },
  {
    name: "nth weekday of a month",
    pattern: new RegExp(
      `\\b(?:the )?(?<n>${ordinalWord}|last) (?<w>${dayWord}),? (?:of|in) (?:(?:the month of )?(?<m>${monthWord})(?:,? (?<y>${yearWord}))?|${whichMonth} month)`,
      "g",
    ),
    read: readNthWeekday,
  },
  {
    name: "last day of a month",
    pattern: new RegExp(
      `\\b(?:the )?(?:(?<n>${ordinalWord}) (?:to )?)?last day (?:of|in) (?:(?<m>${monthWord})(?:,? (?<y>${yearWord}))?|(?<which>this|next|last|the|the current|current|that) month)`,
      "g",
    ),
    read: readLastDay,
  },
  {
    name: "the Nth",
    pattern: new RegExp(
      `\\b(?:the )?(?<d>${domWord})(?: day)?,? (?:of )?(?<which>this|next|last|previous|the previous|the last|the next|the|the current|current|every|each|coming) month\\b`,
      "g",
    ),
    read: (_, today, lean, g) => {
      const d = ordinalNumber(g["d"]);
      const which = g["which"] ?? "";
      return exact(/every|each/.test(which) ? nthOfMonth(d, today, lean) : which === "the" ? nthOfMonth(d, today, lean) : inMonth(today, monthShift(which), d));
    },
  },
  {
    name: "weekday and Nth",
    pattern: new RegExp(`\\b(?<w>${dayWord})[, ]+(?:the )?(?<d>${nth}|(?:3[01]|[12]\\d|[1-9])(?=$|[!,;.](?!\\d)| (?:please|and|i)\\b))`, "g"),
    read: readWeekdayNth,
  },
  {
    name: "the Nth",
    pattern: new RegExp(
      `(?<!\\b(?:times|july|june|${fullDay}) )\\b(?:the )?(?<d>${nth})\\b(?! (?:time|month|instal|payment|reminder|message|call|floor|week|day|loan|street|st\\b|ave|grade|party|one|person|century|place|class|sunday|monday|tuesday|wednesday|thursday|friday|saturday|to last))`,
      "g",
    ),
    read: (_, today, lean, g) => exact(nthOfMonth(ordinalNumber(g["d"]), today, lean)),
  },
  {
    name: "the Nth",
    pattern: /(?<=\b(?:on|by|before|until|till|after) the )(?<d>3[01]|[12]\d|[1-9])(?=$|[ ,.!;](?!\d|hours|days))/g,
    read: (_, today, lean, g) => exact(nthOfMonth(Number(g["d"]), today, lean)),
  },
  {
    name: "the Nth",
    pattern:
      /\btarehe (?<a>3[01]|[12]\d|0?[1-9])(?!\d)|\b(?:(?<next>next month) )?(?<b>3[01]|[12]\d|[1-9]) (?:(?:tareekh|tarikh) ?)?(?:ko|tak)\b|\bsa (?:ika-?)?(?<c>3[01]|[12]\d|[1-9])(?= na\b| po\b)/g,
    read: (_, today, lean, g) => {
      const d = Number(g["a"] ?? g["b"] ?? g["c"]);
      return exact(g["next"] ? inMonth(today, 1, d) : nthOfMonth(d, today, lean));
    },
  },
  {
    name: "tomorrow",
    pattern:
      /\b(?:the )?(?<after>day after tomorrow|overmorrow|next tomorrow)\b|\btomorrow'?s?\b|\b(?:the )?next day\b|\bthe (?:day after|following day)(?=[ ]?(?:$|[?.!,]))/g,
    read: (_, today, __, g) => exact(addDays(today, g["after"] ? 2 : 1)),
  },
  {
    name: "today",
    pattern:
      /\b(?:(?:just|now|right) now|since morning|(?<=\b(?:pay|paying|send|sending|do|transfer)\b[^,.]{0,14} )now(?= |$|[,.])|today'?s?|tonight|this (?:morning|afternoon|evening|night|day)|end of (?:the )?day|later today|(?:by |at |the )(?:noon|midday|midnight)|rest of (?:the )?day)\b|\bin (?:less than )?(?:an?|one|two|three|\d{1,2}|a few|half an) (?:hours?|hrs?|minutes?|mins?)\b|\b(?:\d{1,2}|an?|one|two|three) (?:hours?|hrs?|minutes?|mins?) (?:later|from now)\b/g,
    read: (_, today) => exact(today),
  },
  {
    name: "yesterday",
    pattern:
      /\b(?:the )?(?<before>day before yesterday)\b|\byesterday'?s?\b|\blast night\b|\b(?:the )?(?:past|last|previous) day\b|\bthe day before(?=[ ]?(?:$|[?.!,]))/g,
    read: (_, today, __, g) => exact(addDays(today, g["before"] ? -2 : -1)),
  },
  ...spansEn,
  {
    name: "this/next/last weekday",
    pattern: new RegExp(
      `\\b(?<which>this coming|this past|this|coming|next|last|past|previous)(?: (?<wk>week))?(?:'s)?,? (?<w>${dayWord})(?!\\w)(?! (?:of|in) )`,
      "g",
    ),
    read: readRelativeWeekday,
  },
  {
    name: "weekday of a week",
    pattern: new RegExp(`\\b(?<w>${dayWord}),? (?:(?:of|in) )?(?:the )?(?<which>this|next|last|coming) (?:coming )?week\\b`, "g"),
    read: (_, today, __, g) => exact(weekdayOfWeek(dayNumber(g["w"]), today, g["which"] === "this" ? 0 : g["which"] === "last" ? -1 : 1)),
  },
  {
    name: "weekday of a week",
    pattern: new RegExp(`\\b(?<w>${dayWord}) (?:after next|week|after this one)\\b|(?<=下个?周|下星期|下礼拜)\\s?(?<w2>${dayWord})`, "g"),
    read: (_, today, __, g) => exact(g["w2"] ? weekdayOfWeek(dayNumber(g["w2"]), today, 1) : addDays(nextWeekday(dayNumber(g["w"]), today, "future"), 7)),
  },
  {
    name: "weekday",
    pattern: new RegExp(
      `(?<!\\b(?:first|second|third|fourth|fifth|last|previous|every|two|three|black|good|\\d|\\dst|\\dnd|\\drd|\\dth) )\\b(?<w>${fullDay})s?\\b(?! (?:of|school|night football) )|(?<=\\b(?:on|by|before|until|till|after|coming|pay) |^|[,.] ?)(?<w2>${dayWord})(?![a-z])`,
      "g",
    ),
    read: (_, today, lean, g) => exact(nextWeekday(dayNumber(g["w"] ?? g["w2"]), today, lean)),
  },
  {
    name: "weekday",
    pattern: /\b(?<w>mon|tues?|wed|thurs?|thu|fri)(?![a-z'])\.?(?= (?:at|morning|afternoon|evening|night|\d)|$|[,.!?])/g,
    read: (_, today, lean, g) => exact(nextWeekday(dayNumber(g["w"]), today, lean)),
  },
  {
    name: "end of month",
    pattern: new RegExp(
      `\\b(?:the )?(?:very )?(?:end|close|last day) (?:of )?(?:(?<which>the|this|current|next|last|coming|d) )?month\\b|\\bmonth[' ]?s? end\\b|\\bend of (?<m>${monthWord})(?![a-z])(?: (?<y>\\d{4}))?`,
      "g",
    ),
    read: (_, today, lean, g) => {
      if (!g["m"]) return exact(monthEnd(today, monthShift(g["which"])));
      const first = g["y"] ? civilDay(Number(g["y"]), monthNumber(g["m"]), 28) : dayOfYear(monthNumber(g["m"]), 28, today, lean);
      return exact(first && monthEnd(first, 0));
    },
  },
  {
    name: "end of week",
    pattern: /\b(?:the )?end of (?:the |this )?week\b|\bend of (?<next>next) week\b/g,
    read: (_, today, __, g) => exact(weekdayOfWeek(5, today, g["next"] ? 1 : weekday(today) > 5 ? 1 : 0)),
  },
  {
    name: "holiday",
    pattern: new RegExp(`\\b(?<name>${holidayEn})(?![a-z])(?:,? (?<y>\\d{4})\\b)?(?<about> (?:season|break|holidays?|period|week|time))?`, "g"),
    read: readHoliday,
  },
  {
    name: "no single day",
    pattern: /\b(?:a )?(?:few|couple(?: of)?|some|several) (?<u>days?|weeks?|months?|years?) ago\b/g,
    read: (_, today, __, g) =>
      fuzzy(
        /day/.test(g["u"] ?? "")
          ? addDays(today, -3)
          : /week/.test(g["u"] ?? "")
            ? addDays(today, -21)
            : plusMonths(today, /year/.test(g["u"] ?? "") ? -36 : -3),
      ),
  },
  { name: "no single day", pattern: fuzzyEn, read: (_, today) => fuzzy(today) },
];

const monthShift = (which: string | undefined): number => (/next|coming/.test(which ?? "") ? 1 : /last|previous/.test(which ?? "") ? -1 : 0);

function readNamed(_: readonly string[], today: Day, lean: Lean, g: Groups): DateReading | undefined {
  const month = monthNumber(g["m"] ?? g["m2"]);
  const dayOfMonth = ordinalNumber(g["d"] ?? g["d2"]);
  const y = g["y"] ?? g["y2"];
  return exact(y ? civilDay(fullYear(yearNumber(y)), month, dayOfMonth) : dayOfYear(month, dayOfMonth, today, lean));
}

function readNthWeekday(_: readonly string[], today: Day, lean: Lean, g: Groups): DateReading | undefined {
  const now = dayParts(inMonth(today, monthShift(g["which"]), 1) ?? today);
  const month = g["m"] ? monthNumber(g["m"]) : now.month;
  const inYear = (y: number): Day | undefined =>
    g["n"] === "last" ? lastWeekdayInMonth(y, month, dayNumber(g["w"])) : weekdayInMonth(y, month, dayNumber(g["w"]), ordinalNumber(g["n"]));
  const found = inYear(g["y"] ? yearNumber(g["y"]) : now.year);
  return exact(g["m"] && !g["y"] && found !== undefined && found < today && lean === "future" ? inYear(now.year + 1) : found);
}

function readLastDay(_: readonly string[], today: Day, lean: Lean, g: Groups): DateReading | undefined {
  const first = g["m"]
    ? g["y"]
      ? civilDay(yearNumber(g["y"]), monthNumber(g["m"]), 1)
      : dayOfYear(monthNumber(g["m"]), 28, today, lean)
    : inMonth(today, monthShift(g["which"]), 1);
  return exact(first && addDays(monthEnd(first, 0), g["n"] ? 1 - ordinalNumber(g["n"]) : 0));
}

/** "Wed 13th": the next 13th, if it is a Wednesday; else the next that is, and that is doubtful. */
function readWeekdayNth(_: readonly string[], today: Day, lean: Lean, g: Groups): DateReading | undefined {
  const [target, dayOfMonth] = [dayNumber(g["w"]), ordinalNumber(g["d"])];
  let from = nthOfMonth(dayOfMonth, today, lean);
  for (let i = 0; i < 24 && from !== undefined; i++) {
    if (weekday(from) === target) return { on: from, fuzzy: i > 1 };
    from = nthOfMonth(dayOfMonth, addDays(from, lean === "future" ? 1 : -1), lean);
  }
  return undefined;
}

function readRelativeWeekday(_: readonly string[], today: Day, __: Lean, g: Groups): DateReading | undefined {
  const target = dayNumber(g["w"]);
  switch (g["which"]) {
    case "next":
      return exact(weekdayOfWeek(target, today, 1));
    case "last":
    case "previous":
      return exact(weekdayOfWeek(target, today, -1));
    case "past":
    case "this past":
      return exact(nextWeekday(target, today, "past"));
    case "this": {
      // On a Saturday "this Friday" can only be the coming one, unless the week is named.
      const found = weekdayOfWeek(target, today, 0);
      return exact(found < today && !g["wk"] ? addDays(found, 7) : found);
    }
    default:
      return exact(nextWeekday(target, today, "future"));
  }
}

function readHoliday(_: readonly string[], today: Day, lean: Lean, g: Groups): DateReading | undefined {
  const name = g["name"] ?? "";
  const on = holiday(name, today, lean, g["y"] ? Number(g["y"]) : undefined);
  return on && { on, ...(g["about"] && { fuzzy: true }), ...(season.test(name) && { seasonal: true }) };
}
