import { Environment } from "@marcbachmann/cel-js";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Answers } from "../../../bot/domain/checkins/answer.ts";
import { factValue } from "../../../bot/domain/checkins/fact-value.ts";
import type { Facts } from "../../../bot/domain/checkins/questionnaire.ts";
import { compileCondition } from "../../../bot/templates/checkin-conditions.ts";

const atoms = [
  'answers.a == "x"',
  'answers.a in ["x", "y"]',
  "answers.n > 3.0",
  "answers.n * 2.0 < double(6)",
  "has(answers.a)",
  "has(answers.n)",
  'facts["f.g"] == "x"',
  '"f.g" in facts',
  'facts["h"] > 1.0',
  "answers.yes",
  'answers.n > 1.0 ? answers.yes : answers.a == "y"',
];
const { tree } = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, weight: 2, arbitrary: fc.constantFrom(...atoms).map((atom) => `(${atom})`) },
    { weight: 3, arbitrary: fc.tuple(tie("tree"), fc.constantFrom("&&", "||"), tie("tree")).map(([a, op, b]) => `(${a} ${op} ${b})`) },
    { weight: 1, arbitrary: tie("tree").map((a) => `!${a}`) },
    { weight: 1, arbitrary: fc.tuple(tie("tree"), tie("tree")).map(([a, b]) => `${a} || ${b}`) },
  ),
}));
const answers: fc.Arbitrary<Answers> = fc.record(
  {
    a: fc.constantFrom("x", "y", "z").map((key) => ({ type: "choice" as const, key })),
    n: fc.constantFrom(0, 2, 4).map((value) => ({ type: "number" as const, value })),
    yes: fc.boolean().map((yes) => ({ type: "yes_no" as const, yes })),
  },
  { requiredKeys: [] },
);
const facts: fc.Arbitrary<Facts> = fc.record({ "f.g": fc.constantFrom("x", "y"), h: fc.constantFrom(0, 2) }, { requiredKeys: [] });

it("a condition that is not evaluated, since something is missing, is one that would not have been true", () => {
  const environment = new Environment()
    .registerVariable("facts", "map<string, dyn>")
    .registerVariable({ name: "answers", schema: { a: "string", n: "double", yes: "bool" } });
  const before = new Map([
    ["a", "choice"],
    ["n", "number"],
    ["yes", "yes_no"],
  ] as const);
  let trues = 0;
  fc.assert(
    fc.property(tree, answers, facts, (source, given, known) => {
      const compiled = compileCondition(source, before, new Set());
      fc.pre("condition" in compiled);
      const value = ((): boolean => {
        try {
          return (
            environment.evaluate(source, { answers: Object.fromEntries(Object.entries(given).map(([id, one]) => [id, factValue(one)])), facts: known }) === true
          );
        } catch {
          return false;
        }
      })();
      if (value) trues += 1;
      expect(compiled.condition({ answers: given, facts: known })).toBe(value);
    }),
    { numRuns: 1500 },
  );
  expect(trues).toBeGreaterThan(100);
});
