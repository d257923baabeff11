import { randomBytes } from "node:crypto";
import type { ConsoleWrites, ScopedBy } from "../../app/console/ports.ts";
import { isoInstant, toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, ContactPointId } from "../../domain/ids.ts";
import { lockBorrower, type LockedBorrower } from "../lock-borrower.ts";
import { seal, sha256 } from "../seal.ts";
import { logAct, type Desk } from "./desk.ts";
import { seenBorrower } from "./seen.ts";

/** 256 bits: nobody guesses a link. */
const tokenBytes = 32;

/** The token is returned once; its SHA-256 is what is kept. */
export async function makeChatLink(desk: Desk, id: string, by: ScopedBy, expiresAt: Instant): ReturnType<ConsoleWrites["makeChatLink"]> {
  const { tx, vault } = desk;
  if (!(await tx.borrower.findFirst({ where: { AND: [{ id }, seenBorrower(by.sees)] }, select: { id: true } }))) return "missing";
  const borrower = await lockBorrower(tx, vault, id as BorrowerId);
  if (!borrower) return "missing";
  const contactPointId = await webContactPoint(desk, borrower, by);
  if (contactPointId === "closed") return "closed";
  const token = randomBytes(tokenBytes).toString("base64url");
  await tx.chatLink.create({ data: { tokenHash: sha256(token), contactPointId, expiresAt: toDate(expiresAt), createdAt: toDate(by.at) } });
  await logAct(desk, by, "chat_link.made", borrower.id, { contact_point: contactPointId, expires_at: isoInstant(expiresAt) });
  return { token };
}

async function webContactPoint({ tx, vault, newId }: Desk, borrower: LockedBorrower, by: ScopedBy): Promise<ContactPointId | "closed"> {
  const points = await tx.contactPoint.findMany({ where: { borrowerId: borrower.id, channel: "web" }, orderBy: { createdAt: "desc" } });
  const open = points.find((point) => point.state !== "closed");
  if (open) return open.id as ContactPointId;
  if (points.length > 0) return "closed";
  const { externalId } = await tx.borrower.findUniqueOrThrow({ where: { id: borrower.id }, select: { externalId: true } });
  const id = newId<ContactPointId>();
  await tx.contactPoint.create({
    data: {
      id,
      borrowerId: borrower.id,
      channel: "web",
      addressSealed: seal(borrower.key, `contact_point.address/${id}`, externalId),
      addressIndex: vault.root.addressIndex("web", externalId),
      state: "unverified",
      createdAt: toDate(by.at),
    },
  });
  return id;
}
