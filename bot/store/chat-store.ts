import type { ChatMessage, ChatStore } from "../app/ports.ts";
import { toDate } from "../domain/calendar.ts";
import type { BorrowerId, ContactPointId } from "../domain/ids.ts";
import type { Database } from "./database.ts";
import { instantOf } from "./days.ts";
import { openText, sha256 } from "./seal.ts";
import type { Vault } from "./vault.ts";

/** As much as a person scrolls back on a phone. */
const shown = 200;

export function createChatStore(database: Database, vault: Vault): ChatStore {
  return {
    async byToken(token, now) {
      const link = await database.chatLink.findUnique({ where: { tokenHash: sha256(token) } });
      if (!link || link.expiresAt <= toDate(now)) return undefined;
      const point = await database.contactPoint.findUnique({ where: { id: link.contactPointId }, include: { borrower: { select: { locale: true } } } });
      if (!point || point.state === "closed") return undefined;
      const borrowerId = point.borrowerId as BorrowerId;
      const key = (await vault.keysOf(database, [borrowerId])).get(borrowerId);
      // Erased: the link leads nowhere any more.
      if (!key) return undefined;
      return {
        contactPointId: point.id as ContactPointId,
        borrowerId,
        address: openText(key, `contact_point.address/${point.id}`, point.addressSealed),
        locale: point.borrower.locale,
      };
    },
    async messages(contactPointId, after) {
      const rows = await database.message.findMany({
        where: { contactPointId, textSealed: { not: null }, state: { notIn: ["queued", "suppressed", "not_sent", "failed"] } },
        orderBy: [{ createdAt: "desc" }, { position: "desc" }],
        take: shown,
      });
      // The page merges by id, so whatever changed it is given all: the cursor only says whether anything did.
      const cursor = sha256(rows.map((row) => `${row.id} ${row.state}`).join("\n"))
        .toString("base64url")
        .slice(0, 16);
      const first = rows[0];
      if (!first || cursor === after) return { messages: [], cursor };
      const key = await vault.keyOf(database, first.borrowerId as BorrowerId);
      const messages = rows.reverse().map((row): ChatMessage => ({
        // The borrower's own page knows its texts by the id that it gave them.
        id: row.direction === "in" ? (row.providerMessageId ?? row.id) : row.id,
        from: row.direction === "in" ? "borrower" : "us",
        text: row.textSealed ? openText(key, `message.text/${row.id}`, row.textSealed) : "",
        at: instantOf(row.receivedAt ?? row.claimedAt ?? row.createdAt),
        state: row.state,
      }));
      return { messages, cursor };
    },
  };
}
