import { isoInstant, type Instant } from "../../domain/calendar.ts";
import { noMap, type ColumnMap } from "../../domain/loans/column-map.ts";
import type { BookSource } from "./book-source.ts";
import { importLoans } from "./import-loans.ts";
import { importPayments, type RefusedPayments } from "./import-payments.ts";
import type { ImportReport } from "./import-report.ts";
import { importSchedule } from "./import-schedule.ts";
import { readLines } from "./lines.ts";
import { surveySchedule } from "./schedule-groups.ts";
import { entry, newSession, type ImportDeps, type Progress, type Session } from "./session.ts";

export interface ImportRequest {
  readonly loans?: BookSource;
  readonly schedule?: BookSource;
  readonly payments?: BookSource;
  readonly map?: ColumnMap;
  /** Changes nothing, and reports what would change. */
  readonly dryRun: boolean;
  /** A bad row anywhere: nothing is written. */
  readonly allOrNothing: boolean;
  /** Up to when the ledger of all open loans is known by these files. */
  readonly ledgerAsOf?: Instant;
  readonly onProgress?: (progress: Progress) => void;
}

/**
 * Imports the lender's book: good rows are kept, bad ones reported. Doing it again with the same files changes nothing.
 * Rows are written in transactions of about two thousand, each with its log entries; an import that is broken off is
 * made good by repeating it. Throws `ImportRefused` where a file cannot be read; before anything is written where a file
 * or its columns are missing.
 */
export async function importBook(deps: ImportDeps, request: ImportRequest): Promise<ImportReport> {
  await checkHeaders(request);
  if (!request.allOrNothing || request.dryRun) return run(deps, request);
  // One transaction over a whole book would keep its borrowers locked for minutes. A rehearsal finds what is bad.
  const rehearsal = await run(deps, { ...request, dryRun: true });
  return rehearsal.problemCount > 0 ? { ...rehearsal, dryRun: false } : run(deps, request);
}

async function checkHeaders({ loans, schedule, payments, map = noMap }: ImportRequest): Promise<void> {
  for (const [file, source] of [
    ["loans", loans],
    ["schedule", schedule],
    ["payments", payments],
  ] as const) {
    // The first batch is enough: leaving the loop closes the file.
    if (source) for await (const _ of readLines(file, source, map)) break;
  }
}

async function run(deps: ImportDeps, request: ImportRequest): Promise<ImportReport> {
  const { loans, schedule, payments, dryRun } = request;
  const session = newSession(deps, {
    mode: dryRun ? "dry" : "write",
    map: request.map ?? noMap,
    now: deps.clock.now(),
    withPayments: payments !== undefined,
    onProgress: request.onProgress ?? (() => undefined),
  });
  const survey = schedule && (await surveySchedule(session, schedule));
  if (loans) await importLoans(session, loans);
  if (schedule) await importSchedule(session, schedule, survey?.together === true);
  const refused = payments && (await importPayments(session, payments));
  const asOf = ledgerAsOf(session, request, refused);
  if (!dryRun) await finish(session, asOf, refused?.loans ?? new Set());
  const report = session.tally.report(dryRun, !dryRun, asOf);
  const { problems: _, ...counts } = report;
  deps.log.info(counts, "book imported");
  return report;
}

// Beyond this the payments file is plainly broken.
const mostRefusedLoans = 50_000;

/**
 * A payments file is a statement of the whole ledger: up to what the operator says, or what loans.csv says, or now.
 * Loans of which a payment was refused are left out: an overdue reminder to one who has paid is worse than a late one.
 */
function ledgerAsOf(session: Session, { ledgerAsOf: said }: ImportRequest, refused: RefusedPayments | undefined): Instant | null {
  const asOf = said ?? (refused ? (session.ledger.stated ?? session.now) : null);
  if (!refused || asOf === null) return asOf;
  const warn = (reason: string): void => session.tally.problem("payments", 1, { reason, severity: "warning" });
  if (refused.loans.size > mostRefusedLoans) {
    warn("payments of too many loans were refused: the ledger is not taken as known further than before");
    return null;
  }
  if (refused.nameless > 0)
    warn(`${String(refused.nameless)} bad lines name no loan: if they were payments, their borrowers may be reminded although they paid`);
  return asOf;
}

async function finish({ deps, now, tally }: Session, asOf: Instant | null, except: ReadonlySet<string>): Promise<void> {
  const { loans, schedule, payments } = tally;
  const body = { loans: loans.rows, schedule: schedule.rows, payments: payments.rows, bad: tally.badRows, ledgerAsOf: asOf === null ? null : isoInstant(asOf) };
  const log = entry(deps, now, tally.changes === 0 ? "import.unchanged" : "import.finished", null, body);
  if (asOf === null) await deps.book.appendLog(log);
  else await deps.book.stateLedger(asOf, [...except], log);
}
