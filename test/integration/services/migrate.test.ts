import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { inject, onTestFinished, describe, expect, it } from "vitest";
import { connectPostgres, withDatabase } from "../../../bot/services/connect-postgres.ts";
import { migrateDeploy } from "../../../bot/services/migrate.ts";
import { ServiceError } from "../../../bot/services/service-error.ts";
import { emptyDatabase } from "../../support/database.ts";
import { makeTestDirectory } from "../../support/test-directory.ts";

const FIRST = "20260101000000_first";
const SECOND = "20260102000000_second";
const CREATE_A = "CREATE TABLE a (id int);";

describe("migrating", () => {
  it("applies what is missing, in order, once", async () => {
    const { url, dir, write } = await scratch();
    write(SECOND, "ALTER TABLE a ADD COLUMN name text; CREATE TABLE b (id int);");
    write(FIRST, CREATE_A);
    expect(await migrateDeploy({ url, dir })).toEqual({ applied: [FIRST, SECOND], edited: [], unknown: [] });
    expect(await migrateDeploy({ url, dir })).toEqual({ applied: [], edited: [], unknown: [] });
  });

  it("applies each migration once when several processes start at the same time", async () => {
    const { url, dir, write } = await scratch();
    write(FIRST, CREATE_A);
    const results = await Promise.all([1, 2, 3, 4].map(() => migrateDeploy({ url, dir })));
    expect(results.flatMap((result) => result.applied)).toEqual([FIRST]);
  });

  it("runs function bodies whole", async () => {
    const { url, dir, write } = await scratch();
    write(FIRST, "CREATE FUNCTION one() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END; $$;");
    expect((await migrateDeploy({ url, dir })).applied).toEqual([FIRST]);
  });

  it("tells which applied migrations were edited since, and which are not known here", async () => {
    const { url, dir, write } = await scratch();
    write(FIRST, CREATE_A);
    await migrateDeploy({ url, dir });
    write(FIRST, `${CREATE_A} -- a second thought`);
    expect(await migrateDeploy({ url, dir })).toMatchObject({ applied: [], edited: [FIRST] });
    const elsewhere = makeTestDirectory("migrations");
    onTestFinished(elsewhere.remove);
    expect(await migrateDeploy({ url, dir: elsewhere.path })).toMatchObject({ unknown: [FIRST] });
  });

  it("keeps nothing of a migration that fails, and refuses to go on until someone has looked", async () => {
    const { url, dir, write } = await scratch();
    write(FIRST, CREATE_A);
    write(SECOND, "CREATE TABLE b (id int);\nINSERT INTO nowhere VALUES (1);");
    await expect(migrateDeploy({ url, dir })).rejects.toThrow(
      `The migration ${SECOND} failed near line 2 of its migration.sql (PostgreSQL error 42P01). Nothing of it was kept.`,
    );
    expect(await tables(url)).toEqual(["_prisma_migrations", "a"]);
    write(SECOND, "CREATE TABLE b (id int);");
    await expect(migrateDeploy({ url, dir })).rejects.toThrow(`npx prisma migrate resolve --rolled-back ${SECOND}`);
  });
});

describe("a database that cannot be used is reported in one line, without the password:", () => {
  it.each([
    ["postgresql://lender:s3cret@127.0.0.1:1/book", "127.0.0.1:1/book (ECONNREFUSED). Start it, correct DATABASE_URL"],
    ["postgresql://lender:s3cret@nowhere.invalid/book", "nowhere.invalid:5432/book (ENOTFOUND). Start it"],
    ["mysql://lender:s3cret@127.0.0.1/book", "DATABASE_URL is not a PostgreSQL address"],
    ["s3cret", "DATABASE_URL is not a PostgreSQL address"],
  ])("%s", async (url, line) => {
    await expectOneLine(url, line);
  });

  it("a database that does not exist", async () => {
    await expectOneLine(withDatabase(inject("postgresUrl"), "nope"), "/nope (3D000). Create this database");
  });

  it("a role that may not change the schema", async () => {
    const { url } = await scratch();
    const client = await connectPostgres(url);
    await client.query(`DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN PASSWORD 's3cret'`);
    await client.end();
    const reader = url.replace(/postgres:[0-9a-f]+@/, "reader:s3cret@");
    await expectOneLine(reader, 'may not change the schema. Run "npx huifang migrate" with DATABASE_ADMIN_URL');
  });
});

async function expectOneLine(url: string, line: string): Promise<void> {
  const fault: unknown = await migrateDeploy({ url, dir: "prisma/migrations" }).catch((caught: unknown) => caught);
  expect(fault).toBeInstanceOf(ServiceError);
  expect(String(fault)).toContain(line);
  expect(String(fault)).not.toMatch(/s3cret|\n/);
}

async function scratch() {
  const database = await emptyDatabase();
  const directory = makeTestDirectory("migrations");
  onTestFinished(async () => {
    directory.remove();
    await database.drop();
  });
  const write = (name: string, sql: string) => {
    mkdirSync(path.join(directory.path, name), { recursive: true });
    writeFileSync(path.join(directory.path, name, "migration.sql"), sql);
  };
  return { url: database.url, dir: directory.path, write };
}

async function tables(url: string): Promise<unknown[]> {
  const client = await connectPostgres(url);
  try {
    const { rows } = await client.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`);
    return rows.map((row) => row.tablename);
  } finally {
    await client.end();
  }
}
