import type { CellProblem } from "../../domain/loans/row-problem.ts";

/** A field that cannot be taken, and why; never what it held. */
export interface FieldProblem {
  /** As the request names it, with dots: "schedule.2.amount". */
  readonly field: string;
  readonly reason: string;
}

export interface RefusedRow {
  readonly status: "refused";
  readonly problems: readonly FieldProblem[];
}

/** `fields`: the request's name of each column where it is not the column's own. */
export const refused = (problems: readonly CellProblem[], fields: Readonly<Record<string, string>>): RefusedRow => ({
  status: "refused",
  problems: problems.filter(({ severity }) => severity === "bad").map(({ column = "", reason }) => ({ field: fields[column] ?? column, reason })),
});
