import type { Option } from "../questionnaire.ts";
import { textLocales } from "../../day-text.ts";
import type { TextValues } from "../questionnaire.ts";
import { normalise } from "../../replies/normalise.ts";
import { bare } from "./said.ts";

/** The ways of naming options: each form with those that it names, and the longest first for finding them in a text. */
export interface Forms {
  readonly byForm: ReadonlyMap<string, readonly Option[]>;
  readonly longestFirst: readonly string[];
  /** Numbers that another option names than the one at that place ("2" of 没有, 一家, 两家): as a bare digit they may mean either. */
  readonly numbers: ReadonlySet<number>;
}

/** Labels count in both languages: whoever is written to in one may answer in the other. */
export function formsOf(options: readonly Option[], values: TextValues): Forms {
  const known = forms.get(options);
  if (known && known.values === values) return known.forms;
  const byForm = new Map<string, Option[]>();
  for (const option of options)
    for (const form of new Set(
      [...textLocales.map((locale) => option.label(locale, values)), ...option.words].flatMap((word) => [bare(word), bare(normalise(word).text)]),
    ))
      if (form !== "") byForm.set(form, [...(byForm.get(form) ?? []), option]);
  const made: Forms = {
    byForm,
    longestFirst: [...byForm.keys()].toSorted((a, b) => b.length - a.length),
    numbers: numbersOf(options, values),
  };
  forms.set(options, { values, forms: made });
  return made;
}

const places = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const numbersOf = (options: readonly Option[], values: TextValues): ReadonlySet<number> =>
  new Set(places.filter((place) => options.some((option, i) => i !== place - 1 && textLocales.some((locale) => counts(option.label(locale, values), place)))));

/** Whether a label names that number as a count: "两家", "Two", "三家以上", "2到4个"; no share ("三成"), and no 一 that counts nothing ("一半", "一些"). */
function counts(label: string, number: number): boolean {
  const plain = label.replace(shares, "");
  const named = [...plain.matchAll(numeral)].map(([word]) => numerals.get(word.toLowerCase()) ?? Number(word));
  const [least, most] = [Math.min(...named), Math.max(...named)];
  if (openEnd.test(plain)) return number >= least;
  return named.includes(number) || (between.test(plain) && number >= least && number <= most);
}

const shares = /[\d一二两三四五六七八九十]+(?:\s?(?:[到至\-–~]|to)\s?[\d一二两三四五六七八九十]+)?\s?(?:[%％成折]|percent)/gi;
const numeral = /\d+|[两二三四五六七八九十]|一(?=[家个位口人次周月天年笔台头只亩名间])|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b/gi;
const numerals = new Map<string, number>([
  ...["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"].map((word, i) => [word, i + 1] as const),
  ["两", 2],
  ...["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"].map((word, i) => [word, i + 1] as const),
]);
const openEnd = /以上|更多|or more|\+$/i;
const between = /[到至\-–~]|\bto\b/i;

/** Worked out once for a questionnaire and its values; they are never changed, only replaced. */
const forms = new WeakMap<readonly Option[], { readonly values: TextValues; readonly forms: Forms }>();
