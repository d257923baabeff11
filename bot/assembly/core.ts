/** What every process of an installation shares: database, keys, clock, templates. */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Clock, Logger } from "../app/ports.ts";
import type { Config } from "../config.ts";
import type { NewId } from "../domain/ids.ts";
import { connectPostgres } from "../services/connect-postgres.ts";
import { startEmbeddedPostgres } from "../services/embedded-postgres.ts";
import { checkMigrations, editedSince } from "../services/check-migrations.ts";
import { migrateDeploy } from "../services/migrate.ts";
import { ServiceError } from "../services/service-error.ts";
import { createBulletin } from "../store/bulletin.ts";
import { connectDatabase, openPool, type Database } from "../store/database.ts";
import type { CheckinStoring } from "../store/checkins/worlds.ts";
import { createVault, type Vault } from "../store/vault.ts";
import type { Bulletin } from "../app/ports.ts";
import { joinDemoClock } from "../demo/demo-clock.ts";
import { checkinStoring } from "./checkin-storing.ts";
import { ensureInstallation, installationKeys, systemClock, type Installation } from "./installation.ts";
import { openTemplates, repoRoot, type Templates } from "./templates.ts";

// A UUID is a string of every brand: this is the one place where an id begins.
const newId: NewId = <T extends string>() => randomUUID() as string as T;

export interface Core extends Templates {
  readonly config: Config;
  readonly databaseUrl: string;
  readonly database: Database;
  readonly vault: Vault;
  readonly bulletin: Bulletin;
  readonly checkins: CheckinStoring;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Logger;
  readonly installation: Installation;
  /** Of the key that this process was given. */
  readonly keyFingerprint: string;
  /** How many database connections this process has, how many do nothing, and how many askers wait for one. */
  connections(): { readonly total: number; readonly idle: number; readonly waiting: number };
  /** What was started and applied, a line each, for people. */
  readonly said: readonly string[];
  close(): Promise<void>;
}

export interface CoreOptions {
  /** Undefined: the demonstration's clock where the database has one, else the machine's. */
  readonly clock?: (database: Database, templates: Templates) => Promise<Clock>;
  /** Connections of this process. */
  readonly connections?: number;
  /** "check": a given database must have been migrated before (several processes, rolled out one by one); else what is missing is applied. */
  readonly migrations?: "apply" | "check";
}

/** Throws ServiceError with one clear line where something that it stands on is missing. */
export async function openCore(config: Config, log: Logger, options: CoreOptions = {}): Promise<Core> {
  const templates = await openTemplates(config.HUIFANG_TEMPLATES);
  const keys = installationKeys(config);
  const said: string[] = [];
  const postgres = await openPostgres(config, said);
  try {
    if (options.migrations === "check" && config.DATABASE_URL !== undefined) await checkDatabase(postgres.url, said);
    else await migrateDatabase(config, postgres.url, said);
    const pool = openPool(postgres.url, options.connections ?? 2 * config.WORKER_CONCURRENCY + 6);
    const database = connectDatabase(pool);
    const clock = await (options.clock?.(database, templates) ?? joinDemoClock(database).then((demo) => demo ?? systemClock));
    const installation = await ensureInstallation(database, keys, config, clock.now());
    const bulletin = createBulletin(database, postgres.url, log);
    return {
      ...templates,
      config,
      database,
      databaseUrl: postgres.url,
      vault: createVault(keys),
      bulletin,
      checkins: checkinStoring(templates, installation.lender),
      clock,
      newId,
      log,
      installation,
      keyFingerprint: keys.fingerprint,
      connections: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
      said,
      async close() {
        await bulletin.close();
        await database.$disconnect();
        await postgres.stop();
      },
    };
  } catch (fault) {
    await postgres.stop();
    throw fault;
  }
}

export const migrationsDir = join(repoRoot, "prisma/migrations");

async function checkDatabase(url: string, said: string[]): Promise<void> {
  const { unknown } = await checkMigrations({ url, dir: migrationsDir });
  if (unknown.length > 0) said.push(`Migrations: the database is ${String(unknown.length)} newer than this version, as while a newer one is rolled out`);
}

async function migrateDatabase(config: Config, url: string, said: string[]): Promise<void> {
  const migrated = await migrateDeploy({
    url: config.DATABASE_ADMIN_URL ?? url,
    dir: migrationsDir,
    variable: config.DATABASE_ADMIN_URL ? "DATABASE_ADMIN_URL" : "DATABASE_URL",
  });
  if (migrated.edited.length > 0) throw new ServiceError(editedSince(migrated.edited));
  if (migrated.applied.length > 0) said.push(`Migrations: ${String(migrated.applied.length)} applied`);
}

/** The given database, or the embedded one started. */
export async function openPostgres(config: Config, said: string[]): Promise<{ url: string; stop(): Promise<void> }> {
  if (config.DATABASE_URL !== undefined) {
    // One plain connection first: its refusal names the host and what to do, a pool's does not.
    await (await connectPostgres(config.DATABASE_URL)).end();
    said.push("Database: DATABASE_URL");
    return { url: config.DATABASE_URL, stop: async () => undefined };
  }
  const postgres = await startEmbeddedPostgres({ dataDir: join(config.HUIFANG_DATA_DIR, "postgres"), onNotice: (line) => said.push(line) });
  said.push(`Database: embedded PostgreSQL in ${postgres.dataDir}`);
  return postgres;
}
