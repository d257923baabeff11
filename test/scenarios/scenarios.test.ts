import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { openTemplates, type Templates } from "../../bot/assembly/templates.ts";
import { playScenario } from "../support/scenario.ts";

const folder = import.meta.dirname;
const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
const update = process.env["UPDATE_GOLDEN"] === "1";
let templates: Templates;
beforeAll(async () => {
  templates = await openTemplates();
});

describe("whole conversations, as everybody saw them", () => {
  it("there are scenarios", () => expect(files.length).toBeGreaterThanOrEqual(30));

  it.each(files)("%s", async (name) => {
    const { scenario, golden, broken } = await playScenario(path.join(folder, name), templates);
    expect(broken).toEqual([]);
    const file = path.join(folder, name.replace(/\.yaml$/, ".golden"));
    if (update) writeFileSync(file, golden);
    for (const line of scenario.expect) expect(golden).toContain(line);
    for (const line of scenario.never) expect(golden).not.toContain(line);
    // UPDATE_GOLDEN=1 npx vitest run test/scenarios writes them anew; read what changed before committing it
    expect(golden).toBe(existsSync(file) ? readFileSync(file, "utf8") : "no golden yet");
  });
});
