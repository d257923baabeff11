/**
 * Chinese, mixed and Arabic numerals of normalised text: 一万二, 3千5, 1.5万, 3w, 5k, 伍仟, 二零二六, 8,600, 三点五.
 * Values are plain numbers; every sum that a lender meets lies far inside what they hold exactly.
 */

const digitValues: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  o: 0,
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  两: 2,
  俩: 2,
  幺: 1,
  壹: 1,
  贰: 2,
  叁: 3,
  参: 3,
  肆: 4,
  伍: 5,
  陆: 6,
  柒: 7,
  捌: 8,
  玖: 9,
  弍: 2,
  弌: 1,
  仨: 3,
};
const tens: Readonly<Record<string, number>> = { 廿: 20, 卄: 20, 卅: 30, 卌: 40 };
const unitValues: Readonly<Record<string, number>> = {
  十: 10,
  拾: 10,
  百: 100,
  佰: 100,
  千: 1e3,
  仟: 1e3,
  k: 1e3,
  万: 1e4,
  w: 1e4,
  亿: 1e8,
  兆: 1e12,
  m: 1e6,
  g: 1e9,
};

export const zhDigit = "零〇一二三四五六七八九两俩壹贰叁参肆伍陆柒捌玖";
export const zhUnit = "十拾百佰千仟万亿兆廿卅卌";
/** A maximal run that may be a numeral: Arabic with separators, Chinese digits and units, spaces only beside Chinese ones. */
const arabic = "(?:\\d{1,3}(?:[,，]\\d{3}){1,5}(?!\\d)|\\d{1,16})(?:\\.\\d{1,10})?";
const han = `[${zhDigit}${zhUnit}]`;
export const numeralRun = `(?:${arabic}(?:\\s?[kwmg](?![a-z]))?|${han})(?:\\s?(?:${han}|(?<=${han}\\s?)(?:\\d{1,4}(?:\\.\\d{1,4})?))){0,40}`;

/** Undefined where it is no one number: 七八百 is "seven or eight hundred", 千 alone is a word. */
export function readNumeral(raw: string): number | undefined {
  const text = raw.replace(/[\s,，]/g, "");
  const [whole, decimals] = splitPoint(text);
  const value = readWhole(whole, decimals !== undefined);
  if (value === undefined || decimals === undefined) return value;
  const digits = Array.from(decimals, (c) => (/\d/.test(c) ? c : digitValues[c]));
  return digits.includes(undefined) || digits.length === 0 ? undefined : exactly(`${String(value)}.${digits.join("")}`);
}

/** For days and months; undefined where it is not a whole number below 10,000. */
export function smallNumber(text: string): number | undefined {
  const value = readNumeral(text);
  return value !== undefined && Number.isInteger(value) && value < 10_000 ? value : undefined;
}

/** 三点五 is 3.5; 三点 is an hour. */
function splitPoint(text: string): [string, string?] {
  const at = text.indexOf("点");
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function readWhole(text: string, pointFollows: boolean): number | undefined {
  const tokens = text.match(token);
  if (!tokens || tokens.join("") !== text) return undefined;
  const hasUnit = tokens.some((t) => t in unitValues || t in tens);
  return hasUnit ? composed(tokens, pointFollows) : spelled(tokens);
}

/** 二零二六, 8600, 12.5; two digits side by side (七八) name a range, not a number. */
function spelled(tokens: readonly string[]): number | undefined {
  const [only] = tokens;
  if (tokens.length === 1 && only !== undefined) return plain(only);
  const digits = tokens.map((t) => digitValues[t]);
  if (digits.length < 3 || digits.length > 15 || digits.includes(undefined)) return undefined;
  return Number(digits.join(""));
}

function composed(tokens: readonly string[], pointFollows: boolean): number | undefined {
  let total = 0;
  let section = 0;
  let pending: number | undefined;
  let lastUnit = 1;
  let zero = false;
  let seen = false;
  for (const t of tokens) {
    if (t in tens) {
      if (pending !== undefined) return undefined;
      section += tens[t] ?? 0;
      lastUnit = 10;
      seen = true;
      continue;
    }
    const unit = unitValues[t];
    if (unit === undefined) {
      const value = plain(t);
      if (t === "零" || t === "〇") zero = true;
      else if (pending !== undefined || value === undefined) return undefined;
      else pending = value;
      continue;
    }
    if (unit >= 1e4) {
      // 百二万 is 1,200,000: the digit after 百 stands for tens where no 零 says otherwise.
      const tenfold = pending !== undefined && section > 0 && lastUnit >= 100 && lastUnit < 1e4 && !zero ? lastUnit / 10 : 1;
      const before = section + (pending ?? 0) * tenfold;
      if (before === 0 && total === 0) {
        if (seen || tokens.length === 1) return undefined;
        total = unit;
      } else if (before === 0) total *= unit;
      else total = total > 0 && unit > lastBig(total) ? (total + before) * unit : total + times(before, unit);
      section = 0;
    } else if (pending === undefined) {
      if (section > 0 && zero) section += unit;
      else if (section > 0) section *= unit;
      else if (unit === 10 || (!seen && tokens.length > 1) || zero) section = unit;
      else return undefined;
    } else section += times(pending, unit);
    pending = undefined;
    lastUnit = unit;
    zero = false;
    seen = true;
  }
  // 一万二 is 12,000 and 两百五 is 250, but 一万零二 is 10,002.
  const shortened = pending !== undefined && Number.isInteger(pending) && pending < 10 && lastUnit >= 100 && !zero && !pointFollows;
  return exactly(total + section + (pending ?? 0) * (shortened ? lastUnit / 10 : 1));
}

/** The unit a running total already carries: 五亿 followed by 万 adds, 五万 followed by 亿 multiplies. */
const lastBig = (total: number): number => (total >= 1e12 ? 1e12 : total >= 1e8 ? 1e8 : 1e4);

function plain(text: string): number | undefined {
  const zh = digitValues[text];
  if (zh !== undefined && text !== "o") return zh;
  return /^\d{1,16}(?:\.\d{1,10})?$/.test(text) ? Number(text) : undefined;
}

/** 4.35 * 100 is 434.99999…: decimals are kept to what was written. */
const times = (a: number, b: number): number => exactly(a * b);
export const exactly = (value: number | string): number => Number(Number(value).toPrecision(15));

const token = /\d{1,16}(?:\.\d{1,10})?|[零〇一二三四五六七八九两俩幺壹贰叁参肆伍陆柒捌玖十拾百佰千仟万亿兆廿卅卌kwmg]/g;
