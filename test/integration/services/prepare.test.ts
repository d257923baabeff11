import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { makeTestDirectory } from "../../support/test-directory.ts";

const SLOW_MS = 120_000;

it("the Prisma client is generated when the schema changed, and only then", { timeout: SLOW_MS }, async () => {
  const project = scratchProject();
  expect(await prepare(project)).toMatchObject({ built: true });
  expect(existsSync(path.join(project, "bot/store/prisma/models/Word.ts"))).toBe(true);
  const again = await prepare(project);
  expect(again.built).toBe(false);
  expect(again.ms).toBeLessThan(30);
  writeFileSync(path.join(project, "prisma/schema/more.prisma"), "model Sentence {\n  id Int @id\n}\n");
  expect(await prepare(project)).toMatchObject({ built: true });
  expect(existsSync(path.join(project, "bot/store/prisma/models/Sentence.ts"))).toBe(true);
});

it("two that start at once generate it once", { timeout: SLOW_MS }, async () => {
  const project = scratchProject();
  const both = await Promise.all([prepare(project), prepare(project)]);
  expect(both.map((one) => one.built).sort()).toEqual([false, true]);
});

/** A project of its own schema on this one's tools and packages. */
function scratchProject(): string {
  const { path: dir, remove } = makeTestDirectory("prepare");
  onTestFinished(remove);
  mkdirSync(path.join(dir, "node_modules"));
  for (const name of ["prisma", "@prisma", "tsx", "pg", ".prisma"])
    if (existsSync(path.resolve("node_modules", name))) symlinkSync(path.resolve("node_modules", name), path.join(dir, "node_modules", name));
  for (const copied of ["prisma.config.ts", "package.json", "prisma/tooling", "prisma/schema/base.prisma", "bot/services"])
    cpSync(copied, path.join(dir, copied), { recursive: true });
  writeFileSync(path.join(dir, "prisma/schema/word.prisma"), "model Word {\n  id Int @id\n}\n");
  return dir;
}

/** In a process of its own, as `npm start` does: whether it generated, and the time without loading it. */
async function prepare(project: string): Promise<{ built: boolean; ms: number }> {
  const script = `
    const { prepareClient } = await import(${JSON.stringify(path.join(project, "bot/services/prepare.mjs"))});
    const began = performance.now();
    const built = await prepareClient();
    console.log(JSON.stringify({ built, ms: performance.now() - began }));`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script]);
  return JSON.parse(stdout);
}
