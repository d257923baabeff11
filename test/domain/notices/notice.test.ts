import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, day, dayIn, hourMs, instant, minuteOfDay, plus, zone, type Day } from "../../../bot/domain/calendar.ts";
import { endingOf, noticeKinds, noticeTime, receiptWanted, welcomeOn } from "../../../bot/domain/notices/notice.ts";

const today = day("2026-11-23");

describe("a welcome", () => {
  it.each<[name: string, disbursed: string, on: string | undefined]>([
    ["lent today: tomorrow", "2026-11-23", "2026-11-24"],
    ["lent yesterday: today", "2026-11-22", "2026-11-23"],
    ["told two days late: today", "2026-11-21", "2026-11-23"],
    ["told three days late: today", "2026-11-20", "2026-11-23"],
    ["lent four days ago: an old loan is not welcomed", "2026-11-19", undefined],
    ["lent years ago", "2020-02-29", undefined],
    ["to be lent tomorrow: not yet", "2026-11-24", undefined],
  ])("%s", (_, disbursed, on) => {
    expect(welcomeOn(day(disbursed), today)).toBe(on);
  });
});

describe("a receipt", () => {
  const known = { loanSince: day("2026-11-01"), today };
  it.each<[name: string, on: string, minor: bigint, wanted: boolean]>([
    ["a payment of today", "2026-11-23", 1n, true],
    ["of last night, posted this morning", "2026-11-22", 803_300n, true],
    ["a week ago", "2026-11-16", 803_300n, true],
    ["eight days ago: history", "2026-11-15", 803_300n, false],
    ["a reversal", "2026-11-23", -803_300n, false],
    ["nothing", "2026-11-23", 0n, false],
    ["tomorrow's date, as an eastern branch has it", "2026-11-24", 1n, true],
    ["a date far ahead is somebody's slip", "2026-12-24", 1n, false],
  ])("%s", (_, on, amountMinor, wanted) => {
    expect(receiptWanted({ on: day(on), amountMinor }, known)).toBe(wanted);
  });

  it("what was paid before the loan was known to us is history, however fresh", () => {
    expect(receiptWanted({ on: day("2026-11-22"), amountMinor: 1n }, { loanSince: today, today })).toBe(false);
  });
});

describe("the moment of a notice", () => {
  const shanghai = zone("Asia/Shanghai");
  const time = (now: string, on: Day = today) => noticeTime("receipt", on, instant(`2026-${now}+08:00`), shanghai, "borrower-1");

  it("posted at night: in the morning", () => {
    const { dueAt } = time("11-23T02:00");
    expect(dayIn(dueAt, shanghai)).toBe(today);
    expect(minuteOfDay(dueAt, shanghai)).toBeGreaterThanOrEqual(9 * 60);
    expect(minuteOfDay(dueAt, shanghai)).toBeLessThan(11 * 60);
  });
  it("posted by day: at once", () => {
    expect(time("11-23T14:00").dueAt).toBe(instant("2026-11-23T14:00+08:00"));
  });
  it("posted in the evening: the next morning", () => {
    expect(dayIn(time("11-23T21:00").dueAt, shanghai)).toBe("2026-11-24");
  });

  it("is never before now and always before it expires, in any zone and at any hour", () => {
    const zones = ["Asia/Shanghai", "America/New_York", "Pacific/Apia", "Africa/Nairobi", "UTC", "Australia/Lord_Howe"].map(zone);
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.nat(24 * 400),
        fc.nat(9),
        fc.constantFrom(...noticeKinds),
        fc.string(),
        (inZone, hours, ahead, kind, borrower) => {
          const now = plus(instant("2026-01-01T00:30:00Z"), hours * hourMs);
          const on = addDays(dayIn(now, inZone), ahead);
          const { plannedOn, dueAt, expiresAt } = noticeTime(kind, on, now, inZone, borrower);
          expect(dueAt).toBeGreaterThanOrEqual(now);
          expect(dueAt).toBeLessThan(expiresAt);
          expect(plannedOn).toBe(on);
        },
      ),
    );
  });
});

it.each([
  ["HT-2026-000123", "0123"],
  ["L1", "L1"],
  ["合同〔2026〕8号", "268号"],
  ["---", ""],
  ["𠀀𠀁𠀂𠀃𠀄", "𠀁𠀂𠀃𠀄"],
])("the ending of %s is %s", (contract, ending) => {
  expect(endingOf(contract)).toBe(ending);
});
