import type { Instant } from "../../domain/calendar.ts";
import type { BorrowerId, InboundId } from "../../domain/ids.ts";
import type { InboundItem } from "../ports.ts";

export interface ReceiveStore {
  /** `known`: stored before (a replayed webhook); `nobody`: no contact point has that address. */
  text(
    channel: string,
    item: InboundItem & { kind: "text" },
    id: InboundId,
    now: Instant,
  ): Promise<{ status: "stored"; borrowerId: BorrowerId } | { status: "known" | "nobody" }>;
  /** Binds the chat to the borrower whose link was opened, or finds whose chat it is; a turn then greets them. */
  start(
    channel: string,
    item: InboundItem & { kind: "start" },
    id: InboundId,
    now: Instant,
  ): Promise<{ status: "stored"; borrowerId: BorrowerId } | { status: "known" | "nobody" }>;
  /** Closes the contact points with that address, unless their borrower has written since. */
  gone(channel: string, item: InboundItem & { kind: "gone" }, id: InboundId, now: Instant): Promise<{ status: "stored" | "known" | "nobody" }>;
  /** Moves the message forward by the provider's word, never back. */
  receipt(channel: string, item: InboundItem & { kind: "receipt" }, id: InboundId, now: Instant): Promise<{ status: "stored" | "known" | "nobody" }>;
}
