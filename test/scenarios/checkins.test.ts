import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { loadMessageTemplates } from "../../bot/templates/load-message-templates.ts";
import { playCheckin } from "../support/checkin-play.ts";

const folder = path.join(import.meta.dirname, "checkins");
const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
const update = process.env["UPDATE_GOLDEN"] === "1";
const templates = await loadMessageTemplates("templates/messages");

describe("conversations of check-ins, as the borrower and the record see them", () => {
  it("there are at least fifty", () => expect(files.length).toBeGreaterThanOrEqual(50));

  it.each(files)("%s", (name) => {
    const { scenario, golden, broken } = playCheckin(path.join(folder, name), templates);
    expect(broken).toEqual([]);
    const file = path.join(folder, name.replace(/\.yaml$/, ".golden"));
    if (update) writeFileSync(file, golden);
    for (const line of scenario.expect) expect(golden).toContain(line);
    for (const line of scenario.never) expect(golden).not.toContain(line);
    // UPDATE_GOLDEN=1 npx vitest run test/scenarios/checkins.test.ts writes them anew; read what changed before committing it
    expect(golden).toBe(existsSync(file) ? readFileSync(file, "utf8") : "no golden yet");
  });
});
