import { describe, expect, it } from "vitest";
import { day } from "../../../bot/domain/calendar.ts";
import { assumedShares, expectedLoad, leastTexts, sharesOf } from "../../../bot/domain/forecast/expected-load.ts";
import { newTally } from "../../../bot/domain/forecast/tally.ts";

const [monday, tuesday, wednesday] = [day("2026-11-23"), day("2026-11-24"), day("2026-11-25")];

describe("a forecast, counted", () => {
  it("has touches on their planned day, texts on the day that they go out, and every reason with its number", () => {
    const tally = newTally({ from: monday, to: tuesday });
    tally.touch(monday, "web", "send", []);
    tally.touch(monday, "web", "defer", [{ rule: "budget", detail: "week" }]);
    tally.touch(monday, "web", "suppress", [{ rule: "hold", detail: "dispute" }, { rule: "no_contact_point" }]);
    tally.touch(monday, "sim", "suppress", [{ rule: "hold", detail: "dispute" }]);
    tally.message(monday, monday, "web", "li");
    tally.message(tuesday, monday, "web", "li");
    const { days } = tally.counted();
    expect(
      days.map(({ day: on, channel, touches, onTime, deferred, suppressed, messages }) => [on, channel, touches, onTime, deferred, suppressed, messages]),
    ).toEqual([
      [monday, "sim", 1, 0, 0, 1, 0],
      [monday, "web", 3, 1, 1, 1, 1],
      [tuesday, "web", 0, 0, 0, 0, 1],
    ]);
    expect(days[1]?.reasons).toEqual([
      { decision: "defer", rule: "budget", detail: "week", touches: 1 },
      { decision: "suppress", rule: "hold", detail: "dispute", touches: 1 },
      { decision: "suppress", rule: "no_contact_point", touches: 1 },
    ]);
  });

  it("counts what goes out in the range though it was planned before, and says what is put off beyond it", () => {
    const tally = newTally({ from: tuesday, to: tuesday });
    tally.touch(monday, "web", "defer", [{ rule: "hours" }]);
    tally.message(tuesday, monday, "web", "li");
    tally.message(wednesday, tuesday, "web", "li");
    tally.message(wednesday, wednesday, "web", "li");
    const { days, later } = tally.counted();
    expect(days).toMatchObject([{ day: tuesday, touches: 0, messages: 1 }]);
    expect(later).toBe(1);
  });

  it("shows officers by their fullest day", () => {
    const tally = newTally({ from: monday, to: wednesday });
    for (const [on, officer] of [
      [monday, "li"],
      [tuesday, "li"],
      [tuesday, "li"],
      [monday, "wu"],
    ] as const)
      tally.message(on, on, "web", officer);
    expect(tally.counted().officers).toEqual([
      { officer: "li", day: tuesday, messages: 2, inAll: 3 },
      { officer: "wu", day: monday, messages: 1, inAll: 1 },
    ]);
  });
});

describe("the expected load", () => {
  it("is by this installation's own shares once there are texts enough, and by assumed ones before", () => {
    expect(sharesOf({ texts: leastTexts, answered: 50, cases: 10 })).toEqual({ basis: "own", answers: 0.25, cases: 0.05 });
    expect(sharesOf({ texts: leastTexts - 1, answered: 199, cases: 199 })).toEqual(assumedShares);
    expect(sharesOf({ texts: 0, answered: 0, cases: 0 }).basis).toBe("assumed");
  });

  it("is a share of the texts", () => {
    expect(expectedLoad(200, { basis: "own", answers: 0.25, cases: 0.05 })).toEqual({ answers: 50, cases: 10 });
  });
});
