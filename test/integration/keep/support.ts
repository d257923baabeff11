import { randomUUID } from "node:crypto";
import path from "node:path";
import { onTestFinished } from "vitest";
import { connectPostgres } from "../../../bot/services/connect-postgres.ts";
import { migrateWithin } from "../../../bot/services/migrate.ts";
import type { Erasure } from "../../../bot/app/keep/ports.ts";
import { plus, systemNow, type Instant } from "../../../bot/domain/calendar.ts";
import type { NewId } from "../../../bot/domain/ids.ts";
import { restoreBackup, type Restored } from "../../../bot/store/keep/restore-backup.ts";
import { takeBackup } from "../../../bot/store/keep/take-backup.ts";
import { fullName, quoted, tablesOf } from "../../../bot/store/keep/tables.ts";
import { rootKeys, type RootKeys } from "../../../bot/store/seal.ts";
import { emptyDatabase } from "../../support/database.ts";
import { makeTestDirectory } from "../../support/test-directory.ts";

/** The key of every installation that `openInstallation` makes. */
export const root = rootKeys(Buffer.alloc(32, 11));
const newId: NewId = <T extends string>() => randomUUID() as string as T;

export interface Backup {
  readonly data: string;
  readonly keys: string;
}

/** Both parts, into two new directories. */
export async function backUp(url: string, onTable?: (table: string) => void): Promise<Backup> {
  const made = makeTestDirectory("backup");
  onTestFinished(made.remove);
  const of = { data: path.join(made.path, "data"), keys: path.join(made.path, "keys") };
  const client = await connectPostgres(url);
  try {
    await takeBackup(client, { out: of.data, keysOut: of.keys, root, now: systemNow(), ...(onTable && { onTable }) });
  } finally {
    await client.end();
  }
  return of;
}

export interface RestoreOptions {
  readonly root?: RootKeys;
  readonly erasures?: readonly Erasure[];
  readonly force?: boolean;
  readonly stopped?: boolean;
  readonly now?: Instant;
  readonly migrations?: string;
}

export async function restoreInto(url: string, { data, keys }: Backup, options: RestoreOptions = {}): Promise<Restored> {
  const client = await connectPostgres(url);
  try {
    return await restoreBackup(client, {
      from: data,
      keys,
      root: options.root ?? root,
      migrating: migrateWithin(options.migrations ?? "prisma/migrations"),
      erasures: options.erasures ?? [],
      newId,
      now: () => options.now ?? plus(systemNow(), 0),
      force: options.force ?? false,
      stopped: options.stopped ?? true,
      onTable: () => undefined,
    });
  } finally {
    await client.end();
  }
}

export async function emptyTarget(): Promise<string> {
  const fresh = await emptyDatabase();
  onTestFinished(fresh.drop);
  return fresh.url;
}

/** Every row of every table as PostgreSQL writes it, sorted; the tables that a backup leaves out are not among them. */
export async function contents(url: string): Promise<Map<string, string[]>> {
  const client = await connectPostgres(url);
  try {
    const all = new Map<string, string[]>();
    for (const table of await tablesOf(client)) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${quoted(table)} t ORDER BY 1`);
      all.set(
        fullName(table),
        rows.map(({ row }) => row),
      );
    }
    return all;
  } finally {
    await client.end();
  }
}
