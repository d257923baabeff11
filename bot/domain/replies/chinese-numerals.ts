/** Numbers as written in Chinese and in chat: 一万二, 3千5, 1.5万, 3w, 5k, 二零二六, 8,600. */

/** `numeral` returns whole ten-thousandths, so that 1.5万 stays exact. */
export const numeralScale = 10_000n;

/** Undefined where it is no one number (七八百 is "seven or eight hundred"), or is finer than a ten-thousandth. */
export function numeral(text: string): bigint | undefined {
  const tokens = text.replaceAll(",", "").match(token);
  if (!tokens || tokens.join("") !== text.replaceAll(",", "")) return undefined;
  return tokens.some((t) => units.has(t)) ? composed(tokens) : spelled(tokens);
}

/** For days and months; undefined where it is not a whole number below 10,000. */
export function smallNumber(text: string): number | undefined {
  const value = numeral(text);
  if (value === undefined || value % numeralScale !== 0n || value >= numeralScale * 10_000n) return undefined;
  return Number(value / numeralScale);
}

/** 二零二六, 8600, 12.5 */
function spelled(tokens: readonly string[]): bigint | undefined {
  if (tokens.length === 1 && tokens[0] !== undefined) return plain(tokens[0]);
  const digits = tokens.map((t) => zhDigits.get(t));
  if (digits.length < 3 || digits.length > 15 || digits.includes(undefined)) return undefined;
  return BigInt(digits.join("")) * numeralScale;
}

function composed(tokens: readonly string[]): bigint | undefined {
  let total = 0n;
  let section = 0n;
  let pending: bigint | undefined;
  let lastUnit = 1n;
  let zero = false;
  let lastToken = "";
  for (const t of tokens) {
    lastToken = t;
    const unit = units.get(t);
    if (unit === undefined) {
      if (t === "零" || t === "〇") zero = true;
      else if (pending !== undefined) return undefined;
      else if ((pending = plain(t)) === undefined) return undefined;
      continue;
    }
    if (unit >= 10_000n) {
      const before = section + (pending ?? 0n);
      if (before === 0n && total === 0n) return undefined;
      total = before === 0n ? total * unit : total + before * unit;
      section = 0n;
    } else {
      if (pending === undefined && unit !== 10n) return undefined;
      section += (pending ?? numeralScale) * unit;
    }
    pending = undefined;
    lastUnit = unit;
    zero = false;
  }
  // 一万二 is 12,000 and 两百五 is 250, but 一万零二 is 10,002.
  const shortened = lastUnit >= 100n && !zero && lastToken.length === 1;
  return total + section + (pending ?? 0n) * (shortened ? lastUnit / 10n : 1n);
}

function plain(text: string): bigint | undefined {
  const zh = zhDigits.get(text);
  if (zh !== undefined) return BigInt(zh) * numeralScale;
  const match = /^(\d{1,15})(?:\.(\d{1,4}))?$/.exec(text);
  return match ? BigInt(`${match[1] ?? ""}${(match[2] ?? "").padEnd(4, "0")}`) : undefined;
}

const token = /\d{1,15}(?:\.\d{1,4})?|[零〇一二两三四五六七八九十百千万亿kw]/g;
const zhDigits = new Map([..."零一二三四五六七八九"].map((c, i) => [c, i] as const)).set("〇", 0).set("两", 2);
const units = new Map([["十", 10n], ["百", 100n], ["千", 1_000n], ["k", 1_000n], ["万", 10_000n], ["w", 10_000n], ["亿", 100_000_000n]]);
