/** Money as whole minor units (cents, fen; yen have none), never as a fraction. */
export type Currency = string & { readonly __brand: "Currency" };
export interface Money {
  readonly minor: bigint;
  readonly currency: Currency;
}

/** An ISO 4217 code that the runtime knows; undefined otherwise. */
export function parseCurrency(text: string): Currency | undefined {
  return known.has(text) ? (text as Currency) : undefined;
}

export function currency(text: string): Currency {
  const parsed = parseCurrency(text);
  if (parsed === undefined) throw new RangeError(`not an ISO 4217 currency: ${text}`);
  return parsed;
}

/** Digits after the point by ISO 4217: CNY 2, JPY 0, KWD 3. */
export function minorDigits(of: Currency): number {
  let digits = digitsByCurrency.get(of);
  if (digits === undefined) {
    digits = new Intl.NumberFormat("en", { style: "currency", currency: of }).resolvedOptions().maximumFractionDigits ?? 2;
    digitsByCurrency.set(of, digits);
  }
  return digits;
}

export const money = (minor: bigint, of: Currency): Money => ({ minor, currency: of });

/**
 * Reads a ledger amount: "8033.00", "-12.5". Undefined where it is no plain decimal or finer than the currency allows
 * ("1.005" CNY, "10.5" JPY); thousands separators are refused, since 1.000,50 and 1,000.50 cannot be told apart.
 */
export function parseAmount(text: string, of: Currency): bigint | undefined {
  const match = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text);
  if (!match) return undefined;
  const digits = minorDigits(of);
  const fraction = match[3] ?? "";
  if (/[1-9]/.test(fraction.slice(digits))) return undefined;
  const minor = BigInt((match[2] ?? "") + fraction.slice(0, digits).padEnd(digits, "0"));
  return match[1] ? -minor : minor;
}

/** "8033.00": the exact decimal, as files and JSON carry it. */
export function decimalText({ minor, currency: of }: Money): string {
  const digits = minorDigits(of);
  const sign = minor < 0n ? "-" : "";
  const all = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, "0");
  return digits === 0 ? sign + all : `${sign}${all.slice(0, -digits)}.${all.slice(-digits)}`;
}

/** "¥8,033.00" for people, in their locale. Exact: the decimal text, not a float, is formatted. */
export function moneyText(value: Money, locale: string): string {
  const key = `${locale} ${value.currency}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, { style: "currency", currency: value.currency });
    formats.set(key, format);
  }
  // Intl.NumberFormat formats decimal strings exactly (ECMA-402 2023); its TypeScript signature lags.
  return format.format(decimalText(value) as `${number}`);
}

const known = new Set(Intl.supportedValuesOf("currency"));
const digitsByCurrency = new Map<string, number>();
const formats = new Map<string, Intl.NumberFormat>();
