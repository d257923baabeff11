/** The files of a loan book. */
export const bookFiles = ["loans", "schedule", "payments"] as const;
export type BookFile = (typeof bookFiles)[number];

/**
 * What is wrong with one line of an import file. `bad`: the line was not taken; `warning`: it was, except for what the
 * reason says. The reason never repeats what the cell holds; `value` does, for the operator's eyes and never for a log,
 * and is absent for names, phones and addresses.
 */
export interface RowProblem {
  readonly file: BookFile;
  readonly line: number;
  readonly column?: string;
  readonly value?: string;
  readonly reason: string;
  readonly severity: "bad" | "warning";
}

export type CellProblem = Omit<RowProblem, "file" | "line">;

/** The named cells of one line. A column that the file does not have is missing. */
export type Cells = Readonly<Record<string, string>>;

/** One line, read. */
export type RowRead<Row> =
  | { readonly status: "read"; readonly row: Row; readonly warnings: readonly CellProblem[] }
  | { readonly status: "bad"; readonly problems: readonly CellProblem[] };
