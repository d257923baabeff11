import { mkdtemp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loanFacts, trendNames } from "../../../bot/domain/checkins/known-facts.ts";
import { textValues } from "../../../bot/domain/checkins/questionnaire.ts";
import { loanPhases } from "../../../bot/domain/checkins/phase.ts";
import { seasons } from "../../../bot/domain/checkins/crops.ts";
import { loadCheckinPlan } from "../../../bot/templates/load-checkin-plans.ts";
import { loadCheckins } from "../../../bot/templates/load-checkins.ts";
import { theGuard } from "../../../bot/templates/the-guard.ts";

const docs = await readFile("docs/checkins.md", "utf8");
const { guard } = await theGuard("templates");
/** By the file that the first line of each names. */
const examples = new Map([...docs.matchAll(/```yaml\n# templates\/(\S+)\n([\s\S]*?)```/g)].map(([, file = "", text = ""]) => [file, text]));
const types = ["yes_no", "choice", "multi_choice", "number", "money", "percent", "date", "text", "document", "location"];

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "huifang-docs-"));
  for (const [file, text] of examples) {
    await mkdir(join(dir, dirname(file)), { recursive: true });
    await writeFile(join(dir, file), text);
  }
});
afterAll(() => rm(dir, { recursive: true }));

describe("what docs/checkins.md tells authors", () => {
  it("has an example of each file, and they are read as they stand", async () => {
    expect([...examples.keys()]).toEqual(["checkins/workshop-week.yaml", "checkin-plans.yaml", "crops.yaml"]);
    const { byId, problems } = await loadCheckins(join(dir, "checkins"), guard);
    expect(problems.map(({ line, message }) => `${String(line)} ${message}`)).toEqual([]);
    expect(byId.get(basename("checkins/workshop-week.yaml", ".yaml"))?.questions.map(({ id }) => id)).toEqual(["orders", "wages", "idle"]);
    const { plan, problems: wrong } = await loadCheckinPlan(dir, byId);
    expect(wrong).toEqual([]);
    expect([plan?.lines.length, plan?.crops.length]).toEqual([1, 2]);
  });

  it.each([...Object.keys(loanFacts), ...textValues.map((name) => `{${name}}`), ...types, ...loanPhases, ...seasons])("says what %s is", (name) => {
    expect(docs).toContain(`\`${name}\``);
  });

  it.each(trendNames.map((name) => [name]))("names the trend %s", (name) => {
    expect(docs).toMatch(new RegExp(`\\.${name}\``));
  });

  it("names every questionnaire that comes along", async () => {
    const { byId } = await loadCheckins("templates/checkins", guard);
    const named = [...byId.keys()].filter((id) => docs.includes(`\`${id}\``));
    expect(named).toEqual([...byId.keys()]);
    expect(docs).toContain("Ten questionnaires");
    expect(named.length).toBe(10);
  });
});
