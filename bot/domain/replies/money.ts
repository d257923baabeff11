import { minorDigits, type Currency } from "../money.ts";
import { currencyAfter, currencyBefore, currencyOf } from "./currencies.ts";
import { matchesOf } from "./matches.ts";
import { exactly, numeralRun, readNumeral, zhDigit } from "./numerals.ts";
import { englishRun, readEnglishNumber } from "./numbers-en.ts";
import type { SaidAmount } from "./reply.ts";

/** A sum of money at offsets of the normalised text, in major units. */
export interface FoundMoney {
  readonly value: number;
  /** Where a range was said: its upper end; `value` is the lower. */
  readonly upTo?: number;
  readonly currency: Currency;
  /** Written with a currency, so that it is money whatever stands around it. */
  readonly marked: boolean;
  /** Of a size-word only (3w, 五千, 1.5万), which things other than money seldom have. */
  readonly sized: boolean;
  readonly kind: Extract<SaidAmount["kind"], "exact" | "min" | "max" | "about" | "range">;
  readonly start: number;
  readonly end: number;
}

/**
 * Every sum that the text writes, with or without a currency; whether a bare number is money is for the caller to judge.
 * `loan` is the currency of what names none.
 */
export function findMoney(whole: string, loan: Currency): FoundMoney[] {
  const text = whole.length > longest ? whole.slice(0, longest) : whole;
  if (!numeric.test(text)) return [];
  const chinese = /\p{Script=Han}/u.test(text);
  const found = sums.flatMap((pattern) => {
    const money: FoundMoney[] = [];
    for (const match of matchesOf(pattern, text)) {
      const one = read(text, match, loan, chinese);
      if (one) money.push(one);
      if (money.length === most) break;
    }
    return money;
  });
  return found.toSorted((a, b) => a.start - b.start || b.end - a.end).filter(({ start }, i, all) => i === 0 || start >= (all[i - 1]?.end ?? 0));
}

const numeric =
  /[\d一二三四五六七八九十百千万亿两俩廿卅壹贰叁肆伍陆柒捌玖拾佰仟]|个[一二三四五六七八九]|hundred|thousand|million|billion|lakh|lac|crore|grand|dozen|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|teen|twenty|thirty|fou?rty|fifty|half/;
/** In units of text; what stands after so much is no offer. */
const longest = 4_000;
/** Who names more sums than these offers none of them. */
const most = 64;

/** In minor units; undefined where it is finer than the currency (0.005 yuan, half a yen) or too large to be exact. */
export function minorOf(value: number, of: Currency): bigint | undefined {
  const scaled = exactly(value * 10 ** minorDigits(of));
  return Number.isSafeInteger(scaled) ? BigInt(scaled) : undefined;
}

function read(text: string, match: RegExpExecArray, loan: Currency, chinese: boolean): FoundMoney | undefined {
  const g = match.groups ?? {};
  const [start, end] = [match.index, match.index + match[0].length];
  const marked = [g["pre"], g["post"], g["small"]].some((mark) => mark !== undefined);
  const high = g["small"] === undefined ? whole(g) : coins(g);
  if (high === undefined) return undefined;
  const currency = currencyOf(g["pre"] ?? g["post"] ?? (g["small"] ? "元" : undefined), loan, chinese);
  const low = g["from"] === undefined ? undefined : lower(g["from"], g["num"] ?? "", high);
  const [before, after] = [text.slice(Math.max(0, start - 8), start), text.slice(end, end + 6)];
  const base = { currency, marked, sized: /[十百千万亿仟佰拾kw]|lakh|lac|crore|thousand|million|hundred/.test(g["num"] ?? ""), start, end };
  if (low !== undefined && low < high) return { ...base, value: low, upTo: high, kind: "range" };
  const pair = approximatePair(g["num"] ?? "");
  if (pair) return { ...base, value: pair[0], upTo: pair[1], kind: "range" };
  return { ...base, value: high, kind: /多|几|余|来/.test(g["num"] ?? "") ? "about" : bound(before, after) };
}

/** 三块五 is 3.5, 十块三毛 10.3, 两块零四 2.04, 三个一毫四 3.14. */
function whole(g: Readonly<Record<string, string | undefined>>): number | undefined {
  const num = g["num"] ?? "";
  const value = num === "" ? 1 : numberOf(num);
  if (value === undefined) return approximatePair(num)?.[1];
  const [jiao, fen, cents] = [g["jiao"], g["fen"] ?? g["fen2"], g["cents"]];
  return exactly(value + tenth(jiao, 10) + tenth(fen?.replace("零", ""), 100) + tenth(cents, 100));
}

/** Without a whole: 5分, 两毛五. */
function coins(g: Readonly<Record<string, string | undefined>>): number | undefined {
  const value = readNumeral(g["coin"] ?? "");
  if (value === undefined) return undefined;
  const part = /分|仙/.test(g["small"] ?? "") ? 100 : 10;
  return exactly(value / part + tenth(g["rest"], 100));
}

const tenth = (digit: string | undefined, part: number): number => (digit === undefined ? 0 : (readNumeral(digit) ?? 0) / part);

const numberOf = (text: string): number | undefined =>
  /[a-z]{3}/.test(text)
    ? readEnglishNumber(text)
    : readNumeral(
        text
          .replace(/[几余多来]/g, "")
          .replace(/^(?=[百千])/, "一")
          .replace(/\s?(?:lakhs?|lac|l)$/, ""),
      );

/** "一百二十到一百五十万": the first number borrows the second's unit where it has none of its own and stays the smaller. */
function lower(from: string, to: string, high: number): number | undefined {
  const low = numberOf(from.trim());
  if (low === undefined) return undefined;
  const unit = /(?<unit>[千仟百万亿kw]|万亿)$/.exec(to)?.groups?.["unit"];
  if (!unit || /[万亿kw]$/.test(from.trim())) return low;
  const lent = exactly(low * (readNumeral(unit === "万亿" ? "一万亿" : `1${unit}`) ?? 1));
  return lent < high ? lent : low;
}

/** 七八百 is 700 to 800, 三五千 3,000 to 5,000. */
function approximatePair(num: string): readonly [number, number] | undefined {
  const match = new RegExp(`^([${zhDigit}])([${zhDigit}])([百千万]万?|十万?)$`).exec(num);
  const [, a, b, unit] = match ?? [];
  if (!a || !b || !unit) return undefined;
  const [low, high] = [readNumeral(a + unit), readNumeral(b + unit)];
  return low !== undefined && high !== undefined && low < high ? [low, high] : undefined;
}

function bound(before: string, after: string): "exact" | "min" | "max" | "about" {
  if (
    (/(?:至少|起码|最少|不少于|不低于|超过|大于|多于|at least|min(?:imum)?|more than|over|above)[^，,。]{0,4}$/.test(before) && !/不超过/.test(before)) ||
    /^\s?(?:以上|起|or more|\+)/.test(after)
  )
    return "min";
  if (
    /(?:最多|顶多|不超过|不到|小于|少于|低于|不足|up to|at most|maximum|max|less than|under|below|not more than)[^，,。]{0,4}$/.test(before) ||
    /^\s?(?:以下|以内|之内|max\b|or less)/.test(after)
  )
    return "max";
  return /(?:大概|大约|差不多|可能|约|近|about|around|roughly|approx\w*|almost|nearly|maybe)[^，,。\d]{0,4}$/.test(before) ||
    /^\s?(?:左右|上下|多(?!少)|来块|or so|ish|-ish)/.test(after)
    ? "about"
    : "exact";
}

const digit = `[${zhDigit}\\d]`;
const minorPart = `(?:(?:零(?<fen>${digit}))|(?<jiao>${digit})(?:(?:[毛角毫])(?:(?<fen2>${digit})[分仙]?(?:钱)?)?|(?![\\d个天号月年日百千万点折成%.]|分之)))`;
const one = `${numeralRun}(?:\\s?[几余多来]\\s?[百千万亿]{0,2})?(?:\\s?(?:lakhs?|lac)(?![a-z]))?`;
const sums: readonly RegExp[] = [
  new RegExp(
    `(?:(?<![a-z])(?<pre>${currencyBefore})\\s?|(?<![\\d.#:几数]|\\d,))(?:(?<from>${one})\\s?(?:块钱?|元)?\\s?(?:到|至|~|-{1,2}|to|or|或)\\s?)?` +
      `(?<num>${englishRun}|${one})(?:\\s?(?<post>${currencyAfter})(?:又?(?<cents>${digit}{1,2})美分|${minorPart})?)?`,
    "g",
  ),
  // 两毛五, 5分
  new RegExp(`(?<![\\d${zhDigit}块元])(?<coin>[${zhDigit}\\d十]{1,3})\\s?(?<small>[角毛毫]|分(?=钱|$)|仙)(?:(?<rest>${digit})(?:分|仙|$))?`, "g"),
  // 三个一毫四, 个九: Cantonese
  new RegExp(`(?<pre>${currencyBefore})?(?<num>[${zhDigit}]?)个(?<jiao>[${zhDigit}])(?:[毫毛](?<fen>[${zhDigit}])?)?(?=$|[，。])`, "g"),
];
