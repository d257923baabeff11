import type pg from "pg";
import { z } from "zod";

/** One table of the installation. Names come from the catalogue, never from a user. */
export interface Table {
  readonly schema: string;
  readonly name: string;
  /** Generated ones are left out: PostgreSQL makes them again. */
  readonly columns: readonly string[];
}

/** Borrower keys and the list of the erased: a part of their own. */
export const keysSchema = "keys";
/** The queues on PostgreSQL: jobs only wake, the sweep wakes again. */
const otherSchemas = ["bullmq"];
/**
 * Worth nothing later or dangerous: migrations are recorded in the manifest, slots are over, and a session that was
 * ended after the backup must not live again.
 */
const leftOut = ["_prisma_migrations", "clock_slot", "sign_in_session", "sign_in_verification"];

const row = z.object({ schema: z.string(), name: z.string(), columns: z.array(z.string()) });

/** In an order in which they can be filled: a table after those that it refers to. */
export async function tablesOf(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query(
    `SELECT n.nspname AS schema, c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE c.relkind = 'r' AND n.nspname !~ '^(pg_|information_schema$)' AND NOT n.nspname = ANY($1) AND NOT c.relname = ANY($2)
     GROUP BY 1, 2 ORDER BY 1, 2`,
    [otherSchemas, leftOut],
  );
  const refers = await client.query(
    `SELECT DISTINCT fn.nspname || '.' || f.relname AS child, tn.nspname || '.' || t.relname AS parent
     FROM pg_constraint k JOIN pg_class f ON f.oid = k.conrelid JOIN pg_namespace fn ON fn.oid = f.relnamespace
     JOIN pg_class t ON t.oid = k.confrelid JOIN pg_namespace tn ON tn.oid = t.relnamespace WHERE k.contype = 'f' AND k.conrelid <> k.confrelid`,
  );
  return parentsFirst(z.array(row).parse(rows), z.array(z.object({ child: z.string(), parent: z.string() })).parse(refers.rows));
}

export const fullName = ({ schema, name }: Pick<Table, "schema" | "name">): string => `${schema}.${name}`;
export const quoted = ({ schema, name }: Pick<Table, "schema" | "name">): string => `${quote(schema)}.${quote(name)}`;
export const quote = (identifier: string): string => `"${identifier.replaceAll('"', '""')}"`;

function parentsFirst(tables: readonly Table[], refers: readonly { child: string; parent: string }[]): Table[] {
  const ordered: Table[] = [];
  const seen = new Set<string>();
  const place = (table: Table): void => {
    const name = fullName(table);
    if (seen.has(name)) return;
    seen.add(name);
    for (const { parent } of refers.filter(({ child }) => child === name)) {
      const found = tables.find((one) => fullName(one) === parent);
      if (found) place(found);
    }
    ordered.push(table);
  };
  for (const table of tables) place(table);
  return ordered;
}
