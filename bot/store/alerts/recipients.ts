import type { Officer } from "../../app/people/ports.ts";
import type { Tx } from "../database.ts";
import { createOfficerReads } from "../people/officers.ts";
import type { Vault } from "../vault.ts";

/** Who is alerted at a step of a route. `channel`: besides the console, where everything is. */
export interface Recipient {
  readonly officer: string | null;
  readonly channel: "console" | "email" | "webhook";
}

/**
 * officer: the borrower's own. Other roles: those of the branch, and those of every branch; where the branch has some of
 * its own, only these. An installation without any people has the console alone, and whoever looks at it.
 */
export async function recipientsOf(
  tx: Tx,
  vault: Vault,
  to: "officer" | "supervisor" | "admin",
  of: { officer: string; branch: string },
): Promise<Recipient[]> {
  const { officers } = createOfficerReads(tx, vault);
  if (to === "officer") {
    const found = await officers({ officer: of.officer });
    if (found.length > 0) return found.map(recipientOf);
  } else {
    const found = await officers({ role: to, branch: of.branch });
    const own = found.filter(({ branch }) => branch !== null);
    if (found.length > 0) return (own.length > 0 ? own : found).map(recipientOf);
  }
  if ((await tx.officer.findFirst({ select: { id: true } })) !== null) return [];
  return [{ officer: to === "officer" ? of.officer : null, channel: "console" }];
}

const recipientOf = ({ officer, alert }: Officer): Recipient => ({
  officer,
  channel: alert?.channel === "email" || alert?.channel === "webhook" ? alert.channel : "console",
});
