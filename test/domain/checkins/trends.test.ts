import { array, assert, boolean, constantFrom, integer, property, shuffledSubarray, uniqueArray } from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, day, daysBetween } from "../../../bot/domain/calendar.ts";
import { fromYearAgo, trendOf, type Told } from "../../../bot/domain/checkins/trends.ts";

/** A round every thirty days, the first one first. */
const monthly = (values: readonly number[], first = "2026-01-10"): Told[] => values.map((value, i) => ({ value, on: addDays(day(first), 30 * i) }));

describe("the trend of a figure", () => {
  it.each<[string, readonly number[], object]>([
    ["fell three times in running", [100, 90, 70, 50], { falls: 3, rises: 0, same_running: 0, swings: 0, against_before: -0.2857 }],
    ["fell three times after it had risen", [40, 60, 50, 40, 30], { falls: 3, rises: 0 }],
    ["fell, stood and fell again is one fall", [100, 80, 80, 60], { falls: 1, same_running: 0 }],
    ["a fall too small to be one", [100, 80, 79], { falls: 0, rises: 0, same_running: 0, against_before: -0.0125 }],
    ["rose twice", [100, 110, 130], { falls: 0, rises: 2, swings: 0 }],
    ["down by 40% and up again", [100, 60, 100], { swings: 0.4, rises: 1 }],
    ["up and down: the smaller of the two", [50, 100, 80], { swings: 0.2 }],
    ["a swing that is seven rounds old says nothing", [100, 20, 100, 100, 100, 100, 100, 100, 100], { swings: 0, same_running: 6 }],
    ["the very same three times", [80, 30_000, 30_000, 30_000], { same_running: 2, falls: 0, rises: 0, against_before: 0 }],
    ["nothing, and then something", [0, 50], { rises: 1, falls: 0, swings: 0 }],
    ["something, and then nothing", [50, 0], { falls: 1, against_before: -1 }],
    ["always nothing", [0, 0], { same_running: 1, falls: 0, rises: 0 }],
  ])("%s", (_, values, expected) => {
    expect(trendOf(monthly(values))).toMatchObject(expected);
  });

  it("of nothing is never said in percent", () => {
    expect(trendOf(monthly([0, 50]))).not.toHaveProperty("against_before");
  });

  it.each([[[]], [[100]]])("one round alone, or none, shows none: %j", (values) => {
    expect(trendOf(monthly(values))).toEqual({});
  });

  it.each([
    ["on the day", "2025-11-10", true],
    ["twenty days before", "2025-10-21", true],
    ["twenty days after", "2025-11-30", true],
    ["another month", "2025-10-20", false],
    ["a year and a month ago", "2025-12-01", false],
    ["two years ago", "2024-11-10", false],
  ])("the same month last year: %s", (_, on, is) => {
    expect(fromYearAgo(day(on), day("2026-11-10")) !== undefined).toBe(is);
    const trend = trendOf([
      { value: 200, on: day(on) },
      { value: 150, on: day("2026-11-10") },
    ]);
    expect(trend.against_year_ago).toBe(is ? -0.25 : undefined);
  });

  it("February 29th has a last year, and is one", () => {
    expect(fromYearAgo(day("2027-02-28"), day("2028-02-29"))).toBe(1);
    expect(fromYearAgo(day("2028-02-29"), day("2029-02-28"))).toBe(0);
  });

  it("of several rounds near last year's the nearest counts", () => {
    const rounds: Told[] = [
      { value: 500, on: day("2025-10-25") },
      { value: 100, on: day("2025-11-08") },
      { value: 120, on: day("2026-11-10") },
    ];
    expect(trendOf(rounds).against_year_ago).toBe(0.2);
  });

  it("rounds half a year apart are not in running", () => {
    const old = monthly([100, 90, 80], "2025-12-10");
    expect(trendOf([...old, { value: 70, on: day("2026-11-10") }])).toEqual({});
    expect(trendOf([...old, { value: 70, on: day("2026-10-12") }, { value: 60, on: day("2026-11-10") }])).toMatchObject({ falls: 1 });
  });
});

describe("whatever was said", () => {
  const values = array(integer({ min: 0, max: 1_000_000 }), { maxLength: 14 });
  const rounds = values.map((all) => monthly(all));

  it("a figure does not fall and rise in running, and what is the same does neither", () => {
    assert(
      property(rounds, (all) => {
        const { falls = 0, rises = 0, same_running: same = 0 } = trendOf(all);
        expect([falls, rises, same].filter((count) => count > 0).length).toBeLessThanOrEqual(1);
        expect(Math.max(falls, rises, same)).toBeLessThan(Math.max(1, all.length));
      }),
    );
  });

  it("the order in which it is handed in changes nothing", () => {
    const days = uniqueArray(integer({ min: 0, max: 420 }), { minLength: 2, maxLength: 12 });
    assert(
      property(
        days.chain((all) => {
          const told = all.map((at, i): Told => ({ value: (i * 7_919) % 1_000, on: addDays(day("2025-10-01"), at) }));
          return shuffledSubarray(told, { minLength: told.length }).map((shuffled) => ({ told, shuffled }));
        }),
        ({ told, shuffled }) => {
          expect(trendOf(shuffled)).toEqual(trendOf(told));
        },
      ),
    );
  });

  it("one more clear fall is one more in running, whatever there was before", () => {
    assert(
      property(
        values.filter((all) => (all.at(-1) ?? 0) > 10),
        (all) => {
          const before = trendOf(monthly(all)).falls ?? 0;
          expect(trendOf(monthly([...all, Math.floor((all.at(-1) ?? 0) / 2)])).falls).toBe(before + 1);
        },
      ),
    );
  });

  it("another currency's figures show the same trend, and a swing never reaches the whole unless all was lost", () => {
    assert(
      property(rounds, constantFrom(2, 10, 1_000), boolean(), (all, times, down) => {
        const trend = trendOf(all);
        const other = trendOf(all.map(({ value, on }) => ({ value: value * times, on })));
        expect(other).toEqual(trend);
        expect(trend.swings ?? 0).toBeGreaterThanOrEqual(0);
        expect(trend.swings ?? 0).toBeLessThanOrEqual(1);
        const straight = trendOf(
          all.toSorted((a, b) => (down ? b.value - a.value : a.value - b.value)).map(({ value }, i) => ({ value, on: all[i]?.on ?? day("2026-01-01") })),
        );
        expect(straight.swings ?? 0).toBe(0);
      }),
    );
  });

  it("the days of the year before are the only ones that count as last year", () => {
    assert(
      property(integer({ min: 0, max: 800 }), (ago) => {
        const today = day("2026-11-10");
        const distance = fromYearAgo(addDays(today, -ago), today);
        expect(distance).toBe(Math.abs(ago - 365) <= 20 ? Math.abs(daysBetween(addDays(today, -ago), today) - 365) : undefined);
      }),
    );
  });
});
