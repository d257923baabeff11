import { nthDueDay, type Day, type Frequency } from "../calendar.ts";

export type LoanStatus = "open" | "closed" | "written_off";

/** One instalment as the schedule has it; `cumulativeMinor` is the sum of this and all earlier ones. */
export interface Instalment {
  readonly no: number;
  readonly dueOn: Day;
  readonly amountMinor: bigint;
  readonly cumulativeMinor: bigint;
}

/** Equal instalments; a month without the due day uses its last day (design §6). */
export function equalSchedule(terms: { firstDueOn: Day; frequency: Frequency; instalments: number; amountMinor: bigint }): Instalment[] {
  return withTotals(
    Array.from({ length: terms.instalments }, (_, index) => ({
      no: index + 1,
      dueOn: nthDueDay(terms.firstDueOn, terms.frequency, index),
      amountMinor: terms.amountMinor,
    })),
  );
}

/** Adds running totals; `rows` in order of `no`. */
export function withTotals(rows: readonly Omit<Instalment, "cumulativeMinor">[]): Instalment[] {
  let total = 0n;
  return rows.map((row) => ({ ...row, cumulativeMinor: (total += row.amountMinor) }));
}

/**
 * What of an instalment is still open after `paidMinor` was paid in all: payments go to the oldest instalment first,
 * so an instalment is touched only by what exceeds the sum of those before it. Over-payments pay later ones ahead;
 * a negative sum (more reversed than paid) leaves everything open and no more than that.
 */
export function outstanding(instalment: Pick<Instalment, "amountMinor" | "cumulativeMinor">, paidMinor: bigint): bigint {
  const left = instalment.cumulativeMinor - paidMinor;
  if (left <= 0n) return 0n;
  return left < instalment.amountMinor ? left : instalment.amountMinor;
}
