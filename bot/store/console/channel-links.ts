import { randomBytes } from "node:crypto";
import type { ConsoleWrites, ScopedBy } from "../../app/console/ports.ts";
import { isoInstant, toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId } from "../../domain/ids.ts";
import { lockBorrower } from "../lock-borrower.ts";
import { sha256 } from "../seal.ts";
import { logAct, type Desk } from "./desk.ts";
import { seenBorrower } from "./seen.ts";

/** 256 bits, 43 letters: Telegram takes up to 64 of A-Z, a-z, 0-9, _ and -. */
const tokenBytes = 32;

/** An invitation into a messenger; the token is returned once, its SHA-256 is what is kept. */
export async function makeChannelLink(desk: Desk, id: string, channel: string, by: ScopedBy, expiresAt: Instant): ReturnType<ConsoleWrites["makeChannelLink"]> {
  if (!(await desk.tx.borrower.findFirst({ where: { AND: [{ id }, seenBorrower(by.sees)] }, select: { id: true } }))) return "missing";
  const borrower = await lockBorrower(desk.tx, desk.vault, id as BorrowerId);
  if (!borrower) return "missing";
  const token = randomBytes(tokenBytes).toString("base64url");
  const data = { tokenHash: sha256(token), channel, borrowerId: borrower.id, expiresAt: toDate(expiresAt), createdAt: toDate(by.at) };
  await desk.tx.channelLink.create({ data });
  await logAct(desk, by, "channel_link.made", borrower.id, { channel, expires_at: isoInstant(expiresAt) });
  return { token };
}
