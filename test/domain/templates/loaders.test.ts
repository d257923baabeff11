import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkTemplates } from "../../../bot/templates/check-templates.ts";
import { loadMessageTemplates } from "../../../bot/templates/load-message-templates.ts";
import { loadPlans } from "../../../bot/templates/load-plans.ts";
import { loadPolicies, policyOf } from "../../../bot/templates/load-policies.ts";
import { loadRoutes } from "../../../bot/templates/load-routes.ts";
import { MissingParam, renderMessage } from "../../../bot/templates/render-message.ts";
import type { Problem } from "../../../bot/templates/yaml-file.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "huifang-templates-"));
});
afterEach(() => rm(dir, { recursive: true }));

const message = (id: string, zh: string, en: string): string => `id: ${id}\npurpose: response\ntexts:\n  zh-CN: "${zh}"\n  en: "${en}"\n`;

describe("message templates", () => {
  it("render in the borrower's language: any Chinese reads zh-CN, everybody else English", async () => {
    await put("hi.yaml", message("hi", "还有{days}天，{amount}", "{days, plural, one {# day} other {# days}}, {amount}"));
    const hi = (await loadMessageTemplates(dir)).templates.get("hi");
    if (!hi) throw new Error("not loaded");
    const say = (locale: string, days: number) => renderMessage(hi, locale, { days, amount: "¥1.00" });
    expect([say("zh-CN", 3), say("zh-TW", 3), say("zh", 3), say("en-GB", 1), say("fr", 2)]).toEqual([
      "还有3天，¥1.00",
      "还有3天，¥1.00",
      "还有3天，¥1.00",
      "1 day, ¥1.00",
      "2 days, ¥1.00",
    ]);
    expect(hi).toMatchObject({ params: ["amount", "days"], purpose: "response", version: expect.stringMatching(/^[0-9a-f]{12}$/) });
  });

  it("a missing or empty value is never sent as a hole", async () => {
    await put("hi.yaml", message("hi", "{a, select, x {{b}} other {好}}", "{a, select, x {{b}} other {ok}}"));
    const hi = (await loadMessageTemplates(dir)).templates.get("hi");
    if (!hi) throw new Error("not loaded");
    expect(() => renderMessage(hi, "en", { a: "y" })).toThrow(MissingParam);
    expect(() => renderMessage(hi, "en", { a: "y", b: "" })).toThrow("template hi needs {b}");
  });

  it("any change of the file is another version", async () => {
    await put("hi.yaml", message("hi", "好", "ok"));
    const before = (await loadMessageTemplates(dir)).templates.get("hi")?.version;
    await put("hi.yaml", message("hi", "好。", "ok"));
    expect((await loadMessageTemplates(dir)).templates.get("hi")?.version).not.toBe(before);
  });

  it.each([
    ["a language is missing", "id: hi\npurpose: response\ntexts:\n  zh-CN: 好\n", "4:3 texts.en:"],
    ["another key", "id: hi\npurpose: response\nurgent: true\ntexts: {zh-CN: 好, en: ok}\n", "1:1 Unrecognized key"],
    ["another purpose", "id: hi\npurpose: threat\ntexts: {zh-CN: 好, en: ok}\n", "2:10 purpose:"],
    ["no YAML", "id: hi\npurpose: [response\n", "3:1 "],
    ["a key twice", "id: hi\nid: ho\n", "2:1 Map keys must be unique"],
    ["no ICU", message("hi", "好{", "ok"), "4:10 texts.zh-CN: no ICU MessageFormat"],
    ["a value in one language only", message("hi", "{amount}", "ok"), "5:7 texts.en: {amount} is missing"],
    ["an id that is not the file's name", message("ho", "好", "ok"), '1:5 id: "ho" is not the name of the file'],
    ["nothing", "", "1:1 "],
  ])("%s is a problem with its line, and the template is not used", async (_, text, expected) => {
    await put("hi.yaml", text);
    const { templates, problems } = await loadMessageTemplates(dir);
    expect(templates.size).toBe(0);
    expect(shown(problems)).toEqual(expect.arrayContaining([expect.stringContaining(expected)]));
    expect(problems.every(({ file }) => file === join(dir, "hi.yaml"))).toBe(true);
  });

  it("one broken file does not hide the others", async () => {
    await put("bad.yaml", "id: [");
    await put("good.yaml", message("good", "好", "ok"));
    expect([...(await loadMessageTemplates(dir)).templates.keys()]).toEqual(["good"]);
  });
});

describe("plans, policies and routes", () => {
  it("a plan is read as the domain takes it", async () => {
    await put(
      "usual.yaml",
      "id: usual\nstages:\n  - {offset: -3, template: a, priority: 50, move: earlier}\n  - {offset: 1, template: b, priority: 60, move: later}\n",
    );
    expect((await loadPlans(dir)).byId.get("usual")).toEqual({
      id: "usual",
      stages: [
        { offset: -3, template: "a", priority: 50, move: "earlier" },
        { offset: 1, template: "b", priority: 60, move: "later" },
      ],
    });
  });

  it("a stage before the due day never moves later, and none comes twice", async () => {
    await put(
      "usual.yaml",
      "id: usual\nstages:\n  - {offset: -3, template: a, priority: 50, move: later}\n  - {offset: -3, template: b, priority: 50, move: earlier}\n",
    );
    expect(shown((await loadPlans(dir)).problems)).toEqual([
      "3:51 stages.0.move: up to the due day a stage moves earlier, never later",
      "4:14 stages.1.offset: stages ascend, each offset once",
    ]);
  });

  const policy = (from: string, to: string) =>
    [
      "id: default",
      "title: {zh-CN: 默认, en: default}",
      `hours: {source: ours, week: [{days: [1, 2, 3, 4, 5, 6], from: "${from}", to: "${to}"}]}`,
      "sources: {ours: {text: ours, seen: false}}",
      "budgets: [{source: ours, window: day, most: 1, of: [message]}]",
      "ledger: {source: ours, posting_lag_hours: 24, oldest_hours: 48}",
      "responses: {source: ours, within_hours: false}",
    ].join("\n");

  it("a policy is read as the domain takes it, under its content's hash", async () => {
    await put("default.yaml", policy("09:00", "18:00"));
    const read = policyOf((await loadPolicies(dir)).byId, ["default"]);
    const source = { text: "ours", seen: false };
    expect(read).toMatchObject({
      id: "default",
      version: expect.stringMatching(/^[0-9a-f]{12}$/),
      ledger: { postingLagMs: 86_400_000, oldestMs: 172_800_000 },
      responses: { withinHours: false },
      layers: [{ id: "default", budgets: [{ source, window: "day", most: 1, of: ["message"], unanswered: false }] }],
    });
    expect([...(read.layers[0]?.hours?.week ?? [])]).toEqual([1, 2, 3, 4, 5, 6].map((on) => [on, { fromMinute: 540, toMinute: 1080 }]));
  });

  it("a rule whose source the file does not name, and a pack that extends itself, are refused with their place", async () => {
    await put("default.yaml", policy("09:00", "18:00").replace("{source: ours, week", "{source: nobody, week"));
    expect(shown((await loadPolicies(dir)).problems)).toEqual(['3:17 no source "nobody" in sources']);
    await put("default.yaml", policy("09:00", "18:00"));
    await put("a.yaml", "id: a\ntitle: {zh-CN: 甲, en: a}\nextends: b\nsources: {}\n");
    await put("b.yaml", "id: b\ntitle: {zh-CN: 乙, en: b}\nextends: a\nsources: {}\n");
    expect(shown((await loadPolicies(dir)).problems)).toEqual(["3:10 extends: comes back to itself", "3:10 extends: comes back to itself"]);
  });

  it.each([
    ["18:00", "09:00"],
    ["9:00", "18:00"],
    ["09:00", "24:30"],
    ["09:00", "09:00"],
  ])("hours %s to %s are refused", async (from, to) => {
    await put("default.yaml", policy(from, to));
    const { byId, problems } = await loadPolicies(dir);
    expect(byId.size).toBe(0);
    expect(problems[0]).toMatchObject({ line: 3, message: expect.stringContaining("hours") });
  });

  it("a route is read as the domain takes it", async () => {
    await put(
      "usual.yaml",
      "id: usual\nsteps: [{to: officer, after_minutes: 0}, {to: supervisor, after_minutes: 60}]\nacknowledge_minutes: {urgent: 15, high: 60, normal: 240}\n",
    );
    expect((await loadRoutes(dir)).byId.get("usual")).toEqual({
      id: "usual",
      steps: [
        { to: "officer", afterMinutes: 0 },
        { to: "supervisor", afterMinutes: 60 },
      ],
      acknowledgeMinutes: { urgent: 15, high: 60, normal: 240 },
    });
  });
});

describe("templates check", () => {
  it("finds what a conversation would say and nobody wrote", async () => {
    expect(shown(await checkTemplates(dir))).toContain("1:1 missing: turns of the conversation say it");
  });

  it("finds values that nobody gives, stages without a text, and stages that say no reminder", async () => {
    await put("messages/rephrase.yaml", message("rephrase", "{amount}", "{amount}"));
    await put("messages/due.yaml", message("due", "{amount}{secret}", "{amount}{secret}").replace("response", "reminder"));
    await put(
      "plans/usual.yaml",
      "id: usual\nstages:\n  - {offset: 0, template: due, priority: 1, move: earlier}\n  - {offset: 1, template: nowhere, priority: 1, move: later}\n  - {offset: 2, template: rephrase, priority: 1, move: later}\n",
    );
    const problems = shown((await checkTemplates(dir)).filter(({ message: text }) => !text.startsWith("missing")));
    expect(problems).toEqual([
      "4:10 texts: nobody gives {secret}",
      "4:10 texts: nobody gives {amount}",
      "4:27 no message template nowhere",
      "5:27 rephrase is no reminder",
    ]);
  });
});

const shown = (problems: readonly Problem[]): string[] => problems.map(({ line, column, message: text }) => `${line}:${column} ${text}`);

async function put(name: string, text: string): Promise<void> {
  await mkdir(dirname(join(dir, name)), { recursive: true });
  await writeFile(join(dir, name), text);
}
