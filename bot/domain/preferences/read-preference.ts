import type { Weekday } from "../calendar.ts";
import type { Window } from "../policy/policy.ts";
import type { PreferenceSaid } from "./preference-said.ts";
import { tokensOf, type Token } from "./tokens.ts";

/**
 * "晚上七点以后联系我", "weekends only", "用短信联系我", "说英文", "随时都可以": a wish about when, where and in which
 * language to be written to. Only where every word of the text belongs to it; anything else is for other ears.
 * `answering`: we just asked for a day, so that "any time" alone answers that.
 */
export function readPreference(text: string, answering = false): PreferenceSaid | undefined {
  const tokens = tokensOf(text)?.filter(({ is }) => is !== "filler");
  if (!tokens || tokens.length === 0) return undefined;
  const has = (is: Token["is"]): boolean => tokens.some((token) => token.is === is);
  if (answering && !has("reach") && !has("channel") && !has("language")) return undefined;
  if (has("language")) return language(tokens);
  if (has("any_channel")) return tokens.every(({ is }) => is === "any_channel" || is === "reach") ? { kind: "any_channel" } : undefined;
  if (has("channel")) return channel(tokens);
  if (has("any_time")) return tokens.every(({ is }) => is === "any_time" || is === "reach") ? { kind: "any_time" } : undefined;
  return hours(tokens);
}

function language(tokens: readonly Token[]): PreferenceSaid | undefined {
  const named = tokens.flatMap((token) => (token.is === "language" ? [token.locale] : []));
  const [locale, other] = named;
  if (locale === undefined || other !== undefined) return undefined;
  return tokens.every(({ is }) => is === "language" || is === "speak" || is === "use" || is === "reach" || is === "to" || is === "only")
    ? { kind: "language", locale }
    : undefined;
}

/** A channel's bare name asks nothing; "not by text message" is for the ear that stops. */
function channel(tokens: readonly Token[]): PreferenceSaid | undefined {
  const [named, other] = tokens.flatMap((token) => (token.is === "channel" ? [token.channel] : []));
  if (named === undefined || other !== undefined || tokens.length === 1) return undefined;
  return tokens.every(({ is }) => is === "channel" || is === "use" || is === "reach" || is === "only" || is === "to" || is === "speak")
    ? { kind: "channel", channel: named }
    : undefined;
}

function hours(tokens: readonly Token[]): PreferenceSaid | undefined {
  if (!tokens.some(({ is }) => is === "reach" || is === "only" || is === "not")) return undefined;
  const not = tokens.some(({ is }) => is === "not");
  const days = daysOf(tokens);
  const window = windowOf(tokens);
  if (window === undefined || (window === null && days.length === 0)) return undefined;
  return { kind: "hours", not, days: days.length > 0 ? days : everyDay, window: window ?? wholeDay, whole: window === null };
}

const everyDay: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
export const wholeDay: Window = { fromMinute: 0, toMinute: 1_440 };
/** "At seven": as long as a talk may take. */
const aboutMs = 60;

function daysOf(tokens: readonly Token[]): Weekday[] {
  const named = tokens.flatMap((token, i): readonly Weekday[] => {
    if (token.is === "days") return token.days;
    if (token.is !== "day") return [];
    const [to, until] = [tokens[i + 1], tokens[i + 2]];
    return to?.is === "to" && until?.is === "day" && until.day > token.day ? everyDay.filter((day) => day >= token.day && day <= until.day) : [token.day];
  });
  return [...new Set(named)].sort((a, b) => a - b);
}

/** null: the whole day; undefined: more than one stretch of it, or none that makes sense. */
function windowOf(all: readonly Token[]): Window | null | undefined {
  const tokens = withoutDayRanges(all).filter(({ is }) => is === "part" || is === "time" || is === "after" || is === "before" || is === "to");
  const times = timesOf(tokens);
  const parts = tokens.flatMap((token) => (token.is === "part" ? [token.window] : []));
  const [after, before] = [tokens.some(({ is }) => is === "after"), tokens.some(({ is }) => is === "before")];
  const [first, second, third] = times;
  if (third !== undefined) return undefined;
  if (first !== undefined && second !== undefined) return sound({ fromMinute: first, toMinute: second });
  if (first !== undefined) {
    if (after && before) return undefined;
    if (after) return sound({ fromMinute: first, toMinute: 1_440 });
    return before ? sound({ fromMinute: 0, toMinute: first }) : sound({ fromMinute: first, toMinute: first + aboutMs });
  }
  const [part, other] = parts;
  if (part === undefined) return after || before ? undefined : null;
  if (other !== undefined)
    return tokens.some(({ is }) => is === "to") || other.fromMinute === part.toMinute
      ? sound({ fromMinute: part.fromMinute, toMinute: other.toMinute })
      : undefined;
  if (after) return sound({ fromMinute: part.fromMinute, toMinute: 1_440 });
  return before ? sound({ fromMinute: 0, toMinute: part.fromMinute }) : part;
}

const sound = (window: Window): Window | undefined => (window.fromMinute < window.toMinute && window.toMinute <= 1_440 ? window : undefined);

/** "Monday to Friday": its "to" joins days. */
const withoutDayRanges = (tokens: readonly Token[]): Token[] => tokens.filter(({ is }, i) => is !== "to" || tokens[i - 1]?.is !== "day");

/**
 * Each time, told which half of the day it is in: by itself, by the part that stands beside it ("晚上七点", "7 in the
 * evening"), by the time before it ("下午三点到五点"), else as the day is lived: one to seven are in the afternoon.
 */
function timesOf(tokens: readonly Token[]): number[] {
  let afternoon: boolean | undefined;
  const found: number[] = [];
  tokens.forEach((token, i) => {
    if (token.is !== "time") return;
    const [left, right] = [tokens[i - 1], tokens[i + 1]];
    const beside = left?.is === "part" ? left : right?.is === "part" ? right : undefined;
    const said = beside ? beside.afternoon : afternoon;
    const low = token.minute < 720;
    const late = token.sure || !low ? false : (said ?? token.minute < 8 * 60);
    // noon itself: 中午十二点, and 晚上十二点 is the end of the day
    const minute = late ? token.minute + 720 : !low && token.minute === 720 && beside && beside.window.fromMinute >= 1_080 ? 1_440 : token.minute;
    afternoon = minute >= 720 ? true : undefined;
    found.push(minute);
  });
  // "between 6 and 8 pm": the last one's half is meant for both
  const [first, second] = found;
  const firstToken = tokens.find(({ is }) => is === "time");
  if (
    first !== undefined &&
    second !== undefined &&
    first + 720 < second &&
    firstToken?.is === "time" &&
    !firstToken.sure &&
    second >= 720 &&
    first < 720 &&
    first + 720 >= 780
  )
    return [first + 720 < second ? first + 720 : first, second, ...found.slice(2)];
  return found;
}
