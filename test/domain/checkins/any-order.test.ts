import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isOver } from "../../../bot/domain/checkins/run.ts";
import { textLocales } from "../../../bot/domain/day-text.ts";
import { moveArbitrary } from "../../support/checkin-moves.ts";
import { CheckinStory, questionnaires, type NamedSetting } from "../../support/checkin-story.ts";

/** CHECKIN_MODEL_RUNS=5000 looks longer. */
const numRuns = Number(process.env["CHECKIN_MODEL_RUNS"] ?? "120");

const setting: fc.Arbitrary<NamedSetting> = fc.record({
  of: fc.constantFrom(...questionnaires.map(({ id }) => id)),
  locale: fc.constantFrom(...textLocales),
  buttons: fc.boolean(),
  facts: fc.constantFrom(
    {},
    { "before.turnover": 30000, "next.amount": 40000, "next.due_on": "2026-12-05", purpose: "进货" },
    { "before.turnover": 1000, "next.amount": 500, "late.days": 9, "borrower.type": "farmer" },
  ),
});

/** Which of the moves are computed by two workers at once: the second commits too late and does it again. */
const story = fc.record({ setting, moves: fc.array(moveArbitrary, { maxLength: 40 }), races: fc.array(fc.nat({ max: 40 }), { maxLength: 6 }) });

describe("whatever a borrower sends, in whatever order, through crashes and two workers", () => {
  it("no question is asked a fourth time, no answer is lost or recorded under another question, and the same inputs end the same", () => {
    fc.assert(
      fc.property(story, ({ setting: of, moves, races }) => {
        const told = new CheckinStory(of);
        moves.forEach((move, i) => told.play(move, races.includes(i)));
        expect(told.model.replayed()).toBe(told.model.stored());
      }),
      { numRuns },
    );
  });

  it.each(["answers", "nonsense", "nudges", "own questions"] as const)("a run ends, from wherever it stands, by %s alone", (by) => {
    fc.assert(
      fc.property(story, ({ setting: of, moves }) => {
        const told = new CheckinStory(of);
        moves.forEach((move) => told.play(move, false));
        told.goOn();
        const { questions, checks } = told.model.questionnaire;
        const most = 3 * (questions.length + checks.length) + 8;
        for (let i = 0; i < most && !isOver(told.model.run.phase); i++) told.towardsTheEnd(by, i);
        // nothing comes any more: then its time ends it
        if (by === "nudges" || by === "own questions") told.play({ does: "expire" }, false);
        expect(isOver(told.model.run.phase)).toBe(true);
      }),
      { numRuns: Math.ceil(numRuns / 3) },
    );
  });
});
