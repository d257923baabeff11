import type { Day } from "../calendar.ts";
import { partsOf, type Part, type Terms } from "./terms.ts";

/** A part as the ledger can judge it: kept when, on its day, this much more than `paidBeforeMinor` has been paid. */
export interface PromisedPart extends Part {
  readonly paidBeforeMinor: bigint;
}

/**
 * The parts as promises. Payments fill the oldest debt first, whatever they were meant for: a part counts only what
 * comes on top of the parts before it and of the other instalments that fall due until its day.
 */
export function promisedParts(
  terms: Terms,
  ledger: { readonly paidMinor: bigint; readonly others: readonly { readonly dueOn: Day; readonly outstandingMinor: bigint }[] },
): PromisedPart[] {
  let before = 0n;
  return partsOf(terms).map((part) => {
    const others = ledger.others.reduce((sum, { dueOn, outstandingMinor }) => (dueOn <= part.on ? sum + outstandingMinor : sum), 0n);
    const promised = { ...part, paidBeforeMinor: ledger.paidMinor + before + others };
    before += part.amountMinor;
    return promised;
  });
}
