import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { helplinesOf } from "../../../bot/domain/policy/helplines.ts";
import { loadPolicies, policyOf } from "../../../bot/templates/load-policies.ts";
import { templatesDir } from "../../../bot/assembly/templates.ts";

describe("whom somebody in distress may call", () => {
  let numbers: (...packs: string[]) => string[];
  beforeAll(async () => {
    const { byId } = await loadPolicies(path.join(templatesDir, "policies"));
    numbers = (...packs) => helplinesOf(policyOf(byId, packs)).map(({ number }) => number);
  });

  it.each([
    ["cn", ["12356"]],
    ["cn-consumer-finance", ["12356"]],
    ["us", ["988"]],
    ["in", ["14416"]],
    ["in-microfinance", ["14416"]],
    ["uk", ["116 123"]],
    ["default", []],
  ])("%s", (pack, expected) => expect(numbers(pack)).toEqual(expected));

  it("each number is named once, whichever packs hold together", () => expect(numbers("in-microfinance", "in", "cn")).toEqual(["14416", "12356"]));
});
