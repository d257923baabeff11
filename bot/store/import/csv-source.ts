import { createReadStream, statSync } from "node:fs";
import { parse } from "csv-parse";
import { ImportRefused, type BookSource, type SourceRecord } from "../../app/import/book-source.ts";

/** A CSV file (UTF-8, with or without BOM). Throws `ImportRefused` where there is no such file. */
export function openCsv(path: string): BookSource {
  return { path, bytes: sizeOf(path), records: () => readRecords(path) };
}

const chunkRecords = 2000;
/** No row of the book is longer: an opening quote that nothing closes must not read the file into memory. */
const longestRecord = 65_536;

async function* readRecords(path: string): AsyncGenerator<readonly SourceRecord[]> {
  const input = createReadStream(path);
  const parser = parse({
    bom: true,
    info: true,
    skip_empty_lines: true,
    // Rows of another width are reported one by one, not by ending the import.
    relax_column_count: true,
    relax_quotes: true,
    skip_records_with_error: true,
    max_record_size: longestRecord,
  });
  let chunk: SourceRecord[] = [];
  let bytes = 0;
  parser.on("skip", (error: { code: string; lines?: number } | undefined) => {
    if (error) chunk.push({ line: error.lines ?? 0, bytes, broken: brokenReasons[error.code] ?? `is no CSV (${error.code})` });
  });
  input.on("error", (error) => parser.destroy(error));
  input.pipe(parser);
  try {
    for await (const read of parser) {
      const { record, info } = read as Emitted;
      bytes = info.bytes;
      chunk.push({ line: info.lines - newlines(record), bytes, cells: record });
      if (chunk.length >= chunkRecords) {
        yield chunk;
        chunk = [];
      }
    }
  } catch (error) {
    throw new ImportRefused(`${path}: cannot be read (${codeOf(error)})`);
  } finally {
    input.destroy();
  }
  if (chunk.length > 0) yield chunk;
}

const brokenReasons: Record<string, string> = {
  CSV_QUOTE_NOT_CLOSED: "an opening quote is never closed: nothing after it was read",
  CSV_MAX_RECORD_SIZE: "the row is longer than 64 KB: an opening quote is probably never closed, and what follows was not read",
};

// What csv-parse documents that it emits with `info` and without `columns`; its types say any.
interface Emitted {
  readonly record: readonly string[];
  readonly info: { readonly bytes: number; readonly lines: number };
}

/** `info` counts the last line of a record, people the first. */
const newlines = (record: readonly string[]): number => record.reduce((sum, cell) => sum + (cell.includes("\n") ? cell.split("\n").length - 1 : 0), 0);

function sizeOf(path: string): number {
  try {
    const stats = statSync(path);
    if (stats.isFile()) return stats.size;
  } catch (error) {
    throw new ImportRefused(`${path}: cannot be read (${codeOf(error)})`);
  }
  throw new ImportRefused(`${path}: is no file`);
}

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "unknown");
