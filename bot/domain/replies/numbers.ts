/** Numbers and percentages that a check-in asks for, in Chinese, English and digits. */
import { matchesOf } from "./matches.ts";
import { exactly, numeralRun, readNumeral, zhDigit } from "./numerals.ts";
import { readEnglishNumber, englishRun } from "./numbers-en.ts";

export interface FoundNumber {
  readonly value: number;
  readonly start: number;
  readonly end: number;
  readonly rule: string;
}

/** The first number that the text names; fractions, powers, dozens and "half" included. */
export function findNumber(text: string): FoundNumber | undefined {
  return first(text, numberRules);
}

/** The first percentage, as a number of hundredths: 七折 is 70, 三成半 35, 千分之二 0.2. */
export function findPercent(text: string): FoundNumber | undefined {
  return first(text, percentRules);
}

interface NumberRule {
  readonly name: string;
  readonly pattern: RegExp;
  readonly read: (groups: Readonly<Record<string, string | undefined>>) => number | undefined;
}

/** The earliest match wins; at one place the longest. */
function first(text: string, rules: readonly NumberRule[]): FoundNumber | undefined {
  let best: FoundNumber | undefined;
  for (const { name, pattern, read } of rules) {
    for (const match of matchesOf(pattern, text)) {
      const end = match.index + match[0].length;
      if (best && (match.index > best.start || (match.index === best.start && end <= best.end))) break;
      const value = read(match.groups ?? {});
      if (value === undefined || !Number.isFinite(value)) continue;
      best = { value, start: match.index, end, rule: name };
      break;
    }
  }
  return best;
}

const vague = "[几余多数]?";
/** A numeral, perhaps with 多, 余 or 几 inside (五百余万), or a decimal point in words. */
const run = `${numeralRun}(?:\\s?${vague}\\s?[十百千万亿]{1,2})?(?:\\s?点\\s?[${zhDigit}\\d](?:\\s?[${zhDigit}\\d]){0,12})?`;
const sign = "(?<sign>负\\s?|(?<![\\d.a-z/^])-{1,2}\\s?)?";
const n = (text: string | undefined): number | undefined => (text === undefined ? undefined : readNumeral(text.replace(/[几余多数]/g, "")));
const signed = (sign: string | undefined, value: number | undefined): number | undefined =>
  value === undefined ? undefined : /^-{2}/.test(sign ?? "") || !sign ? value : -value;
const over = (a: number | undefined, b: number | undefined): number | undefined => (a === undefined || b === undefined || b === 0 ? undefined : a / b);
const plus = (a: number | undefined, b: number | undefined): number | undefined => (a === undefined || b === undefined ? undefined : a + b);

const fraction = `(?<of>${run})\\s?分\\s?之?\\s?(?<inner>负)?\\s?(?<parts>${run})`;
const numberRules: readonly NumberRule[] = [
  {
    name: "whole and fraction",
    pattern: new RegExp(`(?<whole>${run})\\s?又\\s?(?<of>${run})\\s?分\\s?之?\\s?(?<parts>${run})`, "g"),
    read: (g) => plus(n(g["whole"]), over(n(g["parts"]), n(g["of"]))),
  },
  {
    name: "fraction",
    pattern: new RegExp(`${sign}${fraction.replace("分", "[分份]")}`, "g"),
    read: (g) => signed(g["sign"] && !g["inner"] ? g["sign"] : g["inner"] && !g["sign"] ? "负" : undefined, over(n(g["parts"]), n(g["of"]))),
  },
  {
    name: "a/b",
    pattern: new RegExp(`${sign}(?<a>\\d{1,9})\\s?/\\s?(?<b>\\d{1,9})(?![\\d/])`, "g"),
    read: (g) => signed(g["sign"], over(Number(g["a"]), Number(g["b"]))),
  },
  {
    name: "power",
    pattern: new RegExp(`${sign}(?<base>\\d{1,9}(?:\\.\\d{1,9})?)(?:\\^(?<exp>[+-]{0,2}\\d{1,3}(?:\\.\\d+)?)|e(?<ten>[+-]?\\d{1,2}))(?![a-z\\d])`, "g"),
    read: power,
  },
  { name: "half", pattern: /(?<![\d一二三四五六七八九十百千万])(?:半(?=个|$|斤|亩|天)|[一1]半半?)(?!年|月)/g, read: () => 0.5 },
  { name: "half a hundred", pattern: /(?<![一二三四五六七八九\d])半(?<unit>[百千万亿])/g, read: (g) => over(n(`一${g["unit"] ?? ""}`), 2) },
  {
    name: "leading point",
    pattern: /(?<sign>-|负)?(?<![\d])\.(?<d>\d{1,12})(?<unit>[kmgw](?![a-z]))?/g,
    read: (g) => signed(g["sign"], scaled(Number(`0.${g["d"] ?? ""}`), g["unit"])),
  },
  { name: "dozen", pattern: new RegExp(`(?<a>${run})\\s?打(?!工|电|错|钱|款)`, "g"), read: (g) => over(n(g["a"]), 1 / 12) },
  { name: "a pair", pattern: /一[对双](?=$|[的，。])/g, read: () => 2 },
  {
    name: "numeral",
    pattern: new RegExp(`${sign}(?<a>(?<![a-z])${run}(?:\\s?[mkgw](?![a-z]))?)(?!\\s?%|\\d)`, "g"),
    read: (g) => signed(g["sign"], n(g["a"])),
  },
  { name: "half added", pattern: new RegExp(`(?<a>${run})个?半`, "g"), read: (g) => plus(n(g["a"]), 0.5) },
  {
    name: "english",
    pattern: new RegExp(`(?<minus>minus |negative )?(?<words>${englishRun})`, "g"),
    read: (g) => signed(g["minus"] ? "-" : undefined, readEnglishNumber(g["words"] ?? "")),
  },
];

const percentRules: readonly NumberRule[] = [
  {
    name: "X分之Y",
    pattern: new RegExp(
      `(?<sign>负\\s?)?(?<of>(?:[一]?\\s?[百千万佰仟][百千万亿]?))\\s?分\\s?之\\s?(?<inner>负)?\\s?(?<parts>${run}(?:\\s?[kw](?![a-z]))?)`,
      "g",
    ),
    read: (g) => signed(g["sign"] ?? (g["inner"] ? "负" : undefined), hundredths(n(g["parts"]), over(100, base(g["of"])))),
  },
  {
    name: "range of percent",
    pattern: new RegExp(`(?<a>\\d{1,16}(?:\\.\\d{1,10})?)\\s?[-~到至]\\s?(?<b>\\d{1,16}(?:\\.\\d{1,10})?)\\s?%`, "g"),
    read: (g) => n(g["b"]),
  },
  {
    name: "percent",
    pattern: new RegExp(`${sign}(?<a>${run}(?:\\s?[kw])?)\\s?(?:%|个?\\s?百\\s?分\\s?点|percent(?:age points?)?|per ?cent|pct)`, "g"),
    read: (g) => signed(g["sign"], n(g["a"])),
  },
  {
    name: "成",
    pattern: new RegExp(`(?<a>${run})\\s?成(?!功|交|年|了|员|本|为|立|都|绩)\\s?(?<more>半|[${zhDigit}\\d](?!个))?`, "g"),
    read: (g) => tenths(n(g["a"]), g["more"]),
  },
  {
    name: "折",
    pattern: new RegExp(`(?<![\\d.])(?<two>[${zhDigit}\\d]\\s?[${zhDigit}\\d])\\s?折`, "g"),
    read: (g) => {
      const d = Array.from((g["two"] ?? "").replace(/\s/g, ""), (c) => n(c));
      return d[0] === undefined || d[1] === undefined ? undefined : d[0] === 1 && d[1] === 0 ? 100 : d[0] * 10 + d[1];
    },
  },
  { name: "折", pattern: new RegExp(`(?<a>${run})\\s?折(?!腾|磨|断|旧|合)`, "g"), read: (g) => tenths(n(g["a"]), undefined) },
  { name: "对半/一半", pattern: /对半|一半|半数|\bhalf\b/g, read: () => 50 },
  { name: "全部", pattern: /全部|百分百|百分之百|\ball of (?:it|them)\b|\beverything\b/g, read: () => 100 },
  {
    name: "percent in words",
    pattern: new RegExp(`(?<minus>minus |negative )?(?<words>${englishRun})\\s?(?:%|percent|per ?cent|pct)`, "g"),
    read: (g) => signed(g["minus"] ? "-" : undefined, readEnglishNumber(g["words"] ?? "")),
  },
  {
    name: "percent of",
    pattern: new RegExp(`per ?cents?(?:age)? of (?<words>${englishRun}|\\d+(?:\\.\\d+)?)`, "g"),
    read: (g) => readEnglishNumber(g["words"] ?? ""),
  },
];

function power({ sign, base: b, exp, ten }: Readonly<Record<string, string | undefined>>): number | undefined {
  const value = ten !== undefined ? Number(`${b ?? ""}e${ten}`) : Number(b) ** Number((exp ?? "").replace("--", ""));
  return signed(sign, value);
}

const scaled = (value: number, unit: string | undefined): number => exactly(value * (unit ? (readNumeral(`1${unit}`) ?? 1) : 1));
const hundredths = (a: number | undefined, b: number | undefined): number | undefined => (a === undefined || b === undefined ? undefined : exactly(a * b));
const base = (text: string | undefined): number | undefined => readNumeral((text ?? "").replace(/\s/g, "").replace(/^(?=[百千万佰仟])/, "一"));

/** Tenths: 三成半 is 35, 七成六 is 76. */
function tenths(a: number | undefined, more: string | undefined): number | undefined {
  if (a === undefined || a > 100) return undefined;
  return exactly(a * 10 + (more === "半" ? 5 : more === undefined ? 0 : (readNumeral(more) ?? 0)));
}
