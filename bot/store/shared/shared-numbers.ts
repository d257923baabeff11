import type { Instant } from "../../domain/calendar.ts";
import type { ContactPointId } from "../../domain/ids.ts";
import type { Hold } from "../../domain/policy/hold.ts";
import { labelsOf, type Labels } from "../../domain/shared/which-person.ts";
import type { Tx } from "../database.ts";
import { activeHoldsOf } from "../holds.ts";
import type { Vault } from "../vault.ts";
import { pointsBeside, sharersOf, type SharedPoint } from "./sharers.ts";

/** A number that several borrowers left, as one of its points sees it. */
export interface SharedNumber {
  /** All who left it, that point's own borrower too. */
  readonly others: readonly (SharedPoint & { readonly optedOut: boolean })[];
  readonly labels: Labels;
}

/** Of those of the points that are shared; there are few. */
export async function sharedNumbers(
  tx: Tx,
  vault: Vault,
  contacts: readonly ContactPointId[],
  now: Instant,
): Promise<ReadonlyMap<ContactPointId, SharedNumber>> {
  const found = new Map<ContactPointId, SharedNumber>();
  for (const id of contacts) {
    const points = await pointsBeside(tx, id);
    if (points.length === 0) continue;
    const borrowers = points.map(({ borrower }) => borrower);
    const holds = await activeHoldsOf(tx, borrowers, now);
    const others = points.map((point) => ({ ...point, optedOut: isOptedOut(holds.get(point.borrower) ?? [], point.contact) }));
    found.set(id, { others, labels: labelsOf(await sharersOf(tx, vault, points)) });
  }
  return found;
}

export const onContact = (hold: Hold, contact: string): boolean => hold.contactPointId === undefined || hold.contactPointId === contact;
export const isOptedOut = (holds: readonly Hold[], contact: string): boolean => holds.some((hold) => hold.reason === "opt_out" && onContact(hold, contact));
