import { dayIn, dayMs, hourMs, instantAt, minuteMs, minuteOfDay, plus, type Day, type Instant } from "../../calendar.ts";
import { addDays } from "../../calendar.ts";
import { findDates } from "../../replies/dates.ts";
import { readEnglishNumber } from "../../replies/numbers-en.ts";
import { readNumeral } from "../../replies/numerals.ts";
import type { CheckinWorld } from "../run.ts";
import type { Said } from "./said.ts";

/** A time to come back at. `whole`: the text says nothing else. */
export interface When {
  readonly at: Instant;
  readonly whole: boolean;
}

/** "明天下午", "tonight", "两个小时后", "at 8pm". Undefined: no time, one that has passed, or one that is weeks away. */
export function readWhen(of: Said, world: CheckinWorld): When | undefined {
  if (of.normal.length > longest || of.normal === "") return undefined;
  const found = inAWhile(of.normal, world) ?? atATime(of.normal, world);
  return found && found.at > plus(world.now, minuteMs) && found.at <= plus(world.now, furthestMs) ? found : undefined;
}

/** Longer is a story, and the time in it belongs to that. */
const longest = 48;
const furthestMs = 14 * dayMs;

const whole = (rest: string): boolean => rest.replace(beside, "").replace(/[\s\p{P}~～+]+/gu, "") === "";
const beside =
  /请|麻烦|您|你们?|我们?|咱们?|再|可以|能|行|方便|有空|有时间|才|吧|的话|的|了|啊|哦|呢|吗|好的?|问|找|联系|聊|说|谈|回复|答复?|回答|来|提醒|发|拍|传|给|以后|之后|后|过|等|到|在|时候|左右|大概|晚点|现在没空|没空|忙|不行|现在|先|那就?|都|是|今晚|\b(?:please|maybe|perhaps|later|then|again|ask|me|call|text|message|write|talk|answer|try|come|back|i|i'm|i'll|am|will|be|can|could|you|we|it|is|free|ok|okay|fine|works?|good|better|let's|do|this|at|on|in|the|about|around|by|after|not|now|busy|for|to|would|send|yes|no|from|how)\b/g;

function inAWhile(text: string, { now }: CheckinWorld): When | undefined {
  const match = zhWhile.exec(text) ?? enWhile.exec(text);
  const { count, half, unit = "" } = match?.groups ?? {};
  if (!match) return undefined;
  const number =
    half !== undefined && count === undefined
      ? 0.5
      : (readNumeral(count ?? "") ?? readEnglishNumber(count ?? "") ?? (/^an?\b/.test(count ?? "") ? 1 : undefined));
  if (number === undefined) return undefined;
  const ms = (number + (half !== undefined && count !== undefined ? 0.5 : 0)) * (/分|min/.test(unit) ? minuteMs : hourMs);
  return { at: plus(now, Math.round(ms)), whole: whole(text.slice(0, match.index) + text.slice(match.index + match[0].length)) };
}

const zhWhile = /(?:(?<count>\d{1,3}|[一二两三四五六七八九十]{1,3})\s?个?)?(?<half>半)?个?\s?(?<unit>小时|钟头|分钟)(?:以后|之后|过后|后)?/;
const enWhile =
  /\b(?:in |after |give me )?(?:about )?(?:(?<half>half) an? |(?<count>\d{1,3}|an?|one|two|three|four|five|six|ten|fifteen|twenty|thirty)\s?)(?<unit>hours?|hrs?|h|minutes?|mins?)\b(?: from now)?/;

function atATime(text: string, world: CheckinWorld): When | undefined {
  const today = dayIn(world.now, world.zone);
  const dates = findDates(text, { today, lean: "future", locale: world.locale, asked: false }).filter(({ fuzzy }) => !fuzzy);
  const days = new Set(dates.map(({ on }) => on));
  if (days.size > 1) return undefined;
  const noDays = dates.reduce((out, { start, end }) => out.slice(0, start) + " ".repeat(end - start) + out.slice(end), text);
  const part = parts.find(([pattern]) => pattern.test(text));
  const clock = clockIn(noDays, part?.[2] ?? false);
  if (days.size === 0 && !part && clock === undefined) return undefined;
  const rest = parts
    .reduce((left, [pattern]) => left.replace(pattern, ""), noDays)
    .replace(clockZh, "")
    .replace(clockEn, "");
  const [on] = days;
  const at = moment(on, clock ?? part?.[1], world, today);
  return at === undefined ? undefined : { at, whole: whole(rest) };
}

/** Without a time: in the morning of that day, or in three hours where it is today's; without a day: the next time that it is so. */
function moment(on: Day | undefined, minute: number | undefined, { now, zone }: CheckinWorld, today: Day): Instant | undefined {
  if (minute === undefined) return on === undefined ? undefined : on === today ? plus(now, 3 * hourMs) : instantAt(on, tenOClock, zone);
  if (on !== undefined) return instantAt(on, minute, zone);
  return instantAt(minute > minuteOfDay(now, zone) + 5 ? today : addDays(today, 1), minute, zone);
}

const tenOClock = 600;

/** Pattern, minute of the day meant by it alone, and whether a bare hour beside it is in the afternoon. */
const parts: readonly (readonly [RegExp, number, boolean])[] = [
  [/早上|早晨|上午|一早|清早|\b(?:in the |this )?morning\b/, 9 * 60, false],
  [/午饭后|午休后|\bafter lunch\b/, 13 * 60 + 30, true],
  [/晚饭后|吃完饭|吃过饭|\bafter (?:dinner|supper)\b/, 19 * 60 + 30, true],
  [/下班后?|收工后?|\bafter work\b/, 18 * 60 + 30, true],
  [/中午|\b(?:at )?(?:noon|lunch(?: ?time)?|midday)\b/, 12 * 60 + 30, true],
  [/下午|\b(?:in the |this )?afternoon\b/, 15 * 60, true],
  [/傍晚/, 18 * 60, true],
  [/今晚|晚上|夜里|\b(?:in the |this )?evening\b|\btonight\b|\b(?:at )?night\b/, 20 * 60, true],
];

/** A bare hour from one to seven is in the afternoon, as the day is lived. */
function clockIn(text: string, afternoon: boolean): number | undefined {
  const match = clockZh.exec(text) ?? clockEn.exec(text);
  const { hour = "", minute, half, ap } = match?.groups ?? {};
  const number = readNumeral(hour);
  if (!match || number === undefined || number > 24) return undefined;
  const minutes = half !== undefined ? 30 : minute === undefined ? 0 : (readNumeral(minute) ?? 0);
  const late = ap === undefined ? number < 12 && (afternoon || number < 8) : ap.startsWith("p") && number < 12;
  return (number + (late ? 12 : 0) - (ap?.startsWith("a") && number === 12 ? 12 : 0)) * 60 + minutes;
}

const clockZh = /(?<hour>\d{1,2}|十[一二]?|[一二两三四五六七八九])(?:点|时|:)(?:钟|整|(?<half>半)|(?<minute>\d{2}|[一二三四五]?十[五]?)分?)?/;
/** A bare number is no time: "12" may be an answer. */
const clockEn =
  /\b(?:(?:at|around|after) )?(?<hour>\d{1,2})(?:(?::(?<minute>\d{2}))? ?(?<ap>a\.?m\b|p\.?m\b|o'?clock\b)|(?<=(?:at|around|after) \d{1,2}))(?!\s?(?:%|k\b|yuan|hours?|min))/;
