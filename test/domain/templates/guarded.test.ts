import { appendFile, cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { checkTemplates } from "../../../bot/templates/check-templates.ts";
import { makeTestDirectory } from "../../support/test-directory.ts";

const made: (() => void)[] = [];
afterEach(() => {
  for (const remove of made.splice(0)) remove();
});

async function copied(): Promise<string> {
  const { path, remove } = makeTestDirectory("guarded");
  made.push(remove);
  await cp("templates", path, { recursive: true });
  return path;
}

describe("templates with words that a borrower must never read", () => {
  it("are refused with file, line, the words and what to say instead", async () => {
    const dir = await copied();
    const file = join(dir, "messages/reminder-late.yaml");
    await writeFile(file, (await readFile(file, "utf8")).replace("我们的记录里还没有看到。", "再不还我们就报🚓警。"));
    expect(await checkTemplates(dir)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ file, line: 5, message: expect.stringMatching(/^texts\.zh-CN: "报🚓警" \(force\): .* Better: 这笔还款我们还没有看到/) }),
      ]),
    );
  });

  it("are read in every branch, whatever the values will be", async () => {
    const dir = await copied();
    const file = join(dir, "messages/reminder-before.yaml");
    await writeFile(file, (await readFile(file, "utf8")).replace("other {# days}", "other {# days; this is your final notice}"));
    expect((await checkTemplates(dir)).map(({ message }) => message)).toEqual([expect.stringContaining('"final notice" (countdown)')]);
  });

  it("are refused by the guard that comes with Huifang where a folder has none", async () => {
    const dir = await copied();
    await rm(join(dir, "guard"), { recursive: true });
    await writeFile(
      join(dir, "messages/nothing-due.yaml"),
      "id: nothing-due\npurpose: response\ntexts:\n  zh-CN: 您的贷款已还清。\n  en: Your loan is paid off.\n",
    );
    expect((await checkTemplates(dir)).map(({ message }) => /\(([a-z-]+)\)/.exec(message)?.[1])).toEqual(["paid-off", "paid-off"]);
  });

  it("pass where the ledger is their ground", async () => {
    const dir = await copied();
    await writeFile(
      join(dir, "messages/nothing-due.yaml"),
      "id: nothing-due\npurpose: response\ngrounds: [ledger]\ntexts:\n  zh-CN: 您的贷款已还清。\n  en: Your loan is paid off.\n",
    );
    expect(await checkTemplates(dir)).toEqual([]);
  });

  it("a word list that is no regular expression, or names a list that is not there, is named with its line", async () => {
    const dir = await copied();
    const file = join(dir, "guard/shame.yaml");
    const line = (await readFile(file, "utf8")).trimEnd().split("\n").length + 1;
    await appendFile(file, "  - zh: ['(']\n    en: ['your %cat%']\n");
    expect(await checkTemplates(dir)).toEqual([
      expect.objectContaining({ file, line, message: expect.stringContaining("no regular expression") }),
      expect.objectContaining({ file, line: line + 1, message: expect.stringContaining("no list cat") }),
    ]);
  });
});
