import type { PromiseView } from "../../app/console/views.ts";
import { currency, money } from "../../domain/money.ts";
import { dayOf, instantOf } from "../days.ts";

interface PromiseRow {
  readonly id: string;
  readonly loanId: string;
  readonly instalmentNo: number;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly promisedOn: Date;
  readonly state: string;
  readonly confirmedAt: Date;
}

/** `loans`: the lender's id of each loan by ours. */
export function promiseView(row: PromiseRow, loans: ReadonlyMap<string, string>): PromiseView {
  return {
    id: row.id,
    loan: loans.get(row.loanId) ?? "?",
    instalmentNo: row.instalmentNo,
    amount: money(row.amountMinor, currency(row.currency)),
    on: dayOf(row.promisedOn),
    state: row.state,
    confirmedAt: instantOf(row.confirmedAt),
  };
}
