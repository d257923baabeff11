import { bookColumns } from "../../domain/loans/book-columns.ts";
import { matchHeader, type ColumnMap } from "../../domain/loans/column-map.ts";
import type { BookFile, Cells } from "../../domain/loans/row-problem.ts";
import { ImportRefused, type BookSource } from "./book-source.ts";

/** One line of a file. `broken`: it is no row of this file's columns; its cells may still say which loan it meant. */
export interface Line {
  readonly line: number;
  readonly bytes: number;
  readonly cells: Cells;
  readonly broken?: string;
}

/** How many rows are one transaction: large enough to be fast, small enough that nobody waits for its locks. */
export const batchRows = 2000;

/** The lines below the header, in batches. Throws `ImportRefused` where columns are missing. */
export async function* readLines(file: BookFile, source: BookSource, map: ColumnMap): AsyncGenerator<readonly Line[]> {
  let header: ReturnType<typeof matchedHeader> | undefined;
  for await (const records of source.records()) {
    const lines: Line[] = [];
    for (const record of records) {
      if (!header) {
        if (record.broken !== undefined) throw new ImportRefused(`${source.path}: line ${String(record.line)} ${record.broken}`);
        header = matchedHeader(file, source, record.cells, map);
        continue;
      }
      const { line, bytes } = record;
      const width = record.cells.length;
      const broken = record.broken ?? (width === header.width ? undefined : `has ${String(width)} cells, the header has ${String(header.width)}`);
      lines.push({ line, bytes, cells: header.name(record.cells), ...(broken === undefined ? {} : { broken }) });
    }
    if (lines.length > 0) yield lines;
  }
  if (!header) throw new ImportRefused(`${source.path}: the file is empty; its first line must name the columns ${bookColumns[file].required.join(", ")}`);
}

function matchedHeader(
  file: BookFile,
  source: BookSource,
  cells: readonly string[],
  map: ColumnMap,
): Extract<ReturnType<typeof matchHeader>, { status: "matched" }> {
  const match = matchHeader(file, cells, map);
  if (match.status === "refused") throw new ImportRefused(`${source.path}: ${match.reason}`);
  return match;
}
