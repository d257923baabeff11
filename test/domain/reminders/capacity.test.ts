import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayMs, hourMs, instant, minuteMs, plus, type Instant } from "../../../bot/domain/calendar.ts";
import { level, type DayLoad, type Levelling } from "../../../bot/domain/reminders/capacity.ts";

const nine = instant("2026-11-25T09:00:00Z");
const day = { from: nine, to: plus(nine, 3 * hourMs) };
const at = (hours: number): Instant => plus(nine, hours * hourMs);
const load = (borrower: string, hours: number, change: Partial<DayLoad> = {}): DayLoad => ({
  borrower,
  at: at(hours),
  notLater: true,
  expiresAt: at(72),
  ...change,
});
const levelling = (loads: readonly DayLoad[], change: Partial<Levelling> = {}): Levelling => ({ loads, day, nextFrom: at(24), anHour: 2, ...change });
const moved = (of: Levelling): Record<string, number> => Object.fromEntries(level(of).map(({ borrower, to }) => [borrower, (to - nine) / hourMs]));

describe("levelling a day", () => {
  const five = ["A", "B", "C", "D", "E"].map((name, i) => load(name, 0.1 * i));
  const seven = [...five, load("F", 1), load("G", 2)];
  const cases: [name: string, of: Levelling, expected: Record<string, number>][] = [
    ["that is under the cap moves nobody", levelling([load("A", 0), load("B", 0.5), load("C", 1)]), {}],
    ["a full hour spills into the emptiest, those moved standing evenly", levelling(five), { C: 1, D: 2, E: 1.5 }],
    ["what is full all day and due ahead stays where there is no day before", levelling(seven), { C: 1, D: 2 }],
    [
      "what is full all day and due ahead goes to the day before",
      levelling(seven, { before: { from: at(-24), to: at(-21), taken: [at(-24), at(-24), at(-23)] } }),
      { C: 1, D: 2, E: -22 },
    ],
  ];
  it.each(cases)("%s", (_, of, expected) => expect(moved(of)).toEqual(expected));

  it("puts the overdue on the day after, at their time, and not where they have ended by then", () => {
    const overdue = ["A", "B", "C", "D", "E", "F"].map((name) => load(name, 0));
    expect(moved(levelling([...overdue, load("Y", 0.25, { notLater: false }), load("Z", 0.5, { notLater: false, expiresAt: at(24) })]))).toMatchObject({
      Y: 24.25,
    });
    expect(moved(levelling([...overdue, load("Z", 0.5, { notLater: false, expiresAt: at(24) })]))).not.toHaveProperty("Z");
  });

  it("loses nobody, keeps to the cap where all fit, and never says later what is due ahead", () => {
    const anyLoads = fc.uniqueArray(fc.record({ borrower: fc.uuid(), minute: fc.integer({ min: 0, max: 179 }), notLater: fc.boolean() }), {
      selector: ({ borrower }) => borrower,
      maxLength: 60,
    });
    fc.assert(
      fc.property(anyLoads, fc.integer({ min: 1, max: 12 }), fc.boolean(), (some, anHour, hasBefore) => {
        const loads = some.map(({ borrower, minute, notLater }) => ({ borrower, at: plus(nine, minute * minuteMs), notLater, expiresAt: at(72) }));
        const of = levelling(loads, { anHour, ...(hasBefore && { before: { from: at(-24), to: at(-21), taken: [] } }) });
        const moves = level(of);
        // The order in which they are read makes no difference.
        expect(level({ ...of, loads: loads.toReversed() })).toEqual(moves);
        const to = new Map(moves.map((one) => [one.borrower, one.to]));
        expect(to.size).toBe(moves.length);
        const after = loads.map((one) => ({ ...one, at: to.get(one.borrower) ?? one.at }));
        for (const one of after) {
          if (one.notLater) expect(one.at).toBeLessThan(day.to);
          expect(one.at).toBeLessThan(one.expiresAt);
          expect(one.at).toBeGreaterThanOrEqual(hasBefore ? day.from - dayMs : day.from);
        }
        if (loads.length <= 3 * anHour) {
          for (const hour of [0, 1, 2]) expect(after.filter((one) => one.at >= at(hour) && one.at < at(hour + 1)).length).toBeLessThanOrEqual(anHour);
        }
        // Done twice, nothing more is moved within the day.
        const again = level({ ...of, loads: after.filter((one) => one.at >= day.from && one.at < day.to) });
        if (loads.length <= 3 * anHour) expect(again).toEqual([]);
      }),
    );
  });
});
