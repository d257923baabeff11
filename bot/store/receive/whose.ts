import type { Instant } from "../../domain/calendar.ts";
import { whoseText } from "../../domain/shared/line.ts";
import type { Tx } from "../database.ts";
import { pointsAt, sharersOf } from "../shared/sharers.ts";
import { readLine } from "../shared/shared-line.ts";
import type { Vault } from "../vault.ts";
import type { Owner } from "./owner.ts";

/**
 * Whose text it is where several borrowers left one address: whoever said so; else nobody knows, and the turn of
 * `guess` (whom we wrote to last) asks. Where nobody shares the address, `guess` it is.
 */
export async function whose(
  { tx, vault }: { readonly tx: Tx; readonly vault: Vault },
  channel: string,
  item: { readonly address: string; readonly text: string; readonly at: Instant },
  guess: Owner | undefined,
  now: Instant,
): Promise<Owner | undefined> {
  const index = vault.root.addressIndex(channel, item.address);
  const points = await pointsAt(tx, channel, index);
  if (!guess || points.length < 2) return guess;
  const sharers = await sharersOf(tx, vault, points);
  if (sharers.length < 2) return guess;
  const found = whoseText(await readLine(tx, channel, index, points), item.text, item.at, now, sharers);
  if (found.who === "unknown") return { ...guess, who: "unknown" };
  const borrower = points.find(({ contact }) => contact === found.contact)?.borrower ?? guess.borrowerId;
  return { id: found.contact, borrowerId: borrower, who: found.who, line: index };
}
