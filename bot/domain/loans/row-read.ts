import type { z } from "zod";
import { personalColumns } from "./book-columns.ts";
import type { CellProblem, Cells, RowRead } from "./row-problem.ts";

/** Reads one line's cells with a schema; what it refuses is said per column. */
export function readRow<Row>(schema: z.ZodType<Row>, cells: Cells): RowRead<Row> {
  const parsed = schema.safeParse(cells);
  if (parsed.success) return { status: "read", row: parsed.data, warnings: [] };
  return {
    status: "bad",
    problems: parsed.error.issues.map((issue) => cellProblem(cells, String(issue.path[0] ?? ""), issue.message, "bad")),
  };
}

/** A problem of one cell, with its value unless it is personal. */
export function cellProblem(cells: Cells, column: string, reason: string, severity: CellProblem["severity"]): CellProblem {
  const value = personalColumns.has(column) ? undefined : cells[column];
  return { column, reason, severity, ...(value ? { value: value.slice(0, 80) } : {}) };
}
