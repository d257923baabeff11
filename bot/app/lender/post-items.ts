import { readPaymentRow } from "../../domain/loans/payment-row.ts";
import { narrow } from "../../domain/loans/cells.ts";
import { noMap } from "../../domain/loans/column-map.ts";
import type { Cells } from "../../domain/loans/row-problem.ts";
import type { Instant } from "../../domain/calendar.ts";
import { decidePayments } from "../import/import-payments.ts";
import type { PaymentToPost } from "../import/post-payments.ts";
import { newSession, rowsDigest, type ImportDeps } from "../import/session.ts";
import { refused, type FieldProblem, type RefusedRow } from "./refused.ts";

/** What became of one payment. `known`: it had been posted before, with the same values. */
export type ItemOutcome = { readonly status: "posted" | "reversed" | "known"; readonly warnings: readonly FieldProblem[] } | RefusedRow;

/**
 * Posts payments by the rules of payments.csv in one transaction; bad ones are refused, good ones posted, each in its
 * place. With `ledgerAsOf` the ledger of the loans that are named, and of which nothing was refused, is known up to then.
 */
export async function postItems(deps: ImportDeps, items: readonly PaymentToPost[], ledgerAsOf?: Instant): Promise<readonly ItemOutcome[]> {
  const session = newSession(deps, { mode: "write", map: noMap, now: deps.clock.now(), withPayments: true, onProgress: () => undefined });
  const outcomes = new Map<number, ItemOutcome>();
  const doubtful = new Set<string>();
  const lines = items.map((item, index) => ({ line: index, bytes: 0, cells: cellsOf(item) }));
  const rows = lines.flatMap(({ line, cells }) => {
    const read = readPaymentRow(cells);
    if (read.status === "read") return [{ line, row: read.row }];
    outcomes.set(line, refused(read.problems, paymentFields));
    doubtful.add(narrow(cells["loan_id"] ?? ""));
    return [];
  });
  if (rows.length > 0) {
    const keys = rows.map(({ row }) => ({ loanId: row.loanId, reference: row.reference }));
    const options = { doubtful, ...(ledgerAsOf !== undefined && { ledgerAsOf }) };
    const { taken, problems } = await deps.book.changePayments(keys, "write", (state) => decidePayments(session, rows, rowsDigest(lines), state, options));
    const ofLine = (line: number) => problems.filter((one) => one.line === line).map(({ problem }) => problem);
    for (const { line } of rows) {
      const status = taken.get(line);
      const warnings = ofLine(line).map(({ column = "", reason }) => ({ field: paymentFields[column] ?? column, reason }));
      outcomes.set(line, status === undefined ? refused(ofLine(line), paymentFields) : { status, warnings });
    }
  }
  return items.map((_, index) => outcomes.get(index) ?? { status: "refused", problems: [] });
}

const cellsOf = (item: PaymentToPost): Cells => ({ loan_id: item.loanId, paid_on: item.paidOn, amount: item.amount, reference: item.reference });

const paymentFields: Readonly<Record<string, string>> = { loan_id: "loan", paid_on: "paidOn" };
