/** The trained model: made of what lies in the repository, the same everywhere, and never the only key. */
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { measure, worse } from "../../../bot/app/understanding/measure.ts";
import { learn } from "../../../bot/domain/replies/model/learn.ts";
import type { Figures } from "../../../bot/domain/replies/model/model-figures.ts";
import { modelFromText, modelToText } from "../../../bot/domain/replies/model/model-text.ts";
import { trainedModel } from "../../../bot/domain/replies/model/trained-model.ts";
import { understandBy } from "../../../bot/domain/replies/understand.ts";
import { loadLessons } from "../../../bot/cli/load-lessons.ts";
import { context } from "./context.ts";

const root = resolve(import.meta.dirname, "../../..");

describe("the model of intents", () => {
  it("is the one that its examples make: same version, same weights", async () => {
    const { labelled, hash } = await loadLessons(root, []);
    expect(trainedModel.version, "run `npx huifang understanding train`").toBe(hash);
    expect(modelToText(learn(labelled, hash))).toEqual(trainedModel);
  }, 120_000);

  it("survives being written down", () => {
    const model = modelFromText(trainedModel);
    expect(modelToText(model)).toEqual(trainedModel);
  });

  it("acts on nothing by itself: without a rule or a word for it, its certainty opens no door", () => {
    const lessons = ["zqx vvv", "zqx vvv kkk", "zqx vvv ooo"].map((text) => ({ text, context: context(), intents: ["promise" as const] }));
    const model = learn(Array.from({ length: 20 }, () => lessons).flat(), "odd");
    expect(understandBy(model, "zqx vvv", context()).act).toBe(false);
  });

  it("may not replace another that finds more of any safety class among the texts that both were tried on", () => {
    const lesson = (text: string, intent: "opt_out" | "promise") => ({ text, context: context(), intents: [intent] });
    const held = [lesson("烦请到此为止吧各位", "opt_out"), lesson("明天还", "promise")];
    const blind = measure(learn([lesson("明天还", "promise"), lesson("后天还", "promise")], "blind"), held);
    const seeing = measure(learn([...held, ...held, lesson("后天还", "promise")], "seeing"), held);
    expect(seeing.recall.opt_out.found).toBe(1);
    expect(worse(seeing, blind)).toContain("opt_out");
    expect(worse(seeing, seeing)).toEqual([]);
    expect(worse(blind, seeing)).toEqual([]);
  });

  it("may not replace another that reads fewer grave texts as money, nor is blamed for texts the other never met", () => {
    const figures = (dangerous: number, each: Record<string, 0 | 1>): Figures => {
      const none = { of: 0, found: 0, each: {} };
      return {
        texts: 100,
        top1: 1,
        coverage: 1,
        precision: 1,
        dangerous,
        recall: { opt_out: { of: 1, found: 1, each }, distress: none, deceased: none, wrong_person: none, dispute: none, hardship: none },
      };
    };
    expect(worse(figures(0, {}), figures(1, {}))).toEqual(["safety read as paid or promise"]);
    expect(worse(figures(0, { a: 1 }), figures(0, { a: 1, b: 0 }))).toEqual([]);
    expect(worse(figures(0, { a: 1 }), figures(0, { a: 0, b: 1 }))).toEqual(["opt_out"]);
  });
});
