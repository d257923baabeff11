import { addDays, dayIn, instantAt, minuteOfDay, weekday, type Day, type Instant, type Zone } from "../calendar.ts";
import type { Policy } from "./policy.ts";

type Hours = Pick<Policy, "hours" | "days">;

export const isAllowedDay = (on: Day, policy: Hours): boolean => policy.days.includes(weekday(on));

/** Whether the wall clock in that zone stands inside the contact hours of an allowed day. */
export function isAllowedMinute(at: Instant, zone: Zone, policy: Hours): boolean {
  const minute = minuteOfDay(at, zone);
  return minute >= policy.hours.fromMinute && minute < policy.hours.toMinute && isAllowedDay(dayIn(at, zone), policy);
}

/** The first allowed moment at or after `at`. A policy has at least one allowed day (checked when it is loaded). */
export function nextAllowed(at: Instant, zone: Zone, policy: Hours): Instant {
  if (isAllowedMinute(at, zone, policy)) return at;
  const today = dayIn(at, zone);
  // Eight days: a week, and once more where a DST gap swallows an opening.
  for (let ahead = 0; ahead <= 8; ahead++) {
    const on = addDays(today, ahead);
    if (!isAllowedDay(on, policy)) continue;
    const opens = instantAt(on, policy.hours.fromMinute, zone);
    if (opens >= at && isAllowedMinute(opens, zone, policy)) return opens;
  }
  throw new RangeError("a policy without an allowed minute in a week");
}

/** The allowed day nearest to `on`, looking back: what falls due before a holiday is said before it. */
export function allowedDayAtOrBefore(on: Day, policy: Hours): Day {
  for (let back = 0; back < 7; back++) {
    const candidate = addDays(on, -back);
    if (isAllowedDay(candidate, policy)) return candidate;
  }
  throw new RangeError("a policy without an allowed day in a week");
}
