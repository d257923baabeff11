import { dayText } from "../../domain/day-text.ts";
import { daysBetween, parseDay, parseInstant } from "../../domain/calendar.ts";
import { money, moneyText, parseCurrency } from "../../domain/money.ts";
import type { Money, Reason } from "../api/client.ts";
import { useLanguage } from "../strings/language.tsx";
import { word, type Strings } from "../strings/strings.ts";

/** Amounts, days and moments in the page's language; `zone` absent: the browser's. */
export function useFormat() {
  const { language, t } = useLanguage();
  return {
    money: ({ minor, currency, text }: Money): string => {
      const of = parseCurrency(currency);
      return of ? moneyText(money(BigInt(minor), of), language) : text;
    },
    day: (on: string, near: string = on): string => {
      const [day, close] = [parseDay(on), parseDay(near)];
      return day && close ? dayText(day, language, close) : on;
    },
    /** Whole days from `a` to `b`. */
    days: (a: string, b: string): number => {
      const [from, to] = [parseDay(a), parseDay(b)];
      return from && to ? daysBetween(from, to) : 0;
    },
    moment: (at: string, zone?: string): string => formatted(language, "moment", at, zone),
    time: (at: string, zone?: string): string => formatted(language, "time", at, zone),
    date: (at: string, zone?: string): string => formatted(language, "date", at, zone),
    /** With year and second, for what is proved by it. */
    exact: (at: string, zone?: string): string => formatted(language, "exact", at, zone),
    count: (n: number): string => n.toLocaleString(language === "en" ? "en-GB" : language),
    /** No more digits than an estimate has a right to. */
    estimate: (n: number): string => n.toLocaleString(language === "en" ? "en-GB" : language, { maximumFractionDigits: n < 10 ? 1 : 0 }),
    reason: (reason: Reason): string => reasonText(reason, t),
  };
}

const shapes = {
  moment: { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  exact: { year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
  date: { month: "short", day: "numeric" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
} as const;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatted(language: string, shape: keyof typeof shapes, at: string, zone: string | undefined): string {
  const instant = parseInstant(at);
  if (instant === undefined) return at;
  const key = `${language} ${shape} ${zone ?? ""}`;
  let format = formats.get(key);
  if (!format) {
    // en-GB: "15 Dec" cannot be read as a month first
    format = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { ...shapes[shape], ...(zone !== undefined && { timeZone: zone }) });
    formats.set(key, format);
  }
  return format.format(instant);
}

/** "contact budget used up (today)" */
function reasonText({ rule, detail }: Reason, t: Strings): string {
  const said = word(t.gateRule, rule);
  if (detail === null || rule === "allowed") return said;
  const of = rule === "hold" ? t.holdReason : rule === "budget" ? t.budgetWindow : rule === "stopped" ? t.stop.scope : {};
  return t.nav.today === "Today" ? `${said} (${word(of, detail)})` : `${said}（${word(of, detail)}）`;
}
