import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectPostgres } from "../../../bot/services/connect-postgres.ts";
import { startEmbeddedPostgres } from "../../../bot/services/embedded-postgres.ts";
import { canReach } from "../../../bot/services/postgres-user.ts";
import { isRunning } from "../../../bot/services/process-info.mjs";
import { serviceOf, spawnService } from "../../support/spawn-service.ts";
import { makeTestDirectory } from "../../support/test-directory.ts";

const isRoot = process.getuid?.() === 0;
const directory = makeTestDirectory("embedded");
const dataDir = path.join(directory.path, "postgres");

beforeAll(async () => {
  const server = await startEmbeddedPostgres({ dataDir });
  await run(server.url, "CREATE TABLE kept (word text PRIMARY KEY); INSERT INTO kept VALUES ($$回访$$)");
  await server.stop();
});
afterAll(() => directory.remove());

describe("the data", () => {
  it("are there again after stop and start", async () => {
    const server = await startEmbeddedPostgres({ dataDir });
    expect(await words(server.url)).toEqual(["回访"]);
    await server.stop();
    expect(isRunning(server.pid)).toBe(false);
  });

  it("survive kill -9 of the server and of the process that started it", async () => {
    const first = await spawnService("postgres", dataDir);
    process.kill(serviceOf(first).pid, "SIGKILL");
    await first.end("SIGKILL");
    const server = await startEmbeddedPostgres({ dataDir });
    expect(await words(server.url)).toEqual(["回访"]);
    await server.stop();
  });

  it("never reach the server log when a statement fails on them", async () => {
    const server = await startEmbeddedPostgres({ dataDir });
    await expect(run(server.url, `INSERT INTO kept VALUES ('回访')`)).rejects.toThrow();
    await server.stop();
    const log = readFileSync(`${server.dataDir}.log`, "utf8");
    expect(log).toContain("ready to accept connections");
    expect(log).not.toContain("回访");
    expect(log).not.toContain("INSERT");
  });

  it("are closed to whoever does not know the password", async () => {
    const server = await startEmbeddedPostgres({ dataDir });
    const guess = server.url.replace(/:[0-9a-f]+@/, ":guess@");
    await expect(connectPostgres(guess)).rejects.toThrow(/\(28P01\)\. Check the user and password/);
    await server.stop();
  });
});

describe("the server", () => {
  it("left behind by kill -9 is adopted by the next start, whose stop ends it", async () => {
    const killed = await spawnService("postgres", dataDir);
    await killed.end("SIGKILL");
    expect(isRunning(serviceOf(killed).pid)).toBe(true);
    const server = await startEmbeddedPostgres({ dataDir });
    expect(server).toMatchObject({ pid: serviceOf(killed).pid, owned: true });
    await server.stop();
    expect(isRunning(server.pid)).toBe(false);
  });

  it("is joined, not owned, by a second process, whose stop leaves it running", async () => {
    const server = await startEmbeddedPostgres({ dataDir });
    const second = await spawnService("postgres", dataDir);
    expect(serviceOf(second)).toMatchObject({ pid: server.pid, port: server.port, owned: false });
    await second.end("SIGTERM");
    expect(await words(server.url)).toEqual(["回访"]);
    await server.stop();
    expect(isRunning(server.pid)).toBe(false);
  });

  it("is not taken from a process still working on it: the last one to stop ends it", async () => {
    const first = await spawnService("postgres", dataDir);
    const second = await startEmbeddedPostgres({ dataDir });
    await first.end("SIGTERM");
    expect(await words(second.url)).toEqual(["回访"]);
    await second.stop();
    expect(isRunning(second.pid)).toBe(false);
  });

  it("is one, however many processes start at once", async () => {
    const all = await Promise.all([1, 2, 3].map(() => spawnService("postgres", dataDir)));
    expect(new Set(all.map((one) => serviceOf(one).pid)).size).toBe(1);
    expect(all.filter((one) => serviceOf(one).owned)).toHaveLength(1);
    await Promise.all(all.map((one) => one.end("SIGTERM")));
    expect(all.map((one) => isRunning(serviceOf(one).pid))).toEqual([false, false, false]);
  });

  it("ends within three seconds with sessions open", async () => {
    const server = await startEmbeddedPostgres({ dataDir });
    const session = await connectPostgres(server.url);
    const busy = session.query("SELECT pg_sleep(60)").catch(() => "cut off");
    const began = performance.now();
    await server.stop();
    expect(performance.now() - began).toBeLessThan(3_000);
    expect(await busy).toBe("cut off");
  });

  it("starts although the process id in a stale postmaster.pid belongs to another program now", async () => {
    const stale = [process.pid, dataDir, "1700000000", "5432", "", "127.0.0.1", "  0  0", "ready   ", ""];
    writeFileSync(path.join(dataDir, "postmaster.pid"), stale.join("\n"));
    const server = await startEmbeddedPostgres({ dataDir });
    expect(server.pid).not.toBe(process.pid);
    await server.stop();
  });
});

describe("creating the database", () => {
  it("starts over when it was killed half-way", async () => {
    const home = makeTestDirectory("half");
    mkdirSync(path.join(home.path, "postgres.initdb"));
    writeFileSync(path.join(home.path, "postgres.initdb", "PG_VERSION"), "18");
    const server = await startEmbeddedPostgres({ dataDir: path.join(home.path, "postgres"), ephemeral: true });
    expect(await run(server.url, "SELECT 1")).toHaveLength(1);
    await server.stop();
    home.remove();
  });

  it("says in one line what to do when the directory cannot be made", async () => {
    const file = path.join(directory.path, "a-file");
    writeFileSync(file, "");
    await expect(startEmbeddedPostgres({ dataDir: path.join(file, "postgres") })).rejects.toThrow(
      /^Cannot write to \S+a-file \((EEXIST|ENOTDIR)\)\. Set HUIFANG_DATA_DIR to a directory that this user may write to\.$/,
    );
  });

  it("leaves alone a directory that holds something else", async () => {
    const home = makeTestDirectory("other");
    const taken = path.join(home.path, "postgres");
    mkdirSync(taken);
    writeFileSync(path.join(taken, "thesis.txt"), "mine");
    await expect(startEmbeddedPostgres({ dataDir: taken })).rejects.toThrow(/is not a database directory, and in the way/);
    expect(readFileSync(path.join(taken, "thesis.txt"), "utf8")).toBe("mine");
    home.remove();
  });
});

// what only root can try: on any other machine the tests above already run as an ordinary user
describe.runIf(isRoot)("started by root", () => {
  it("keeps the data elsewhere, and says where, when the account of PostgreSQL cannot enter the directory", async () => {
    const home = makeTestDirectory("closed");
    chmodSync(home.path, 0o700);
    const notices: string[] = [];
    const start = () => startEmbeddedPostgres({ dataDir: path.join(home.path, "postgres"), onNotice: (line) => notices.push(line) });
    const server = await start();
    expect(notices).toEqual([expect.stringContaining(`The database is kept in ${server.dataDir}: as root`)]);
    await server.stop();
    const again = await start();
    expect(again.dataDir).toBe(server.dataDir);
    await again.stop();
    rmSync(path.dirname(server.dataDir), { recursive: true });
    home.remove();
  });

  const nobody = { name: "nobody", uid: idOfNobody(), gid: idOfNobody() };
  it.runIf(isRoot && canReach(nobody, process.cwd()))("or by an ordinary user, it works the same", async () => {
    const home = makeTestDirectory("nobody");
    chownSync(home.path, nobody.uid, nobody.gid);
    const first = await spawnService("postgres", path.join(home.path, "data", "postgres"), nobody.uid);
    await run(serviceOf(first).url, "SELECT 1");
    await first.end("SIGTERM");
    expect(isRunning(serviceOf(first).pid)).toBe(false);
    const closed = await spawnService("postgres", path.join(directory.path, "mine", "postgres"), nobody.uid);
    expect(closed.said).toEqual({ failed: expect.stringMatching(/^ServiceError: Cannot write to \S+ \(EACCES\)/) });
    home.remove();
  });
});

function idOfNobody(): number {
  return isRoot ? Number(execFileSync("id", ["-u", "nobody"], { encoding: "utf8" })) : 0;
}

async function run(url: string, sql: string): Promise<unknown[]> {
  const client = await connectPostgres(url);
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function words(url: string): Promise<unknown> {
  return (await run(url, "SELECT array_agg(word) AS words FROM kept")).map((row) => Object(row).words).flat();
}
