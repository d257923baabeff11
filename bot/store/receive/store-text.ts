import type { InboundItem } from "../../app/ports.ts";
import { toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, InboundId, LogEntryId, NewId } from "../../domain/ids.ts";
import type { Tx } from "../database.ts";
import { appendLog } from "../log-entries.ts";
import { seal } from "../seal.ts";
import { bindLine, hearLine } from "../shared/shared-line.ts";
import type { Vault } from "../vault.ts";
import type { Owner } from "./owner.ts";

export interface Storing {
  readonly tx: Tx;
  readonly vault: Vault;
  readonly newId: NewId;
}

type Text = Pick<InboundItem & { kind: "text" }, "providerId" | "at" | "text" | "media" | "about"> & { readonly id: InboundId };

/** Event, message and log entry of one inbound text, under the provider's id; a replay stores nothing. */
export async function storeText(
  { tx, vault, newId }: Storing,
  channel: string,
  item: Text,
  found: Owner | undefined,
  now: Instant,
): Promise<{ status: "stored"; borrowerId: BorrowerId } | { status: "known" | "nobody" }> {
  const { id } = item;
  const borrowerKey = found && (await vault.keysOf(tx, [found.borrowerId])).get(found.borrowerId);
  // Of an erased borrower nothing may be kept as theirs: the text belongs to nobody.
  const owner = borrowerKey ? found : undefined;
  const key = borrowerKey ?? vault.root.installation;
  const event = {
    id,
    channel,
    providerId: item.providerId,
    kind: "text",
    borrowerId: owner?.borrowerId ?? null,
    contactPointId: owner?.id ?? null,
    // Of an erased borrower no word is kept: nothing would ever erase it again.
    payloadSealed: seal(key, `inbound_event.payload/${id}`, found && !owner ? "" : item.text),
    providerAt: toDate(item.at),
    receivedAt: toDate(now),
    state: owner ? "pending" : "nobody",
    dueAt: toDate(now),
    media: item.media ?? null,
    who: owner?.who === "bound" ? null : (owner?.who ?? null),
    pressedMessageId: owner && item.about?.pressed ? item.about.messageId : null,
  };
  const stored = await tx.inboundEvent.createMany({ data: [event], skipDuplicates: true });
  if (stored.count === 0) return { status: "known" };
  if (!owner) return { status: "nobody" };
  if (owner.line && owner.who === "named") await bindLine(tx, channel, owner.line, owner.id, now);
  if (owner.line && owner.who === "bound") await hearLine(tx, channel, owner.line, now);
  await tx.message.create({
    data: {
      id,
      borrowerId: owner.borrowerId,
      contactPointId: owner.id,
      channel,
      direction: "in",
      state: "received",
      createdAt: toDate(now),
      textSealed: seal(key, `message.text/${id}`, shown(item)),
      receivedAt: toDate(now),
      providerAt: toDate(item.at),
      providerMessageId: item.providerId,
    },
  });
  const body = {
    message: id,
    channel,
    provider: item.providerId,
    text: wellFormed(item.text),
    ...(item.media && { media: item.media }),
    ...(item.about?.pressed && { pressed: item.about.messageId }),
  };
  await appendLog(
    tx,
    vault,
    [{ id: newId<LogEntryId>(), at: now, kind: "message.received", borrowerId: owner.borrowerId, actor: "borrower", body }],
    new Map([[owner.borrowerId, key]]),
  );
  return { status: "stored", borrowerId: owner.borrowerId };
}

/** As people see it in the conversation: what came besides words is named. */
const shown = ({ text, media }: Text): string => (media === undefined ? text : `[${media}]${text === "" ? "" : ` ${text}`}`);

/** A lone surrogate has no UTF-8 and canonical JSON refuses it; the untouched text stays in the sealed payload. */
const wellFormed = (text: string): string => text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "\uFFFD");
