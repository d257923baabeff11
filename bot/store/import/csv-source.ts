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
/** Each stray quote costs opening the file again. */
const mostStrayQuotes = 10_000;

/**
 * One stray quote would swallow all lines up to the next quote, or to the end of the file, and with it payments of other
 * people. So where a record is no CSV, never ends, or ends lines later with another number of cells, its first line alone
 * is reported and reading goes on behind it.
 */
async function* readRecords(path: string): AsyncGenerator<readonly SourceRecord[]> {
  let chunk: SourceRecord[] = [];
  let at: Place = { byte: 0, line: 0 };
  let width: number | undefined;
  for (let strayQuotes = 0; strayQuotes <= mostStrayQuotes; strayQuotes += 1) {
    let stray = false;
    for await (const { records, ended } of readSegment(path, at)) {
      for (const { cells, lines, place } of records) {
        width ??= cells.length;
        stray = lines > 1 && cells.length !== width;
        if (stray) break;
        at = place;
        chunk.push({ line: place.line - lines + 1, bytes: place.byte, cells });
      }
      for (; chunk.length >= chunkRecords; chunk = chunk.slice(chunkRecords)) yield chunk.slice(0, chunkRecords);
      stray ||= ended === "no CSV";
      if (stray) break;
    }
    if (!stray) {
      if (chunk.length > 0) yield chunk;
      return;
    }
    const { text, ...end } = await nextLine(path, at);
    at = end;
    // Cut at the commas, the line may still say which loan it meant.
    chunk.push({
      line: at.line,
      bytes: at.byte,
      broken: "has a quote where none may stand, or one that is never closed",
      cells: text.replaceAll('"', "").split(","),
    });
  }
  throw new ImportRefused(`${path}: more than ${String(mostStrayQuotes)} lines have stray quotes: this is no CSV file`);
}

/** How far a file was read: bytes, and lines ended. */
interface Place {
  readonly byte: number;
  readonly line: number;
}

interface Segment {
  readonly records: readonly { cells: readonly string[]; lines: number; place: Place }[];
  /** Absent: more may follow. */
  readonly ended?: "no CSV";
}

/** Records from a place on, up to the end of the file or what is no CSV. */
async function* readSegment(path: string, from: Place): AsyncGenerator<Segment> {
  const input = createReadStream(path, { start: from.byte });
  let records: Segment["records"][number][] = [];
  const parser = parse({
    bom: from.byte === 0,
    skip_empty_lines: true,
    // Rows of another width are reported one by one, not by ending the import.
    relax_column_count: true,
    max_record_size: longestRecord,
    // Taken here and not from the stream, which at an error drops the good records before it.
    on_record: (cells: string[], info) => {
      records.push({ cells, lines: 1 + newlines(cells), place: { byte: from.byte + info.bytes, line: from.line + info.lines } });
      return null;
    },
  });
  // The error comes to the callback of `write` too.
  parser.on("error", () => undefined);
  parser.resume();
  const parsed = (write: (done: (error?: Error | null) => void) => void): Promise<Error | undefined> =>
    new Promise((done) => write((error) => done(error ?? undefined)));
  try {
    for await (const bytes of input) {
      const error = await parsed((done) => parser.write(bytes, done));
      yield error ? { records, ended: "no CSV" } : { records };
      if (error) return;
      records = [];
    }
    const error = await parsed((done) => parser.end(done));
    yield error ? { records, ended: "no CSV" } : { records };
  } catch (error) {
    throw new ImportRefused(`${path}: cannot be read (${codeOf(error)})`);
  } finally {
    input.destroy();
    parser.destroy();
  }
}

/** The line that begins at this place, blank ones passed over, and where it ends. */
async function nextLine(path: string, from: Place): Promise<Place & { text: string }> {
  const input = createReadStream(path, { start: from.byte, end: from.byte + longestRecord });
  let { byte, line } = from;
  const kept: number[] = [];
  for await (const chunk of input) {
    for (const code of Buffer.from(chunk)) {
      byte += 1;
      if (code === lineFeed) line += 1;
      if (code === lineFeed && kept.length > 0) return { byte, line, text: Buffer.from(kept).toString("utf8") };
      if (code !== lineFeed && code !== carriageReturn) kept.push(code);
    }
  }
  return { byte, line: line + 1, text: Buffer.from(kept).toString("utf8") };
}

const lineFeed = 10;
const carriageReturn = 13;

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
