import type { BookSource } from "./book-source.ts";
import { decideLoans, type LoanLine } from "./decide-loans.ts";
import { readLines, type Line } from "./lines.ts";
import { Seen } from "./seen.ts";
import { goodRows, readLoanLine, rowsDigest, type Session } from "./session.ts";
import { surveyBorrowers, type LastRows } from "./survey-borrowers.ts";

/** Reads loans.csv twice: once for what its last rows say of each borrower, once to write. */
export async function importLoans(session: Session, source: BookSource): Promise<void> {
  const last = await surveyBorrowers(session, source);
  const borrowersDone = new Seen();
  for await (const lines of readLines("loans", source, session.map)) {
    await importBatch(session, lines, last, borrowersDone);
    session.onProgress({ file: "loans", bytes: source.bytes / 10 + (lines.at(-1)?.bytes ?? 0) * 0.9, totalBytes: source.bytes });
  }
}

async function importBatch(session: Session, lines: readonly Line[], last: LastRows, borrowersDone: Seen): Promise<void> {
  const { tally, deps, mode } = session;
  const rows: LoanLine[] = [];
  for (const { line, row } of goodRows(session, "loans", lines, ({ cells }) => readLoanLine(session, cells))) {
    const first = session.loans.get(row.loanId);
    if (first) {
      refuse(session, line, "loan_id", row.loanId, `stands twice in this file, first on line ${String(first[0])}`);
      continue;
    }
    session.loans.set(row.loanId, line, currencyNumber(session, row.currency));
    if (row.ledgerAsOf !== undefined && row.ledgerAsOf < (session.ledger.stated ?? Infinity)) session.ledger.stated = row.ledgerAsOf;
    const { borrowerId } = row.borrower;
    rows.push({ line, row, borrower: last.get(borrowerId) ?? row.borrower, borrowerDone: borrowersDone.has(borrowerId) });
  }
  if (rows.length === 0) return;
  const keys = { loans: rows.map(({ row }) => row.loanId), borrowers: [...new Set(rows.map(({ row }) => row.borrower.borrowerId))] };
  const { loans, borrowers, refused } = await deps.book.changeLoans(keys, mode, (state) => decideLoans(session, rows, rowsDigest(lines), state));
  for (const status of ["created", "changed", "unchanged"] as const) {
    tally.loans[status] += loans[status];
    tally.borrowers[status] += borrowers[status];
  }
  const refusedLines = new Set<LoanLine>();
  for (const { line, column, reason } of refused) {
    refusedLines.add(line);
    const { row } = line;
    session.loans.set(row.loanId, line.line);
    refuse(session, line.line, column, column === "currency" ? row.currency : row.borrower.borrowerId, reason);
  }
  for (const one of rows) if (!refusedLines.has(one)) borrowersDone.set(one.row.borrower.borrowerId);
}

function refuse({ tally }: Session, line: number, column: string, value: string, reason: string): void {
  tally.problem("loans", line, { column, value, reason, severity: "bad" });
  tally.loans.bad += 1;
}

/** From 1: 0 stands for a loan that was refused. */
function currencyNumber({ currencies }: Session, currency: string): number {
  const index = currencies.indexOf(currency);
  return index >= 0 ? index + 1 : currencies.push(currency);
}
