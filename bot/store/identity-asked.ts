import type { Tx } from "./database.ts";

const asked = ["sent", "delivered", "read", "unknown"];

/** Questions for the right person that nobody answered there: a text since then begins the count anew. */
export async function identityAsked(tx: Tx, contact: { readonly id: string; readonly state: string }, since: Date | null): Promise<number> {
  if (contact.state !== "unverified") return 0;
  return tx.message.count({ where: { contactPointId: contact.id, template: "confirm-person", state: { in: asked }, ...(since && { claimedAt: { gt: since } }) } });
}
