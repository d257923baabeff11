import { partsOf, type Terms } from "../../domain/arrangements/terms.ts";
import type { Day } from "../../domain/calendar.ts";
import { decimalText } from "../../domain/money.ts";
import type { OutwardDraft } from "../outward/emit.ts";

interface Told {
  readonly id: string;
  readonly round: number;
  readonly terms: Terms;
  readonly firstNo: number;
  readonly lastNo: number;
  readonly originalDueOn: Day;
  readonly daysPastDue: number;
}

/** An arrangement as the lender's systems are told of it: their ledger changes by their own hand, or not at all. */
export function arrangementTold({ id, round, terms, firstNo, lastNo, originalDueOn, daysPastDue }: Told): OutwardDraft["data"] {
  const text = (minor: bigint): string => decimalText({ minor, currency: terms.currency });
  return {
    arrangement: id,
    round,
    instalments: { from: firstNo, to: lastNo },
    amount: text(terms.amountMinor),
    currency: terms.currency,
    parts: partsOf(terms).map(({ no, on, amountMinor }) => ({ no, on, amount: text(amountMinor) })),
    original_due_on: originalDueOn,
    days_past_due: daysPastDue,
  };
}
