import type { Sees } from "../../app/message-log/ports.ts";
import { join, sql, type Tx } from "../database.ts";
import type { Vault } from "../vault.ts";

/** A family shares a telephone, a call box has many: more is no search for a person. */
const most = 20;

/** Whose contact point it is or was, closed ones too. Addresses are found by their HMAC, which differs by channel. */
export async function byAddress(tx: Tx, vault: Vault, addresses: readonly string[], sees: Sees): Promise<readonly string[]> {
  if (sees.whose === "none" || addresses.length === 0) return [];
  const channels = await tx.$queryRaw<{ channel: string }[]>(sql`
    WITH RECURSIVE hop AS (
      (SELECT channel FROM contact_point ORDER BY 1 LIMIT 1)
      UNION ALL
      SELECT (SELECT channel FROM contact_point WHERE channel > hop.channel ORDER BY 1 LIMIT 1) FROM hop WHERE hop.channel IS NOT NULL)
    SELECT channel FROM hop WHERE channel IS NOT NULL`);
  const points = channels.flatMap(({ channel }) =>
    addresses.map((address) => sql`(c.channel = ${channel} AND c.address_index = ${vault.root.addressIndex(channel, address)})`),
  );
  if (points.length === 0) return [];
  const theirs = sees.whose === "branch" ? sql`AND b.branch = ${sees.branch}` : sees.whose === "officer" ? sql`AND b.officer = ${sees.officer}` : sql``;
  const rows = await tx.$queryRaw<{ id: string }[]>(sql`
    SELECT DISTINCT b.external_id AS id FROM contact_point c JOIN borrower b ON b.id = c.borrower_id
    WHERE (${join(points, " OR ")}) ${theirs} ORDER BY 1 LIMIT ${most}`);
  return rows.map(({ id }) => id);
}
