import { readFileSync } from "node:fs";
import { SingleBar } from "cli-progress";
import type { Command } from "commander";
import { parse, YAMLParseError } from "yaml";
import { ImportRefused } from "../app/import/book-source.ts";
import { importBook } from "../app/import/import-book.ts";
import type { ImportReport } from "../app/import/import-report.ts";
import type { ImportDeps, Progress } from "../app/import/session.ts";
import { isoInstant, parseInstant, type Instant } from "../domain/calendar.ts";
import { noMap, readColumnMap, type ColumnMap } from "../domain/loans/column-map.ts";
import { openCsv } from "../store/import/csv-source.ts";
import { importSummary } from "./import-summary.ts";
import { usageError } from "./usage-error.ts";

interface Options {
  loans?: string;
  payments?: string;
  schedule?: string;
  map?: string;
  dryRun?: boolean;
  allOrNothing?: boolean;
  ledgerAsOf?: Instant;
  json?: boolean;
}

type Connect = () => Promise<{ readonly deps: ImportDeps; close(): Promise<void> }>;

/** `huifang import`: exit 0, 1 where nothing could be imported or `--all-or-nothing` found bad rows, 2 wrong usage. */
export function registerImport(program: Command, connect: Connect): void {
  program
    .command("import")
    .description("import the loan book; doing it again changes nothing")
    .option("--loans <file>", "loans.csv")
    .option("--payments <file>", "payments.csv: the whole ledger up to now")
    .option("--schedule <file>", "schedule.csv: instalments that are not equal")
    .option("--map <file>", "YAML or JSON: our column: your header, or our column: {value: X}")
    .option("--ledger-as-of <moment>", "up to when these files know the ledger (2026-01-31T18:00:00+08:00); else now", momentOption)
    .option("--dry-run", "change nothing, and say what would change")
    .option("--all-or-nothing", "write nothing where any row is bad")
    .option("--json", "print the counts and problems as one JSON object")
    .action(async (options: Options) => {
      if (!options.loans && !options.payments && !options.schedule) throw usageError("name at least one of --loans, --payments, --schedule");
      try {
        const report = await runImport(options, connect);
        process.stdout.write(options.json ? `${JSON.stringify(jsonReport(report))}\n` : importSummary(report));
        if (!report.written && !report.dryRun) process.exitCode = 1;
      } catch (error) {
        if (!(error instanceof ImportRefused)) throw error;
        process.exitCode = 1;
        process.stderr.write(`error: ${error.message}\n`);
        if (options.json) process.stdout.write(`${JSON.stringify({ error: error.message })}\n`);
      }
    });
}

async function runImport(options: Options, connect: Connect): Promise<ImportReport> {
  const map = options.map === undefined ? noMap : openMap(options.map);
  const files = {
    ...(options.loans ? { loans: openCsv(options.loans) } : {}),
    ...(options.schedule ? { schedule: openCsv(options.schedule) } : {}),
    ...(options.payments ? { payments: openCsv(options.payments) } : {}),
  };
  const { deps, close } = await connect();
  const bar = progressBar();
  try {
    const { ledgerAsOf } = options;
    if (ledgerAsOf !== undefined && ledgerAsOf > deps.clock.now()) throw new ImportRefused("--ledger-as-of lies in the future");
    return await importBook(deps, {
      ...files,
      map,
      dryRun: options.dryRun === true,
      allOrNothing: options.allOrNothing === true,
      ...(ledgerAsOf === undefined ? {} : { ledgerAsOf }),
      onProgress: bar.show,
    });
  } finally {
    bar.stop();
    await close();
  }
}

function momentOption(text: string): Instant {
  const at = parseInstant(text);
  if (at === undefined) throw usageError(`"${text}" is no moment; write it with its offset, as 2026-01-31T18:00:00+08:00`);
  return at;
}

function openMap(path: string): ColumnMap {
  let content: unknown;
  try {
    content = parse(readFileSync(path, "utf8"));
  } catch (error) {
    // The parser's own message quotes the lines around: by mistake it may be the loan book that was named.
    if (error instanceof YAMLParseError) throw new ImportRefused(`${path}:${String(error.linePos?.[0].line ?? 1)}  is no YAML (${error.code})`);
    throw new ImportRefused(`${path}: cannot be read (${error instanceof Error && "code" in error ? String(error.code) : "unknown"})`);
  }
  const map = readColumnMap(content);
  if (typeof map === "string") throw new ImportRefused(`${path}: ${map}`);
  return map;
}

/** On a terminal only, and there on stderr: stdout is for the result. */
function progressBar(): { show: (progress: Progress) => void; stop: () => void } {
  if (!process.stderr.isTTY) return { show: () => undefined, stop: () => undefined };
  const bar = new SingleBar({ format: "{file} [{bar}] {percentage} %  {eta_formatted} left", hideCursor: true, clearOnComplete: true });
  let file: string | undefined;
  return {
    show: (progress) => {
      if (file !== progress.file) bar.start(progress.totalBytes, 0, { file: progress.file });
      file = progress.file;
      bar.update(progress.bytes, { file: progress.file });
    },
    stop: () => bar.stop(),
  };
}

const jsonReport = (report: ImportReport): object => ({ ...report, ledgerAsOf: report.ledgerAsOf === null ? null : isoInstant(report.ledgerAsOf) });
