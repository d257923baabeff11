/**
 * A backup while everything runs: one read-only snapshot (REPEATABLE READ) of all tables by COPY, each a compressed
 * file. The borrowers' keys go into a directory of their own. Memory does not grow with the book.
 */
import { createHash, randomUUID } from "node:crypto";
import { createWriteStream, existsSync, mkdirSync, readdirSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { z } from "zod";
import { isoInstant, type Instant } from "../../domain/calendar.ts";
import type { RootKeys } from "../seal.ts";
import { KeepFault } from "./keep-fault.ts";
import { writeManifest, type BackedUpTable, type BackupPart, type Manifest } from "./manifest.ts";
import { keysSchema, quote, quoted, tablesOf, type Table } from "./tables.ts";

export interface BackupRequest {
  /** Where the data go; undefined: only the keys. */
  readonly out?: string;
  /** Where the keys and the list of the erased go; undefined: only the data. */
  readonly keysOut?: string;
  readonly root: RootKeys;
  readonly now: Instant;
  readonly onTable?: (table: string, rows: number) => void;
}

/** Throws KeepFault where a directory is not empty or the two are not apart. `client` is used for nothing else meanwhile. */
export async function takeBackup(client: pg.ClientBase, request: BackupRequest): Promise<Manifest[]> {
  const wanted: { part: BackupPart; dir: string }[] = [];
  if (request.out !== undefined) wanted.push({ part: "data", dir: resolve(request.out) });
  if (request.keysOut !== undefined) wanted.push({ part: "keys", dir: resolve(request.keysOut) });
  keptApart(wanted.map(({ dir }) => dir));
  for (const { dir } of wanted) makeEmpty(dir);
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  try {
    await client.query("SET LOCAL statement_timeout = 0");
    const tables = await tablesOf(client);
    const common = { ...(await facts(client, request)), set: randomUUID(), taken_at: isoInstant(request.now) };
    const made: Manifest[] = [];
    for (const { part, dir } of wanted) {
      const of = tables.filter(({ schema }) => (schema === keysSchema) === (part === "keys"));
      const written: BackedUpTable[] = [];
      for (const table of of) {
        const file = `${table.schema}.${table.name}.copy.gz`;
        const one = { ...table, columns: [...table.columns], file, ...(await copyOut(client, table, join(dir, file))) };
        written.push(one);
        request.onTable?.(file, one.rows);
      }
      made.push(writeManifest(dir, request.root.manifest, { part, ...common, tables: written, sequences: part === "data" ? await sequences(client) : [] }));
    }
    return made;
  } finally {
    await client.query("ROLLBACK");
  }
}

/** The keys in the data's directory, or the other way round, would be copied together by the first careless `cp -r`. */
function keptApart([a, b]: readonly string[]): void {
  if (a === undefined || b === undefined) return;
  if (a === b || a.startsWith(b + sep) || b.startsWith(a + sep))
    throw new KeepFault("data and keys must be kept apart: neither directory may lie in the other");
}

function makeEmpty(dir: string): void {
  if (existsSync(dir) && readdirSync(dir).length > 0) throw new KeepFault(`${dir} is not empty: a backup is never written over another`);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
}

async function copyOut(client: pg.ClientBase, table: Table, file: string): Promise<{ rows: number; bytes: number; sha256: string }> {
  const hash = createHash("sha256");
  let bytes = 0;
  const copy = client.query(copyTo(`COPY ${quoted(table)} (${table.columns.map(quote).join(", ")}) TO STDOUT`));
  const count = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  };
  // Level 1: sealed bytes do not compress, and the rest does well enough; `flush`: on disk before it counts.
  await pipeline(copy, createGzip({ level: 1 }), count, createWriteStream(file, { flags: "wx", mode: 0o600, flush: true }));
  return { rows: copy.rowCount, bytes, sha256: hash.digest("hex") };
}

async function facts(client: pg.ClientBase, { root }: BackupRequest): Promise<Pick<Manifest, "postgres" | "key_fingerprint" | "migrations">> {
  const installed = await client.query<{ key_fingerprint: string; postgres: string }>(
    "SELECT key_fingerprint, current_setting('server_version') AS postgres FROM installation",
  );
  const [row] = installed.rows;
  if (!row) throw new KeepFault("there is nothing to back up: this database holds no installation");
  if (row.key_fingerprint !== root.fingerprint)
    throw new KeepFault(`HUIFANG_KEY is another key than this database was made with (expected ${row.key_fingerprint})`);
  const migrations = await client.query(
    "SELECT migration_name AS name, checksum FROM _prisma_migrations WHERE rolled_back_at IS NULL AND finished_at IS NOT NULL ORDER BY migration_name",
  );
  return { ...row, migrations: z.array(z.object({ name: z.string(), checksum: z.string() })).parse(migrations.rows) };
}

/** Sequences stand outside of snapshots: a value that is too high is harmless. */
async function sequences(client: pg.ClientBase): Promise<Manifest["sequences"]> {
  const { rows } = await client.query(
    "SELECT schemaname AS schema, sequencename AS name, last_value::text AS value FROM pg_sequences WHERE last_value IS NOT NULL AND schemaname NOT IN ('bullmq', 'keys')",
  );
  return z.array(z.object({ schema: z.string(), name: z.string(), value: z.string() })).parse(rows);
}
