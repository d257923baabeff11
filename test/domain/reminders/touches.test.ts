import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, day, dayIn, daysBetween, instantAt, localText, minuteOfDay, zone, type Day, type Weekday } from "../../../bot/domain/calendar.ts";
import type { Policy } from "../../../bot/domain/policy/policy.ts";
import { furthestMoveDays, isAllowedMinute } from "../../../bot/domain/policy/hours.ts";
import { minuteIn, plannedTouch, spreadOn, touchKey } from "../../../bot/domain/reminders/touches.ts";
import { anyDay, anyZone } from "../calendar/arbitraries.ts";
import { policy, policyOpen } from "../policy/facts.ts";
import { plan, stageOf } from "./plans.ts";

const shanghai = zone("Asia/Shanghai");
const anyStage = fc.constantFrom(...plan.stages);
const anyBorrower = fc.uuid();
const anyDays = fc.subarray<Weekday>([1, 2, 3, 4, 5, 6, 7], { minLength: 1 });

const spreadMinute = (borrower: string, on: Day, of: Policy): number => minuteIn(spreadOn(on, of), borrower, on);

describe("a planned touch", () => {
  const cases: [name: string, stage: number, dueOn: string, plannedOn: string, saidOn: string, expires: string][] = [
    ["three days before a Thursday", -3, "2026-11-26", "2026-11-23", "2026-11-23", "2026-11-26"],
    ["three days before a Wednesday is a Sunday: said on Saturday", -3, "2026-11-25", "2026-11-22", "2026-11-21", "2026-11-25"],
    ["due on a Sunday: said on Saturday", 0, "2026-11-22", "2026-11-22", "2026-11-21", "2026-11-23"],
    ["a day late on a Sunday: looked at on Sunday, and never earlier", 1, "2026-11-21", "2026-11-22", "2026-11-22", "2026-11-24"],
    ["three days late", 3, "2026-11-20", "2026-11-23", "2026-11-23", "2026-11-27"],
    ["the last stage is good for a week", 30, "2026-10-24", "2026-11-23", "2026-11-23", "2026-11-30"],
    ["due on the 29th of February", 0, "2028-02-29", "2028-02-29", "2028-02-29", "2028-03-01"],
  ];
  it.each(cases)("%s", (_, offset, dueOn, plannedOn, saidOn, expires) => {
    const touch = plannedTouch(plan, stageOf(offset), day(dueOn), shanghai, policy, "B1");
    expect({ plannedOn: touch.plannedOn, saidOn: dayIn(touch.dueAt, shanghai), expires: localText(touch.expiresAt, shanghai) }).toEqual({
      plannedOn,
      saidOn,
      expires: `${expires} 00:00`,
    });
  });

  it("is never said after its planned day where it is before or on the due day, and at most ten days earlier", () => {
    fc.assert(
      fc.property(anyStage, anyDay, anyZone, anyBorrower, anyDays, (stage, dueOn, inZone, borrower, days) => {
        const touch = plannedTouch(plan, stage, dueOn, inZone, policyOpen(days), borrower);
        const moved = daysBetween(dayIn(touch.dueAt, inZone), touch.plannedOn);
        expect(moved).toBeGreaterThanOrEqual(0);
        expect(moved).toBeLessThanOrEqual(stage.move === "earlier" ? furthestMoveDays : 0);
        if (stage.offset <= 0) expect(isAllowedMinute(touch.dueAt, { policy: policyOpen(days), zones: inZone })).toBe(true);
      }),
    );
  });

  it("lies in the contact hours' minutes, with an hour left to answer in", () => {
    fc.assert(
      fc.property(anyStage, anyDay, anyZone, anyBorrower, (stage, dueOn, inZone, borrower) => {
        const minute = minuteOfDay(plannedTouch(plan, stage, dueOn, inZone, policy, borrower).dueAt, inZone);
        expect(minute).toBeGreaterThanOrEqual(540);
        expect(minute).toBeLessThan(1_020);
      }),
    );
  });

  it("ends when the next stage begins, never before it is said and with no gap between", () => {
    fc.assert(
      fc.property(anyDay, anyZone, anyBorrower, (dueOn, inZone, borrower) => {
        for (const [i, stage] of plan.stages.entries()) {
          const touch = plannedTouch(plan, stage, dueOn, inZone, policy, borrower);
          const next = plan.stages[i + 1];
          expect(touch.expiresAt).toBe(instantAt(addDays(dueOn, next ? next.offset : stage.offset + 7), 0, inZone));
          expect(touch.expiresAt - touch.dueAt).toBeGreaterThan(6 * 3_600_000);
        }
      }),
    );
  });
});

describe("the minute of the day", () => {
  it("is one for a borrower and a day, whatever the loan and stage", () => {
    fc.assert(
      fc.property(anyDay, anyBorrower, (on, borrower) => {
        const minutes = plan.stages.map(
          (stage) => plannedTouch(plan, { ...stage, move: "later" }, addDays(on, -stage.offset), shanghai, policy, borrower).dueAt,
        );
        expect(new Set(minutes).size).toBe(1);
      }),
    );
  });

  it("spreads a thousand borrowers over the day: no minute has more than a hundredth of them", () => {
    const counts = new Map<number, number>();
    for (let n = 0; n < 1_000; n++) {
      const minute = spreadMinute(`00000000-0000-4000-8000-${String(n).padStart(12, "0")}`, day("2026-11-23"), policy);
      counts.set(minute, (counts.get(minute) ?? 0) + 1);
    }
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(10);
    expect(counts.size).toBeGreaterThan(300);
  });

  it("stays in hours that are shorter than the hour to answer in", () => {
    fc.assert(
      fc.property(anyDay, anyBorrower, fc.integer({ min: 1, max: 70 }), (on, borrower, length) => {
        const hours = { fromMinute: 600, toMinute: 600 + length };
        const minute = spreadMinute(borrower, on, policyOpen([1, 2, 3, 4, 5, 6, 7], hours));
        expect(minute >= hours.fromMinute && minute < hours.toMinute).toBe(true);
      }),
    );
  });
});

it("a touch's key differs where any of its parts does", () => {
  const keys = [
    ["L1", 1, "2026-11-23", 0],
    ["L2", 1, "2026-11-23", 0],
    ["L1", 2, "2026-11-23", 0],
    ["L1", 1, "2026-11-24", 0],
    ["L1", 1, "2026-11-23", -3],
    ["L1", 1, "2026-11-23", 3],
    ["L1", 12, "2026-11-23", 0],
  ] as const;
  expect(new Set(keys.map(([loan, no, dueOn, stage]) => touchKey(loan, no, day(dueOn), stage))).size).toBe(keys.length);
});
