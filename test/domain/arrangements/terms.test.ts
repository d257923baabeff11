import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { daysPastDue } from "../../../bot/domain/arrangements/days-past-due.ts";
import { promisedParts } from "../../../bot/domain/arrangements/promised-parts.ts";
import { spokenOptions, spokenTerms } from "../../../bot/domain/arrangements/spoken-terms.ts";
import { lastDayOf, partsOf, termsFault } from "../../../bot/domain/arrangements/terms.ts";
import { addDays, day, daysBetween } from "../../../bot/domain/calendar.ts";
import { cny, jpy, kwd, policy } from "./policy.ts";

const today = day("2026-11-22");
const anyDay = fc.integer({ min: 0, max: 12_000 }).map((n) => addDays(day("2020-01-01"), n));
const anyTerms = fc
  .record({
    amountMinor: fc.bigInt({ min: 1n, max: 10n ** 15n }),
    parts: fc.integer({ min: 1, max: 60 }),
    firstOn: anyDay,
    currency: fc.constantFrom(cny, jpy, kwd),
  })
  .filter(({ amountMinor, parts }) => amountMinor >= BigInt(parts));

describe("the parts of an arrangement", () => {
  it("sum to the whole to the minor unit, each above nothing, on days that ascend a month at a time", () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        const parts = partsOf(terms);
        expect(parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)).toBe(terms.amountMinor);
        expect(parts.every(({ amountMinor }) => amountMinor > 0n)).toBe(true);
        expect(new Set(parts.slice(0, -1).map(({ amountMinor }) => amountMinor)).size).toBeLessThanOrEqual(1);
        for (const [i, { on }] of parts.entries()) {
          const before = parts[i - 1]?.on;
          if (before !== undefined) expect(daysBetween(before, on)).toBeGreaterThanOrEqual(28);
          if (before !== undefined) expect(daysBetween(before, on)).toBeLessThanOrEqual(31);
        }
        expect(parts.at(-1)?.on).toBe(lastDayOf(terms));
      }),
    );
  });

  it.each([
    ["a third that does not divide", 803_300n, 3, ["267767", "267767", "267766"]],
    ["that divides", 900n, 3, ["300", "300", "300"]],
    ["yen", 10_000n, 3, ["3334", "3334", "3332"]],
    ["fewer units than would do for rounding up", 5n, 4, ["1", "1", "1", "2"]],
    ["one unit each", 3n, 3, ["1", "1", "1"]],
    ["the whole, later", 803_300n, 1, ["803300"]],
  ] as const)("%s", (_, amountMinor, parts, expected) =>
    expect(partsOf({ amountMinor, parts, firstOn: today }).map((part) => part.amountMinor.toString())).toEqual(expected),
  );

  it.each([
    ["2027-01-31", ["2027-01-31", "2027-02-28", "2027-03-31"]],
    ["2027-12-31", ["2027-12-31", "2028-01-31", "2028-02-29"]],
    ["2028-02-29", ["2028-02-29", "2028-03-29", "2028-04-29"]],
  ] as const)("a month-end stays one: from %s", (firstOn, days) =>
    expect(partsOf({ amountMinor: 900n, parts: 3, firstOn: day(firstOn) }).map(({ on }) => on)).toEqual(days),
  );

  it("nothing is no arrangement", () => {
    expect(() => partsOf({ amountMinor: 2n, parts: 3, firstOn: today })).toThrow(RangeError);
    expect(() => partsOf({ amountMinor: 2n, parts: 0, firstOn: today })).toThrow(RangeError);
    expect(() => partsOf({ amountMinor: 9n, parts: 1.5, firstOn: today })).toThrow(RangeError);
  });
});

describe("what officers may change it to", () => {
  const terms = { amountMinor: 803_300n, currency: cny, parts: 3, firstOn: day("2026-12-22") };
  it.each([
    ["within the bounds", {}, undefined],
    ["tomorrow", { firstOn: day("2026-11-23") }, undefined],
    ["today", { firstOn: today }, "not_ahead"],
    ["yesterday", { firstOn: day("2026-11-21") }, "not_ahead"],
    ["the furthest day", { parts: 12, firstOn: day("2026-12-22") }, undefined],
    ["a day further", { parts: 12, firstOn: day("2026-12-23") }, "too_far"],
    ["too many parts", { parts: 13 }, "too_many_parts"],
    ["no part", { parts: 0 }, "too_many_parts"],
    ["parts at the least", { amountMinor: 90_000n }, undefined],
    ["a part below it", { amountMinor: 89_999n }, "part_too_small"],
    ["fewer units than parts", { amountMinor: 2n }, "part_too_small"],
    ["the last part below the least", { amountMinor: 8_003n, currency: jpy, parts: 2 }, "part_too_small"],
  ] as const)("%s", (_, change, fault) => expect(termsFault({ ...terms, ...change }, policy, today)).toBe(fault));
});

describe("the parts as the ledger judges them", () => {
  it("counts on top of the parts before and of other instalments due until then", () => {
    const terms = { amountMinor: 900n, currency: cny, parts: 3, firstOn: day("2026-12-22") };
    const ledger = {
      paidMinor: 5_000n,
      others: [
        { dueOn: day("2026-12-22"), outstandingMinor: 1_000n },
        { dueOn: day("2027-01-21"), outstandingMinor: 1_000n },
        { dueOn: day("2027-06-21"), outstandingMinor: 1_000n },
      ],
    };
    expect(promisedParts(terms, ledger).map(({ paidBeforeMinor }) => paidBeforeMinor)).toEqual([6_000n, 7_300n, 7_600n]);
  });

  it("whoever pays each part and each other instalment on its day keeps every part; one unit less breaks one", () => {
    fc.assert(
      fc.property(anyTerms, fc.bigInt({ min: 0n, max: 10n ** 9n }), (terms, paidMinor) => {
        const parts = promisedParts(terms, { paidMinor, others: [] });
        let paid = paidMinor;
        for (const { amountMinor, paidBeforeMinor } of parts) {
          expect(paid - paidBeforeMinor).toBe(0n);
          paid += amountMinor;
        }
        expect(paid).toBe(paidMinor + terms.amountMinor);
      }),
    );
  });
});

describe("what is told of it", () => {
  it("days past due run on from the original due day until it is paid", () => {
    expect(daysPastDue(day("2026-11-23"), day("2026-11-22"))).toBe(0);
    expect(daysPastDue(day("2026-11-23"), day("2027-02-23"))).toBe(92);
    expect(daysPastDue(day("2026-11-23"), day("2027-06-01"), day("2026-12-23"))).toBe(30);
  });

  it("says amounts and days in the borrower's language", () => {
    const terms = { amountMinor: 803_300n, currency: cny, parts: 3, firstOn: day("2026-12-22") };
    expect(spokenTerms(terms, "zh-CN", today)).toEqual({
      kind: "parts",
      count: "3",
      amount: "¥8,033.00",
      each: "¥2,677.67",
      on: "12月22日",
      last: "¥2,677.66",
      end: "2月22日",
    });
    expect(spokenTerms({ ...terms, parts: 1 }, "en", today)).toMatchObject({ kind: "later", amount: "CN¥8,033.00", on: "22 Dec" });
    expect(spokenOptions([terms], "en", today)).toMatchObject({ kind1: "parts", count1: "3", kind2: "none", kind3: "none" });
  });
});
