import type { Weekday } from "../calendar.ts";
import { textLocale, type TextLocale } from "../day-text.ts";
import type { Preference } from "../policy/hours.ts";
import type { Window } from "../policy/policy.ts";

/** "每天19:00以后", "weekends", "Monday to Friday until 09:00": hours as they are quoted back. */
export function hoursText(hours: Preference, locale: string): string {
  const language = textLocale(locale);
  const groups = new Map<string, { window: Window; days: Weekday[] }>();
  for (const [day, window] of [...hours].sort(([a], [b]) => a - b)) {
    const key = `${String(window.fromMinute)}-${String(window.toMinute)}`;
    const group = groups.get(key) ?? { window, days: [] };
    group.days.push(day);
    groups.set(key, group);
  }
  const texts = [...groups.values()].map(({ window, days }) => `${daysText(days, language)}${windowText(window, language)}`);
  return texts.join(language === "zh-CN" ? "，" : "; ");
}

function daysText(days: readonly Weekday[], language: TextLocale): string {
  const [first, last] = [days[0], days.at(-1)];
  const key = days.join("");
  const named = known[language][key];
  if (named !== undefined) return named;
  if (first !== undefined && last !== undefined && days.length > 2 && last - first === days.length - 1)
    return language === "zh-CN" ? `${names["zh-CN"][first]}到${names["zh-CN"][last]}` : `${names.en[first]} to ${names.en[last]}`;
  return days.map((day) => names[language][day]).join(language === "zh-CN" ? "、" : ", ");
}

const known: Record<TextLocale, Readonly<Record<string, string>>> = {
  "zh-CN": { "1234567": "每天", "67": "周末", "12345": "周一到周五" },
  en: { "1234567": "every day", "67": "at weekends", "12345": "Monday to Friday" },
};
const names: Record<TextLocale, Readonly<Record<Weekday, string>>> = {
  "zh-CN": { 1: "周一", 2: "周二", 3: "周三", 4: "周四", 5: "周五", 6: "周六", 7: "周日" },
  en: { 1: "Monday", 2: "Tuesday", 3: "Wednesday", 4: "Thursday", 5: "Friday", 6: "Saturday", 7: "Sunday" },
};

function windowText({ fromMinute, toMinute }: Window, language: TextLocale): string {
  const [from, to] = [timeText(fromMinute), timeText(toMinute)];
  if (fromMinute === 0 && toMinute === 1_440) return "";
  if (language === "zh-CN") return toMinute === 1_440 ? `${from}以后` : fromMinute === 0 ? `${to}以前` : `${from}到${to}`;
  return toMinute === 1_440 ? ` from ${from}` : fromMinute === 0 ? ` until ${to}` : ` from ${from} to ${to}`;
}

const timeText = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
