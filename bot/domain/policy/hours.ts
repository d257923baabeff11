import { addDays, dayIn, dayMs, instantAt, minuteOfDay, weekday, type Day, type Instant, type Weekday, type Zone } from "../calendar.ts";
import type { Layer, Policy, Window, Zones } from "./policy.ts";

/** A borrower's own wish ("after seven in the evening"), by weekday; narrows what the law allows, never widens it. */
export type Preference = ReadonlyMap<Weekday, Window>;

export interface HoursAsked {
  readonly policy: Policy;
  readonly zones: Zones;
  readonly preference?: Preference;
  /** The borrower agreed to be written to outside of the hours; counts where a layer's text lets it. */
  readonly consents?: boolean;
}

/** What a layer, or the borrower's wish, has against a moment. */
export interface HoursObjection {
  readonly rule: "hours" | "holiday" | "preference";
  /** Undefined: the borrower's own wish. */
  readonly layer?: Layer;
}

/** Every one who objects to that moment, in any of the zones that the borrower may be in. */
export function hoursObjections(at: Instant, asked: HoursAsked): HoursObjection[] {
  const found: HoursObjection[] = [];
  if (isAllowedMinute(at, asked)) return found;
  for (const zone of zonesOf(asked.zones)) {
    const on = dayIn(at, zone);
    const minute = minuteOfDay(at, zone);
    for (const layer of asked.policy.layers) {
      if (layer.holidays?.closed.has(on)) found.push({ rule: "holiday", layer });
      if (layer.hours && !(layer.hours.unlessConsent && asked.consents) && !within(minute, windowOf(layer.hours.week, on, asked.policy)))
        found.push({ rule: "hours", layer });
    }
    if (asked.preference && !within(minute, asked.preference.get(weekday(on)) ?? null)) found.push({ rule: "preference" });
  }
  return found.length > 1 ? unique(found) : found;
}

/** Whether the wall clock stands inside everybody's hours. */
export function isAllowedMinute(at: Instant, asked: HoursAsked): boolean {
  for (const zone of zonesOf(asked.zones)) {
    if (!within(minuteOfDay(at, zone), openOn(dayIn(at, zone), asked))) return false;
  }
  return true;
}

/** Holidays of a year stand in rows of at most this length; a borrower's wish adds a week. */
const furthestDays = 40;

/** The first allowed moment at or after `at`; undefined where there is none in forty days (a wish outside of the law's hours). */
export function nextAllowed(at: Instant, asked: HoursAsked): Instant | undefined {
  let candidate = at;
  while (candidate - at <= furthestDays * dayMs) {
    if (isAllowedMinute(candidate, asked)) return candidate;
    candidate = laterOpening(candidate, asked);
  }
  return undefined;
}

/** A moment after `at` before which no zone that is closed now opens. */
function laterOpening(at: Instant, asked: HoursAsked): Instant {
  let latest = at;
  for (const zone of zonesOf(asked.zones)) {
    const opens = opening(at, zone, asked);
    if (opens > latest) latest = opens;
  }
  return latest;
}

function opening(at: Instant, zone: Zone, asked: HoursAsked): Instant {
  const today = dayIn(at, zone);
  for (let ahead = 0; ahead <= furthestDays; ahead++) {
    const on = addDays(today, ahead);
    const window = openOn(on, asked);
    if (!window) continue;
    const opens = instantAt(on, window.fromMinute, zone);
    const closes = instantAt(on, window.toMinute, zone);
    if (at >= opens && at < closes && within(minuteOfDay(at, zone), window)) return at;
    // A gap of the clock may swallow a whole window: then the wall shows a minute that is not in it.
    if (opens > at && within(minuteOfDay(opens, zone), window)) return opens;
  }
  return instantAt(addDays(today, furthestDays + 1), 0, zone);
}

/** The part of a day that every layer and the borrower's wish leave open; null where nothing is left. */
export function openOn(on: Day, { policy, preference, consents }: Omit<HoursAsked, "zones">): Window | null {
  const lawful = consents ? computeOpen(on, policy, true) : usuallyOpen(on, policy);
  if (!preference || !lawful) return lawful;
  const wished = preference.get(weekday(on));
  return wished ? overlap(lawful, wished) : null;
}

// A pure function's answers, kept: a gate is asked about the same few days by the hundred thousand.
const kept = new WeakMap<Policy, Map<Day, Window | null>>();

function usuallyOpen(on: Day, policy: Policy): Window | null {
  let days = kept.get(policy);
  if (!days) kept.set(policy, (days = new Map()));
  let window = days.get(on);
  if (window === undefined) {
    window = computeOpen(on, policy, false);
    if (days.size >= mostDays) days.clear();
    days.set(on, window);
  }
  return window;
}
const mostDays = 20_000;

function computeOpen(on: Day, policy: Policy, consents: boolean): Window | null {
  let open: Window | null = { fromMinute: 0, toMinute: 1_440 };
  for (const { hours, holidays } of policy.layers) {
    if (holidays?.closed.has(on)) return null;
    if (!hours || (hours.unlessConsent && consents)) continue;
    const window = windowOf(hours.week, on, policy);
    open = window && open && overlap(open, window);
  }
  return open;
}

function overlap(a: Window, b: Window): Window | null {
  const [fromMinute, toMinute] = [Math.max(a.fromMinute, b.fromMinute), Math.min(a.toMinute, b.toMinute)];
  return fromMinute < toMinute ? { fromMinute, toMinute } : null;
}

/** The open day nearest to `on`, looking back: what falls due before a holiday is said before it. `on` where none is near. */
export function openDayAtOrBefore(on: Day, policy: Policy): Day {
  for (let back = 0; back <= furthestMoveDays; back++) {
    const candidate = addDays(on, -back);
    if (openOn(candidate, { policy })) return candidate;
  }
  return on;
}

/** Whether a text can go out at all in the two weeks from that day: the hours of several packs may never meet. */
export function opensWithin(policy: Policy, from: Day, days = 14): boolean {
  for (let ahead = 0; ahead < days; ahead++) if (openOn(addDays(from, ahead), { policy })) return true;
  return false;
}

/** China's longest row of closed days is nine (Spring Festival with its Sunday). */
export const furthestMoveDays = 10;

/** A make-up working day is as open as a Monday. */
function windowOf(week: ReadonlyMap<Weekday, Window>, on: Day, policy: Policy): Window | null {
  const own = week.get(weekday(on));
  if (own) return own;
  return policy.layers.some(({ holidays }) => holidays?.workdays.has(on)) ? (week.get(1) ?? null) : null;
}

const within = (minute: number, window: Window | null): boolean => window !== null && minute >= window.fromMinute && minute < window.toMinute;

export const zonesOf = (zones: Zones): readonly Zone[] => (typeof zones === "string" ? [zones] : zones);

const unique = (found: readonly HoursObjection[]): HoursObjection[] => [...new Map(found.map((one) => [`${one.rule}/${one.layer?.id ?? ""}`, one])).values()];
