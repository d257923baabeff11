import { createHash, randomUUID } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import type pg from "pg";
import { z } from "zod";
import { connectPostgres } from "./connect-postgres.ts";
import { ServiceError, errorCode } from "./service-error.ts";

export interface MigrateOptions {
  url: string;
  /** The folder with one folder for each migration, holding migration.sql. */
  dir: string;
  /** The environment variable that `url` came from, for messages. */
  variable?: string;
}

export interface MigrateResult {
  /** Names of the migrations applied now, in order. */
  applied: string[];
  /** Applied earlier, and their file changed since: the database may not be what the files say. */
  edited: string[];
  /** Applied to the database, and no file here: a newer version of Huifang has run on it. */
  unknown: string[];
}

/** The key Prisma takes its advisory lock with, so that `prisma migrate` and we never run at once. */
const PRISMA_LOCK = 72707369;

// as Prisma's schema engine creates it
const CREATE_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

const Applied = z.object({ migration_name: z.string(), checksum: z.string(), finished_at: z.unknown() });

/**
 * Applies the migrations that the database lacks, as `prisma migrate deploy` does and recorded so that Prisma agrees,
 * but in milliseconds. Safe to run from several processes at once. Throws ServiceError when the database cannot be
 * reached, or a migration fails or failed before.
 */
export async function migrateDeploy({ url, dir, variable = "DATABASE_URL" }: MigrateOptions): Promise<MigrateResult> {
  const client = await connectPostgres(url, variable);
  try {
    await client.query("SELECT pg_advisory_lock($1)", [PRISMA_LOCK]);
    const files = readMigrations(dir);
    // A role that only works with the tables may not make them, and need not where nothing is missing.
    if (!(await hasTable(client))) await prepareTable(client, variable);
    return await applyMissing(client, files, variable);
  } finally {
    await client.end(); // releases the lock
  }
}

async function hasTable(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there");
  return z.array(z.object({ there: z.boolean() })).parse(rows)[0]?.there === true;
}

async function applyMissing(client: pg.Client, files: Migration[], variable: string): Promise<MigrateResult> {
  const { rows } = await client.query("SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL");
  const recorded = z.array(Applied).parse(rows);
  const failed = recorded.find((row) => row.finished_at === null);
  if (failed !== undefined)
    throw new ServiceError(
      `The migration ${failed.migration_name} failed earlier. Mend what it needs, then run: npx prisma migrate resolve --rolled-back ${failed.migration_name}`,
    );

  const checksums = new Map(recorded.map((row) => [row.migration_name, row.checksum]));
  const applied: string[] = [];
  const edited: string[] = [];
  for (const file of files) {
    const checksum = checksums.get(file.name);
    if (checksum === undefined) {
      await mayChange(client, variable);
      await apply(client, file);
      applied.push(file.name);
    } else if (checksum !== file.checksum) edited.push(file.name);
  }
  const known = new Set(files.map((file) => file.name));
  return { applied, edited, unknown: [...checksums.keys()].filter((name) => !known.has(name)) };
}

async function apply(client: pg.Client, { name, checksum, sql }: Migration): Promise<void> {
  const id = randomUUID();
  await client.query("INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)", [id, checksum, name]);
  try {
    await client.query(sql); // one message without parameters: PostgreSQL runs all its statements in one transaction
  } catch (fault) {
    await client.query("ROLLBACK"); // when the file opened a transaction itself
    await client.query("UPDATE _prisma_migrations SET logs = $2 WHERE id = $1", [id, errorCode(fault)]);
    const position = lineOf(fault, sql);
    throw new ServiceError(`The migration ${name} failed${position} (PostgreSQL error ${errorCode(fault)}). Nothing of it was kept.`, {
      cause: fault,
    });
  }
  await client.query("UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1 WHERE id = $1", [id]);
}

/** Before anything is written: a role that may not change the schema must not leave a failed migration behind. */
async function mayChange(client: pg.Client, variable: string): Promise<void> {
  const { rows } = await client.query("SELECT has_schema_privilege(current_schema(), 'CREATE') AS may");
  if (z.array(z.object({ may: z.boolean() })).parse(rows)[0]?.may !== true) throw new ServiceError(mayNot(variable));
}

const mayNot = (variable: string): string =>
  `The role in ${variable} may not change the schema. Run "npx huifang migrate" with DATABASE_ADMIN_URL set to a role that may.`;

async function prepareTable(client: pg.Client, variable: string): Promise<void> {
  try {
    await client.query(CREATE_TABLE);
  } catch (fault) {
    if (errorCode(fault) !== "42501") throw fault; // insufficient_privilege
    throw new ServiceError(mayNot(variable));
  }
}

/** What a restore needs: the same migrations, inside its own transaction. */
export interface MigrationsWithin {
  /** Exactly these, as a backup names them. Throws ServiceError where a file is not here, or not the same. */
  apply(client: pg.ClientBase, wanted: readonly { readonly name: string; readonly checksum: string }[]): Promise<void>;
  /** All that are missing then. */
  upgrade(client: pg.ClientBase): Promise<string[]>;
}

/** A connection that starts up waits for this lock until the caller's transaction ends. */
export function migrateWithin(dir: string): MigrationsWithin {
  const files = readMigrations(dir);
  const run = async (client: pg.ClientBase, { name, checksum, sql }: Migration): Promise<void> => {
    await client.query(sql);
    await client.query("INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), 1)", [
      randomUUID(),
      checksum,
      name,
    ]);
  };
  return {
    async apply(client, wanted) {
      await client.query("SELECT pg_advisory_xact_lock($1)", [PRISMA_LOCK]);
      const known = new Map(files.map((file) => [file.name, file]));
      for (const { name } of wanted)
        if (!known.has(name))
          throw new ServiceError(`the backup was made by a newer version of Huifang (it knows the migration ${name}): restore it with that version`);
      await client.query(CREATE_TABLE);
      for (const { name, checksum } of wanted) {
        const file = known.get(name);
        if (file?.checksum !== checksum) throw new ServiceError(`the migration ${name} was changed after the backup was made. Restore the file.`);
        await run(client, file);
      }
    },
    async upgrade(client) {
      const { rows } = await client.query<{ migration_name: string }>("SELECT migration_name FROM _prisma_migrations");
      const there = new Set(rows.map((row) => row.migration_name));
      const missing = files.filter(({ name }) => !there.has(name));
      for (const file of missing) await run(client, file);
      return missing.map(({ name }) => name);
    },
  };
}

interface Migration {
  name: string;
  sql: string;
  /** SHA-256 of the file's bytes, hex, as Prisma records it. */
  checksum: string;
}

/** The files of this version, in the order in which they are applied. */
export function readMigrations(dir: string): Migration[] {
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const bytes = readFileSync(path.join(dir, name, "migration.sql"));
      return { name, sql: bytes.toString("utf8"), checksum: createHash("sha256").update(bytes).digest("hex") };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function lineOf(fault: unknown, sql: string): string {
  if (!(fault instanceof Error && "position" in fault)) return "";
  const line = sql.slice(0, Number(fault.position)).split("\n").length;
  return ` near line ${line} of its migration.sql`;
}
