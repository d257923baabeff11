import { daysBetween, instantAt, zone, type Day } from "./calendar.ts";

/** The languages in which borrowers are written to; every template has both. */
export const textLocales = ["zh-CN", "en"] as const;
export type TextLocale = (typeof textLocales)[number];

/** Which of them serves a borrower's locale: any Chinese gets zh-CN, everybody else English. */
export const textLocale = (locale: string): TextLocale => (/^zh\b/i.test(locale) ? "zh-CN" : "en");

/** "12月15日" or "15 Dec"; with the year where the day lies so far from `near` that it could be mistaken. */
export function dayText(on: Day, locale: string, near: Day): string {
  const format = Math.abs(daysBetween(near, on)) > 300 ? withYear : withoutYear;
  return format[textLocale(locale)].format(instantAt(on, noonMinute, utc));
}

const utc = zone("UTC");
const noonMinute = 720;
const withoutYear = dayFormats({ month: "short", day: "numeric" });
const withYear = dayFormats({ year: "numeric", month: "short", day: "numeric" });

function dayFormats(options: Intl.DateTimeFormatOptions): Record<TextLocale, Intl.DateTimeFormat> {
  const of = (locale: string) => new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
  // en-GB: "15 Dec" cannot be read as a month first
  return { "zh-CN": of("zh-CN"), en: of("en-GB") };
}
