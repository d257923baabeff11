import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = new URL("../../", import.meta.url).pathname;
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "bot", "jobs"], { cwd: root, encoding: "utf8" })
  .split("\n")
  .filter((file) => /\.tsx?$/.test(file));
const lines = new Map(files.map((file) => [file, readFileSync(join(root, file), "utf8").split("\n")]));

describe("the habits of the house", () => {
  it("no file over 300 lines, the median under 80", () => {
    expect(files.length).toBeGreaterThan(150);
    const sizes = [...lines].map(([file, of]) => ({ file, size: of.length })).toSorted((a, b) => a.size - b.size);
    expect(sizes.filter(({ size }) => size > 300)).toEqual([]);
    expect(sizes[Math.floor(sizes.length / 2)]?.size).toBeLessThan(80);
  });

  it.each([
    ["a type switched off", /\bas any\b(?! [a-z])|: any(?=[;,)=[\]]|$)|@ts-(?:ignore|expect-error|nocheck)|(?:oxlint|eslint)-disable/],
    ["work left for later", /\b(TODO|FIXME|XXX|HACK)\b/],
    ["a clock of one's own outside calendar.ts", /\bDate\.now\(|new Date\(\)/],
    ["randomness in the domain", /Math\.random\(/],
  ])("not %s", (_, pattern) => {
    const found = [...lines].flatMap(([file, of]) =>
      file === "bot/domain/calendar.ts" ? [] : of.flatMap((line, i) => (pattern.test(line) ? [`${file}:${String(i + 1)}`] : [])),
    );
    expect(found).toEqual([]);
  });
});
