/**
 * The only module that touches dates.
 *
 * A `Day` is a calendar day without a zone ("2026-11-22"); an `Instant` is a moment, as milliseconds since
 * 1970-01-01T00:00Z. Both are plain values, so that they compare with `<`, travel through JSON and cost nothing.
 */
import { Temporal } from "temporal-polyfill";
import { offsetAt, wallClock } from "./zone-offsets.ts";

export type Day = string & { readonly __brand: "Day" };
export type Instant = number & { readonly __brand: "Instant" };
/** An IANA zone that the runtime knows. */
export type Zone = string & { readonly __brand: "Zone" };
/** 1 = Monday … 7 = Sunday (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;
export type Frequency = "weekly" | "biweekly" | "monthly" | "quarterly";

export const secondMs = 1_000;
export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;

/** Reads "YYYY-MM-DD"; undefined where it is no day of the calendar (2026-02-29, 2026-13-01). */
export function parseDay(text: string): Day | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" }).toString() as Day;
  } catch {
    return undefined;
  }
}

/** As `parseDay`, for days written in code; throws RangeError where it is none. */
export function day(text: string): Day {
  const parsed = parseDay(text);
  if (parsed === undefined) throw new RangeError(`not a calendar day: ${text}`);
  return parsed;
}

/** Reads an ISO 8601 moment with offset or Z; undefined where it is none. */
export function parseInstant(text: string): Instant | undefined {
  try {
    return Temporal.Instant.from(text).epochMilliseconds as Instant;
  } catch {
    return undefined;
  }
}

/** As `parseInstant`, for moments written in code; throws RangeError where it is none. */
export function instant(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed === undefined) throw new RangeError(`not a moment: ${text}`);
  return parsed;
}

export function parseZone(text: string): Zone | undefined {
  try {
    return wallClock(text) && (text as Zone);
  } catch {
    return undefined;
  }
}

export function zone(text: string): Zone {
  const parsed = parseZone(text);
  if (parsed === undefined) throw new RangeError(`not a time zone: ${text}`);
  return parsed;
}

export const plus = (at: Instant, ms: number): Instant => (at + ms) as Instant;

/** The edges of storage and libraries speak `Date`; nobody else does. */
export const toDate = (at: Instant): Date => new Date(at);
export const fromDate = (date: Date): Instant => date.getTime() as Instant;
/** The one reading of the machine's clock; composition roots hand it in as a `Clock`. */
export const systemNow = (): Instant => Date.now() as Instant;

/** "2026-11-22T01:02:03.000Z" */
export const isoInstant = (at: Instant): string => new Date(at).toISOString();

export const isLeapYear = (year: number): boolean => Temporal.PlainDate.from({ year, month: 1, day: 1 }).inLeapYear;

export function addDays(from: Day, days: number): Day {
  return epochDayToDay(dayToEpochDay(from) + days);
}

/** Whole days from `a` to `b`; negative where `b` is earlier. */
export const daysBetween = (a: Day, b: Day): number => dayToEpochDay(b) - dayToEpochDay(a);

/** The same day of the month `months` later; a month without that day uses its last day. */
export function addMonths(from: Day, months: number): Day {
  return Temporal.PlainDate.from(from).add({ months }, { overflow: "constrain" }).toString() as Day;
}

/** Due day of instalment `index` (0 = the first), counted from the first so that the 31st comes back after February. */
export function nthDueDay(first: Day, frequency: Frequency, index: number): Day {
  switch (frequency) {
    case "weekly":
      return addDays(first, 7 * index);
    case "biweekly":
      return addDays(first, 14 * index);
    case "monthly":
      return addMonths(first, index);
    case "quarterly":
      return addMonths(first, 3 * index);
  }
}

export function weekday(of: Day): Weekday {
  return (((((dayToEpochDay(of) + 3) % 7) + 7) % 7) + 1) as Weekday;
}

export function dayParts(of: Day): { year: number; month: number; day: number } {
  return { year: Number(of.slice(0, 4)), month: Number(of.slice(5, 7)), day: Number(of.slice(8, 10)) };
}

/** undefined where the month lacks that day. */
export function dayFromParts(year: number, month: number, dayOfMonth: number): Day | undefined {
  try {
    return Temporal.PlainDate.from({ year, month, day: dayOfMonth }, { overflow: "reject" }).toString() as Day;
  } catch {
    return undefined;
  }
}

export const lastDayOfMonth = (of: Day): Day => addDays(addMonths(`${of.slice(0, 7)}-01` as Day, 1), -1);

/** The calendar day in that zone at that moment. */
export const dayIn = (at: Instant, inZone: Zone): Day => epochDayToDay(Math.floor((at + offsetAt(at, inZone)) / dayMs));

/** Minutes since local midnight, as the wall clock shows. */
export const minuteOfDay = (at: Instant, inZone: Zone): number => Math.floor(mod(at + offsetAt(at, inZone), dayMs) / minuteMs);

/**
 * The moment at which the wall clock in that zone shows this day and minute. In a DST gap the later side of the gap,
 * in an overlap the earlier of the two.
 */
export function instantAt(on: Day, minute: number, inZone: Zone): Instant {
  const wall = dayToEpochDay(on) * dayMs + minute * minuteMs;
  const before = offsetAt(wall - dayMs, inZone);
  const after = offsetAt(wall + dayMs, inZone);
  // With the offset from before: right on its side of a change, the earlier in an overlap, the later side of a gap.
  const early = wall - before;
  if (before === after || offsetAt(early, inZone) === before) return early as Instant;
  const late = wall - after;
  return (offsetAt(late, inZone) === after ? late : early) as Instant;
}

/** "2026-11-22 09:05" in that zone, for people. */
export function localText(at: Instant, inZone: Zone): string {
  const minute = minuteOfDay(at, inZone);
  return `${dayIn(at, inZone)} ${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

/** "2026-11-23T08:00:00+08:00": a moment as the wall clock of that zone shows it, for people and programs. */
export function isoLocal(at: Instant, inZone: Zone): string {
  const offset = offsetAt(at, inZone);
  const minutes = Math.abs(offset) / minuteMs;
  const two = (n: number): string => String(Math.floor(n)).padStart(2, "0");
  return `${new Date(at + offset).toISOString().slice(0, 19)}${offset < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}

const mod = (n: number, by: number): number => ((n % by) + by) % by;

const epochDays = new Map<Day, number>();
function dayToEpochDay(of: Day): number {
  let n = epochDays.get(of);
  if (n === undefined) {
    n = Date.UTC(Number(of.slice(0, 4)), Number(of.slice(5, 7)) - 1, Number(of.slice(8, 10))) / dayMs;
    if (epochDays.size >= 50_000) epochDays.clear();
    epochDays.set(of, n);
  }
  return n;
}

// A plan or forecast speaks of a few hundred days, each by the thousand.
const days = new Map<number, Day>();
function epochDayToDay(n: number): Day {
  let on = days.get(n);
  if (on === undefined) {
    on = new Date(n * dayMs).toISOString().slice(0, 10) as Day;
    if (days.size >= 50_000) days.clear();
    days.set(n, on);
  }
  return on;
}
