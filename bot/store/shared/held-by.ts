import type { Instant } from "../../domain/calendar.ts";
import { isBound } from "../../domain/shared/line.ts";
import { labelsOf, type Labels } from "../../domain/shared/which-person.ts";
import type { Tx } from "../database.ts";
import type { Vault } from "../vault.ts";
import { readLine } from "./shared-line.ts";
import { pointsBeside, sharersOf } from "./sharers.ts";

export interface Held {
  readonly verified: boolean;
  readonly shared?: Labels;
}

/** Whether the right person is on a number that several left: only while they have said so. */
export async function heldBy(
  tx: Tx,
  vault: Vault,
  contact: { readonly id: string; readonly channel: string; readonly index: Uint8Array; readonly state: string },
  now: Instant,
): Promise<Held> {
  const verified = contact.state === "verified";
  const points = await pointsBeside(tx, contact.id);
  if (points.length === 0) return { verified };
  const line = await readLine(tx, contact.channel, contact.index, points);
  if (line.bound?.contact === contact.id && isBound(line, now)) return { verified };
  return { verified: false, shared: labelsOf(await sharersOf(tx, vault, points)) };
}
