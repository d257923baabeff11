import { cpSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { templatesDir } from "../../../bot/assembly/templates.ts";
import type { LoanKind } from "../../../bot/domain/reminders/plan.ts";
import { checkTemplates } from "../../../bot/templates/check-templates.ts";
import { loadPlans } from "../../../bot/templates/load-plans.ts";
import { loadWhichPlan, plansOf } from "../../../bot/templates/load-which-plan.ts";
import { makeTestDirectory } from "../../support/test-directory.ts";

const kind = (change: Partial<LoanKind> = {}): LoanKind => ({
  branch: "b",
  type: "individual",
  product: "p",
  riskGrade: "B",
  frequency: "monthly",
  bullet: false,
  conduct: undefined,
  ...change,
});

describe("the choice of plan that comes with Huifang", () => {
  const cases: [name: string, of: LoanKind, plan: string][] = [
    ["anybody", kind(), "standard"],
    ["a farmer who pays each month", kind({ type: "farmer" }), "standard"],
    ["a farmer's loan of one instalment", kind({ type: "farmer", bullet: true }), "harvest"],
    ["one instalment, but no farmer", kind({ bullet: true }), "standard"],
    ["who forgets", kind({ conduct: "forgets" }), "forgets"],
    ["who is short", kind({ conduct: "short" }), "short"],
    ["a farmer with one instalment who is short: options come first", kind({ type: "farmer", bullet: true, conduct: "short" }), "short"],
  ];
  it.each(cases)("%s", async (_, of, plan) => {
    const { byId } = await loadPlans(path.join(templatesDir, "plans"));
    expect(plansOf(byId, (await loadWhichPlan(templatesDir, byId)).lines).of(of).id).toBe(plan);
  });

  it("keeps to the stages that are promised: once before the due day for who forgets, 30, 15 and 7 days for a harvest", async () => {
    const { byId } = await loadPlans(path.join(templatesDir, "plans"));
    const before = (id: string) => byId.get(id)?.stages.flatMap(({ offset }) => (offset < 0 ? [offset] : []));
    expect([before("forgets"), before("harvest"), before("short")]).toEqual([[-5], [-30, -15, -7], [-7]]);
    for (const stage of byId.get("short")?.stages ?? []) expect(stage.template).toMatch(/options|late-30/);
  });
});

it("what is wrong in the choice, the cap and a plan is named by file and line", async () => {
  const files = makeTestDirectory("which-plan");
  try {
    const dir = path.join(files.path, "templates");
    cpSync(templatesDir, dir, { recursive: true });
    const check = async (name: string, text: string): Promise<string[]> => {
      writeFileSync(path.join(dir, name), text);
      const found = (await checkTemplates(dir)).map(({ file, line, message }) => `${path.relative(dir, file)}:${String(line)} ${message}`);
      cpSync(path.join(templatesDir, name), path.join(dir, name));
      return found;
    };
    expect(await check("which-plan.yaml", "lines:\n  - { plan: standard }\n  - { conduct: [short], plan: shrt }\n")).toEqual([
      "which-plan.yaml:2 a line for everybody comes last: the first that fits holds",
      "which-plan.yaml:3 no plan shrt",
      "which-plan.yaml:3 the last line is for everybody, without a condition",
    ]);
    expect(await check("which-plan.yaml", "lines:\n  - { conduct: [bad], plan: standard }\n")).toHaveLength(1);
    expect(await check("capacity.yaml", "lines:\n  - { per: officer, an_hour: 3 }\n  - { per: branch, an_hour: 3 }\n")).toEqual([
      "capacity.yaml:2 a line for every branch comes last: the first that fits holds",
    ]);
    const stage = "{ offset: 1, template: reminder-late, priority: 1, move: later, follow_up: { channel: sms } }";
    expect(await check("plans/watched.yaml", `id: watched\nstages:\n  - ${stage}\n`)).toEqual([
      "plans/watched.yaml:3 stages.0.follow_up: says after how many hours: undelivered_hours, unanswered_hours or both",
    ]);
  } finally {
    files.remove();
  }
});
