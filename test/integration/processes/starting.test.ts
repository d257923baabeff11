import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectPostgres } from "../../../bot/services/connect-postgres.ts";
import { emptyDatabase, freshDatabase, type FreshDatabase } from "../../support/database.ts";
import { startHuifang } from "../../support/huifang-process.ts";
import { makeTestDirectory } from "../../support/test-directory.ts";
import { runCommand } from "../../support/worker-process.ts";
import { testRedis, type TestRedis } from "../../support/redis.ts";

const files = makeTestDirectory("starting");
const key = (byte: number): string => Buffer.alloc(32, byte).toString("base64");
let empty: FreshDatabase;
let ours: FreshDatabase;
let redis: TestRedis;
let env: Record<string, string>;

beforeAll(async () => {
  [empty, ours, redis] = await Promise.all([emptyDatabase(), freshDatabase(), testRedis()]);
  env = {
    DATABASE_URL: ours.url,
    HUIFANG_KEY: key(1),
    HUIFANG_DATA_DIR: files.path,
    PORT: "0",
    READY_GRACE_SECONDS: "0",
    ...(redis.kind === "running" && { REDIS_URL: redis.url }),
  };
});

afterAll(async () => {
  await Promise.all([empty.drop(), ours.drop(), redis.kind === "running" && redis.stop()]);
  files.remove();
});

const oneLine = (output: string): string[] => output.split("\n").filter((line) => line !== "");

describe.each(["server", "worker"] as const)("huifang %s", (command) => {
  it("on a database that nobody has migrated ends in one line that says what to do, and changes nothing", { timeout: 60_000 }, async () => {
    const { code, output } = await runCommand({ ...env, DATABASE_URL: empty.url }, command);
    expect([code, oneLine(output)]).toEqual([1, [expect.stringContaining('run "npx huifang migrate"')]]);
    const client = await connectPostgres(empty.url);
    const { rows } = await client.query("SELECT FROM information_schema.tables WHERE table_schema = 'public'");
    await client.end();
    expect(rows).toEqual([]);
  });

  it("without HUIFANG_KEY ends in one line", { timeout: 60_000 }, async () => {
    const { HUIFANG_KEY: _, ...without } = env;
    const { code, output } = await runCommand(without, command);
    expect([code, oneLine(output)]).toEqual([1, [expect.stringContaining("HUIFANG_KEY is not set: with DATABASE_URL it must be given")]]);
  });

  it("works on a database that a newer version has migrated, and ends with 0 when told to", { timeout: 60_000 }, async () => {
    const client = await connectPostgres(ours.url);
    await client.query(
      "INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ($1, 'x', '29991231000000_later', now()) ON CONFLICT DO NOTHING",
      ["later"],
    );
    await client.end();
    const started = startHuifang(command, env);
    await started.ready;
    expect(started.output()).toContain("Migrations: the database is 1 newer than this version");
    started.signal("SIGTERM");
    expect(await started.ended).toBe(0);
  });

  it("with another key than the database was made with ends in one line", { timeout: 60_000 }, async () => {
    const { code, output } = await runCommand({ ...env, HUIFANG_KEY: key(2) }, command);
    expect([code, oneLine(output)]).toEqual([
      1,
      [expect.stringMatching(/^HUIFANG_KEY is another key than this database was made with .*nothing was changed\.$/)],
    ]);
    expect(output).not.toContain(key(2));
  });

  it("of a version whose migrations are not applied ends in one line that names the first", { timeout: 60_000 }, async () => {
    const client = await connectPostgres(ours.url);
    const { rows } = await client.query<{ name: string; checksum: string }>(
      "DELETE FROM _prisma_migrations WHERE migration_name = (SELECT min(migration_name) FROM _prisma_migrations) RETURNING migration_name AS name, checksum",
    );
    const { code, output } = await runCommand(env, command);
    expect([code, oneLine(output)]).toEqual([
      1,
      [expect.stringMatching(new RegExp(`lacks 1 of this version's migrations \\(${rows[0]?.name ?? "?"} …\\): run "npx huifang migrate"`))],
    ]);
    await client.query("INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('again', $1, $2, now())", [
      rows[0]?.checksum,
      rows[0]?.name,
    ]);
    await client.end();
  });
});
