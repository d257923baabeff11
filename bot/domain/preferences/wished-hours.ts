import type { Weekday } from "../calendar.ts";
import type { Preference } from "../policy/hours.ts";
import type { Window } from "../policy/policy.ts";
import type { PreferenceSaid } from "./preference-said.ts";

type HoursSaid = PreferenceSaid & { readonly kind: "hours" };

/** The hours in which a borrower wants to be written to, from what they said now and, for "not then", what they asked for before. */
export function wishedHours({ not, days, window, whole }: HoursSaid, before: Preference | undefined): Preference {
  if (!not) return new Map(days.map((day) => [day, window]));
  const was = before ?? new Map(everyDay.map((day) => [day, wholeDay]));
  return new Map(
    [...was].flatMap(([day, open]): [Weekday, Window][] => {
      if (!days.includes(day)) return [[day, open]];
      const left = whole ? undefined : without(open, window);
      return left ? [[day, left]] : [];
    }),
  );
}

/** What both leave open. */
export function bothAllow(one: Preference, other: Preference): Preference {
  return new Map(
    [...one].flatMap(([day, a]): [Weekday, Window][] => {
      const b = other.get(day);
      const [fromMinute, toMinute] = [Math.max(a.fromMinute, b?.fromMinute ?? 1_440), Math.min(a.toMinute, b?.toMinute ?? 0)];
      return fromMinute < toMinute ? [[day, { fromMinute, toMinute }]] : [];
    }),
  );
}

/** Of a stretch cut out of the middle the longer side by day stays: a wish may only narrow. */
function without(open: Window, cut: Window): Window | undefined {
  const before = { fromMinute: open.fromMinute, toMinute: Math.min(open.toMinute, cut.fromMinute) };
  const after = { fromMinute: Math.max(open.fromMinute, cut.toMinute), toMinute: open.toMinute };
  const best = byDay(before) > byDay(after) ? before : after;
  return best.fromMinute < best.toMinute ? best : undefined;
}

const byDay = ({ fromMinute, toMinute }: Window): number => Math.min(toMinute, 21 * 60) - Math.max(fromMinute, 8 * 60);
const everyDay: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const wholeDay: Window = { fromMinute: 0, toMinute: 1_440 };
