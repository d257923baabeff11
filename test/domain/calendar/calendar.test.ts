import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  day,
  dayIn,
  daysBetween,
  hourMs,
  instant,
  instantAt,
  isLeapYear,
  lastDayOfMonth,
  minuteMs,
  minuteOfDay,
  nthDueDay,
  parseDay,
  parseInstant,
  parseZone,
  plus,
  weekday,
  zone,
  type Frequency,
  type Instant,
} from "../../../bot/domain/calendar.ts";
import { anyDay, anyZone, zones } from "./arbitraries.ts";

describe("due days", () => {
  const cases: [name: string, first: string, frequency: Frequency, index: number, due: string][] = [
    ["the first is the first", "2026-01-31", "monthly", 0, "2026-01-31"],
    ["the 31st in February is its last day", "2026-01-31", "monthly", 1, "2026-02-28"],
    ["and the 29th in a leap year", "2028-01-31", "monthly", 1, "2028-02-29"],
    ["the 31st comes back after February", "2026-01-31", "monthly", 2, "2026-03-31"],
    ["the 31st in a month of thirty", "2026-01-31", "monthly", 3, "2026-04-30"],
    ["the 30th is not pushed to the 31st", "2026-01-30", "monthly", 2, "2026-03-30"],
    ["Feb 29 a year later", "2028-02-29", "monthly", 12, "2029-02-28"],
    ["Feb 29 four years later", "2028-02-29", "monthly", 48, "2032-02-29"],
    ["over the year's end", "2026-12-31", "monthly", 2, "2027-02-28"],
    ["quarterly from the 30th of November", "2026-11-30", "quarterly", 1, "2027-02-28"],
    ["quarterly and back", "2026-11-30", "quarterly", 2, "2027-05-30"],
    ["weekly over a leap day", "2028-02-26", "weekly", 1, "2028-03-04"],
    ["biweekly over a common February", "2027-02-20", "biweekly", 1, "2027-03-06"],
    ["a century that is no leap year", "2100-01-31", "monthly", 1, "2100-02-28"],
    ["thirty years on", "2026-08-31", "monthly", 354, "2056-02-29"],
  ];
  it.each(cases)("%s", (_, first, frequency, index, due) => expect(nthDueDay(day(first), frequency, index)).toBe(due));

  it("never skip a month, and keep the first's day wherever the month has it", () => {
    fc.assert(
      fc.property(anyDay, fc.nat(400), (first, index) => {
        const due = nthDueDay(first, "monthly", index);
        const months = (Number(due.slice(0, 4)) - Number(first.slice(0, 4))) * 12 + Number(due.slice(5, 7)) - Number(first.slice(5, 7));
        expect(months).toBe(index);
        expect(due).toBe(first.slice(8) <= lastDayOfMonth(due).slice(8) ? `${due.slice(0, 8)}${first.slice(8)}` : lastDayOfMonth(due));
      }),
    );
  });

  it("grow strictly", () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom<Frequency>("weekly", "biweekly", "monthly", "quarterly"), fc.nat(200), (first, frequency, index) => {
        expect(nthDueDay(first, frequency, index + 1) > nthDueDay(first, frequency, index)).toBe(true);
      }),
    );
  });
});

describe("days", () => {
  it.each(["2026-02-29", "2100-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-1-1", "26-01-01", "2026-01-01T00:00", " 2026-01-01", "", "20260101"])(
    "%j is no day",
    (text) => expect(parseDay(text)).toBeUndefined(),
  );
  it.each(["2028-02-29", "2000-02-29", "2026-12-31"])("%s is a day", (text) => expect(parseDay(text)).toBe(text));

  it("adding and counting are each other's inverse", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -20_000, max: 20_000 }), (from, n) => {
        expect(daysBetween(from, addDays(from, n))).toBe(n);
        expect(addDays(addDays(from, n), -n)).toBe(from);
      }),
    );
  });

  it("compare as text", () => {
    fc.assert(fc.property(anyDay, anyDay, (a, b) => void expect(a < b).toBe(daysBetween(a, b) > 0)));
  });

  it("the weekday goes round in seven, from a Monday that is known", () => {
    expect(weekday(day("2026-11-23"))).toBe(1);
    expect(weekday(day("1969-12-28"))).toBe(7);
    fc.assert(fc.property(anyDay, (on) => void expect(weekday(addDays(on, 1))).toBe((weekday(on) % 7) + 1)));
  });

  it("a leap year has its 29th of February", () => {
    fc.assert(fc.property(fc.integer({ min: 1970, max: 2400 }), (year) => void expect(parseDay(`${String(year)}-02-29`) !== undefined).toBe(isLeapYear(year))));
  });

  it("adding months back and forth never passes the day itself", () => {
    fc.assert(fc.property(anyDay, fc.integer({ min: -300, max: 300 }), (on, n) => void expect(addMonths(addMonths(on, n), -n) <= on).toBe(true)));
  });
});

describe("moments and wall clocks", () => {
  it("a moment's day and minute lead back to it, but for the second of a repeated hour", () => {
    fc.assert(
      fc.property(anyZone, fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2060, 0) }), (inZone, ms) => {
        const at = plus((Math.floor(ms / minuteMs) * minuteMs) as Instant, 0);
        const back = instantAt(dayIn(at, inZone), minuteOfDay(at, inZone), inZone);
        // The earlier of the two is taken; Lord Howe repeats half an hour, everybody else an hour.
        expect([0, hourMs / 2, hourMs]).toContain(at - back);
        expect([dayIn(back, inZone), minuteOfDay(back, inZone)]).toEqual([dayIn(at, inZone), minuteOfDay(at, inZone)]);
      }),
      { numRuns: 500 },
    );
  });

  it("a wall clock's minute is shown at its moment, or it lies in a gap and the later side is", () => {
    fc.assert(
      fc.property(anyZone, anyDay, fc.integer({ min: 0, max: 1439 }), (inZone, on, minute) => {
        const at = instantAt(on, minute, inZone);
        const late = minuteOfDay(at, inZone) - minute + (dayIn(at, inZone) > on ? 1440 : 0);
        expect([0, 30, 60]).toContain(late);
      }),
      { numRuns: 500 },
    );
  });

  const cases: [name: string, on: string, minute: number, inZone: string, at: string][] = [
    ["Shanghai has no summer time", "2026-07-01", 540, "Asia/Shanghai", "2026-07-01T01:00:00Z"],
    ["New York in winter", "2026-12-01", 540, "America/New_York", "2026-12-01T14:00:00Z"],
    ["New York in summer", "2026-07-01", 540, "America/New_York", "2026-07-01T13:00:00Z"],
    ["02:30 does not exist on the day the clocks go forward", "2027-03-14", 150, "America/New_York", "2027-03-14T07:30:00Z"],
    ["01:30 happens twice when they go back: the earlier", "2026-11-01", 90, "America/New_York", "2026-11-01T05:30:00Z"],
    ["Lord Howe goes forward by half an hour", "2026-10-04", 135, "Australia/Lord_Howe", "2026-10-03T15:45:00Z"],
    ["Lord Howe goes back by half an hour", "2027-04-04", 105, "Australia/Lord_Howe", "2027-04-03T14:45:00Z"],
    ["midnight does not exist in Santiago's September", "2026-09-06", 0, "America/Santiago", "2026-09-06T04:00:00Z"],
    ["Kolkata is half an hour off", "2026-11-22", 0, "Asia/Kolkata", "2026-11-21T18:30:00Z"],
  ];
  it.each(cases)("%s", (_, on, minute, inZone, at) => expect(instantAt(day(on), minute, zone(inZone))).toBe(instant(at)));

  it("the day and minute of a zone's midnight", () => {
    expect(dayIn(instant("2026-11-22T15:59:59Z"), zone("Asia/Shanghai"))).toBe("2026-11-22");
    expect(dayIn(instant("2026-11-22T16:00:00Z"), zone("Asia/Shanghai"))).toBe("2026-11-23");
    expect(minuteOfDay(instant("2026-11-22T16:00:00Z"), zone("Asia/Shanghai"))).toBe(0);
  });

  it("zones and moments that are none are refused", () => {
    expect(["Mars/Olympus", "", "UTC+25"].map((text) => parseZone(text))).toEqual([undefined, undefined, undefined]);
    expect(["2026-11-22", "2026-11-22T10:00", "soon", "2026-02-30T00:00Z"].map((text) => parseInstant(text))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(zones.map((text) => parseZone(text))).toEqual(zones);
  });
});
