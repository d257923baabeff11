import { addMonths, daysBetween, type Day } from "../calendar.ts";
import type { ArrangementPolicy } from "./arrangement-policy.ts";
import type { Currency } from "../money.ts";

/** What is agreed: an amount in monthly parts, as equal as the minor unit allows. */
export interface Terms {
  readonly amountMinor: bigint;
  readonly currency: Currency;
  /** 1: the whole, later. */
  readonly parts: number;
  readonly firstOn: Day;
}

export interface Part {
  readonly no: number;
  readonly on: Day;
  readonly amountMinor: bigint;
}

/**
 * The parts of it: equal ones, rounded up to the minor unit, and the last one what is left, so that they sum to the
 * whole. A month without the first part's day uses its last day. Throws where there is less than a unit for each.
 */
export function partsOf({ amountMinor, parts, firstOn }: Pick<Terms, "amountMinor" | "parts" | "firstOn">): Part[] {
  const count = BigInt(parts);
  if (!Number.isInteger(parts) || parts < 1 || amountMinor < count) throw new RangeError("an arrangement has at least one part, and each an amount");
  const each = eachOf(amountMinor, count);
  return Array.from({ length: parts }, (_, i) => ({
    no: i + 1,
    // Counted from the first, so that the 31st comes back after February.
    on: addMonths(firstOn, i),
    amountMinor: i < parts - 1 ? each : amountMinor - each * (count - 1n),
  }));
}

/** Rounded up, unless that would leave nothing for the last part. */
function eachOf(amountMinor: bigint, count: bigint): bigint {
  const up = (amountMinor + count - 1n) / count;
  return up * (count - 1n) < amountMinor ? up : amountMinor / count;
}

export const lastDayOf = ({ parts, firstOn }: Pick<Terms, "parts" | "firstOn">): Day => addMonths(firstOn, parts - 1);

export type TermsFault = "too_many_parts" | "too_far" | "not_ahead" | "part_too_small" | "currency";

/** What of these terms lies outside of what the policy allows anybody to agree. */
export function termsFault(terms: Terms, policy: ArrangementPolicy, today: Day): TermsFault | undefined {
  const { amountMinor, currency, parts, firstOn } = terms;
  const least = policy.leastPart.get(currency);
  if (least === undefined) return "currency";
  if (parts < 1 || parts > policy.bounds.mostParts) return "too_many_parts";
  if (daysBetween(today, firstOn) <= 0) return "not_ahead";
  if (lastDayOf(terms) > addMonths(today, policy.bounds.furthestMonths)) return "too_far";
  if (amountMinor < BigInt(parts) || partsOf(terms).some((part) => part.amountMinor < least)) return "part_too_small";
  return undefined;
}

export const sameTerms = (a: Terms, b: Terms): boolean =>
  a.amountMinor === b.amountMinor && a.currency === b.currency && a.parts === b.parts && a.firstOn === b.firstOn;
