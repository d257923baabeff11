import pg from "pg";
import { ServiceError, errorCode } from "./service-error.ts";

const CONNECT_MS = 10_000;

/**
 * Opens one connection. When that fails, the ServiceError names the variable to correct and host:port/database, never
 * the password.
 */
export async function connectPostgres(url: string, variable = "DATABASE_URL"): Promise<pg.Client> {
  const target = targetOf(url);
  if (target === undefined) throw new ServiceError(`${variable} is not a PostgreSQL address; write postgresql://user:password@host:5432/database.`);
  const client = new pg.Client({ connectionString: withoutPrismaParameters(url), connectionTimeoutMillis: CONNECT_MS });
  client.on("error", () => undefined); // a connection lost while idle; the next query reports it
  try {
    await client.connect();
    return client;
  } catch (fault) {
    throw new ServiceError(`Cannot connect to PostgreSQL at ${target} (${reasonOf(fault)}). ${adviceFor(fault, variable)}`, {
      cause: fault,
    });
  }
}

/** `host:port/database`, for messages; undefined when the text is no PostgreSQL address. */
export function targetOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname, port, pathname } = new URL(url);
  if (protocol !== "postgresql:" && protocol !== "postgres:") return undefined;
  return `${hostname || "localhost"}:${port || "5432"}${decodeURIComponent(pathname)}`;
}

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(database)}`;
  return changed.href;
}

/** Parameters that only Prisma's own drivers know; PostgreSQL would refuse them. */
export function withoutPrismaParameters(url: string): string {
  const changed = new URL(url);
  for (const name of ["schema", "connection_limit", "pool_timeout", "pgbouncer"]) changed.searchParams.delete(name);
  return changed.href;
}

function reasonOf(fault: unknown): string {
  if (fault instanceof Error && /timeout/i.test(fault.message)) return "no answer";
  return errorCode(fault);
}

// PostgreSQL, appendix A: class 28 invalid authorization, 3D000 no such database, 53300 too many connections
function adviceFor(fault: unknown, variable: string): string {
  const code = errorCode(fault);
  if (code.startsWith("28")) return `Check the user and password in ${variable}.`;
  if (code === "3D000") return `Create this database, or correct ${variable}.`;
  if (code === "53300") return "It has no connection left: raise max_connections or end other clients.";
  if (code === "57P03") return "It is starting or stopping: try again in a moment.";
  return `Start it, correct ${variable}, or unset it to use the embedded database.`;
}
