import { createReadStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { z } from "zod";
import { KeepFault } from "./keep-fault.ts";
import type { BackedUpTable, Manifest } from "./manifest.ts";
import { fullName, quote, quoted, tablesOf } from "./tables.ts";

/** Fills the tables, in the caller's transaction; what migrations put into them goes first. */
export async function loadTables(
  client: pg.ClientBase,
  parts: readonly { dir: string; manifest: Manifest }[],
  onTable: (table: string, rows: number) => void,
): Promise<void> {
  const from = new Map(
    parts.flatMap(({ dir, manifest }) => manifest.tables.map((table) => [fullName(table), { table, file: join(dir, table.file) }] as const)),
  );
  const there = await tablesOf(client);
  const unknown = [...from.keys()].filter((name) => !there.some((table) => fullName(table) === name));
  if (unknown.length > 0) throw new KeepFault(`the backup holds tables that its migrations do not make: ${unknown.join(", ")}`);
  for (const table of there) {
    const odd = from.get(fullName(table))?.table.columns.filter((column) => !table.columns.includes(column)) ?? [];
    if (odd.length > 0) throw new KeepFault(`the backup holds columns that its migrations do not make: ${fullName(table)} ${odd.join(", ")}`);
  }
  const all = there.map(quoted);
  // Triggers refuse to empty the log and act on new rows: a restore writes what they have already seen.
  for (const table of all) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  if (all.length > 0) await client.query(`TRUNCATE ${all.join(", ")}`);
  for (const table of there) {
    const source = from.get(fullName(table));
    if (!source) continue;
    await copyIn(client, source.table, source.file);
    onTable(fullName(table), source.table.rows);
  }
  for (const table of all) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  for (const { manifest } of parts)
    for (const { schema, name, value } of manifest.sequences) await client.query("SELECT setval($1::regclass, $2::bigint)", [quoted({ schema, name }), value]);
}

async function copyIn(client: pg.ClientBase, table: BackedUpTable, file: string): Promise<void> {
  const copy = client.query(copyFrom(`COPY ${quoted(table)} (${table.columns.map(quote).join(", ")}) FROM STDIN`));
  await pipeline(createReadStream(file, { highWaterMark: 1 << 18 }), createGunzip(), copy);
  if (copy.rowCount !== table.rows) throw new KeepFault(`${file} holds ${String(copy.rowCount)} rows, not ${String(table.rows)} as the manifest says`);
}

const name = z.object({ schema: z.string(), name: z.string() });

/** Tables of the target that hold something. */
export async function filledTables(client: pg.ClientBase): Promise<string[]> {
  const filled: string[] = [];
  for (const table of await tablesOf(client)) {
    const { rows } = await client.query(`SELECT 1 FROM ${quoted(table)} LIMIT 1`);
    if (rows.length > 0) filled.push(fullName(table));
  }
  return filled;
}

/** Removes what an earlier installation made in this database; schemas, and what was granted on them, stay. */
export async function dropAll(client: pg.ClientBase): Promise<void> {
  const of = async (sql: string) => z.array(name).parse((await client.query(sql)).rows);
  const ours = "n.nspname !~ '^(pg_|information_schema$)' AND n.nspname <> 'bullmq'";
  const unowned = (catalogue: string, oid: string) =>
    `NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = '${catalogue}'::regclass AND d.objid = ${oid} AND d.deptype IN ('e', 'i'))`;
  const relations = await of(
    `SELECT n.nspname AS schema, c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND ${ours} AND ${unowned("pg_class", "c.oid")}`,
  );
  for (const one of relations) await client.query(`DROP TABLE IF EXISTS ${quoted(one)} CASCADE`);
  const routines = await of(
    `SELECT n.nspname AS schema, p.oid::regprocedure::text AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE ${ours} AND ${unowned("pg_proc", "p.oid")}`,
  );
  // As PostgreSQL itself writes it: name and argument types, quoted where needed.
  for (const one of routines) await client.query(`DROP ROUTINE IF EXISTS ${one.name} CASCADE`);
  const types = await of(
    `SELECT n.nspname AS schema, t.typname AS name FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typtype IN ('e', 'd') AND ${ours} AND ${unowned("pg_type", "t.oid")}`,
  );
  for (const one of types) await client.query(`DROP TYPE IF EXISTS ${quoted(one)} CASCADE`);
}
