import type { Day } from "../calendar.ts";
import type { Currency } from "../money.ts";
import { amountText, Refused } from "./cells.ts";
import type { PaymentRow } from "./payment-row.ts";
import type { CellProblem } from "./row-problem.ts";

/** A payment as it stands in the ledger. */
export interface PostedPayment {
  readonly paidOn: Day;
  readonly amountMinor: bigint;
}

export type Posting =
  | { readonly status: "posted" | "reversed"; readonly payment: PostedPayment }
  | { readonly status: "known" }
  | { readonly status: "bad"; readonly problem: CellProblem };

/** What becomes of one payment row. `known`: what is already posted under its reference. */
export function judgePosting(row: PaymentRow, currency: Currency, known: PostedPayment | undefined): Posting {
  const bad = (column: string, value: string, reason: string): Posting => ({ status: "bad", problem: { column, value, reason, severity: "bad" } });
  const amountMinor = amountText(row.amount, currency);
  if (amountMinor instanceof Refused) return bad("amount", row.amount, amountMinor.reason);
  if (amountMinor === 0n) return bad("amount", row.amount, "must not be 0");
  if (known) {
    if (known.paidOn === row.paidOn && known.amountMinor === amountMinor) return { status: "known" };
    return bad("reference", row.reference, "already posted with other values; post a reversal");
  }
  return { status: amountMinor < 0n ? "reversed" : "posted", payment: { paidOn: row.paidOn, amountMinor } };
}
