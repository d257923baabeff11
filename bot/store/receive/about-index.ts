import { sql, type Tx } from "../database.ts";
import type { Vault } from "../vault.ts";

/** A provider's id of a message of ours. */
export interface ProviderMessage {
  readonly channel: string;
  readonly providerMessageId: string;
}

/** Finds the receipts that came before we knew that id, without storing it. */
export const aboutIndex = (vault: Vault, { channel, providerMessageId }: ProviderMessage): Buffer<ArrayBuffer> =>
  vault.root.addressIndex(`receipt ${channel}`, providerMessageId);

/** A receipt and the answer to its send exclude each other, or each could miss the other's row. Several in one order, so that nobody waits in a circle. */
export async function lockAbout({ tx, vault }: { readonly tx: Tx; readonly vault: Vault }, messages: readonly ProviderMessage[]): Promise<void> {
  if (messages.length === 0) return;
  const keys = messages.map((message) => aboutIndex(vault, message).readBigInt64BE()).toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  await tx.$executeRaw(sql`SELECT pg_advisory_xact_lock(k) FROM unnest(${keys}::bigint[]) WITH ORDINALITY AS u(k, n) ORDER BY n`);
}
