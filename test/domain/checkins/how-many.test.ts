import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answers } from "../../../bot/domain/checkins/answer.ts";
import { howMany } from "../../../bot/domain/checkins/how-many.ts";
import { nextQuestion } from "../../../bot/domain/checkins/questions.ts";
import { readCheckin } from "../../../bot/templates/load-checkins.ts";
import { answerTo } from "../../support/checkin-moves.ts";
import { CheckinModel } from "../../support/checkin-model.ts";

const shipped = readdirSync("templates/checkins").filter((name) => name.endsWith(".yaml"));
const factsToo = [
  {},
  { purpose: "进货", "before.turnover": 30000, "next.amount": 40000, "late.days": 0, "borrower.type": "farmer" },
  { purpose: "买拖拉机", "before.turnover": 1000, "late.days": 20, "paid_out.days": 40 },
];

describe("the number of questions that the opening names", () => {
  it("counts what answers lead to once, though two lead there", () => {
    const source = readFileSync("templates/checkins/enterprise-month.yaml", "utf8");
    const { questionnaire } = readCheckin(source, "enterprise-month.yaml");
    if (!questionnaire) throw new Error("broken");
    const { world } = new CheckinModel({ questionnaire, locale: "en", buttons: false, facts: {} });
    expect(howMany({ answers: {} }, world)).toEqual({ least: 3, most: 6 });
    expect(howMany({ answers: { versus: { type: "choice", key: "much_less" } } }, world)).toEqual({ least: 6, most: 6 });
  });

  it.each(shipped)("%s never becomes more than was said, whatever is answered", (name) => {
    const { questionnaire } = readCheckin(readFileSync(`templates/checkins/${name}`, "utf8"), name);
    if (!questionnaire) throw new Error(`${name} is broken`);
    for (const facts of factsToo) {
      const { world } = new CheckinModel({ questionnaire, locale: "en", buttons: false, facts });
      const { most } = howMany({ answers: {} }, world);
      fc.assert(
        fc.property(fc.array(fc.nat({ max: 11 }), { minLength: 12, maxLength: 12 }), (picks) => {
          let [answers, skipped, asked]: [Answers, string[], number] = [{}, [], 0];
          for (const pick of picks) {
            const question = nextQuestion({ answers, skipped }, world);
            if (!question) break;
            asked += 1;
            const given = answerTo(question, pick, world)?.answer;
            if (given) answers = { ...answers, [question.id]: given };
            else skipped = [...skipped, question.id];
          }
          expect(asked).toBeLessThanOrEqual(most);
        }),
        { numRuns: 150 },
      );
    }
  });
});
