import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayIn, dayMs, instantAt, day, minuteMs, plus, zone, type Weekday } from "../../../bot/domain/calendar.ts";
import { isAllowedMinute as isOpen, nextAllowed as nextOpen, openDayAtOrBefore, openOn } from "../../../bot/domain/policy/hours.ts";
import { anyDay, anyMoment, anyZone } from "../calendar/arbitraries.ts";
import type { Instant, Zone } from "../../../bot/domain/calendar.ts";
import type { Policy } from "../../../bot/domain/policy/policy.ts";
import { policy, policyOpen } from "./facts.ts";

const isAllowedMinute = (at: Instant, zones: Zone, of: Policy): boolean => isOpen(at, { policy: of, zones });
function nextAllowed(at: Instant, zones: Zone, of: Policy): Instant {
  const next = nextOpen(at, { policy: of, zones });
  if (next === undefined) throw new Error("never open");
  return next;
}

const weekdays: Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const anyHours = fc
  .record({ days: fc.subarray(weekdays, { minLength: 1 }), from: fc.integer({ min: 0, max: 1_430 }), length: fc.integer({ min: 1, max: 1_440 }) })
  // A policy's hours are longer than a DST gap; a window that a gap swallows whole has no minute on that day.
  .map(({ days, from, length }) => policyOpen(days, { fromMinute: from, toMinute: Math.min(1_440, from + length) }));

describe("contact hours", () => {
  it("the next allowed moment is allowed, never before now and at most eight days ahead", () => {
    fc.assert(
      fc.property(anyMoment, anyZone, anyHours, (now, inZone, hours) => {
        const next = nextAllowed(now, inZone, hours);
        expect(isAllowedMinute(next, inZone, hours)).toBe(true);
        expect(next).toBeGreaterThanOrEqual(now);
        expect(next - now).toBeLessThanOrEqual(8 * dayMs);
      }),
      { numRuns: 1_000 },
    );
  });

  it("no allowed minute lies between now and the next allowed moment", () => {
    fc.assert(
      fc.property(anyMoment, anyZone, anyHours, fc.double({ min: 0, max: 1, noNaN: true }), (now, inZone, hours, part) => {
        const next = nextAllowed(now, inZone, hours);
        const between = plus(now, Math.floor((next - now) * part));
        if (between < next) expect(isAllowedMinute(between, inZone, hours)).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  it("asking again at the moment that was given gives it again", () => {
    fc.assert(
      fc.property(
        anyMoment,
        anyZone,
        anyHours,
        (now, inZone, hours) => void expect(nextAllowed(nextAllowed(now, inZone, hours), inZone, hours)).toBe(nextAllowed(now, inZone, hours)),
      ),
    );
  });

  const shanghai = zone("Asia/Shanghai");
  const edges: [name: string, on: string, minute: number, allowed: boolean][] = [
    ["the first minute", "2026-11-23", 540, true],
    ["the minute before", "2026-11-23", 539, false],
    ["the last minute", "2026-11-23", 1_079, true],
    ["six o'clock sharp", "2026-11-23", 1_080, false],
    ["Saturday", "2026-11-28", 600, true],
    ["Sunday", "2026-11-29", 600, false],
  ];
  it.each(edges)("%s", (_, on, minute, allowed) => expect(isAllowedMinute(instantAt(day(on), minute, shanghai), shanghai, policy)).toBe(allowed));

  it("a minute is allowed to its last millisecond", () => {
    const end = instantAt(day("2026-11-23"), 1_080, shanghai);
    expect(isAllowedMinute(plus(end, -1), shanghai, policy)).toBe(true);
    expect(nextAllowed(end, shanghai, policy)).toBe(instantAt(day("2026-11-24"), 540, shanghai));
    expect(nextAllowed(instantAt(day("2026-11-28"), 1_080, shanghai), shanghai, policy)).toBe(instantAt(day("2026-11-30"), 540, shanghai));
  });

  it("around the clock is around the clock, on the days that have 23 and 25 hours too", () => {
    const always = policyOpen(weekdays, { fromMinute: 0, toMinute: 1_440 });
    fc.assert(fc.property(anyMoment, anyZone, (now, inZone) => void expect(nextAllowed(now, inZone, always)).toBe(now)));
  });
});

describe("the allowed day at or before", () => {
  it("is allowed, never later, at most six days earlier, and nothing allowed lies between", () => {
    fc.assert(
      fc.property(anyDay, anyHours, (on, hours) => {
        const found = openDayAtOrBefore(on, hours);
        expect(openOn(found, { policy: hours })).not.toBeNull();
        const back = (instantAt(on, 0, zone("UTC")) - instantAt(found, 0, zone("UTC"))) / dayMs;
        expect(back).toBeGreaterThanOrEqual(0);
        expect(back).toBeLessThanOrEqual(6);
        for (let n = 0; n < back; n++)
          expect(openOn(dayIn(plus(instantAt(on, 0, zone("UTC")), -n * 1_440 * minuteMs), zone("UTC")), { policy: hours })).toBeNull();
      }),
    );
  });
});
