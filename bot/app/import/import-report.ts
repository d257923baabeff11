import { bookFiles, type BookFile, type CellProblem, type RowProblem } from "../../domain/loans/row-problem.ts";
import type { Instant } from "../../domain/calendar.ts";

/** What an import did, or with `dryRun` would do. Every row is counted once: the parts add up to `rows`. */
export interface ImportReport {
  readonly dryRun: boolean;
  /** False: nothing was written, since it was a dry run or `allOrNothing` found bad rows. */
  readonly written: boolean;
  readonly loans: { rows: number; created: number; changed: number; unchanged: number; bad: number };
  /** Borrowers, not rows. */
  readonly borrowers: { created: number; changed: number; unchanged: number };
  /** `rows` and `bad` count lines; the others loans. */
  readonly schedule: { rows: number; replaced: number; unchanged: number; unknownLoan: number; bad: number };
  /** `unknownLoan` counts among `bad`. */
  readonly payments: { rows: number; posted: number; reversed: number; known: number; unknownLoan: number; bad: number };
  /** The first thousand. */
  readonly problems: RowProblem[];
  readonly problemCount: number;
  readonly warningCount: number;
  /** Up to when the ledger of all open loans is now known; null where this import does not say. */
  readonly ledgerAsOf: Instant | null;
}

const listed = 1000;

/** Counts and collects while an import runs. */
export class Tally {
  readonly loans = { rows: 0, created: 0, changed: 0, unchanged: 0, bad: 0 };
  readonly borrowers = { created: 0, changed: 0, unchanged: 0 };
  readonly schedule = { rows: 0, replaced: 0, unchanged: 0, unknownLoan: 0, bad: 0 };
  readonly payments = { rows: 0, posted: 0, reversed: 0, known: 0, unknownLoan: 0, bad: 0 };
  readonly #problems = new Map<BookFile, RowProblem[]>(bookFiles.map((file) => [file, []]));
  problemCount = 0;
  warningCount = 0;

  problem(file: BookFile, line: number, problem: CellProblem): void {
    if (problem.severity === "bad") this.problemCount += 1;
    else this.warningCount += 1;
    const list = this.#problems.get(file);
    if (list && list.length < listed) list.push({ file, line, ...problem });
  }

  get badRows(): number {
    return this.loans.bad + this.schedule.bad + this.payments.bad;
  }

  get changes(): number {
    const { loans, borrowers, schedule, payments } = this;
    return loans.created + loans.changed + borrowers.created + borrowers.changed + schedule.replaced + payments.posted + payments.reversed;
  }

  report(dryRun: boolean, written: boolean, ledgerAsOf: Instant | null): ImportReport {
    const { loans, borrowers, schedule, payments, problemCount, warningCount } = this;
    // Bad rows first: a thousand warnings must not hide them.
    const all = bookFiles.flatMap((file) => (this.#problems.get(file) ?? []).toSorted((a, b) => a.line - b.line));
    const problems = [...all.filter((one) => one.severity === "bad"), ...all.filter((one) => one.severity === "warning")].slice(0, listed);
    return { dryRun, written, loans, borrowers, schedule, payments, problems, problemCount, warningCount, ledgerAsOf };
  }
}
