/** A file of the book, as the operator named it. Reading it twice gives the same records. */
export interface BookSource {
  readonly path: string;
  readonly bytes: number;
  /** In chunks, in order, the header first. Throws `ImportRefused` where the file cannot be read. */
  records(): AsyncIterable<readonly SourceRecord[]>;
}

export interface SourceRecord {
  readonly line: number;
  /** How far the file was read. */
  readonly bytes: number;
  readonly cells: readonly string[];
  /** The line is no CSV, and why; its cells are a guess. */
  readonly broken?: string;
}

/** The import cannot begin or go on: a file is unreadable, lacks columns, or the map is wrong. The message names no person. */
export class ImportRefused extends Error {
  override readonly name = "ImportRefused";
}
