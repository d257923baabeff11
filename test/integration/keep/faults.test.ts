/** Backups that are not whole, not ours or not for here: each is refused with a clear word, and nothing is changed. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { day, instant } from "../../../bot/domain/calendar.ts";
import type { BorrowerId } from "../../../bot/domain/ids.ts";
import { connectPostgres } from "../../../bot/services/connect-postgres.ts";
import { readErasureList, syncErasureList } from "../../../bot/store/keep/erasure-list.ts";
import { looseManifest, readManifest } from "../../../bot/store/keep/manifest.ts";
import { takeBackup } from "../../../bot/store/keep/take-backup.ts";
import { verifyFiles } from "../../../bot/store/keep/verify-backup.ts";
import { rootKeys } from "../../../bot/store/seal.ts";
import { bigBook, openInstallation, type TestInstallation } from "../../support/big-book.ts";
import { newId } from "../../support/seed-book.ts";
import { makeTestDirectory } from "../../support/test-directory.ts";
import { contents, emptyTarget, restoreInto, root, type Backup } from "./support.ts";

let book: TestInstallation;
let whole: Backup;
const home = makeTestDirectory("keep-faults");

beforeAll(async () => {
  book = await openInstallation({ hours: { from: "09:00", to: "10:00" }, connections: 4 });
  await book.import({ loans: bigBook({ borrowers: 300, zone: "UTC", dueOn: day("2026-12-25") }) });
  whole = { data: path.join(home.path, "whole/data"), keys: path.join(home.path, "whole/keys") };
  await backup(whole);
}, 60_000);
afterAll(async () => {
  await book.close();
  home.remove();
});

async function backup({ data, keys }: Backup): Promise<void> {
  const client = await connectPostgres(book.core.databaseUrl);
  try {
    await takeBackup(client, { out: data, keysOut: keys, root, now: instant("2026-11-25T00:00:00Z") });
  } finally {
    await client.end();
  }
}

/** A copy of the whole one, to be spoilt. */
function copy(): Backup {
  const dir = mkdtempSync(path.join(home.path, "copy-"));
  cpSync(path.dirname(whole.data), dir, { recursive: true });
  return { data: path.join(dir, "data"), keys: path.join(dir, "keys") };
}

const flip = (file: string, at: number): void => {
  const bytes = readFileSync(file);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(file, bytes);
};
const manifest = (dir: string): string => path.join(dir, "manifest.json");
const edit = (dir: string, change: (text: string) => string): void => writeFileSync(manifest(dir), change(readFileSync(manifest(dir), "utf8")));

describe("a restore refuses, and changes nothing, where", { timeout: 60_000 }, () => {
  const spoilt: [string, (of: Backup) => void, RegExp][] = [
    ["a file is missing", ({ data }) => rmSync(path.join(data, "public.loan.copy.gz")), /public\.loan\.copy\.gz is missing: this backup is incomplete/],
    [
      "one byte of a table is flipped",
      ({ data }) => flip(path.join(data, "public.borrower.copy.gz"), 500),
      /public\.borrower\.copy\.gz was changed or damaged/,
    ],
    [
      "one byte of the keys is flipped",
      ({ keys }) => flip(path.join(keys, "keys.borrower_key.copy.gz"), 500),
      /keys\.borrower_key\.copy\.gz was changed or damaged/,
    ],
    ["the manifest was broken off", ({ data }) => rmSync(manifest(data)), /has no manifest\.json: it is no backup, or one that was broken off/],
    ["the manifest is cut", ({ data }) => edit(data, (text) => text.slice(0, 300)), /manifest\.json was changed or damaged/],
    ["a moment in the manifest was changed", ({ data }) => edit(data, (text) => text.replace("2026-11-25", "2026-11-24")), /does not bear the mark of its key/],
    ["the form is newer", ({ data }) => edit(data, (text) => text.replace('"huifang_backup": 1', '"huifang_backup": 2')), /made by a newer version of Huifang/],
    [
      "the keys are given as the data",
      (of) => rmSync(of.data, { recursive: true }) ?? cpSync(of.keys, of.data, { recursive: true }),
      /is a backup of the keys, not of the data/,
    ],
  ];
  it.each(spoilt)("%s", async (_, spoil, said) => {
    const of = copy();
    spoil(of);
    const url = await emptyTarget();
    await expect(restoreInto(url, of)).rejects.toThrow(said);
    expect((await contents(url)).size).toBe(0);
  });

  it("the key is another", async () => {
    const url = await emptyTarget();
    await expect(restoreInto(url, whole, { root: rootKeys(Buffer.alloc(32, 12)) })).rejects.toThrow(
      /HUIFANG_KEY is another key .*: nothing in it could be read/,
    );
    expect((await contents(url)).size).toBe(0);
  });

  it("this version lacks a migration of the backup", async () => {
    const migrations = path.join(mkdtempSync(path.join(home.path, "older-")), "migrations");
    cpSync("prisma/migrations", migrations, { recursive: true });
    const newest = readdirSync(migrations)
      .filter((name) => /^\d/.test(name))
      .toSorted()
      .at(-1);
    rmSync(path.join(migrations, newest ?? ""), { recursive: true });
    const url = await emptyTarget();
    await expect(restoreInto(url, whole, { migrations })).rejects.toThrow(/made by a newer version of Huifang/);
    expect((await contents(url)).size).toBe(0);
  });

  it("the database holds something, unless that is to be replaced", async () => {
    const other = await openInstallation({ hours: { from: "09:00", to: "10:00" }, connections: 4 });
    onTestFinished(() => other.close());
    await other.import({ loans: bigBook({ borrowers: 3, zone: "UTC", dueOn: day("2026-12-25"), from: 7_000 }) });
    const before = await contents(other.core.databaseUrl);
    await expect(restoreInto(other.core.databaseUrl, whole)).rejects.toThrow(/Huifang still runs on this database/);
    await other.core.database.$disconnect();
    await expect(restoreInto(other.core.databaseUrl, whole)).rejects.toThrow(/the database is not empty/);
    expect(await contents(other.core.databaseUrl)).toEqual(before);
    await restoreInto(other.core.databaseUrl, whole, { force: true });
    expect((await contents(other.core.databaseUrl)).get("public.borrower")).toHaveLength(300);
  });

  it("a table came in between that migrations add: an older backup is restored and then upgraded", async () => {
    const migrations = path.join(mkdtempSync(path.join(home.path, "newer-")), "migrations");
    cpSync("prisma/migrations", migrations, { recursive: true });
    mkdirSync(path.join(migrations, "20991231000000_later"));
    writeFileSync(path.join(migrations, "20991231000000_later/migration.sql"), "ALTER TABLE borrower ADD COLUMN later integer NOT NULL DEFAULT 7;\n");
    const url = await emptyTarget();
    expect(await restoreInto(url, whole, { migrations })).toMatchObject({ upgraded: ["20991231000000_later"] });
    expect((await contents(url)).get("public.borrower")?.every((row) => row.endsWith(",7)"))).toBe(true);
  });
});

describe("a backup", { timeout: 120_000 }, () => {
  it("is never written over another, nor are keys put beside the data", async () => {
    await expect(backup(whole)).rejects.toThrow(/is not empty/);
    const dir = path.join(home.path, "apart");
    await expect(backup({ data: dir, keys: path.join(dir, "keys") })).rejects.toThrow(/must be kept apart/);
    expect(existsSync(dir)).toBe(false);
  });

  it("holds no borrower's key, and no session, in its data", () => {
    const tables = looseManifest(whole.data).tables.map(({ schema, name }) => `${schema}.${name}`);
    expect(tables).toContain("public.log_entry");
    expect(tables.filter((name) => name.startsWith("keys.") || name.includes("session"))).toEqual([]);
    expect(looseManifest(whole.keys).tables.map(({ name }) => name)).toEqual(["borrower_key", "erasure"]);
  });

  it("killed in the middle is known to be broken off", async () => {
    const of = { data: path.join(home.path, "killed/data"), keys: path.join(home.path, "killed/keys") };
    expect(await killed("backup", book.core.databaseUrl, of, 6)).toBe("SIGKILL");
    expect(readdirSync(of.data).length).toBeGreaterThan(0);
    expect(() => readManifest(of.data, "data", root)).toThrow(/broken off/);
    await expect(backup(of)).rejects.toThrow(/is not empty/);
  });

  it("is whole as its own reading says", async () => {
    expect(await verifyFiles(whole.data, readManifest(whole.data, "data", root))).toMatchObject({ files: looseManifest(whole.data).tables.length });
  });
});

describe("a restore killed in the middle", { timeout: 120_000 }, () => {
  it.each([1, 8, 20])("after %i tables leaves the database as it was", async (tables) => {
    const url = await emptyTarget();
    expect(await killed("restore", url, whole, tables)).toBe("SIGKILL");
    expect((await contents(url)).size).toBe(0);
    await restoreInto(url, whole);
    expect((await contents(url)).get("public.borrower")).toHaveLength(300);
  });
});

describe("the list of the erased", () => {
  const one = { borrower: newId<BorrowerId>(), at: instant("2026-11-25T00:00:00Z"), reason: "borrower_request", by: "dpo" } as const;
  const two = { ...one, borrower: newId<BorrowerId>() };

  it("takes each person once, and goes on after a line that a crash cut off", () => {
    const file = path.join(home.path, "lists/erased.jsonl");
    expect(syncErasureList(file, [one])).toBe(1);
    expect(syncErasureList(file, [one])).toBe(0);
    writeFileSync(file, `${readFileSync(file, "utf8")}{"borrower":"0b7c`);
    expect(readErasureList(file)).toHaveLength(1);
    expect(syncErasureList(file, [one, two])).toBe(1);
    expect(readErasureList(file).map(({ borrower }) => borrower)).toEqual([one.borrower, two.borrower]);
  });

  it("that was damaged stops a restore instead of forgetting somebody", () => {
    const file = path.join(home.path, "lists/damaged.jsonl");
    syncErasureList(file, [one, two]);
    writeFileSync(file, readFileSync(file, "utf8").replace('"borrower"', '"borower"'));
    expect(() => readErasureList(file)).toThrow(/damaged\.jsonl:1 is no line of an erasure list/);
  });
});

async function killed(mode: "backup" | "restore", url: string, { data, keys }: Backup, tables: number): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, ["--import", "tsx", "test/integration/keep/killed-child.ts", mode, url, data, keys, String(tables)], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  await once(child, "exit");
  return child.signalCode;
}
