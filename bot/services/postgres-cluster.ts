import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "./free-port.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import type { Account } from "./postgres-user.ts";
import { runAs } from "./postgres-user.ts";
import type { Postmaster } from "./postmaster.ts";
import { waitUntilReady } from "./postmaster.ts";
import { ServiceError, errorCode } from "./service-error.ts";
import { unwritable } from "./shared-process.ts";

export interface Cluster {
  dataDir: string;
  account: Account | undefined;
  binaries: PostgresBinaries;
  /** For data that nobody will miss: much faster, gone after a power cut. */
  ephemeral: boolean;
}

/** The free port may be taken before we use it, and a killed server's children hold its memory for a second or two. */
const ATTEMPTS = 10;
const ATTEMPT_PAUSE_MS = 250;

/** Starts the server on its data directory, which is made first if there is none. */
export async function launchPostgres(cluster: Cluster, wantedPort: number | undefined): Promise<Postmaster> {
  if (!existsSync(path.join(cluster.dataDir, "PG_VERSION"))) initialise(cluster);
  for (let attempt = 1; ; attempt++) {
    const port = wantedPort ?? (await freePort());
    const running = await launchAt(cluster, port);
    if (running !== undefined) return running;
    if (attempt === ATTEMPTS) throw new ServiceError(failure(cluster, port));
    await pause(ATTEMPT_PAUSE_MS);
  }
}

export function passwordOf(dataDir: string): string {
  try {
    return readFileSync(`${dataDir}.password`, "utf8").trim();
  } catch (fault) {
    throw new ServiceError(
      `The password of the database in ${dataDir} cannot be read from ${dataDir}.password (${errorCode(fault)}). Start Huifang as the user that made it, or set HUIFANG_DATA_DIR.`,
    );
  }
}

async function launchAt({ dataDir, account, binaries, ephemeral }: Cluster, port: number): Promise<Postmaster | undefined> {
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    // failing statements would come with the values they failed on: personal data
    log_min_messages: "log",
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
    // Tests start several processes beside each other, and one that is killed leaves its connections for a while.
    ...(ephemeral && { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_wal_size: "4GB", max_connections: "400" }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const log = openSync(`${dataDir}.log`, "w", 0o600);
  // detached: Ctrl-C in the terminal must reach Node only, which ends its own work before the database
  const child = spawn(binaries.postgres, ["-D", dataDir, "-p", String(port), ...flags], {
    ...runAs(account),
    stdio: ["ignore", log, log],
    detached: true,
    windowsHide: true,
  });
  closeSync(log);
  child.once("error", () => undefined); // it has no pid then
  child.unref();
  return child.pid === undefined ? undefined : waitUntilReady(dataDir, child.pid);
}

/** In a directory of its own, moved into place when done, so that a kill half-way leaves nothing half made. */
function initialise({ dataDir, account, binaries, ephemeral }: Cluster): void {
  const fresh = `${dataDir}.initdb`;
  const password = `${dataDir}.password`;
  try {
    rmSync(fresh, { recursive: true, force: true });
    mkdirSync(fresh, { mode: 0o700 });
    writeFileSync(password, randomBytes(24).toString("hex"), { mode: 0o600 });
    if (account !== undefined) for (const made of [fresh, password]) chownSync(made, account.uid, account.gid);
  } catch (fault) {
    throw unwritable(path.dirname(dataDir), errorCode(fault));
  }
  const { status, error, stderr } = spawnSync(
    binaries.initdb,
    ["-D", fresh, "-U", "postgres", "--auth=scram-sha-256", `--pwfile=${password}`, "--encoding=UTF8", "--no-locale", ...(ephemeral ? ["--no-sync"] : [])],
    { ...runAs(account), encoding: "utf8" },
  );
  if (error !== undefined || status !== 0)
    throw new ServiceError(
      `The database could not be created in ${dataDir} (${reason(stderr, error)}). Set HUIFANG_DATA_DIR to another directory, or DATABASE_URL.`,
    );
  try {
    if (existsSync(dataDir)) rmdirSync(dataDir); // an empty one may be there
    renameSync(fresh, dataDir);
  } catch (fault) {
    throw new ServiceError(`${dataDir} is not a database directory, and in the way (${errorCode(fault)}). Move it away, or set HUIFANG_DATA_DIR.`);
  }
}

function reason(stderr: string, error: Error | undefined): string {
  if (error !== undefined) return errorCode(error);
  return (
    stderr
      .split("\n")
      .find((line) => line.includes("error:"))
      ?.replace(/^.*error:\s*/, "") ?? "initdb failed"
  );
}

function failure({ dataDir }: Cluster, port: number): string {
  const log = `${dataDir}.log`;
  const fatal = lastFatal(log);
  return `PostgreSQL did not start on ${dataDir}, port ${port}${fatal === "" ? "" : ` (${fatal})`}. Its log is ${log}.`;
}

function lastFatal(log: string): string {
  try {
    return (
      readFileSync(log, "utf8")
        .split("\n")
        .findLast((line) => /FATAL|PANIC/.test(line))
        ?.replace(/^.*?(FATAL|PANIC):\s*/, "") ?? ""
    );
  } catch {
    return "";
  }
}
