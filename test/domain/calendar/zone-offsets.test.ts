import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { addDays, day, dayIn, instant, instantAt, minuteOfDay, zone, type Instant } from "../../../bot/domain/calendar.ts";
import { offsetAt } from "../../../bot/domain/zone-offsets.ts";

/** Summer time in both halves, by half an hour, undone for Ramadan, a skipped day, quarter hours, none. */
const zones = [
  "Asia/Shanghai",
  "America/New_York",
  "America/Sao_Paulo",
  "Europe/London",
  "Africa/Casablanca",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Asia/Kathmandu",
  "America/Santiago",
  "Africa/Cairo",
  "Asia/Gaza",
];
const someZone = fc.constantFrom(...zones);
const someMoment = fc.integer({ min: Date.UTC(1975, 0, 1), max: Date.UTC(2060, 0, 1) });

describe("what the wall clock of a zone shows", () => {
  it("is what Temporal says, at any moment of 85 years", () => {
    fc.assert(
      fc.property(someZone, someMoment, (name, at) => {
        const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name);
        expect(offsetAt(at, name)).toBe(there.offsetNanoseconds / 1e6);
        expect(dayIn(at as Instant, zone(name))).toBe(there.toPlainDate().toString());
        expect(minuteOfDay(at as Instant, zone(name))).toBe(there.hour * 60 + there.minute);
      }),
      { numRuns: 3_000 },
    );
  });

  it("is right in the second before and after every change of the clock from 1990 to 2040", () => {
    for (const name of zones) {
      let at: Temporal.ZonedDateTime | null = Temporal.ZonedDateTime.from(`1990-01-01T00:00[${name}]`);
      while ((at = at.getTimeZoneTransition("next")) && at.year < 2040) {
        const ms = at.epochMilliseconds;
        expect(offsetAt(ms, name), `${name} ${at.toString()}`).toBe(at.offsetNanoseconds / 1e6);
        expect(offsetAt(ms - 1_000, name), `${name} before ${at.toString()}`).toBe(at.subtract({ seconds: 1 }).offsetNanoseconds / 1e6);
      }
    }
  });

  it("turns back into the moment: the later side of a gap, the earlier of an overlap", () => {
    fc.assert(
      fc.property(someZone, someMoment, fc.integer({ min: 0, max: 1_439 }), (name, at, minute) => {
        const on = dayIn(at as Instant, zone(name));
        const [year, month, dayOfMonth] = on.split("-").map(Number);
        const there = Temporal.ZonedDateTime.from(
          { timeZone: name, year: year ?? 0, month: month ?? 0, day: dayOfMonth ?? 0, hour: Math.floor(minute / 60), minute: minute % 60 },
          { disambiguation: "compatible" },
        );
        expect(instantAt(on, minute, zone(name)), `${on} ${String(minute)} ${name}`).toBe(there.epochMilliseconds);
      }),
      { numRuns: 3_000 },
    );
  });

  it("and every minute of the days on which clocks change", () => {
    for (const [name, on] of [
      ["America/New_York", "2026-03-08"],
      ["America/New_York", "2026-11-01"],
      ["Europe/London", "2026-03-29"],
      ["Australia/Lord_Howe", "2026-04-05"],
      ["America/Santiago", "2026-09-06"],
      ["Africa/Cairo", "2026-04-24"],
    ] as const) {
      for (let minute = 0; minute < 1_440; minute += 5) {
        const wall = Temporal.PlainDateTime.from(`${on}T00:00`).add({ minutes: minute });
        expect(instantAt(day(on), minute, zone(name)), `${name} ${wall.toString()}`).toBe(
          wall.toZonedDateTime(name, { disambiguation: "compatible" }).epochMilliseconds,
        );
      }
    }
  });

  it("knows the day that Samoa left out", () => {
    expect(dayIn(instant("2011-12-30T09:59:59Z"), zone("Pacific/Apia"))).toBe("2011-12-29");
    expect(dayIn(instant("2011-12-30T10:00:00Z"), zone("Pacific/Apia"))).toBe("2011-12-31");
    expect(addDays(day("2011-12-29"), 2)).toBe("2011-12-31");
  });
});
