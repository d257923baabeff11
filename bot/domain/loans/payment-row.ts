import { z } from "zod";
import type { Day } from "../calendar.ts";
import { cell, dayText, idText, Refused } from "./cells.ts";
import { readRow } from "./row-read.ts";
import type { Cells, RowRead } from "./row-problem.ts";

/** A line of payments.csv; the amount is read once the loan's currency is known. */
export interface PaymentRow {
  readonly loanId: string;
  readonly paidOn: Day;
  /** Negative: a reversal. */
  readonly amount: string;
  readonly reference: string;
}

export const readPaymentRow = (cells: Cells): RowRead<PaymentRow> => readRow<PaymentRow>(paymentCells, cells);

const paymentCells = z
  .object({
    loan_id: cell(idText),
    paid_on: cell(dayText),
    amount: cell((text) => (text === "" ? new Refused("is empty") : text)),
    // Without one, the same payment told twice could not be known again.
    reference: cell((text) => (text === "" ? new Refused("is empty: every payment needs its own") : idText(text))),
  })
  .transform((row): PaymentRow => ({ loanId: row.loan_id, paidOn: row.paid_on, amount: row.amount, reference: row.reference }));
