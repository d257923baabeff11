import type { BorrowerId, ContactPointId, HoldId } from "../ids.ts";
import type { BorrowerRow } from "./borrower-row.ts";

export interface StoredPoint {
  readonly id: ContactPointId;
  readonly channel: string;
  /** The address's index (hex): tells equal addresses without holding one. */
  readonly index: string;
  readonly closed: boolean;
}

export interface StoredConsent {
  readonly channel: string;
  readonly given: boolean;
  readonly source: string;
}

export interface StoredBorrower {
  readonly id: BorrowerId;
  /** Undefined: the borrower was erased. */
  readonly name: string | undefined;
  readonly locale: string;
  readonly zone: string;
  readonly zoneKnown: boolean;
  /** What is known of consent to be written to on a channel, and from where. */
  readonly consents: readonly StoredConsent[];
  readonly type: string;
  readonly branch: string;
  readonly officer: string;
  readonly points: readonly StoredPoint[];
  /** Holds `do_not_contact` in force. */
  readonly holds: ReadonlySet<HoldId>;
}

/** A contact point that a row names. */
export interface NamedPoint {
  readonly channel: string;
  readonly address: string;
  readonly index: string;
}

export interface BorrowerChange {
  /** Names of what differs, never the values. */
  readonly fields: readonly string[];
  /** `reopens`: the address was known before and closed. */
  readonly opened: readonly (NamedPoint & { readonly reopens?: ContactPointId })[];
  readonly closed: readonly ContactPointId[];
}

const fieldNames = ["name", "locale", "zone", "type", "branch", "officer"] as const;

/**
 * What a row changes about a borrower who is known. `named`: the row's address and, where given, telephone. A changed
 * address closes what was open on the same channel; another main channel closes everything that the row does not name.
 * What did not come from the lender's file stays as long as the file says the same.
 */
export function borrowerChange(stored: StoredBorrower, row: BorrowerRow, named: readonly NamedPoint[]): BorrowerChange {
  const isNamed = (point: StoredPoint): boolean => named.some((one) => one.channel === point.channel && one.index === point.index);
  const pointOf = (one: NamedPoint): StoredPoint | undefined => stored.points.find((point) => point.channel === one.channel && point.index === one.index);
  const opened = named.flatMap((one) => {
    const point = pointOf(one);
    if (!point) return [one];
    return point.closed ? [{ ...one, reopens: point.id }] : [];
  });
  const mainMoved = opened.some((one) => one === named[0] || (one.channel === named[0]?.channel && one.index === named[0].index));
  const closed = stored.points.filter((point) => !point.closed && !isNamed(point) && (mainMoved || opened.some((one) => one.channel === point.channel)));
  const fields: string[] = fieldNames.filter((name) => stored[name] !== row[name]);
  if (stored.zoneKnown !== (row.zoneKnown ?? true) && !fields.includes("zone")) fields.push("zone");
  return { fields, opened, closed: closed.map((point) => point.id) };
}
