/** What backup and restore stand on: one plain connection and the root key; no migration is applied by opening. */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import type { CommandDeps } from "../app/console/commands.ts";
import type { ConsoleStore } from "../app/console/ports.ts";
import type { Config } from "../config.ts";
import { joinDemoClock } from "../demo/demo-clock.ts";
import type { NewId } from "../domain/ids.ts";
import { createLog } from "../log.ts";
import { connectPostgres } from "../services/connect-postgres.ts";
import { ServiceError } from "../services/service-error.ts";
import { createBulletin } from "../store/bulletin.ts";
import { createConsoleStore } from "../store/console/console-store.ts";
import { connectDatabase } from "../store/database.ts";
import type { RootKeys } from "../store/seal.ts";
import { createVault } from "../store/vault.ts";
import { openPostgres } from "./core.ts";
import { installationKeys, systemClock } from "./installation.ts";

export interface Keeping {
  readonly client: pg.Client;
  readonly root: RootKeys;
  readonly newId: NewId;
  /** Not for printing. */
  readonly url: string;
  close(): Promise<void>;
}

export async function openKeeping(config: Config): Promise<Keeping> {
  // A new key made in passing would fit no backup, and hide that the right one is missing.
  if (!config.HUIFANG_KEY && config.DATABASE_URL === undefined && !existsSync(join(config.HUIFANG_DATA_DIR, "huifang.key")))
    throw new ServiceError(`there is no key: set HUIFANG_KEY, or put huifang.key into ${config.HUIFANG_DATA_DIR}`);
  const root = installationKeys(config);
  const postgres = await openPostgres(config, []);
  try {
    const client = await connectPostgres(config.DATABASE_ADMIN_URL ?? postgres.url, config.DATABASE_ADMIN_URL ? "DATABASE_ADMIN_URL" : "DATABASE_URL");
    return {
      client,
      root,
      url: postgres.url,
      // As in core: a UUID is a string of every brand.
      newId: <T extends string>() => randomUUID() as string as T,
      async close() {
        await client.end();
        await postgres.stop();
      },
    };
  } catch (fault) {
    await postgres.stop();
    throw fault;
  }
}

/** What a command of an officer's needs, and nothing more: not the templates, not the queues, no migration. */
export async function openDesk(config: Config): Promise<CommandDeps & { readonly store: ConsoleStore; close(): Promise<void> }> {
  const { root, newId, url, close } = await openKeeping(config);
  const database = connectDatabase(url, 2);
  const log = createLog(config.LOG_LEVEL);
  const bulletin = createBulletin(database, url, log);
  return {
    store: createConsoleStore({ database, vault: createVault(root), newId }),
    clock: (await joinDemoClock(database)) ?? systemClock,
    newId,
    log,
    bulletin,
    async close() {
      await bulletin.close();
      await database.$disconnect();
      await close();
    },
  };
}

/** Besides the database: HUIFANG_ERASURE_LIST, or a file of the data directory. */
export const erasureListOf = (config: Config): string => config.HUIFANG_ERASURE_LIST ?? join(config.HUIFANG_DATA_DIR, "erasures.jsonl");
