import { rmSync } from "node:fs";
import path from "node:path";
import { connectPostgres, withDatabase } from "./connect-postgres.ts";
import { findPostgresBinaries } from "./postgres-binaries.ts";
import { launchPostgres, passwordOf } from "./postgres-cluster.ts";
import { homeForPostgres } from "./postgres-home.ts";
import { accountForPostgres } from "./postgres-user.ts";
import { findPostmaster } from "./postmaster.ts";
import { shareServer } from "./shared-process.ts";

export interface EmbeddedPostgresOptions {
  /** PostgreSQL's data directory; made when missing. Its neighbours `<dataDir>.log`, `.password`, … are ours too. */
  dataDir: string;
  /** A free one when not given. Without effect on a server that already runs. */
  port?: number;
  /** For tests: nothing is synced to disk, and `stop` deletes the data directory. */
  ephemeral?: boolean;
  /** Told what the operator should know (the data are kept elsewhere than wished), one line each. */
  onNotice?: (line: string) => void;
}

export interface EmbeddedPostgres {
  /** Address of the database `huifang`, as superuser, with the password: not for printing. */
  url: string;
  port: number;
  pid: number;
  /** Where the data really are. */
  dataDir: string;
  /** False when another live process used this server before us. */
  owned: boolean;
  /** Ends the server within 3 s, unless another live process still uses it; then that one ends it. */
  stop: () => Promise<void>;
}

const DATABASE = "huifang";

/**
 * Starts PostgreSQL from its npm binaries, or joins the server already running on the data directory: that of another
 * process, or an orphan whose process was killed, which is then ours to end. Works as root and as an ordinary user.
 * Throws ServiceError when the machine does not let it.
 */
export async function startEmbeddedPostgres({
  dataDir: wanted,
  port,
  ephemeral = false,
  onNotice = () => undefined,
}: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const account = accountForPostgres();
  const dataDir = homeForPostgres(wanted, account, onNotice);
  const dir = path.dirname(dataDir);
  const binaries = findPostgresBinaries(account, dir);
  const { running, owned, stop } = await shareServer({
    name: path.basename(dataDir),
    dir,
    find: () => findPostmaster(dataDir),
    launch: () => launchPostgres({ dataDir, account, binaries, ephemeral }, port),
    // PostgreSQL, "Shutting down the server": SIGINT is fast shutdown, SIGQUIT immediate (recovers at the next start)
    signals: { gently: "SIGINT", firmly: "SIGQUIT" },
  });
  try {
    const url = `postgresql://postgres:${passwordOf(dataDir)}@127.0.0.1:${running.port}/${DATABASE}`;
    await createDatabase(url);
    return { url, port: running.port, pid: running.pid, dataDir, owned, stop: ephemeral ? () => stop().then(discard) : stop };
  } catch (fault) {
    await stop();
    throw fault;
  }

  function discard(): void {
    for (const suffix of ["", ".log", ".password", ".users"]) rmSync(dataDir + suffix, { recursive: true, force: true });
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = await connectPostgres(withDatabase(url, "postgres"));
  try {
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } catch (fault) {
    // another process created it between our two statements: unique_violation or duplicate_database
    if (!(fault instanceof Error && "code" in fault && (fault.code === "23505" || fault.code === "42P04"))) throw fault;
  } finally {
    await client.end();
  }
}
