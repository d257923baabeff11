import type { BorrowerId } from "../../domain/ids.ts";
import { sql, type Tx } from "../database.ts";
import type { Vault } from "../vault.ts";

/** A contact point and its borrower. */
export interface Owner {
  readonly id: string;
  readonly borrowerId: BorrowerId;
  /** Where several borrowers left the address: what the text that was heard says of who writes. */
  readonly who?: "named" | "bound" | "unknown";
  /** The address that they share. */
  readonly line?: Uint8Array;
}

/** Where two borrowers share an address, the one we wrote to last; a point that is closed only where there is no other. */
export async function ownerByAddress(tx: Tx, vault: Vault, channel: string, address: string): Promise<Owner | undefined> {
  const [found] = await tx.$queryRaw<Owner[]>(sql`
    SELECT c.id::text, c.borrower_id::text AS "borrowerId" FROM contact_point c
    WHERE c.channel = ${channel} AND c.address_index = ${vault.root.addressIndex(channel, address)}
    ORDER BY c.state = 'closed', (SELECT max(m.claimed_at) FROM message m WHERE m.contact_point_id = c.id AND m.borrower_id = c.borrower_id) DESC NULLS LAST, c.created_at DESC LIMIT 1`);
  return found;
}
