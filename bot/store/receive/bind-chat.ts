import { toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, ContactPointId, LogEntryId } from "../../domain/ids.ts";
import { openConversation, sealConversation } from "../conversation-state.ts";
import { lockBorrower, type LockedBorrower } from "../lock-borrower.ts";
import { appendLog } from "../log-entries.ts";
import { seal } from "../seal.ts";
import { closePoint } from "./close-gone.ts";
import type { Owner } from "./owner.ts";
import type { Storing } from "./store-texts.ts";

/**
 * Binds a chat to a borrower, as an unverified contact point of its own: whoever opened the link may be anybody, so
 * the question who they are comes before any debt. A chat bound before is closed; the book's own address stays.
 */
export async function bindChat(
  deps: Storing,
  channel: string,
  link: { readonly borrowerId: BorrowerId },
  address: string,
  now: Instant,
): Promise<Owner | undefined> {
  const { tx, vault, newId } = deps;
  const borrower = await lockBorrower(tx, vault, link.borrowerId);
  if (!borrower) return undefined;
  const { externalId } = await tx.borrower.findUniqueOrThrow({ where: { id: borrower.id }, select: { externalId: true } });
  const [index, ofBook] = [vault.root.addressIndex(channel, address), vault.root.addressIndex(channel, externalId)];
  const points = await tx.contactPoint.findMany({ where: { borrowerId: borrower.id, channel } });
  const same = points.find((point) => index.equals(point.addressIndex));
  for (const point of points)
    if (point !== same && !ofBook.equals(point.addressIndex)) await closePoint(deps, { id: point.id, borrowerId: borrower.id }, "linked_elsewhere", now);
  const id = same?.id ?? newId<ContactPointId>();
  if (!same) {
    const addressSealed = seal(borrower.key, `contact_point.address/${id}`, address);
    await tx.contactPoint.create({
      data: { id, borrowerId: borrower.id, channel, addressSealed, addressIndex: index, state: "unverified", createdAt: toDate(now) },
    });
  } else if (same.state === "closed") {
    await tx.contactPoint.update({ where: { id }, data: { state: "unverified", verifiedAt: null } });
  }
  await askAnew(deps, borrower);
  const body = { contactPoint: id, channel };
  await appendLog(tx, vault, [{ id: newId<LogEntryId>(), at: now, kind: "contact_point.linked", borrowerId: borrower.id, actor: "borrower", body }]);
  return { id, borrowerId: borrower.id };
}

/** Who somebody elsewhere is, or was not understood to be, says nothing of who is in this chat. */
async function askAnew({ tx }: Storing, { id, key, conversationSealed }: LockedBorrower): Promise<void> {
  const before = openConversation(key, id, conversationSealed);
  const after = before.asked?.kind === "confirm_person" ? { asked: null, unclearInRow: 0 } : before;
  await tx.borrower.update({ where: { id }, data: { conversationSealed: sealConversation(key, id, after), version: { increment: 1 } } });
}
