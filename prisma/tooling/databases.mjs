import { randomUUID } from "node:crypto";
import pg from "pg";

/**
 * `schema-engine cli <command>`, by which the CLI asks for, creates and drops whole databases. Logs as the native
 * engine does, one JSON object a line, and returns the exit code.
 */
export async function runDatabaseCommand(words, { url }) {
  log("INFO", { message: words.join(" ") }); // the CLI throws the first line away
  try {
    if (words.includes("can-connect-to-database")) await onDatabase(url, () => undefined);
    else if (words.includes("create-database")) await createDatabase(url);
    else if (words.includes("drop-database")) await dropDatabase(url);
    else throw new Error(`unknown command: ${words.join(" ")}`);
    log("INFO", { message: "Done" });
    return 0;
  } catch (fault) {
    log("ERROR", { is_panic: false, error_code: prismaCodeOf(fault), message: fault.message || String(fault) });
    return 1;
  }
}

export function databaseOf(url) {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

export async function createDatabase(url) {
  await onServer(url, (client) => client.query(`CREATE DATABASE ${nameIn(url)} TEMPLATE template0`));
}

export async function dropDatabase(url) {
  await onServer(url, (client) => client.query(`DROP DATABASE IF EXISTS ${nameIn(url)} WITH (FORCE)`));
}

/** Where a shadow database for `url` is to be made: the same server, a name of its own. */
export function shadowUrlFor(url) {
  const shadow = new URL(url);
  shadow.pathname = `/prisma_migrate_shadow_db_${randomUUID()}`;
  shadow.searchParams.delete("schema");
  return shadow.href;
}

/** Without the parameters that only Prisma's drivers know. */
export function plainUrl(url) {
  const plain = new URL(url);
  for (const name of ["schema", "connection_limit", "pool_timeout", "pgbouncer"]) plain.searchParams.delete(name);
  return plain.href;
}

function onServer(url, work) {
  const server = new URL(url);
  server.pathname = "/postgres";
  return onDatabase(server.href, work);
}

async function onDatabase(url, work) {
  const client = new pg.Client({ connectionString: plainUrl(url), connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function nameIn(url) {
  return pg.escapeIdentifier(databaseOf(url));
}

// Prisma, error reference: P1000 authentication, P1001 unreachable, P1003 no such database, P1010 access denied
function prismaCodeOf(fault) {
  const code = fault.code ?? fault.errors?.[0]?.code;
  return { "3D000": "P1003", "28P01": "P1000", 28000: "P1000", ECONNREFUSED: "P1001", ENOTFOUND: "P1001" }[code] ?? "P1010";
}

function log(level, fields) {
  const timestamp = new Date().toISOString();
  process.stderr.write(`${JSON.stringify({ timestamp, level, fields, target: "schema_engine::logger" })}\n`);
}
