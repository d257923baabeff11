import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, day, dayIn, hourMs, localText, minuteOfDay, plus, zone } from "../../../bot/domain/calendar.ts";
import { askAgainAt, checkAt, graceDays, ledgerMustReach, verdict } from "../../../bot/domain/promises/promise.ts";
import { anyDay, anyMoment, anyZone } from "../calendar/arbitraries.ts";

describe("what the ledger says of a promise", () => {
  const cases: [name: string, promised: bigint, before: bigint, paid: bigint, verdict: string][] = [
    ["nothing came", 500n, 0n, 0n, "broken"],
    ["what was paid before does not count", 500n, 1_000n, 1_000n, "broken"],
    ["all of it", 500n, 1_000n, 1_500n, "kept"],
    ["a fen less", 500n, 1_000n, 1_499n, "partly_kept"],
    ["a single fen", 500n, 1_000n, 1_001n, "partly_kept"],
    ["more than promised", 500n, 1_000n, 9_999n, "kept"],
    ["a payment came and bounced", 500n, 1_000n, 900n, "broken"],
  ];
  it.each(cases)("%s", (_, amountMinor, paidBeforeMinor, paidMinor, said) => expect(verdict({ amountMinor, paidBeforeMinor }, paidMinor)).toBe(said));

  it("one more fen never makes it worse", () => {
    const rank = { broken: 0, partly_kept: 1, kept: 2 };
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10_000n }),
        fc.bigInt({ min: 0n, max: 10_000n }),
        fc.bigInt({ min: -5_000n, max: 30_000n }),
        (amountMinor, paidBeforeMinor, paid) => {
          const promised = { amountMinor, paidBeforeMinor };
          expect(rank[verdict(promised, paid + 1n)]).toBeGreaterThanOrEqual(rank[verdict(promised, paid)]);
        },
      ),
    );
  });
});

describe("when the ledger is asked", () => {
  const cases: [name: string, on: string, inZone: string, at: string][] = [
    ["the second morning after", "2026-11-28", "Asia/Shanghai", "2026-11-30 09:00"],
    ["over the end of the year", "2026-12-31", "Asia/Shanghai", "2027-01-02 09:00"],
    ["over a leap day", "2028-02-28", "Asia/Shanghai", "2028-03-01 09:00"],
    ["over the spring change in New York", "2027-03-13", "America/New_York", "2027-03-15 09:00"],
    ["over the autumn change on Lord Howe", "2027-04-03", "Australia/Lord_Howe", "2027-04-05 09:00"],
  ];
  it.each(cases)("%s", (_, on, inZone, at) => expect(localText(checkAt(day(on), zone(inZone)), zone(inZone))).toBe(at));

  it("is nine o'clock on the borrower's wall, after the promised day and its grace are over, summer time or not", () => {
    fc.assert(
      fc.property(anyDay, anyZone, (on, inZone) => {
        const at = checkAt(on, inZone);
        expect([dayIn(at, inZone), minuteOfDay(at, inZone)]).toEqual([addDays(on, graceDays + 1), 540]);
        const reach = ledgerMustReach(on, inZone);
        expect(reach).toBeLessThan(at);
        expect(dayIn(plus(reach, -1), inZone)).toBe(addDays(on, graceDays));
        expect(dayIn(reach, inZone)).toBe(addDays(on, graceDays + 1));
      }),
    );
  });

  it("a ledger that lags is asked again in an hour", () => {
    fc.assert(fc.property(anyMoment, (now) => askAgainAt(now) - now === hourMs));
  });
});
