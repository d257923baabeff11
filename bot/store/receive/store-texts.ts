import type { InboundItem } from "../../app/ports.ts";
import { toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, InboundId, LogEntryId, NewId } from "../../domain/ids.ts";
import { sql, type Tx } from "../database.ts";
import { appendLog } from "../log-entries.ts";
import { seal } from "../seal.ts";
import { bindLine, hearLine } from "../shared/shared-line.ts";
import type { Vault } from "../vault.ts";
import { newEvents } from "./new-events.ts";
import type { Owner } from "./owner.ts";

export interface Storing {
  readonly tx: Tx;
  readonly vault: Vault;
  readonly newId: NewId;
}

type Text = Pick<InboundItem & { kind: "text" }, "providerId" | "at" | "text" | "media" | "about"> & { readonly id: InboundId };

export interface TextToStore {
  readonly channel: string;
  readonly item: Text;
  readonly found: Owner | undefined;
  readonly now: Instant;
}

export type Stored = { readonly status: "stored"; readonly borrowerId: BorrowerId } | { readonly status: "known" | "nobody" };

/** Event, message and log entry of each inbound text, under the provider's id; a replay stores nothing. */
export async function storeTexts(deps: Storing, texts: readonly TextToStore[]): Promise<readonly Stored[]> {
  const { tx, vault, newId } = deps;
  const keys = await vault.keysOf(tx, [...new Set(texts.flatMap(({ found }) => found?.borrowerId ?? []))]);
  const all = texts.map((text) => {
    // Of an erased borrower nothing may be kept as theirs: the text belongs to nobody.
    const key = text.found && keys.get(text.found.borrowerId);
    return { ...text, owner: key && text.found, key: key ?? vault.root.installation };
  });
  const fresh = await newEvents(
    tx,
    all.map(({ channel, item, found, owner, key, now }) => ({
      id: item.id,
      channel,
      providerId: item.providerId,
      kind: "text",
      borrowerId: owner?.borrowerId ?? null,
      contactPointId: owner?.id ?? null,
      // Of an erased borrower no word is kept: nothing would ever erase it again.
      payloadSealed: seal(key, `inbound_event.payload/${item.id}`, found && !owner ? "" : item.text),
      providerAt: item.at,
      receivedAt: now,
      state: owner ? "pending" : "nobody",
      media: item.media ?? null,
      who: owner?.who === "bound" ? null : (owner?.who ?? null),
      pressedMessageId: owner && item.about?.pressed ? item.about.messageId : null,
      aboutIndex: null,
    })),
  );
  const ours = all.flatMap(({ owner, ...text }) => (owner && fresh.has(text.item.id) ? [{ ...text, owner }] : []));
  for (const { channel, owner, now } of ours) {
    if (owner.line && owner.who === "named") await bindLine(tx, channel, owner.line, owner.id, now);
    if (owner.line && owner.who === "bound") await hearLine(tx, channel, owner.line, now);
  }
  if (ours.length > 0) await insertMessages(tx, ours);
  const entries = ours.map(({ channel, item, owner, now }) => ({
    id: newId<LogEntryId>(),
    at: now,
    kind: "message.received",
    borrowerId: owner.borrowerId,
    actor: "borrower",
    body: bodyOf(channel, item),
  }));
  await appendLog(tx, vault, entries, keys);
  return all.map(({ item, owner }) =>
    !fresh.has(item.id) ? { status: "known" } : owner ? { status: "stored", borrowerId: owner.borrowerId } : { status: "nobody" },
  );
}

interface OurText extends TextToStore {
  readonly owner: Owner;
  readonly key: Buffer;
}

async function insertMessages(tx: Tx, texts: readonly OurText[]): Promise<void> {
  const of = <T>(pick: (text: OurText) => T): T[] => texts.map(pick);
  await tx.$executeRaw(sql`
    INSERT INTO message (id, borrower_id, contact_point_id, channel, direction, state, created_at, text_sealed, received_at, provider_at, provider_message_id)
    SELECT id, borrower_id, contact_point_id, channel, 'in', 'received', at, text_sealed, at, provider_at, provider_id
    FROM unnest(${of(({ item }) => item.id)}::uuid[], ${of(({ owner }) => owner.borrowerId)}::uuid[], ${of(({ owner }) => owner.id)}::uuid[],
      ${of(({ channel }) => channel)}::text[], ${of(({ now }) => toDate(now))}::timestamptz[],
      ${of(({ key, item }) => seal(key, `message.text/${item.id}`, shown(item)))}::bytea[], ${of(({ item }) => toDate(item.at))}::timestamptz[],
      ${of(({ item }) => item.providerId)}::text[]) AS s(id, borrower_id, contact_point_id, channel, at, text_sealed, provider_at, provider_id)`);
}

const bodyOf = (channel: string, item: Text): Record<string, unknown> => ({
  message: item.id,
  channel,
  provider: item.providerId,
  text: wellFormed(item.text),
  ...(item.media && { media: item.media }),
  ...(item.about?.pressed && { pressed: item.about.messageId }),
});

/** As people see it in the conversation: what came besides words is named. */
const shown = ({ text, media }: Text): string => (media === undefined ? text : `[${media}]${text === "" ? "" : ` ${text}`}`);

/** A lone surrogate has no UTF-8 and canonical JSON refuses it; the untouched text stays in the sealed payload. */
const wellFormed = (text: string): string => text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "\uFFFD");
