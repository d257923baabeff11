import { z } from "zod";
import { bookColumns } from "./book-columns.ts";
import { bookFiles, type BookFile, type Cells } from "./row-problem.ts";

/** Where a column's value comes from: the lender's header, or one value for every line. */
export type ColumnSource = string | { readonly value: string };
export type ColumnMap = Readonly<Record<BookFile, Readonly<Record<string, ColumnSource>>>>;

export const noMap: ColumnMap = { loans: {}, schedule: {}, payments: {} };

/** Reads the content of a `--map` file (already parsed from YAML or JSON); a string says what is wrong with it. */
export function readColumnMap(content: unknown): ColumnMap | string {
  const parsed = mapFile.safeParse(content);
  if (!parsed.success) return parsed.error.issues.map((issue) => `${issue.path.join(".") || "the map"}: ${issue.message}`).join("; ");
  const { loans, schedule, payments, ...shared } = parsed.data;
  const own = { loans: loans ?? {}, schedule: schedule ?? {}, payments: payments ?? {} };
  const unknown = [
    ...Object.keys(shared).filter((column) => !bookFiles.some((file) => isColumn(file, column))),
    ...bookFiles.flatMap((file) =>
      Object.keys(own[file])
        .filter((column) => !isColumn(file, column))
        .map((column) => `${file}.${column}`),
    ),
  ];
  if (unknown.length > 0) return `no such column: ${unknown.join(", ")}`;
  const forFile = (file: BookFile): Record<string, ColumnSource> => ({
    ...Object.fromEntries(Object.entries(shared).filter(([column]) => isColumn(file, column))),
    ...own[file],
  });
  return { loans: forFile("loans"), schedule: forFile("schedule"), payments: forFile("payments") };
}

/** Names a line's cells; the columns that are missing where the header lacks them. */
export type HeaderMatch =
  | { readonly status: "matched"; readonly width: number; readonly name: (record: readonly string[]) => Cells }
  | { readonly status: "refused"; readonly reason: string };

/** Finds the columns in a file's header row. */
export function matchHeader(file: BookFile, header: readonly string[], map: ColumnMap): HeaderMatch {
  const found = header.map(headerName);
  const twice = found.filter((name, index) => name !== "" && found.indexOf(name) !== index);
  if (twice.length > 0) return { status: "refused", reason: `a column stands twice in the header: ${[...new Set(twice)].join(", ")}` };
  const { required, optional } = bookColumns[file];
  const places: [column: string, index: number][] = [];
  const constants: [column: string, value: string][] = [];
  const missing: string[] = [];
  for (const column of [...required, ...optional]) {
    const source = map[file][column] ?? column;
    if (typeof source !== "string") {
      constants.push([column, source.value]);
      continue;
    }
    // One map may serve several files, and not each of them renames the column.
    const index = [source, column].map((name) => found.indexOf(headerName(name))).find((at) => at >= 0);
    if (index !== undefined) places.push([column, index]);
    else if (required.includes(column)) missing.push(source === column ? column : `${column} (mapped to "${source}")`);
    else if (source !== column) missing.push(`${column} (mapped to "${source}")`);
  }
  if (missing.length > 0) return { status: "refused", reason: missingText(missing, header) };
  return {
    status: "matched",
    width: header.length,
    name: (record) => {
      const cells: Record<string, string> = {};
      for (const [column, index] of places) cells[column] = record[index] ?? "";
      for (const [column, value] of constants) cells[column] = value;
      return cells;
    },
  };
}

function missingText(missing: readonly string[], header: readonly string[]): string {
  const only = header.length === 1 ? (header[0] ?? "") : "";
  const separator = only.includes(";") ? "semicolons" : only.includes("\t") ? "tabs" : undefined;
  const hint = separator ? ` (this file is separated by ${separator}; save it with commas)` : "";
  return `missing columns: ${missing.join(", ")}; found: ${header.join(", ") || "none"}${hint}`;
}

const headerName = (text: string): string => text.normalize("NFKC").trim().toLowerCase();
const isColumn = (file: BookFile, column: string): boolean => bookColumns[file].required.includes(column) || bookColumns[file].optional.includes(column);

const source = z.union([z.string().min(1), z.strictObject({ value: z.union([z.string(), z.number(), z.boolean()]).transform(String) })], {
  error: "expected the lender's header, or {value: X} for one value on every line",
});
const sources = z.record(z.string(), source);
const mapFile = z.object({ loans: sources.optional(), schedule: sources.optional(), payments: sources.optional() }).catchall(source);
