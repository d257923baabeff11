import { createHash } from "node:crypto";
import type { Instant } from "../../domain/calendar.ts";
import type { BorrowerId, LogEntryId } from "../../domain/ids.ts";
import type { ColumnMap } from "../../domain/loans/column-map.ts";
import { readLoanRow, type LoanRow } from "../../domain/loans/loan-row.ts";
import type { BookFile, Cells, RowRead } from "../../domain/loans/row-problem.ts";
import type { Base, LogDraft } from "../ports.ts";
import type { BookStore, Mode } from "./book-store.ts";
import { Tally } from "./import-report.ts";
import type { Line } from "./lines.ts";
import { Seen } from "./seen.ts";
import { withZone, type StandInZone } from "./stand-in-zone.ts";

export interface ImportDeps extends Base {
  readonly book: BookStore;
  /** Undefined: every row must have its time zone. */
  readonly standInZone?: StandInZone;
  /** Whom entries of the log name; `import` where it is a file. */
  readonly actor?: string;
}

export interface Progress {
  readonly file: BookFile;
  readonly bytes: number;
  readonly totalBytes: number;
}

/** One run over the files. */
export interface Session {
  readonly deps: ImportDeps;
  readonly mode: Mode;
  readonly map: ColumnMap;
  readonly now: Instant;
  /** This import brings payments: they, and not the loans' rows, say how far the ledger is known. */
  readonly withPayments: boolean;
  readonly tally: Tally;
  /** Loans of loans.csv that were taken: line, and number of their currency. */
  readonly loans: Seen;
  readonly currencies: string[];
  /** Loans that schedule.csv names. */
  readonly scheduled: Seen;
  /** How far loans.csv says the ledger is known: its least recent row counts for all. */
  readonly ledger: { stated: Instant | undefined };
  readonly onProgress: (progress: Progress) => void;
}

export function newSession(deps: ImportDeps, options: Pick<Session, "mode" | "map" | "now" | "withPayments" | "onProgress">): Session {
  return { deps, ...options, tally: new Tally(), loans: new Seen(), currencies: [], scheduled: new Seen(), ledger: { stated: undefined } };
}

/** Reads a batch's lines; what is bad goes into the tally. */
export function goodRows<Row>(session: Session, file: BookFile, lines: readonly Line[], read: (line: Line) => RowRead<Row>): { line: number; row: Row }[] {
  const { tally } = session;
  return lines.flatMap((line) => {
    const found: RowRead<Row> = line.broken === undefined ? read(line) : { status: "bad", problems: [{ reason: line.broken, severity: "bad" }] };
    tally[file].rows += 1;
    for (const problem of found.status === "bad" ? found.problems : found.warnings) tally.problem(file, line.line, problem);
    if (found.status === "read") return [{ line: line.line, row: found.row }];
    tally[file].bad += 1;
    return [];
  });
}

/** A log entry of this import. */
export function entry(deps: Base & { readonly actor?: string }, at: Instant, kind: string, borrowerId: BorrowerId | null, body: LogDraft["body"]): LogDraft {
  return { id: deps.newId<LogEntryId>(), at, kind, borrowerId, actor: deps.actor ?? "import", body };
}

/** SHA-256 over a batch's lines: which rows made the change, without holding them. */
export function rowsDigest(lines: readonly Line[]): string {
  const hash = createHash("sha256");
  for (const { line, cells } of lines) hash.update(`${String(line)} ${JSON.stringify(cells)}\n`);
  return hash.digest("hex");
}

/** A line of loans.csv; an empty time zone is filled in where the packs say where the borrower may be. */
export function readLoanLine({ deps, now }: Pick<Session, "deps" | "now">, cells: Cells): RowRead<LoanRow> {
  const { cells: whole, zoneKnown } = withZone(deps.standInZone, cells);
  const read = readLoanRow(whole, now);
  if (zoneKnown || read.status === "bad") return read;
  return { ...read, row: { ...read.row, borrower: { ...read.row.borrower, zoneKnown: false } } };
}
