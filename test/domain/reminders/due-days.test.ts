import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, day, weekday, type Day, type Weekday } from "../../../bot/domain/calendar.ts";
import { stageDays } from "../../../bot/domain/reminders/due-days.ts";
import { anyDay } from "../calendar/arbitraries.ts";
import { policy, policyOpen } from "../policy/facts.ts";
import { plan } from "./plans.ts";

const anyPolicy = fc.subarray<Weekday>([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }).map((days) => policyOpen(days));
const named = (days: readonly { stage: { offset: number }; dueOn: Day }[]): string[] =>
  days.map(({ stage, dueOn }) => `${String(stage.offset)} of ${dueOn}`).toSorted();

describe("which due days a tick plans", () => {
  it("day by day, a week at a time or after an outage: the same touches, none lost", () => {
    fc.assert(
      fc.property(anyDay, fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 12 }), anyPolicy, (goLive, steps, pack) => {
        const found = named(stageDays(plan, pack, { through: addDays(goLive, 1), notBefore: goLive }));
        let after = addDays(goLive, 1);
        for (const step of steps) {
          const through = addDays(after, step);
          found.push(...named(stageDays(plan, pack, { after, through })));
          after = through;
        }
        // What comes again finds its touch there.
        expect([...new Set(found)].toSorted()).toEqual(named(stageDays(plan, pack, { through: after, notBefore: goLive })));
      }),
    );
  });

  it("every stage of every due day is looked at once, on its day or on the allowed day before", () => {
    fc.assert(
      fc.property(anyDay, anyPolicy, (on, pack) => {
        // Far enough on both sides that each stage of this due day falls in between.
        const all = stageDays(plan, pack, { after: addDays(on, -20), through: addDays(on, 40) }).filter(({ dueOn }) => dueOn === on);
        expect(all.map(({ stage }) => stage.offset)).toEqual([-3, 0, 1, 3, 7, 15, 30]);
      }),
    );
  });

  it("nothing that was planned for before the first day", () => {
    fc.assert(
      fc.property(anyDay, anyPolicy, (goLive, pack) => {
        for (const { stage, dueOn } of stageDays(plan, pack, { through: addDays(goLive, 3), notBefore: goLive }))
          expect(addDays(dueOn, stage.offset) >= goLive).toBe(true);
      }),
    );
  });

  it("on a Saturday's plan stand Saturday's touches, and Sunday's that move to it", () => {
    const saturday = day("2026-11-28");
    expect(weekday(saturday)).toBe(6);
    expect(named(stageDays(plan, policy, { after: addDays(saturday, -1), through: saturday }))).toEqual(
      [
        "-3 of 2026-12-01",
        "-3 of 2026-12-02",
        "0 of 2026-11-28",
        "0 of 2026-11-29",
        "1 of 2026-11-27",
        "15 of 2026-11-13",
        "3 of 2026-11-25",
        "30 of 2026-10-29",
        "7 of 2026-11-21",
      ].toSorted(),
    );
  });

  it("on a Sunday's plan the overdue stand, and once more what moved to the Saturday", () => {
    const sunday = day("2026-11-29");
    expect(stageDays(plan, policy, { after: addDays(sunday, -1), through: sunday }).map(({ stage }) => stage.offset)).toEqual([-3, 0, 1, 3, 7, 15, 30]);
  });

  it("a range without a beginning is a defect", () => expect(() => stageDays(plan, policy, { through: day("2026-11-23") })).toThrow(RangeError));
});
