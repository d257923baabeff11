import pg from "pg";
import { z } from "zod";
import { connectPostgres } from "./connect-postgres.ts";
import { ServiceError } from "./service-error.ts";

/** What the role that servers and workers connect as may do: read and write rows, except where it is said otherwise. */
export interface RuntimeRights {
  readonly schemas: readonly string[];
  /** `schema.table`: rows may be added and read, never changed or removed. */
  readonly appendOnly: readonly string[];
  readonly readOnly: readonly string[];
}

/** "same": one role for both, so there is nothing to grant. `may`: what it can do in spite of this (an owner, a superuser). */
export type Granted = { readonly status: "same" } | { readonly status: "granted"; readonly role: string; readonly may: readonly string[] };

/** One transaction: a process that works meanwhile never finds itself without its rights. Throws ServiceError where the role is missing. */
export async function grantRuntimeRole(adminUrl: string, runtimeUrl: string, rights: RuntimeRights): Promise<Granted> {
  const role = decodeURIComponent(new URL(runtimeUrl).username);
  const client = await connectPostgres(adminUrl, "DATABASE_ADMIN_URL");
  try {
    const rows = await client.query("SELECT current_user = $1 AS same, EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS there", [role]);
    const found = z.tuple([z.object({ same: z.boolean(), there: z.boolean() })]).parse(rows.rows)[0];
    if (found.same) return { status: "same" };
    if (!found.there)
      throw new ServiceError(
        `The role "${role}" of DATABASE_URL does not exist: CREATE ROLE ${pg.escapeIdentifier(role)} LOGIN PASSWORD '…'; then run this again.`,
      );
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock(hashtext('huifang grants'))");
    for (const statement of statements(role, rights)) await client.query(statement);
    await client.query("COMMIT");
    return { status: "granted", role, may: await stillMay(client, role, rights) };
  } finally {
    await client.end();
  }
}

function statements(role: string, { schemas, appendOnly, readOnly }: RuntimeRights): string[] {
  const to = pg.escapeIdentifier(role);
  const tables = (names: readonly string[]): string => names.map(quoted).join(", ");
  const spaces = schemas.map((schema) => pg.escapeIdentifier(schema)).join(", ");
  return [
    `REVOKE ALL ON SCHEMA ${spaces} FROM ${to}`,
    `REVOKE ALL ON ALL TABLES IN SCHEMA ${spaces} FROM ${to}`,
    `GRANT USAGE ON SCHEMA ${spaces} TO ${to}`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${spaces} TO ${to}`,
    `GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${spaces} TO ${to}`,
    `REVOKE UPDATE, DELETE ON ${tables(appendOnly)} FROM ${to}`,
    `REVOKE INSERT, UPDATE, DELETE ON ${tables(readOnly)} FROM ${to}`,
  ];
}

/** Rights that come from elsewhere: of an owner, a superuser, another role or PUBLIC. */
async function stillMay(client: pg.Client, role: string, { schemas, appendOnly, readOnly }: RuntimeRights): Promise<string[]> {
  const { rows } = await client.query(
    `SELECT p || ' ' || t AS may FROM unnest($2::text[]) AS t, unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE']) AS p WHERE has_table_privilege($1, t, p)
     UNION ALL SELECT 'CREATE in ' || s FROM unnest($3::text[]) AS s WHERE has_schema_privilege($1, s, 'CREATE')`,
    [role, [...appendOnly, ...readOnly], schemas],
  );
  return z
    .array(z.object({ may: z.string() }))
    .parse(rows)
    .map(({ may }) => may);
}

const quoted = (table: string): string =>
  table
    .split(".")
    .map((part) => pg.escapeIdentifier(part))
    .join(".");
