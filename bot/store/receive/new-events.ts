import { toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, InboundId } from "../../domain/ids.ts";
import { sql, type Tx } from "../database.ts";

export interface NewEvent {
  readonly id: InboundId;
  readonly channel: string;
  readonly providerId: string;
  readonly kind: "text" | "receipt";
  readonly borrowerId: BorrowerId | null;
  readonly contactPointId: string | null;
  readonly payloadSealed: Uint8Array;
  readonly providerAt: Instant;
  readonly receivedAt: Instant;
  readonly state: "pending" | "done" | "nobody";
  readonly media: string | null;
  readonly who: string | null;
  readonly pressedMessageId: string | null;
  readonly aboutIndex: Uint8Array | null;
}

/** Stores what a provider told, under the provider's ids; those that were new. Of two with one id, also in one batch, the first. */
export async function newEvents(tx: Tx, events: readonly NewEvent[]): Promise<ReadonlySet<InboundId>> {
  if (events.length === 0) return new Set();
  const of = <T>(pick: (event: NewEvent) => T): T[] => events.map(pick);
  const rows = await tx.$queryRaw<{ id: InboundId }[]>(sql`
    INSERT INTO inbound_event (id, channel, provider_id, kind, borrower_id, contact_point_id, payload_sealed, provider_at, received_at, state, due_at,
      media, who, pressed_message_id, about_index)
    SELECT id, channel, provider_id, kind, borrower_id, contact_point_id, payload_sealed, provider_at, at, state, at, media, who, pressed_message_id, about_index
    FROM unnest(${of(({ id }) => id)}::uuid[], ${of(({ channel }) => channel)}::text[], ${of(({ providerId }) => providerId)}::text[], ${of(({ kind }) => kind)}::text[],
      ${of(({ borrowerId }) => borrowerId)}::uuid[], ${of(({ contactPointId }) => contactPointId)}::uuid[], ${of(({ payloadSealed }) => payloadSealed)}::bytea[],
      ${of(({ providerAt }) => toDate(providerAt))}::timestamptz[], ${of(({ receivedAt }) => toDate(receivedAt))}::timestamptz[], ${of(({ state }) => state)}::text[],
      ${of(({ media }) => media)}::text[], ${of(({ who }) => who)}::text[], ${of(({ pressedMessageId }) => pressedMessageId)}::uuid[],
      ${of(({ aboutIndex }) => aboutIndex)}::bytea[])
      WITH ORDINALITY AS s(id, channel, provider_id, kind, borrower_id, contact_point_id, payload_sealed, provider_at, at, state, media, who,
        pressed_message_id, about_index, nth)
    -- In one order, so that two batches with the same ids do not wait for each other.
    ORDER BY channel COLLATE "C", provider_id COLLATE "C", nth
    ON CONFLICT (channel, provider_id) DO NOTHING RETURNING id::text`);
  return new Set(rows.map(({ id }) => id));
}
