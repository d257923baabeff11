import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadArrangements } from "../../../bot/templates/load-arrangements.ts";

const dir = mkdtempSync(path.join(tmpdir(), "arrangements-"));
afterAll(() => rmSync(dir, { recursive: true }));
const shipped = readFileSync("templates/arrangements.yaml", "utf8");

async function problems(from: string | RegExp, to: string): Promise<string[]> {
  expect(shipped).toMatch(from);
  writeFileSync(path.join(dir, "arrangements.yaml"), shipped.replace(from, to));
  const read = await loadArrangements(dir);
  const lines = shipped.replace(from, to).split("\n");
  return read.problems.map(({ line, message }) => `${lines[line - 1]?.trim().split(":")[0] ?? ""} | ${message}`);
}

describe("templates/arrangements.yaml", () => {
  it("as it is shipped", async () => {
    const { policy, problems: none } = await loadArrangements("templates");
    expect(none).toEqual([]);
    expect(policy?.offers.map(({ id }) => id)).toEqual(["next-month", "three-parts", "six-parts"]);
    expect(policy?.version).toMatch(/^[0-9a-f]{12}$/);
  });
  it("is not there: nothing is offered", async () => expect(await loadArrangements("/nowhere")).toEqual({ problems: [] }));

  it.each([
    ["officers alone", "  - { by: [supervisor, supervisor] }", "  - { by: [officer] }", /supervisor: the loan's own officer/],
    ["a bounded last line", "  - { by: [supervisor, supervisor] }", '  - { up_to: { CNY: "9.00" }, by: [supervisor] }', /last line is for any amount/],
    ["an amount that is no text", 'CNY: "300.00", USD', "CNY: 300.00, USD", /least_part.CNY/],
    ["an amount finer than the currency", 'JPY: "5000"', 'JPY: "5000.5"', /least_part.JPY: an amount above 0/],
    ["a currency that is none", 'CNY: "300.00", USD', 'CNX: "300.00", USD', /a currency as CNY/],
    ["an offer outside of the bounds", "parts: 6, first", "parts: 13, first", /outside of `bounds`/],
    ["the same offer twice", "id: six-parts", "id: three-parts", /is there twice/],
    ["days in the wrong order", "{ from: -30, to: 60 }", "{ from: 61, to: 60 }", /before `from`/],
    ["a field that is not known", "look_days: 3", "look_dayz: 3", /./],
  ] as const)("refuses %s, and says where", async (_, from, to, message) => {
    const found = await problems(from, to);
    expect(found.length).toBeGreaterThan(0);
    expect(found.some((one) => message.test(one))).toBe(true);
  });
});
