import { z } from "zod";
import { connectPostgres } from "./connect-postgres.ts";
import { readMigrations } from "./migrate.ts";
import { ServiceError } from "./service-error.ts";

const Recorded = z.object({ migration_name: z.string(), checksum: z.string(), finished_at: z.unknown() });

/** Migrations that the files have and the database lacks, in order; and those that only the database knows. */
export interface MigrationState {
  readonly missing: readonly string[];
  /** A newer version of Huifang has migrated: expected while it is rolled out. */
  readonly unknown: readonly string[];
}

export const recordedMigrations = "SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL";

/** Compares what the database has applied with the files of this version. A migration that is half applied counts as missing. */
export function compareMigrations(rows: unknown, dir: string): MigrationState & { readonly edited: readonly string[] } {
  const recorded = z.array(Recorded).parse(rows);
  const files = readMigrations(dir);
  const applied = new Map(recorded.filter((row) => row.finished_at !== null).map((row) => [row.migration_name, row.checksum]));
  const known = new Set(files.map(({ name }) => name));
  return {
    missing: files.filter(({ name }) => !applied.has(name)).map(({ name }) => name),
    unknown: [...applied.keys()].filter((name) => !known.has(name)),
    edited: files.filter(({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum).map(({ name }) => name),
  };
}

/**
 * For processes that do not migrate. Changes nothing and needs no more than to read `_prisma_migrations`. Throws
 * ServiceError, one line, where the database is behind this version.
 */
export async function checkMigrations({ url, dir }: { readonly url: string; readonly dir: string }): Promise<MigrationState> {
  const client = await connectPostgres(url);
  try {
    const { rows } = await client.query("SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there");
    if (z.array(z.object({ there: z.boolean() })).parse(rows)[0]?.there !== true) throw new ServiceError(behind("The database is empty"));
    const state = compareMigrations((await client.query(recordedMigrations)).rows, dir);
    if (state.edited.length > 0) throw new ServiceError(editedSince(state.edited));
    const [first] = state.missing;
    if (first !== undefined) throw new ServiceError(behind(`The database lacks ${String(state.missing.length)} of this version's migrations (${first} …)`));
    return state;
  } finally {
    await client.end();
  }
}

export const editedSince = (names: readonly string[]): string => `migrations were changed after they had been applied: ${names.join(", ")}. Restore the files.`;

const behind = (what: string): string => `${what}: run "npx huifang migrate" (with DATABASE_ADMIN_URL), then start again.`;
