import { describe, expect, it } from "vitest";
import { day } from "../../../bot/domain/calendar.ts";
import { keptRate, keptRates, mondayOf, type PromiseCount } from "../../../bot/domain/promises/kept-rate.ts";
import type { PromiseState } from "../../../bot/domain/promises/promise.ts";

const counts = (states: Partial<Record<PromiseState, number>>) =>
  (Object.entries(states) as [PromiseState, number][]).map(([state, count]) => ({ state, count }));

describe("the kept rate", () => {
  const cases: [name: string, states: Partial<Record<PromiseState, number>>, kept: number, decided: number][] = [
    ["nothing promised: no rate", {}, 0, 0],
    ["all kept", { kept: 3 }, 3, 3],
    ["partly kept is decided, but not kept", { kept: 2, partly_kept: 1 }, 2, 3],
    ["broken is decided", { kept: 1, broken: 3 }, 1, 4],
    ["open promises are in neither number", { kept: 1, open: 10 }, 1, 1],
    ["renegotiated promises are in neither number", { kept: 1, broken: 1, replaced: 5 }, 1, 2],
    ["only open and renegotiated ones: nothing is decided", { open: 2, replaced: 2 }, 0, 0],
  ];
  it.each(cases)("%s", (_, states, kept, decided) => {
    expect(keptRate(counts(states))).toMatchObject({ kept, decided });
  });

  it("is told by week of the promised day, by branch and by officer, each with both numbers", () => {
    const of = (promisedOn: string, branch: string, officer: string, state: PromiseState, count: number): PromiseCount => ({
      promisedOn: day(promisedOn),
      branch,
      officer,
      state,
      count,
    });
    const rates = keptRates([
      of("2026-11-22", "east", "li", "kept", 2),
      of("2026-11-23", "east", "li", "broken", 1),
      of("2026-11-29", "west", "wu", "kept", 1),
      of("2026-11-29", "west", "wu", "open", 4),
    ]);
    const short = (rows: typeof rates.weeks) => rows.map(({ key, rate }) => [key, rate.kept, rate.decided]);
    expect(short(rates.weeks)).toEqual([
      ["2026-11-16", 2, 2],
      ["2026-11-23", 1, 2],
    ]);
    expect(short(rates.branches)).toEqual([
      ["east", 2, 3],
      ["west", 1, 1],
    ]);
    expect(short(rates.officers)).toEqual([
      ["li", 2, 3],
      ["wu", 1, 1],
    ]);
    expect(rates.all).toEqual({ kept: 3, partly: 0, broken: 1, decided: 4, open: 4, replaced: 0 });
  });

  it("a week begins on Monday, over the turn of a year too", () => {
    expect(["2026-11-22", "2026-11-23", "2027-01-01"].map((on) => mondayOf(day(on)))).toEqual(["2026-11-16", "2026-11-23", "2026-12-28"]);
  });
});
