/**
 * Restores data and keys into an empty database, in one transaction: broken off anywhere, nothing was changed. Who was
 * erased after the backup is erased again; nothing that was due before is sent; automation stays stopped.
 */
import type pg from "pg";
import type { Erasure } from "../../app/keep/ports.ts";
import type { NewId } from "../../domain/ids.ts";
import type { Instant } from "../../domain/calendar.ts";
import type { RootKeys } from "../seal.ts";
import { afterRestore, type AfterRestore } from "./after-restore.ts";
import { KeepFault } from "./keep-fault.ts";
import { dropAll, filledTables, loadTables } from "./load-tables.ts";
import { readManifest, type Manifest } from "./manifest.ts";
import { verifyFiles } from "./verify-backup.ts";

/** `services/migrate.ts`, handed in: migrations inside this transaction. */
export interface Migrating {
  apply(client: pg.ClientBase, wanted: Manifest["migrations"]): Promise<void>;
  upgrade(client: pg.ClientBase): Promise<string[]>;
}

export interface RestoreRequest {
  readonly from: string;
  readonly keys: string;
  readonly root: RootKeys;
  readonly migrating: Migrating;
  /** From every list there is, besides that in the keys' backup. */
  readonly erasures: readonly Erasure[];
  readonly newId: NewId;
  /** The moment by the installation's clock, which a demonstration keeps in its own row. */
  readonly now: (demoClock: unknown) => Instant;
  /** Replaces what is in the database, and bears borrowers without a key. */
  readonly force: boolean;
  readonly stopped: boolean;
  readonly onTable: (table: string, rows: number) => void;
}

export interface Restored extends AfterRestore {
  readonly takenAt: string;
  readonly keysTakenAt: string;
  readonly rows: number;
  readonly upgraded: readonly string[];
}

/** Throws KeepFault, or ServiceError from the migrations; nothing was changed then. */
export async function restoreBackup(client: pg.ClientBase, request: RestoreRequest): Promise<Restored> {
  const { root } = request;
  const data = readManifest(request.from, "data", root);
  const keys = readManifest(request.keys, "keys", root);
  const { rows } = await verifyFiles(request.from, data);
  await verifyFiles(request.keys, keys);
  await client.query("BEGIN");
  try {
    await client.query("SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL lock_timeout = '10s'");
    await refuseOthers(client);
    const filled = await filledTables(client);
    if (filled.length > 0 && !request.force)
      throw new KeepFault(
        `the database is not empty (${String(filled.length)} tables hold something): restore into an empty one, or replace everything in it with --force`,
      );
    await dropAll(client);
    await request.migrating.apply(client, data.migrations);
    await loadTables(
      client,
      [
        { dir: request.from, manifest: data },
        { dir: request.keys, manifest: keys },
      ],
      request.onTable,
    );
    const upgraded = await request.migrating.upgrade(client);
    const after = await afterRestore(client, { ...request, data, keys });
    await client.query("COMMIT");
    return { takenAt: data.taken_at, keysTakenAt: keys.taken_at, rows, upgraded, ...after };
  } catch (fault) {
    await client.query("ROLLBACK").catch(() => undefined);
    if (codeOf(fault) === "55P03") throw new KeepFault("something still uses the database: stop every server and worker first");
    throw fault;
  }
}

/** A process that goes on would act on a book that is being replaced under it. */
async function refuseOthers(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'huifang%'",
  );
  const n = rows[0]?.n ?? 0;
  if (n > 0) throw new KeepFault(`Huifang still runs on this database (${String(n)} connections): stop every server and worker first`);
}

const codeOf = (fault: unknown): unknown => (fault instanceof Error && "code" in fault ? fault.code : undefined);
