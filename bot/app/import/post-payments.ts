import type { Cells, RowProblem } from "../../domain/loans/row-problem.ts";
import { noMap } from "../../domain/loans/column-map.ts";
import { postBatch } from "./import-payments.ts";
import { batchRows } from "./lines.ts";
import { newSession, type ImportDeps } from "./session.ts";

/** A payment as another system tells it; amount a decimal text, negative for a reversal. */
export interface PaymentToPost {
  /** The lender's id. */
  readonly loanId: string;
  /** YYYY-MM-DD */
  readonly paidOn: string;
  readonly amount: string;
  /** Unique in the loan: the same payment told twice is known by it. */
  readonly reference: string;
}

export interface PostReport {
  readonly posted: number;
  readonly reversed: number;
  readonly known: number;
  readonly bad: number;
  /** `line` is the row's place, from 1. */
  readonly problems: readonly RowProblem[];
}

/**
 * Posts a few payments now, by the rules of payments.csv, and states that the ledger of their loans (no others) is
 * known up to now. Bad rows are reported, good ones posted.
 */
export async function postPayments(deps: ImportDeps, rows: readonly PaymentToPost[]): Promise<PostReport> {
  const now = deps.clock.now();
  const session = newSession(deps, { mode: "write", map: noMap, now, withPayments: true, onProgress: () => undefined });
  for (let start = 0; start < rows.length; start += batchRows) {
    const lines = rows.slice(start, start + batchRows).map((row, index) => ({ line: start + index + 1, bytes: 0, cells: cellsOf(row) }));
    await postBatch(session, lines, { ledgerAsOf: now });
  }
  const { posted, reversed, known, bad } = session.tally.payments;
  return { posted, reversed, known, bad, problems: session.tally.report(false, true, null).problems };
}

const cellsOf = (row: PaymentToPost): Cells => ({ loan_id: row.loanId, paid_on: row.paidOn, amount: row.amount, reference: row.reference });
