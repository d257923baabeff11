import { addDays, instantAt, minuteMs, plus, type Day, type Instant, type Zone } from "../calendar.ts";

export type PromiseState = "open" | "kept" | "partly_kept" | "broken" | "replaced";

/** A day for the money to arrive and be posted after the promised one. */
export const graceDays = 1;
/** Ledgers post over night: looked at when the day after date + grace has begun to work. */
const morningMinute = 9 * 60;

/** When the ledger is asked whether a promise was kept. */
export const checkAt = (promisedOn: Day, zone: Zone): Instant => instantAt(addDays(promisedOn, graceDays + 1), morningMinute, zone);

/** The ledger must reach past date + grace before it can accuse; until then it is asked again an hour later. */
export const ledgerMustReach = (promisedOn: Day, zone: Zone): Instant => instantAt(addDays(promisedOn, graceDays + 1), 0, zone);
export const askAgainAt = (now: Instant): Instant => plus(now, 60 * minuteMs);

/** What the ledger says of a promise at date + grace; only what was paid after it was made counts. */
export function verdict(promised: { amountMinor: bigint; paidBeforeMinor: bigint }, paidMinor: bigint): Exclude<PromiseState, "open" | "replaced"> {
  const since = paidMinor - promised.paidBeforeMinor;
  if (since >= promised.amountMinor) return "kept";
  return since > 0n ? "partly_kept" : "broken";
}
