import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type pg from "pg";
import { connectPostgres } from "../../../bot/services/connect-postgres.ts";
import { emptyDatabase, type FreshDatabase } from "../../support/database.ts";
import { runCommand } from "../../support/worker-process.ts";

const role = `app_${randomBytes(4).toString("hex")}`;
let fresh: FreshDatabase;
let runtimeUrl: string;
let app: pg.Client;

const asAdmin = async (statement: string): Promise<void> => {
  const client = await connectPostgres(fresh.url);
  await client.query(statement);
  await client.end();
};
const migrate = () => runCommand({ DATABASE_URL: runtimeUrl, DATABASE_ADMIN_URL: fresh.url }, "migrate");

beforeAll(async () => {
  fresh = await emptyDatabase();
  const url = new URL(fresh.url);
  url.username = role;
  url.password = "s3cret-of-the-app";
  runtimeUrl = url.href;
});

afterAll(async () => {
  await app?.end();
  await asAdmin(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  await fresh.drop();
});

describe("huifang migrate, as the owner, for a role that only works", () => {
  it("says in one line that the role is missing, and what makes it", async () => {
    const { code, output } = await migrate();
    expect([code, output]).toEqual([1, expect.stringContaining(`The role "${role}" of DATABASE_URL does not exist: CREATE ROLE`)]);
    expect(output).not.toContain("s3cret");
  });

  it("grants it what it needs, again and again", { timeout: 60_000 }, async () => {
    await asAdmin(`CREATE ROLE ${role} LOGIN PASSWORD 's3cret-of-the-app'`);
    // Rights of an earlier, more generous hand are taken back.
    await asAdmin(`GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role}`);
    for (const _ of [1, 2]) expect(await migrate()).toMatchObject({ code: 0, output: expect.stringContaining(`granted to ${role}`) });
    app = await connectPostgres(runtimeUrl);
    const entry = "INSERT INTO log_entry (id, at, kind, actor, body_sealed, leaf_hash) VALUES (gen_random_uuid(), now(), 'test', 'bot', '', '')";
    await app.query(entry);
    await app.query("INSERT INTO keys.borrower_key (borrower_id, wrapped, created_at) VALUES (gen_random_uuid(), '', now())");
    await app.query("DELETE FROM keys.borrower_key");
    await app.query("UPDATE borrower SET version = version + 1");
    expect((await app.query("SELECT kind FROM log_entry")).rows).toEqual([{ kind: "test" }]);
  });

  it.each([
    "UPDATE log_entry SET kind = 'x'",
    "UPDATE log_entry SET kind = 'x' WHERE false",
    "DELETE FROM log_entry",
    "TRUNCATE log_entry",
    "TRUNCATE message CASCADE",
    "SELECT * FROM log_entry FOR UPDATE",
    "MERGE INTO log_entry USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE",
    "ALTER TABLE log_entry DISABLE TRIGGER ALL",
    "DROP TRIGGER log_entry_append_only ON log_entry",
    "DROP TABLE log_entry",
    "ALTER TABLE log_entry RENAME TO other",
    "CREATE OR REPLACE FUNCTION refuse_log_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
    "SET session_replication_role = replica",
    "CREATE TABLE public.mine (id int)",
    "CREATE TABLE keys.mine (id int)",
    "CREATE INDEX mine ON message (id)",
    "CREATE RULE mine AS ON INSERT TO log_entry DO INSTEAD NOTHING",
    "CREATE SCHEMA mine",
    "DROP SCHEMA keys CASCADE",
    "INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('x', 'x', 'x')",
    "DELETE FROM _prisma_migrations",
    "CREATE ROLE mine",
    "ALTER DEFAULT PRIVILEGES FOR ROLE postgres GRANT ALL ON TABLES TO PUBLIC",
    "COPY message TO PROGRAM 'cat'",
  ])("the role may not: %s", async (statement) => {
    await app.query("BEGIN");
    // 42501: insufficient_privilege
    const refused = await app.query(statement).then(
      () => "done",
      (fault: unknown) => (fault instanceof Error && "code" in fault ? fault.code : "?"),
    );
    await app.query("ROLLBACK");
    expect(refused).toBe("42501");
  });

  it("the role may give nobody a right that it lacks, nor one that it has", async () => {
    // To PostgreSQL this is no error, only a warning.
    await app.query("GRANT ALL ON log_entry TO PUBLIC");
    const { rows } = await app.query(
      "SELECT p FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS p WHERE has_table_privilege('public', 'log_entry', p)",
    );
    expect(rows).toEqual([]);
  });

  it("warns where the role can change the log all the same, and where there is only one role", { timeout: 60_000 }, async () => {
    await asAdmin("GRANT UPDATE ON log_entry TO PUBLIC");
    expect((await migrate()).output).toContain(
      `${role} may more than it should, by other grants (is it an owner, a superuser, or a member of one?): UPDATE public.log_entry`,
    );
    await asAdmin("REVOKE UPDATE ON log_entry FROM PUBLIC");
    const { code, output } = await runCommand({ DATABASE_URL: fresh.url, DATABASE_ADMIN_URL: fresh.url }, "migrate");
    expect([code, output]).toEqual([0, expect.stringContaining("give servers and workers a role of their own")]);
  });
});
