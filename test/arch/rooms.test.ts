import { execFileSync } from "node:child_process";
import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync, cpSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = new URL("../../", import.meta.url).pathname;

interface Found {
  readonly violations: readonly { readonly rule: { readonly name: string } }[];
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

  it.each([
    ["domain-is-pure", "bot/domain/thief.ts", 'import "../store/days.ts";'],
    ["domain-without-io", "bot/domain/thief.ts", 'import "node:fs";'],
    ["app-on-domain", "bot/app/thief.ts", 'import "../store/days.ts";'],
    ["channels-apart", "bot/channels/web/thief.ts", 'import "../sim/signature.ts";'],
    ["prisma-in-store", "bot/app/thief.ts", 'import "../store/prisma/client.ts";'],
    ["botkit-in-conversation", "bot/app/thief.ts", 'import "botkit";'],
    ["bullmq-in-jobs", "bot/app/thief.ts", 'import "bullmq";'],
    ["console-types-only", "bot/console/thief.ts", 'import "../api/api.ts";'],
    ["jobs-on-app", "jobs/thief.ts", 'import "../bot/store/days.ts";'],
    ["no-orphan-room", "bot/utils/thief.ts", "export const x = 1;"],
  ])("a breach of %s is found", (rule, file, source) => {
    const dir = mkdtempSync(join(tmpdir(), "huifang-rooms-"));
    try {
      for (const name of ["bot", "jobs", "tsconfig.json", ".dependency-cruiser.cjs", "package.json"])
        cpSync(join(root, name), join(dir, name), { recursive: true });
      symlinkSync(join(root, "node_modules"), join(dir, "node_modules"));
      mkdirSync(join(dir, file, ".."), { recursive: true });
      writeFileSync(join(dir, file), `${source}\n`);
      if (rule === "no-orphan-room") writeFileSync(join(dir, "bot/log.ts"), 'import "./utils/thief.ts";\n');
      expect(cruise(dir).violations.map((one) => one.rule.name)).toContain(rule);
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
