import { z } from "zod";
import type { Day } from "../calendar.ts";
import type { Currency } from "../money.ts";
import { amountText, cell, dayText, idText, Refused, wholeNumber } from "./cells.ts";
import { withTotals, type Instalment } from "./loan.ts";
import { readRow } from "./row-read.ts";
import type { CellProblem, Cells, RowRead } from "./row-problem.ts";

/** A line of schedule.csv; the amount is read once the loan's currency is known. */
export interface ScheduleRow {
  readonly loanId: string;
  readonly no: number;
  readonly dueOn: Day;
  readonly amount: string;
}

export const readScheduleRow = (cells: Cells): RowRead<ScheduleRow> => readRow<ScheduleRow>(scheduleCells, cells);

/** The whole schedule of one loan, or the first thing that is wrong with it and in which of the rows. */
export type GivenSchedule =
  | { readonly status: "read"; readonly instalments: readonly Instalment[] }
  | { readonly status: "bad"; readonly index: number; readonly problem: CellProblem };

/** `rows`: all those of one loan; numbers must run from 1 without a gap, due days must rise with them. */
export function givenSchedule(rows: readonly ScheduleRow[], currency: Currency): GivenSchedule {
  const order = rows.map((row, index) => ({ row, index })).sort((a, b) => a.row.no - b.row.no);
  const instalments: Omit<Instalment, "cumulativeMinor">[] = [];
  for (const [place, { row, index }] of order.entries()) {
    const bad = (column: string, value: string, reason: string): GivenSchedule => ({
      status: "bad",
      index,
      problem: { column, value, reason: `${reason}; no line of this loan was taken`, severity: "bad" },
    });
    const before = instalments.at(-1);
    if (row.no !== place + 1) {
      return bad(
        "no",
        String(row.no),
        row.no === before?.no ? "stands twice for this loan" : `expected ${String(place + 1)}: numbers run from 1 without a gap`,
      );
    }
    if (before && row.dueOn <= before.dueOn) return bad("due_on", row.dueOn, "must be later than that of the instalment before");
    const amountMinor = amountText(row.amount, currency);
    if (amountMinor instanceof Refused) return bad("amount", row.amount, amountMinor.reason);
    if (amountMinor <= 0n) return bad("amount", row.amount, "must be more than 0");
    instalments.push({ no: row.no, dueOn: row.dueOn, amountMinor });
  }
  return { status: "read", instalments: withTotals(instalments) };
}

const scheduleCells = z
  .object({
    loan_id: cell(idText),
    no: cell(wholeNumber(1, 1200)),
    due_on: cell(dayText),
    amount: cell((text) => (text === "" ? new Refused("is empty") : text)),
  })
  .transform((row): ScheduleRow => ({ loanId: row.loan_id, no: row.no, dueOn: row.due_on, amount: row.amount }));
