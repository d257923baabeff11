import type { ConsoleWrites, ScopedBy } from "../../app/console/ports.ts";
import { toDate } from "../../domain/calendar.ts";
import type { BorrowerId } from "../../domain/ids.ts";
import { sql } from "../database.ts";
import { lockBorrower } from "../lock-borrower.ts";
import { logAct, type Desk } from "./desk.ts";
import { seenBorrower } from "./seen.ts";

/** A link is valid up to its moment: revoking it makes that moment now, for those on whose way somebody is, too. */
export async function revokeLinks(desk: Desk, id: string, by: ScopedBy): ReturnType<ConsoleWrites["revokeLinks"]> {
  const { tx, vault } = desk;
  if (!(await tx.borrower.findFirst({ where: { AND: [{ id }, seenBorrower(by.sees)] }, select: { id: true } }))) return "missing";
  const borrower = await lockBorrower(tx, vault, id as BorrowerId);
  if (!borrower) return "missing";
  const now = toDate(by.at);
  const chat = await tx.$executeRaw(sql`
    UPDATE chat_link l SET expires_at = ${now} FROM contact_point c
    WHERE c.id = l.contact_point_id AND c.borrower_id = ${borrower.id}::uuid AND l.expires_at > ${now}`);
  const { count: invitations } = await tx.channelLink.updateMany({
    where: { borrowerId: borrower.id, usedAt: null, expiresAt: { gt: now } },
    data: { expiresAt: now },
  });
  if (chat + invitations > 0) await logAct(desk, by, "links.revoked", borrower.id, { chat, invitations });
  return { chat, invitations };
}
