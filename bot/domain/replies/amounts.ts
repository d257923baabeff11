import type { Currency } from "../money.ts";
import { matchesOf } from "./matches.ts";
import { findMoney, minorOf, type FoundMoney } from "./money.ts";
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
  readonly upTo?: bigint;
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

/** The sum that a text names, whoever pays it: with a currency first, then by its size, then any number. */
export function findSum(text: string, currency: Currency, taken: AmountOptions["taken"]): FoundMoney | undefined {
  const free = findMoney(withoutDates(text, taken), currency);
  const all = free.length > 0 ? free : findMoney(text, currency);
  const fits = all.filter(
    (money) =>
      money.marked || !(otherUnit.test(text.slice(money.end, money.end + 14)) || notMoneyBefore.test(text.slice(Math.max(0, money.start - 24), money.start))),
  );
  return fits.find((money) => money.marked) ?? fits.find((money) => money.sized) ?? fits[0];
}

function written(text: string, { currency, asked }: AmountOptions): FoundAmount[] {
  return findMoney(text, currency).flatMap((money) => {
    const before = text.slice(Math.max(0, money.start - 24), money.start);
    const after = text.slice(money.end, money.end + 14);
    if (!money.marked && !standsAlone(money, text.slice(money.start, money.end), before, after, asked)) return [];
    // 一块儿还, 一块给: "together", not one yuan
    if (/^一块$/.test(text.slice(money.start, money.end)) && /^(?:儿|[还给付转])/.test(after)) return [];
    if (money.value === 0 || notPaid.test(before) || notPaidAfter.test(after)) return [];
    const minor = minorOf(money.value, money.currency);
    if (minor === undefined) return [];
    const upTo = money.upTo === undefined ? undefined : minorOf(money.upTo, money.currency);
    return [
      {
        minor,
        ...(upTo !== undefined && { upTo }),
        currency: money.currency,
        kind: money.kind,
        start: money.start,
        end: money.end,
        rule: money.marked ? "number with currency" : "number",
      },
    ];
  });
}

/** Without a currency a number must look like money: hundreds at least, or of a payment's verb, and not of something else. */
function standsAlone(money: FoundMoney, said: string, before: string, after: string, asked: boolean): boolean {
  if (/^[一二两三四五六七八九]$/.test(said)) return asked && /^(?:$|[吧，。])/.test(after);
  if (otherUnit.test(after) || notMoneyBefore.test(before)) return false;
  // A year, or how warm it is.
  if (/^(?:19|20)\d\d$/.test(said) && /\b(?:in|since|from|until|back in)\s?$/.test(before)) return false;
  if (/\b(?:it's|its|hit|temp\w*)\s?$/.test(before)) return false;
  if (/^0\d|^\d{9,}$|^[a-z]+$/.test(said.trim()) && !/hundred|thousand|lakh|crore|million/.test(said))
    return asked && money.value >= 1 && !/^\d/.test(said) && !/^an?$/.test(said.trim());
  if (/^\d(?:[ ,]\d+)*$/.test(said) && money.value < 10 && !asked) return false;
  if (asked || money.sized) return money.value >= 1;
  return /\d/.test(said) && (money.value >= 100 || (money.value >= 10 && payVerb.test(before)));
}

/** Blanks out what was read as a date, keeping offsets; NUL never occurs in normalised text and joins nothing. */
function withoutDates(text: string, taken: AmountOptions["taken"]): string {
  let out = "";
  for (const { start, end } of taken) out += text.slice(out.length, start) + "\0".repeat(Math.max(0, end - Math.max(start, out.length)));
  return out + text.slice(out.length);
}

function relative(text: string, { due, currency }: AmountOptions): FoundAmount[] {
  return matchesOf(named, text).map((match) => {
    const g = match.groups ?? {};
    const kind = g["half"] ? "half" : g["rest"] ? "rest" : "exact";
    const minor = due === undefined || kind === "rest" ? undefined : kind === "half" ? (due + 1n) / 2n : due;
    return { minor, currency, kind, start: match.index, end: match.index + match[0].length, rule: kind === "exact" ? "all" : kind };
  });
}

const named =
  /(?<half>一半|半数|对半|\bhalf\b(?! (?:a |an )?(?:month|year|day|week|hour|past)))|(?<rest>剩下的?|剩余的?|其余的?|余下的?|余款|尾款(?=.{0,4}(?:还|付|再))|\bthe (?:rest|remaining|remainder|balance)\b)|(?<all>全部|全款|全额|\b(?:in full|full amount|the full|everything|all of it)\b)/g;
const payVerb =
  /(?:put(?:ting)?|do|drop|paying|sending|还|付|转|交|打|给|凑|存|汇|缴|有|[还付转交打给汇缴]了|pay|paid|send|sent|give|transfer\w*|afford|deposit\w*|only|just)\s?(?:你们?|您|up|you|them|in|of)?\s?$/;
const notMoneyBefore =
  /(?:尾号|末.{0,3}码|后四位|卡号|账号|帐号|电话|手机|号码|编号|订单|单号|验证码|身份证|号|第|page|room|ext|code|ref|otp|pin|acc(?:oun)?t|\bno\.?|\bid|#|x|flat|version|iphone|windows|top|year|class|grade|season)\s?(?:是|为|is|no\.?)?\s?:?\s?$|[a-z\d][-/.:]$/;
const otherUnit =
  /^(?:[\d%/:]|\s?[-~](?=\s?\d)|[.-]\d|\s?(?:天|日|号|月|年|周|个|次|期|点|分|人|时|岁|楼|斤|亩|公里|米|度|栋|台|辆|位|条|遍|倍|折|成|星期|礼拜|小时|字|回|家|头|只|口|门|层|路|房|届|级|版|集|章|句|下|样|种|mm|kg|km|lbs?\b|mins?\b|hrs?\b|h\b|am\b|pm\b|a\.m|p\.m|o'?clock|days?\b|weeks?\b|months?\b|years?\b|times?\b|hours?\b|minutes?\b|people|persons?|percent|per cent|instal|employees|workers|kids|children|cows|goats|pigs|acres?|miles?|degrees?|customers?|bags?|more (?:days?|weeks?|months?)))|^[a-z]/;
const owed =
  "欠|收入|工资|月薪|薪水|底薪|罚|罚款|滞纳金|违约金|手续费|利息|花了|花|账单|应该是|赔了?|亏了?|差|还差|少|借了?|借款|贷了?|贷款|房租|学费|医药费|药费|看病|欠款|本金|总共|余额|挣|赚|赚了|卖了?|要我还|让我还|多收了?|多扣了?|owe|owed|salary|income|wages?|rent|fine|fines|fee|fees|cost|costs|spent|charged|charge|bill|bills|earn|earning|borrowed|loan of|took|lent|contract says|says?|lost|price|worth|interest|penalty|balance|receive|received|instead of|make|makes|about the";
const notPaid = new RegExp(
  `(?<!归还|偿还|还清|支付|缴纳|[还付缴交])(?:${owed})(?:是|了|有|才|只|共|大概|你们|我|of|me|is|was|you|him|only|about|a|the|my|just|for|them|were|are| )*[^\\p{L}\\d]{0,3}$`,
  "u",
);
const notPaidAfter =
  /^\s?(?:钱?(?:都|也)?(?:没|未)|的(?:货款|工程款|款子|进账|单子|生意|订单|回款|尾款)|的?(?:利息|罚款|罚息|违约金|滞纳金|工资|收入|手续费|费用|学费|房租|医药费|债|贷款|账单)|(?:in|of|as) (?:interest|fees?|fines?|penalt|debt|rent|salary|loan)|(?:fee|fine|penalty|interest|salary|income|rent|loan|debt|bill|charge)\b|(?:per|a|every|each) (?:month|day|week)(?= (?:salary|income|wage))|is (?:too|wrong|not)|块?(?:不对|是怎么|怎么))/;
