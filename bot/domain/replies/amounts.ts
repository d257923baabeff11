import { minorDigits, type Currency } from "../money.ts";
import { numeral, numeralScale } from "./chinese-numerals.ts";
import { currencyAfter, currencyBefore, currencyOf } from "./currencies.ts";
import type { SaidAmount } from "./reply.ts";

export interface AmountOptions {
  readonly currency: Currency;
  /** What is due: "half" and "all" refer to it. Undefined where it is not known. */
  readonly due: bigint | undefined;
  /** An amount was asked for: a bare small number is one. */
  readonly asked: boolean;
  /** Spans already read as dates. */
  readonly taken: readonly { readonly start: number; readonly end: number }[];
}

/** An amount at offsets of the normalised text; without `minor` where it was named ("the rest") but cannot be computed. */
export interface FoundAmount {
  readonly minor: bigint | undefined;
  readonly currency: Currency;
  readonly kind: SaidAmount["kind"];
  readonly start: number;
  readonly end: number;
  readonly rule: string;
}

/** What the borrower has paid, will pay or can pay; incomes, fines and debts are left out (POLICY: amounts). */
export function findAmounts(text: string, options: AmountOptions): FoundAmount[] {
  const free = withoutDates(text, options.taken);
  const found = [...written(free, options), ...relative(free, options)];
  return found.toSorted((a, b) => a.start - b.start).filter((a, i, all) => i === 0 || a.start >= (all[i - 1]?.end ?? 0));
}

function written(text: string, options: AmountOptions): FoundAmount[] {
  const chinese = /\p{Script=Han}/u.test(text);
  return Array.from(text.matchAll(amount)).flatMap((match) => {
    const { pre, num = "", post } = match.groups ?? {};
    const start = match.index;
    const end = start + match[0].length;
    const value = withSmallCoin(numeral(num.replace(/\s/g, "")), match.groups);
    if (value === undefined || value === 0n) return [];
    const before = text.slice(Math.max(0, start - 10), start);
    const marked = pre !== undefined || post !== undefined;
    if (!marked && !standsAlone(num, value, text.slice(end, end + 8), before, options.asked)) return [];
    if (notPaid.test(before) || /^\s?(?:到|至|~|-)\s?[\d一二两三四五六七八九十]/.test(text.slice(end, end + 4))) return [];
    const currency = currencyOf(pre ?? post, options.currency, chinese);
    const minor = toMinor(value, currency);
    if (minor === undefined) return [];
    const kind = /(?:至少|起码|最少|at least)[^，,。]{0,5}$/.test(before) ? "min" : /(?:最多|顶多|不超过|up to|at most|maximum|max)[^，,。]{0,5}$/.test(before) ? "max" : "exact";
    return [{ minor, currency, kind, start, end, rule: marked ? "number with currency" : "number" }];
  });
}

/** Without a currency a number must look like money: hundreds at least, and not of something else. */
function standsAlone(num: string, value: bigint, after: string, before: string, asked: boolean): boolean {
  if (otherUnit.test(after) || /(?:尾号|卡号|账号|电话|手机|号码|编号|第|\bno\.?|id|#|x)\s?:?\s?$/.test(before)) return false;
  if (asked) return true;
  if (/[百千万亿kw]/.test(num)) return true;
  return /^\d/.test(num) && !/^0/.test(num) && value >= 100n * numeralScale && num.replace(/\D/g, "").length <= 8;
}

/** 三块五 is 3.5, 十块三毛 10.3, 两块零四 2.04. */
function withSmallCoin(value: bigint | undefined, groups: Record<string, string | undefined> | undefined): bigint | undefined {
  const [jiao, fen] = [groups?.["jiao"], groups?.["fen"] ?? groups?.["fen2"]];
  if (value === undefined) return undefined;
  return value + (jiao ? (numeral(jiao) ?? 0n) / 10n : 0n) + (fen ? (numeral(fen.replace("零", "")) ?? 0n) / 100n : 0n);
}

/** Blanks out what was read as a date, keeping offsets; NUL never occurs in normalised text and joins nothing. */
function withoutDates(text: string, taken: AmountOptions["taken"]): string {
  let out = "";
  for (const { start, end } of taken) out += text.slice(out.length, start) + "\0".repeat(Math.max(0, end - Math.max(start, out.length)));
  return out + text.slice(out.length);
}

function relative(text: string, { due, currency }: AmountOptions): FoundAmount[] {
  return Array.from(text.matchAll(/(?<half>一半|半数|\bhalf\b(?! (?:a |an )?(?:month|year|day|week|hour)))|(?<rest>剩下的?|其余的?|余下的?|\bthe (?:rest|remaining|remainder|balance)\b)|(?<all>全部|全款|全额|\b(?:in full|full amount|the full|everything|all of it)\b)/g), (match) => {
    const kind = match.groups?.["half"] ? "half" : match.groups?.["rest"] ? "rest" : "exact";
    const minor = due === undefined || kind === "rest" ? undefined : kind === "half" ? (due + 1n) / 2n : due;
    return { minor, currency, kind, start: match.index, end: match.index + match[0].length, rule: kind === "exact" ? "all" : kind };
  });
}

/** Undefined where it is finer than the currency (0.005 yuan, half a yen). */
function toMinor(value: bigint, of: Currency): bigint | undefined {
  const scaled = value * 10n ** BigInt(minorDigits(of));
  return scaled % numeralScale === 0n ? scaled / numeralScale : undefined;
}

const digits = "(?:\\d{1,3}(?:,\\d{3}){1,4}(?!\\d)|\\d{1,12}(?!\\d|，\\d{3}(?!\\d)))(?:\\.\\d{1,4}(?!\\d))?";
const number = `${digits}(?:\\s?[kw](?![a-z])\\d?|\\s?[十百千万亿][零〇一二两三四五六七八九十百千万亿\\d]{0,16})?|[一二两三四五六七八九十百千万][零〇一二两三四五六七八九十百千万亿]{0,16}`;
const amount = new RegExp(`(?:(?<![a-z])(?<pre>${currencyBefore})\\s?|(?<![\\d.,/:a-z#零〇一二两三四五六七八九十百千万亿几数-]|\\d，|[\\d万千百十元块][到至~]))(?<num>${number})(?:\\s?(?<post>${currencyAfter})(?:(?<fen>零[一二三四五六七八九])|(?<jiao>[一二两三四五六七八九\\d])(?:[毛角](?:(?<fen2>[一二两三四五六七八九\\d])分)?|(?![\\d个天号月年日百千万.]))?)?)?`, "g");
const otherUnit = /^(?:[\d%/:]|\s?(?:到|至|~|-|或)\s?[\d一二两三四五六七八九十]|[.-]\d|\s?(?:天|日|号|月|年|周|个|次|期|点|分|人|时|岁|楼|斤|亩|公里|米|度|栋|台|辆|位|条|遍|倍|折|成|星期|礼拜|小时|多|几|来|字|回|家|头|只|am\b|pm\b|days?|weeks?|months?|years?|times?|hours?|minutes?|people|percent|instal))|^[a-z]/;
const notPaid = /(?:欠|收入|工资|月薪|薪水|罚|滞纳金|花了|花|账单|应该是|赔|亏|差|借了|借|贷了|贷款|房租|欠款|owe|owed|salary|income|rent|fine|cost|costs|spent|charged|charge|bill|earn|borrowed|contract says)(?:是|了|你们|我|只|of|me|is)?[^\p{L}\d]{0,3}$/u;
