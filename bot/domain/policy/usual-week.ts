import { addDays, weekday, type Day, type Weekday } from "../calendar.ts";
import { openOn, type Preference } from "./hours.ts";
import type { Policy, Window } from "./policy.ts";

/** Enough for a week of holidays (Spring Festival) to pass. */
const daysAhead = 21;

/** When we may speak first on each weekday of the weeks from that day: the widest that a day of its name is open. */
export function usualWeek(policy: Policy, from: Day): Preference {
  const week = new Map<Weekday, Window>();
  for (let ahead = 0; ahead < daysAhead; ahead++) {
    const on = addDays(from, ahead);
    const open = openOn(on, { policy });
    const known = week.get(weekday(on));
    if (open)
      week.set(weekday(on), known ? { fromMinute: Math.min(known.fromMinute, open.fromMinute), toMinute: Math.max(known.toMinute, open.toMinute) } : open);
  }
  return week;
}
