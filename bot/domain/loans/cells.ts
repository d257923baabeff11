import { z } from "zod";
import { parseDay, parseInstant, parseZone, type Day, type Instant, type Zone } from "../calendar.ts";
import { minorDigits, parseAmount, parseCurrency, type Currency } from "../money.ts";
import { remembered } from "./remembered.ts";

/** A cell that cannot be taken, and why. */
export class Refused {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

/** A cell of a CSV line, read by `read` after what no cell may hold was refused. */
export const cell = <T>(read: (text: string) => T | Refused) =>
  z.string().transform((raw, context): T => {
    const value = unreadable(raw) ?? read(raw.trim());
    if (!(value instanceof Refused)) return value;
    context.addIssue({ code: "custom", message: value.reason });
    return z.NEVER;
  });

/** As `cell`, where an empty cell says nothing. */
export const optionalCell = <T>(read: (text: string) => T | Refused) => cell((text) => (text === "" ? undefined : read(text)));

const longest = 500;

function unreadable(raw: string): Refused | undefined {
  if (raw.includes("\0")) return new Refused("holds a NUL character");
  if (/\p{Surrogate}/u.test(raw)) return new Refused("holds half of a character (a lone surrogate)");
  if (raw.includes("\uFFFD")) return new Refused("holds bytes that are not UTF-8: save the file as CSV UTF-8");
  if (raw.length > longest) return new Refused(`is longer than ${String(longest)} characters`);
  return undefined;
}

/** Full-width digits and letters as the ordinary ones. */
export const narrow = (text: string): string => text.normalize("NFKC").replaceAll("\u2212", "-").trim();

/** An id of the lender's. */
export function idText(text: string): string | Refused {
  const id = narrow(text);
  if (id === "") return new Refused("is empty");
  if (/\p{Cc}/u.test(id)) return new Refused("holds a control character");
  if (/^\d(\.\d+)?E\+?\d+$/i.test(id))
    return new Refused("a spreadsheet has turned the number into scientific notation: format the column as text and export again");
  return id;
}

/** A word of the lender's that may be missing. */
export const wordText = (text: string): string | Refused => (/\p{Cc}/u.test(text) ? new Refused("holds a control character") : narrow(text));

export const requiredText = (text: string): string | Refused => {
  if (text === "") return new Refused("is empty");
  if (turnsText.test(text)) return new Refused("holds a character that turns the direction of the text around it");
  return /\p{Cc}/u.test(text) ? new Refused("holds a control character") : text.normalize("NFC");
};

// Embeddings, overrides and isolates: a name with one shows what follows it in another order. Marks (LRM, RLM) stay.
const turnsText = /[\u202A-\u202E\u2066-\u2069]/u;

export const oneOf =
  <const T extends string>(...allowed: readonly T[]) =>
  (text: string): T | Refused => {
    const word = narrow(text).toLowerCase();
    return allowed.find((one) => one === word) ?? new Refused(`expected one of ${allowed.join(", ")}`);
  };

/** "YYYY-MM-DD" of the years 1900 to 2199. */
export function dayText(text: string): Day | Refused {
  const plain = narrow(text);
  if (plain === "") return new Refused("is empty: expected YYYY-MM-DD");
  const day = parseDay(plain);
  if (day !== undefined) return day >= "1900" && day < "2200" ? day : new Refused("expected a year from 1900 to 2199");
  if (/^\d{4}-\d{2}-\d{2}$/.test(plain)) return new Refused("the calendar has no such day");
  if (spreadsheetDate.test(plain))
    return new Refused("expected YYYY-MM-DD (2026-01-31); a spreadsheet has changed this date: format the column as text and export again");
  return new Refused("expected YYYY-MM-DD (2026-01-31)");
}

// 46053, 46053.5, 2026/1/31, 31.1.2026, 1-31-26, 2026-1-31, 31-Jan-26, 2026年1月31日, and a day with a time behind it
const spreadsheetDate = /^(\d{5}(\.\d+)?|\d{1,4}[/.\-年]\d{1,2}[/.\-月]\d{1,4}日?(\s.*)?|\d{1,2}[- ][A-Za-z]{3,9}[- ,]+\d{2,4}|\d{4}-\d{2}-\d{2}[T ].+)$/;

/** A moment, or a day of which the whole is meant. */
export function dayOrInstant(text: string): { day: Day } | { at: Instant } | Refused {
  const plain = narrow(text);
  const day = parseDay(plain);
  if (day !== undefined) return { day };
  const at = parseInstant(plain);
  return at === undefined ? new Refused("expected a day (2026-01-31) or a moment with its offset (2026-01-31T18:00:00+08:00)") : { at };
}

export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number | Refused => {
    const plain = narrow(text);
    const value = /^\d{1,9}$/.test(plain) ? Number(plain) : Number.NaN;
    return value >= least && value <= most ? value : new Refused(`expected a whole number from ${String(least)} to ${String(most)}`);
  };

export function zoneText(text: string): Zone | Refused {
  const plain = narrow(text);
  // Offsets (+08:00) know no daylight saving, and not every runtime takes them.
  return (/^[A-Za-z]/.test(plain) ? parseZone(plain) : undefined) ?? new Refused("unknown time zone: expected an IANA name (Asia/Shanghai)");
}

export const localeText = remembered((text: string): string | Refused => {
  const refused = new Refused("unknown locale: expected a BCP 47 tag (zh-CN, en)");
  try {
    const [locale] = Intl.getCanonicalLocales(narrow(text));
    return locale !== undefined && Intl.NumberFormat.supportedLocalesOf([locale]).length > 0 ? locale : refused;
  } catch {
    return refused;
  }
});

export const currencyText = (text: string): Currency | Refused =>
  parseCurrency(narrow(text).toUpperCase()) ?? new Refused("unknown currency: expected an ISO 4217 code (CNY)");

export function flagText(text: string): boolean | Refused {
  const word = narrow(text).toLowerCase();
  if (["true", "yes", "y", "1", "是"].includes(word)) return true;
  if (["false", "no", "n", "0", "否"].includes(word)) return false;
  return new Refused("expected yes or no");
}

/** Minor units of that currency. */
export function amountText(text: string, currency: Currency): bigint | Refused {
  const plain = narrow(text);
  const minor = parseAmount(plain, currency);
  if (minor !== undefined) return minor;
  if (plain === "") return new Refused("is empty");
  if (/^-?\d{1,15}\.\d+$/.test(plain)) return new Refused(`is finer than ${currency} allows (${String(minorDigits(currency))} digits after the point)`);
  if (/^-?\d{16,}/.test(plain)) return new Refused("is too large");
  if (/\d[, ']\d/.test(plain)) return new Refused("expected a plain number with a point (1234.50), without separators");
  return new Refused("expected a plain number (1234.50)");
}
