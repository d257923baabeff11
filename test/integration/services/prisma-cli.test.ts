import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { migrateDeploy } from "../../../bot/services/migrate.ts";
import { emptyDatabase, freshDatabase } from "../../support/database.ts";
import { makeTestDirectory } from "../../support/test-directory.ts";

const SCHEMA = `
generator client {
  provider = "prisma-client"
  output   = "../../generated"
}
datasource db {
  provider = "postgresql"
}
model Word {
  id   Int    @id
  text String
}
`;
// a server with two cores and a cold disk
const SLOW_MS = 120_000;

it("Prisma agrees with what our own migration runner has recorded", { timeout: SLOW_MS }, async () => {
  const { url, drop } = await freshDatabase();
  onTestFinished(drop);
  expect(await prisma(process.cwd(), url, "migrate", "status")).toContain("Database schema is up to date!");
});

it("Prisma writes a migration without downloading anything, and our own runner agrees with it", { timeout: SLOW_MS }, async () => {
  const project = scratchProject();
  const { url, drop } = await emptyDatabase();
  onTestFinished(drop);
  await prisma(project, url, "migrate", "dev", "--name", "first");
  const dir = path.join(project, "prisma/migrations");
  expect(readdirSync(dir)).toContainEqual(expect.stringMatching(/^\d{14}_first$/));
  expect(await migrateDeploy({ url, dir })).toEqual({ applied: [], edited: [], unknown: [] });
});

/** A project of its own schema on this one's tools and packages. */
function scratchProject(): string {
  const { path: dir, remove } = makeTestDirectory("prisma");
  onTestFinished(remove);
  for (const shared of ["node_modules", "bot"]) symlinkSync(path.resolve(shared), path.join(dir, shared));
  for (const copied of ["prisma.config.ts", "package.json", "prisma/tooling"]) cpSync(copied, path.join(dir, copied), { recursive: true });
  mkdirSync(path.join(dir, "prisma/schema"));
  writeFileSync(path.join(dir, "prisma/schema/base.prisma"), SCHEMA);
  return dir;
}

async function prisma(cwd: string, url: string, ...args: string[]): Promise<string> {
  const { PRISMA_SCHEMA_ENGINE_BINARY: _, DATABASE_ADMIN_URL: __, ...rest } = process.env;
  const env = { ...rest, DATABASE_URL: url, CHECKPOINT_DISABLE: "1" };
  const cli = path.resolve("node_modules/prisma/build/index.js");
  const { stdout } = await promisify(execFile)(process.execPath, [cli, ...args], { cwd, env });
  return stdout;
}
