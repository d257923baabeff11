import { execFileSync } from "node:child_process";
import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync, cpSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = new URL("../../", import.meta.url).pathname;

interface Found {
  readonly violations: readonly { readonly rule: { readonly name: string }; readonly from: string; readonly to: string }[];
  readonly totalCruised: number;
}

function cruise(dir: string): Found {
  // Violations make the command exit with their number; its answer is on standard output all the same.
  const args = [join(root, "node_modules/.bin/depcruise"), "bot", "jobs", "--config", ".dependency-cruiser.cjs", "--output-type", "json"];
  try {
    return parse(execFileSync(process.execPath, args, { cwd: dir, encoding: "utf8", maxBuffer: 64 * 1024 * 1024, stdio: ["ignore", "pipe", "ignore"] }));
  } catch (fault) {
    if (fault instanceof Error && "stdout" in fault && typeof fault.stdout === "string" && fault.stdout.startsWith("{")) return parse(fault.stdout);
    throw fault;
  }
}

function parse(text: string): Found {
  const { summary } = JSON.parse(text) as { summary: Found };
  return { violations: summary.violations, totalCruised: summary.totalCruised };
}

describe("the rooms of the house", { timeout: 120_000 }, () => {
  it("import only what the design allows, and there are modules to look at", () => {
    const { violations, totalCruised } = cruise(root);
    expect(totalCruised).toBeGreaterThan(200);
    expect(violations).toEqual([]);
  });

  const breaches = [
    ["domain-is-pure", "bot/domain", 'import "../store/days.ts";'],
    ["domain-without-io", "bot/domain", 'import "node:fs";'],
    ["app-on-domain", "bot/app", 'import "../store/days.ts";'],
    ["channels-apart", "bot/channels/web", 'import "../sim/signature.ts";'],
    ["prisma-in-store", "bot/app", 'import "../store/prisma/client.ts";'],
    ["botkit-in-conversation", "bot/app", 'import "botkit";'],
    ["bullmq-in-jobs", "bot/app", 'import "bullmq";'],
    ["console-types-only", "bot/console", 'import "../api/api.ts";'],
    ["jobs-on-app", "jobs", 'import "../bot/store/days.ts";'],
    ["no-orphan-room", "bot/utils", "export const x = 1;"],
  ] as const;
  const thief = (room: string, rule: string): string => `${room}/thief-of-${rule}.ts`;

  /** All of them in one copy of the house: looking at it takes seconds. */
  let found: Found["violations"] = [];
  const dir = mkdtempSync(join(tmpdir(), "huifang-rooms-"));
  beforeAll(() => {
    for (const name of ["bot", "jobs", "tsconfig.json", ".dependency-cruiser.cjs", "package.json"])
      cpSync(join(root, name), join(dir, name), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(dir, "node_modules"));
    for (const [rule, room, source] of breaches) {
      mkdirSync(join(dir, room), { recursive: true });
      writeFileSync(join(dir, thief(room, rule)), `${source}\n`);
    }
    // A room that nobody knows is found where it is used.
    writeFileSync(join(dir, "bot/log.ts"), `import "./utils/thief-of-no-orphan-room.ts";\n`);
    found = cruise(dir).violations;
  }, 120_000);
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it.each(breaches)("a breach of %s is found", (rule, room) => {
    expect(found.filter((one) => one.rule.name === rule).flatMap(({ from, to }) => [from, to])).toContain(thief(room, rule));
  });
});
