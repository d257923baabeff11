import { z } from "zod";
import { dayMs, plus, toDate, type Instant } from "../domain/calendar.ts";
import type { BorrowerId } from "../domain/ids.ts";
import type { Contact } from "../domain/policy/budgets.ts";
import { sql, type Tx } from "./database.ts";
import { instantOf } from "./days.ts";

/** A month's budget, with a day to spare. */
const lookBackMs = 31 * dayMs;

/** What reached a person in the last month, whoever began it and whichever loan it was about. */
export interface Recent {
  /** Texts that we began. */
  readonly initiatedAt: readonly Instant[];
  /** What officers logged. */
  readonly contacts: readonly Contact[];
  /** When the borrower was last spoken to. */
  readonly spokenAt?: Instant;
}
export const noneRecent: Recent = { initiatedAt: [], contacts: [] };

const kindForm = z.enum(["message", "call", "visit"]);

/** Of many borrowers in two queries; who had no contact is not in the map. */
export async function recentContacts(tx: Tx, borrowers: readonly BorrowerId[], now: Instant): Promise<ReadonlyMap<BorrowerId, Recent>> {
  const ids = [...borrowers];
  const since = toDate(plus(now, -lookBackMs));
  const sent = await tx.$queryRaw<{ borrower_id: BorrowerId; at: Date }[]>(sql`
    SELECT borrower_id::text, claimed_at AS at FROM message
    WHERE borrower_id = ANY(${ids}::uuid[]) AND text_class = 'initiating' AND claimed_at > ${since} AND created_at > ${toDate(plus(now, -2 * lookBackMs))}
      AND state NOT IN ('not_sent', 'suppressed', 'queued')`);
  const logged = await tx.contactLogged.findMany({
    where: { borrowerId: { in: ids }, at: { gt: since } },
    select: { borrowerId: true, kind: true, at: true, spoken: true },
  });
  const found = new Map<BorrowerId, { initiatedAt: Instant[]; contacts: Contact[]; spokenAt?: Instant }>();
  const of = (id: BorrowerId) => {
    let one = found.get(id);
    if (!one) found.set(id, (one = { initiatedAt: [], contacts: [] }));
    return one;
  };
  for (const row of sent) of(row.borrower_id).initiatedAt.push(instantOf(row.at));
  for (const row of logged) {
    const one = of(row.borrowerId as BorrowerId);
    const at = instantOf(row.at);
    one.contacts.push({ at, kind: kindForm.parse(row.kind) });
    if (row.spoken && (one.spokenAt === undefined || at > one.spokenAt)) one.spokenAt = at;
  }
  return found;
}

/** When the borrower last wrote, or was spoken to. */
export function answeredAt(lastInboundAt: Date | null, { spokenAt }: Recent): Instant | undefined {
  const wrote = lastInboundAt ? instantOf(lastInboundAt) : undefined;
  if (wrote === undefined || spokenAt === undefined) return wrote ?? spokenAt;
  return wrote > spokenAt ? wrote : spokenAt;
}
