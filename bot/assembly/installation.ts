/** Who this installation is: its key, its go-live, its clock. Made at the first start, checked at every other. */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../app/ports.ts";
import { systemNow, toDate, type Instant } from "../domain/calendar.ts";
import type { Config } from "../config.ts";
import { errorCode, ServiceError } from "../services/service-error.ts";
import type { Database } from "../store/database.ts";
import { instantOf } from "../store/days.ts";
import { rootKeys, type RootKeys } from "../store/seal.ts";

export const systemClock: Clock = { now: systemNow, speed: 1 };

/** A secret that is made once and kept in the data directory, readable by its owner only. */
export function keptSecret(dataDir: string, name: string, make: () => string): string {
  const file = join(dataDir, name);
  try {
    if (existsSync(file)) return readFileSync(file, "utf8").trim();
    // Traversable by others: an embedded PostgreSQL started as root runs as another user below it.
    mkdirSync(dataDir, { recursive: true, mode: 0o755 });
    const secret = make();
    writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: "wx" });
    return secret;
  } catch (fault) {
    throw new ServiceError(`Cannot write to the data directory ${dataDir} (${errorCode(fault)}): make it writable, or choose another with HUIFANG_DATA_DIR.`);
  }
}

/** HUIFANG_KEY; for the embedded database one is made and kept. Throws ServiceError where a given database has none. */
export function installationKeys(config: Config): RootKeys {
  if (config.HUIFANG_KEY) return rootKeys(config.HUIFANG_KEY);
  if (config.DATABASE_URL !== undefined) {
    throw new ServiceError(
      "HUIFANG_KEY is not set: with DATABASE_URL it must be given (32 bytes, make one with: openssl rand -base64 32) and kept safe; without it nothing in the database can be read.",
    );
  }
  return rootKeys(
    Buffer.from(
      keptSecret(config.HUIFANG_DATA_DIR, "huifang.key", () => randomBytes(32).toString("base64")),
      "base64",
    ),
  );
}

export interface Installation {
  readonly goLiveAt: Instant;
  readonly restoredAt?: Instant;
  readonly lender: string;
  readonly fresh: boolean;
}

/** Throws ServiceError where the database belongs to another key. */
export async function ensureInstallation(database: Database, keys: RootKeys, config: Config, now: Instant): Promise<Installation> {
  const made = await database.installation.createMany({
    data: [{ id: 1, goLiveAt: toDate(now), keyFingerprint: keys.fingerprint, lender: config.LENDER_NAME }],
    skipDuplicates: true,
  });
  const row = await database.installation.findUniqueOrThrow({ where: { id: 1 } });
  if (row.keyFingerprint !== keys.fingerprint) {
    throw new ServiceError(
      `HUIFANG_KEY is another key than this database was made with (fingerprint ${keys.fingerprint}, expected ${row.keyFingerprint}). Start with the right key; nothing was changed.`,
    );
  }
  return { goLiveAt: instantOf(row.goLiveAt), ...(row.restoredAt && { restoredAt: instantOf(row.restoredAt) }), lender: row.lender, fresh: made.count > 0 };
}
