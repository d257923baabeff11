import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadCheckinPlan } from "../../../bot/templates/load-checkin-plans.ts";
import { loadCheckins } from "../../../bot/templates/load-checkins.ts";

const { byId } = await loadCheckins("templates/checkins");
let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "huifang-plans-"));
});
afterEach(() => rm(dir, { recursive: true }));

const head = [
  "phases: { just_disbursed_days: 35, before_maturity_days: 45, closing_days: 30, large_times: 2 }",
  "gap_days: 18",
  "same_again_days: 60",
  "window_days: 14",
  "reminder_days: 2",
  'visit_over: { CNY: "500000.00" }',
  "lines:",
].join("\n");
const line = (more: string): string => `${head}\n  - { goal: { zh-CN: 看, en: See }, ${more} }\n`;
const shown = async (text: string, crops?: string): Promise<string[]> => {
  await writeFile(join(dir, "checkin-plans.yaml"), text);
  await (crops === undefined ? rm(join(dir, "crops.yaml"), { force: true }) : writeFile(join(dir, "crops.yaml"), crops));
  const { plan, problems } = await loadCheckinPlan(dir, byId);
  expect(plan === undefined).toBe(problems.length > 0);
  return problems.map((problem) => `${String(problem.line)} ${problem.message}`);
};

describe("templates/checkin-plans.yaml", () => {
  it("without the file nobody is asked by plan", async () => {
    expect(await loadCheckinPlan(dir, byId)).toEqual({ problems: [] });
  });

  it("a line is read as the domain takes it", async () => {
    expect(await shown(line("checkin: enterprise-month, borrower_types: [micro_enterprise], phases: [running], every_months: 2, visit: large"))).toEqual([]);
    const { plan } = await loadCheckinPlan(dir, byId);
    expect(plan?.lines).toEqual([
      {
        checkin: "enterprise-month",
        goal: { "zh-CN": "看", en: "See" },
        borrowerTypes: ["micro_enterprise"],
        phases: ["running"],
        when: { by: "months", every: 2 },
        visit: true,
      },
    ]);
    expect([...(plan?.visitOver ?? [])]).toEqual([["CNY", 50_000_000n]]);
  });

  it.each([
    ["no such questionnaire", "checkin: enterprise-week, phases: [running], every_months: 1", "8 lines.0.checkin: no questionnaire enterprise-week"],
    [
      "a questionnaire for others",
      "checkin: enterprise-month, borrower_types: [farmer], phases: [running], every_months: 1",
      "8 lines.0.borrower_types: enterprise-month is not for farmer",
    ],
    [
      "needs and tips while late",
      "checkin: closing-needs, phases: [overdue], late_days: [3]",
      "8 lines.0.phases: closing-needs is never sent while something is late",
    ],
    ["no time", "checkin: keep-in-touch, phases: [running]", "8 lines.0.checkin: says once when"],
    ["two times", "checkin: keep-in-touch, phases: [running], every_months: 2, every_weeks: 4", "8 lines.0.checkin: says once when"],
    ["days late while nothing is", "checkin: what-happened, phases: [running], late_days: [3]", "8 lines.0.phases: late_days are for the phase overdue alone"],
    ["each week", "checkin: keep-in-touch, phases: [running], every_weeks: 1", "8 lines.0.every_weeks:"],
    ["a phase that is none", "checkin: keep-in-touch, phases: [soon], every_weeks: 4", "8 lines.0.phases.0:"],
    ["seasons without a calendar", "checkin: farmer-season, phases: [running], seasons: [sow]", "8 lines.0.seasons: there is no crops.yaml"],
  ])("%s is refused with its line", async (_, more, expected) => {
    expect((await shown(line(more))).filter((one) => one.startsWith(expected))).toHaveLength(1);
  });

  it("a visit's limit needs a currency and an exact amount", async () => {
    expect(await shown(head.replace('CNY: "500000.00"', 'CNY: "0.001", XQQ: "1"').replace("lines:", "lines: []"))).toEqual([
      expect.stringContaining("6 visit_over.CNY:"),
      expect.stringContaining("6 visit_over.XQQ:"),
    ]);
  });

  it.each([
    ["a thirteenth month", "crops:\n  - { id: tea, words: [tea], months: { sow: [13] } }\n", "2 crops.0.months.sow.0:"],
    [
      "everybody else before somebody",
      "crops:\n  - { id: other, months: { sow: [3] } }\n  - { id: tea, words: [tea], months: { sow: [3] } }\n",
      "2 crops.0: one without words",
    ],
    [
      "a crop twice",
      "crops:\n  - { id: tea, words: [tea], months: { sow: [3] } }\n  - { id: tea, words: [茶], months: { sow: [3] } }\n",
      "3 crops.1.id: is there twice",
    ],
  ])("of the crop calendar: %s", async (_, crops, expected) => {
    expect((await shown(line("checkin: farmer-season, phases: [running], seasons: [sow]"), crops)).filter((one) => one.startsWith(expected))).toHaveLength(1);
  });
});
