import type { Sees } from "../../app/message-log/ports.ts";
import type { LogChoices } from "../../app/message-log/views.ts";
import { sql, type Sql, type Tx } from "../database.ts";

/** What is there to choose from: each found by hopping through an index, however big the book. */
export async function choicesOf(tx: Tx, sees: Sees): Promise<LogChoices> {
  if (sees.whose === "none") return { branches: [], officers: [], channels: [], templates: [] };
  return {
    branches: sees.whose === "all" ? await distinct(tx, sql`borrower`, sql`branch`) : sees.whose === "branch" ? [sees.branch] : [],
    officers: await officersOf(tx, sees),
    channels: await distinct(tx, sql`message`, sql`channel`),
    templates: await distinct(tx, sql`message`, sql`template`),
  };
}

async function officersOf(tx: Tx, sees: Sees): Promise<readonly string[]> {
  if (sees.whose === "officer") return [sees.officer];
  if (sees.whose !== "branch") return distinct(tx, sql`borrower`, sql`officer`);
  const rows = await tx.$queryRaw<{ officer: string }[]>(sql`SELECT DISTINCT officer FROM borrower WHERE branch = ${sees.branch} ORDER BY 1 LIMIT ${most}`);
  return rows.map(({ officer }) => officer);
}

/** More than anybody would choose from a list. */
const most = 2_000;

/** PostgreSQL has no skip scan before 18: the next greater value, again and again. */
async function distinct(tx: Tx, table: Sql, column: Sql): Promise<readonly string[]> {
  const rows = await tx.$queryRaw<{ value: string }[]>(sql`
    WITH RECURSIVE hop AS (
      (SELECT ${column} AS value FROM ${table} WHERE ${column} IS NOT NULL ORDER BY 1 LIMIT 1)
      UNION ALL
      SELECT (SELECT ${column} FROM ${table} WHERE ${column} > hop.value ORDER BY 1 LIMIT 1) FROM hop WHERE hop.value IS NOT NULL)
    SELECT value FROM hop WHERE value IS NOT NULL LIMIT ${most}`);
  return rows.map(({ value }) => value);
}
