import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Command, CommanderError } from "commander";
import { afterAll, beforeAll, expect, test } from "vitest";
import { registerLog } from "../../../bot/cli/log.ts";
import { day, instant } from "../../../bot/domain/calendar.ts";
import { openInstallation, type TestInstallation } from "../../support/big-book.ts";
import { seedBook } from "../../support/seed-book.ts";

let book: TestInstallation;
beforeAll(async () => {
  book = await openInstallation({ hours: { from: "09:00", to: "18:00" } });
  const seeded = seedBook(book.core.database, book.core.vault);
  const wang = await seeded.borrower({ externalId: "B-1", name: "王", dueOn: day("2026-11-20") });
  await seeded.said(wang, "好的\n=1", instant("2026-11-20T10:00:00Z"));
  await seeded.held(wang, "suppress", [{ rule: "paid" }], instant("2026-11-20T11:00:00Z"), 3);
});
afterAll(() => book.close());

async function huifang(...words: string[]): Promise<number> {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  registerLog(program, () => Promise.resolve({ ...book.core, close: () => Promise.resolve() }));
  try {
    await program.parseAsync(["log", "export", ...words], { from: "user" });
    return 0;
  } catch (fault) {
    if (fault instanceof CommanderError) return 2;
    throw fault;
  }
}

test("log export leaves a whole file and its manifest, and nothing half", async () => {
  const out = path.join(book.directory, "log.jsonl");
  expect(await huifang("--from", "2026-11-20", "--to", "2026-11-20", "--zone", "UTC", "--format", "jsonl", "--out", out)).toBe(0);
  const bytes = readFileSync(out);
  const manifest = JSON.parse(readFileSync(`${out}.manifest.json`, "utf8"));
  expect(manifest).toMatchObject({ rows: 2, outcomes: { received: 1, suppressed: 1 }, erased: 0 });
  expect(createHash("sha256").update(bytes.subarray(0, manifest.bytes)).digest("hex")).toBe(manifest.sha256);
  expect(JSON.parse(bytes.subarray(manifest.bytes).toString("utf8"))).toEqual({ end: manifest });
  expect(existsSync(`${out}.part`)).toBe(false);
});

test.each([
  [["--from", "2026-11-20"]],
  [["--from", "2026-11-20", "--to", "2026-11-19"]],
  [["--from", "yesterday", "--to", "2026-11-19"]],
  [["--from", "2026-11-20", "--to", "2026-11-20", "--zone", "Mars/Base"]],
  [["--from", "2026-11-20", "--to", "2026-11-20", "--format", "xlsx"]],
  [["--from", "2026-11-20", "--to", "2026-11-20", "--outcome", "maybe"]],
])("%j is wrong usage", async (words) => {
  expect(await huifang(...words)).toBe(2);
});
