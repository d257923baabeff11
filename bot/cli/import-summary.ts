import type { ImportReport } from "../app/import/import-report.ts";
import { isoInstant } from "../domain/calendar.ts";
import type { RowProblem } from "../domain/loans/row-problem.ts";

const shown = 50;

/** What an import did, for the operator. */
export function importSummary(report: ImportReport): string {
  const { loans, borrowers, schedule, payments } = report;
  const lines = [headline(report), ""];
  if (loans.rows > 0) {
    lines.push(`loans      ${counts(loans)}`, `borrowers  ${counts(borrowers)}`);
  }
  if (schedule.rows > 0)
    lines.push(
      `schedule   ${counts({ lines: schedule.rows, loans_replaced: schedule.replaced, loans_unchanged: schedule.unchanged, bad_lines: schedule.bad })}`,
    );
  if (payments.rows > 0)
    lines.push(
      `payments   ${counts({ ...payments, unknownLoan: undefined })}${payments.unknownLoan > 0 ? ` (${String(payments.unknownLoan)} of unknown loans)` : ""}`,
    );
  if (report.ledgerAsOf !== null) lines.push(`ledger     known up to ${isoInstant(report.ledgerAsOf)}`);
  if (report.problems.length > 0) lines.push("", ...problemTable(report));
  return `${lines.join("\n")}\n`;
}

function headline({ dryRun, written, problemCount, loans, schedule, payments }: ImportReport): string {
  const bad = loans.bad + schedule.bad + payments.bad;
  if (dryRun) return "Dry run: nothing was changed. This import would do:";
  if (!written) return `Nothing was imported: ${rows(bad || problemCount)} bad, and --all-or-nothing was asked for.`;
  return bad === 0 ? "Imported." : `Imported, but ${rows(bad)} bad and left out; all others were kept.`;
}

const rows = (count: number): string => (count === 1 ? "1 row is" : `${String(count)} rows are`);

const counts = (numbers: Readonly<Record<string, number | undefined>>): string =>
  Object.entries(numbers)
    .flatMap(([name, count]) => (count === undefined ? [] : [`${String(count)} ${name.replaceAll("_", " ")}`]))
    .join(", ");

function problemTable({ problems, problemCount, warningCount }: ImportReport): string[] {
  const first = problems.slice(0, shown);
  const width = Math.max(...first.map((one) => place(one).length));
  const more = problemCount + warningCount - first.length;
  return [
    ...first.map((one) => `${place(one).padEnd(width)}  ${one.severity === "warning" ? "warning: " : ""}${printable(detail(one))}`),
    ...(more > 0 ? [`and ${String(more)} more`] : []),
  ];
}

const place = ({ file, line }: RowProblem): string => `${file}.csv:${String(line)}`;

const detail = ({ column, value, reason }: RowProblem): string => `${column ? `${column}: ` : ""}${reason}${value === undefined ? "" : ` (here: ${value})`}`;

/** A file's cell must not move the operator's cursor or colour the terminal. */
const printable = (text: string): string => text.replaceAll(/\p{Cc}/gu, "?");
