import { array, assert, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { mediansOf, middleOf, type Figure } from "../../../bot/domain/checkins/medians.ts";

const figure = (value: number, more: Partial<Figure> = {}): Figure => ({
  name: "turnover",
  unit: "CNY/month",
  trade: "retail",
  branch: "east",
  value,
  ...more,
});

describe("what many say", () => {
  it.each([
    ["four are too few", [1, 2, 3, 4], undefined],
    ["of five the middle three, so that it is nobody's own figure", [10_000, 20_000, 26_000, 32_000, 900_000], 26_000],
    ["of six the middle two", [1, 2, 3_000, 4_000, 9_000, 9_000], 3_500],
    ["to two digits", [12_345, 12_345, 12_345, 12_345, 12_345], 12_000],
    ["small ones too", [0.51, 0.52, 0.53, 0.54, 0.55], 0.53],
    ["nothing is a figure", [0, 0, 0, 0, 0], 0],
  ])("%s", (_, values, expected) => {
    expect(middleOf(values)).toBe(expected);
  });

  it("by branch, and over all; never across currencies, facts or trades", () => {
    const five = (value: number, more: Partial<Figure>) => Array.from({ length: 5 }, () => figure(value, more));
    const medians = mediansOf([
      ...five(1_000, {}),
      ...five(5_000, { branch: "west" }),
      ...five(90_000, { unit: "JPY/month" }),
      ...five(3, { trade: "farming" }),
      ...five(7, { name: "income" }).slice(1),
    ]);
    expect(medians.map(({ name, unit, trade, branch, value, borrowers }) => [name, unit, trade, branch, value, borrowers])).toEqual([
      ["turnover", "CNY/month", "retail", "east", 1_000, 5],
      ["turnover", "CNY/month", "retail", "", 3_000, 10],
      ["turnover", "CNY/month", "retail", "west", 5_000, 5],
      ["turnover", "JPY/month", "retail", "east", 90_000, 5],
      ["turnover", "JPY/month", "retail", "", 90_000, 5],
      ["turnover", "CNY/month", "farming", "east", 3, 5],
      ["turnover", "CNY/month", "farming", "", 3, 5],
    ]);
  });

  it("lies among what was said, give or take the rounding, and one who exaggerates moves it no further than to a neighbour", () => {
    assert(
      property(array(integer({ min: 1, max: 10_000_000 }), { minLength: 5, maxLength: 40 }), (values) => {
        const middle = middleOf(values) ?? -1;
        expect(middle).toBeGreaterThanOrEqual(Math.min(...values) * 0.95);
        expect(middle).toBeLessThanOrEqual(Math.max(...values) * 1.05);
        const most = Math.max(...values);
        const liar = middleOf([...values, 1_000_000_000_000]) ?? -1;
        expect(liar).toBeLessThanOrEqual(most * 1.05);
      }),
    );
  });
});
