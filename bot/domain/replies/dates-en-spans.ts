/** "in 3 days", "2 years 1 month ago", "two Sundays from now", "5 days before new year". */
import { addDays, type Day } from "../calendar.ts";
import { plusMonths } from "./civil.ts";
import { nextWeekday, type DateReading, type DateRule } from "./date-rule.ts";
import { dayNumber, dayWord, ordinalNumber, ordinalWord } from "./dates-en-words.ts";
import { readEnglishNumber } from "./numbers-en.ts";

const num =
  "(?:\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|twenty|thirty|sixty|ninety|half an?)";
const unit = "(?:days?|weeks?|fortnights?|months?|years?|hours?|minutes?|mins?|hrs?)";
const span = `${num}[ -]?(?:more |working |business |full )?${unit}(?:,? (?:and )?${num} ${unit}){0,4}`;

export const spansEn: readonly DateRule[] = [
  {
    name: "N weekdays from now",
    pattern: new RegExp(`\\b(?<n>${num}) (?<w>${dayWord.replace("\\b\\.?", "s?\\b")}) (?:from now|from today|later|hence|away)`, "g"),
    read: (_, today, __, g) => ({ on: addDays(nextWeekday(dayNumber(g["w"]), today, "future"), 7 * (amount(g["n"]) - 1)) }),
  },
  {
    name: "in N days",
    pattern: new RegExp(
      `\\b(?<lead>in|within|for)(?: (?:the )?(?:next |about |another |just |less than |under |max |maximum )?)?(?: |(?<= ))?(?<span>${span})(?:'s)?(?: time)?(?<from> (?:from|after|before) (?!now|today))?`,
      "g",
    ),
    read: (_, today, __, g) =>
      g["from"] || (g["lead"] === "for" && true) ? undefined : moved(today, g["span"], 1, /within|next/.test(g["lead"] ?? "") ? "by" : "on"),
  },
  {
    name: "in N days",
    pattern: new RegExp(`\\b(?:in |within |over )?(?:the )?(?:next|coming) (?<span>${num} (?:days?|weeks?|months?))\\b`, "g"),
    read: (_, today, __, g) => moved(today, g["span"], 1, "by"),
  },
  {
    name: "in N days",
    pattern: new RegExp(
      `\\b(?<lead>give(?: me)?|another|allow me|grant me|need|wait|extend(?: it)?(?: by)?|extension of|after|next) (?:about |another |like |just |up to |for |at least |only )?(?<span>${span})(?<from> (?:from|after|before) (?!now|today))?`,
      "g",
    ),
    read: (_, today, __, g) =>
      g["from"] ? undefined : moved(today, g["span"], 1, g["lead"]?.startsWith("give") === true || g["lead"] === "next" ? "by" : "on"),
  },
  {
    name: "in N days",
    pattern: /\banother (?<u>day|week|fortnight|month)\b/g,
    read: (_, today, __, g) => moved(today, `1 ${g["u"] ?? ""}`, 1, "on"),
  },
  {
    name: "in N days",
    pattern: new RegExp(
      `\\b(?<span>${num} more (?:days?|weeks?|months?)|${span})(?:'s)?(?: time)?(?<tail> ago| back| from (?:now|today)| later| hence| more| time| tops| max)\\b`,
      "g",
    ),
    read: (_, today, __, g) => moved(today, g["span"], /ago|back/.test(g["tail"] ?? "") ? -1 : 1, "on"),
  },
  {
    name: "in N days",
    pattern: new RegExp(`\\b(?<span>${num} more (?:days?|weeks?|months?))\\b`, "g"),
    read: (_, today, __, g) => moved(today, g["span"], 1, "on"),
  },
];

/** "two weeks from", "5 days before", "third Tuesday after": what stands before a day and moves it. */
export function movedAnchor(before: string, anchor: Day): { readonly on: Day; readonly length: number } | undefined {
  const shift = shifted.exec(before);
  if (shift) {
    const on = moved(anchor, shift.groups?.["span"], /before/.test(shift[0]) ? -1 : 1, "on")?.on;
    return on && { on, length: shift[0].length };
  }
  const beside = /\b(?:the )?day (?<way>after|before) (?:the )?$/.exec(before);
  if (beside) return { on: addDays(anchor, beside.groups?.["way"] === "before" ? -1 : 1), length: beside[0].length };
  const nth = nthAfter.exec(before);
  if (!nth) return undefined;
  return { on: addDays(nextWeekday(dayNumber(nth.groups?.["w"]), anchor, "future"), 7 * (ordinalNumber(nth.groups?.["n"]) - 1)), length: nth[0].length };
}

const shifted = new RegExp(`\\b(?:in )?(?<span>${span}) (?:from|after|before|since) (?:the |this )?$`);
const nthAfter = new RegExp(`\\b(?:the )?(?<n>${ordinalWord}) (?<w>${dayWord}) (?:after|from) (?:the )?$`);

function moved(from: Day, text: string | undefined, sign: number, bound: "on" | "by"): DateReading | undefined {
  let [months, days] = [0, 0];
  for (const [, n, u = ""] of (text ?? "").matchAll(new RegExp(`(${num})[ -]?(?:more |working |business |full )?(${unit})`, "g"))) {
    const size = amount(n);
    if (size > 400) return undefined;
    if (u.startsWith("month")) months += size;
    else if (u.startsWith("year")) months += 12 * size;
    else if (u.startsWith("week")) days += 7 * size;
    else if (u.startsWith("fortnight")) days += 14 * size;
    else if (u.startsWith("day")) days += size;
    else if (size > 600) return undefined;
  }
  if (!Number.isInteger(months) || months > 120) return undefined;
  return { on: addDays(plusMonths(from, sign * months), sign * Math.round(days)), bound };
}

const amount = (text: string | undefined): number =>
  text === undefined || /^an?$/.test(text) ? 1 : text.startsWith("half") ? 0.5 : /^\d/.test(text) ? Number(text) : (readEnglishNumber(text) ?? 1);
