import { z } from "zod";
import type { PendingTurn } from "../../app/turns/ports.ts";
import type { Instant, Zone } from "../../domain/calendar.ts";
import type { BorrowerId, ContactPointId, InboundId } from "../../domain/ids.ts";
import type { Hold } from "../../domain/policy/hold.ts";
import { mediaKinds } from "../../domain/turns/media.ts";
import type { OpenCheckin } from "../../domain/turns/turn.ts";
import { arrangingFactsOf } from "../arrangements/arranging-facts.ts";
import { openCheckins } from "../checkins/open-checkins.ts";
import type { CheckinStoring } from "../checkins/worlds.ts";
import { openConversation } from "../conversation-state.ts";
import { sql, type Tx } from "../database.ts";
import { instantOf } from "../days.ts";
import { activeHoldsOf } from "../holds.ts";
import { openProducts } from "../dispatch/open-products.ts";
import { openHours } from "../preference.ts";
import { openText } from "../seal.ts";
import { isOptedOut, onContact, sharedNumbers, type SharedNumber } from "../shared/shared-numbers.ts";
import type { Vault } from "../vault.ts";
import { channelsOf, openLoansOf, openPromisesOf, receivedOf } from "./of-borrowers.ts";
import { stalePresses } from "./stale-presses.ts";
import { unreadTexts, type UnreadText } from "./unread-texts.ts";

const mediaForm = z.enum(mediaKinds);
const whoForm = z.enum(["named", "unknown"]);

interface BorrowerRow {
  id: BorrowerId;
  version: number;
  locale: string;
  zone: Zone;
  answered_through: Date | null;
  conversation_sealed: Uint8Array | null;
  preferred_hours_sealed: Uint8Array | null;
  zone_known: boolean;
  branch: string;
  type: string;
  wrapped: Uint8Array | null;
}

interface PointRow {
  id: ContactPointId;
  channel: string;
  state: string;
  /** Others left the same address. */
  shared: boolean;
}

interface Reading {
  readonly database: Tx;
  readonly vault: Vault;
  readonly checkins?: CheckinStoring | undefined;
}

export interface Pending {
  readonly turns: ReadonlyMap<BorrowerId, PendingTurn>;
  /** Have something unread, but no key any more. */
  readonly erased: readonly BorrowerId[];
}

/** The unread texts of each borrower on one of their contact points, with all that deciding them needs. */
export async function pendingTurns({ database, vault, checkins }: Reading, borrowers: readonly BorrowerId[], now: Instant): Promise<Pending> {
  // The version first: texts that another worker answers after this was read make the commit stale, not a fault.
  const rows = await database.$queryRaw<BorrowerRow[]>(sql`
    SELECT b.id::text, b.version, coalesce(b.preferred_locale, b.locale) AS locale, b.zone, b.zone_known, b.branch, b.type, b.preferred_hours_sealed, b.answered_through, b.conversation_sealed, k.wrapped
    FROM borrower b LEFT JOIN keys.borrower_key k ON k.borrower_id = b.id WHERE b.id = ANY(${[...borrowers]}::uuid[])`);
  const unread = await unreadTexts(database, borrowers, now);
  const waiting = rows.filter(({ id }) => unread.has(id));
  const ids = waiting.map(({ id }) => id);
  if (ids.length === 0) return { turns: new Map(), erased: [] };
  const texts = [...unread.values()].flat();
  const pressed = texts.flatMap((text) => (text.pressed_message_id === null ? [] : [text.id]));
  const stale = await stalePresses(database, pressed);
  const points = await database.$queryRaw<PointRow[]>(sql`
    SELECT c.id::text, c.channel, c.state, EXISTS (
        SELECT 1 FROM contact_point o WHERE o.channel = c.channel AND o.address_index = c.address_index AND o.id <> c.id AND o.state <> 'closed') AS shared
    FROM contact_point c WHERE c.id = ANY(${[...new Set(texts.map((text) => text.contact_point_id))]}::uuid[])`);
  const pointOf = new Map(points.map((point) => [point.id, point]));
  const of: OfBorrowers = {
    stale,
    holds: await activeHoldsOf(database, ids, now),
    loans: await openLoansOf(database, ids),
    received: await receivedOf(database, ids),
    promises: await openPromisesOf(database, ids),
    arranging: await arrangingFactsOf(database, ids, now),
    products: await openProducts(database, ids),
    channels: await channelsOf(database, ids),
    lines: await sharedNumbers(
      database,
      vault,
      points.filter(({ shared }) => shared).map(({ id }) => id),
      now,
    ),
  };
  const answering = new Map<BorrowerId, Answering>();
  for (const borrower of waiting) {
    const mine = unread.get(borrower.id) ?? [];
    const point = mine[0] && pointOf.get(mine[0].contact_point_id);
    if (point && borrower.wrapped) answering.set(borrower.id, { borrower, key: vault.unwrap(borrower.id, borrower.wrapped), point, texts: mine });
  }
  const asked = new Map(
    [...answering].map(([id, { borrower, key, point }]) => [id, { key, channel: point.channel, locale: borrower.locale, zone: borrower.zone }]),
  );
  const open = checkins ? await openCheckins({ tx: database, vault, checkins }, asked, now) : undefined;
  const turns = new Map([...answering].map(([id, one]) => [id, turnOf(one, of, open?.get(id), now)]));
  return { turns, erased: waiting.filter(({ wrapped }) => !wrapped).map(({ id }) => id) };
}

interface OfBorrowers {
  readonly stale: ReadonlySet<string>;
  readonly holds: ReadonlyMap<BorrowerId, readonly Hold[]>;
  readonly loans: ReadonlyMap<BorrowerId, PendingTurn["state"]["loans"]>;
  readonly received: ReadonlyMap<BorrowerId, NonNullable<PendingTurn["state"]["received"]>>;
  readonly arranging: ReadonlyMap<BorrowerId, NonNullable<PendingTurn["arranging"]>>;
  readonly promises: ReadonlyMap<BorrowerId, NonNullable<PendingTurn["state"]["promises"]>>;
  readonly products: ReadonlyMap<BorrowerId, readonly string[]>;
  readonly channels: ReadonlyMap<BorrowerId, readonly string[]>;
  readonly lines: ReadonlyMap<ContactPointId, SharedNumber>;
}

interface Answering {
  readonly borrower: BorrowerRow;
  readonly key: Buffer;
  readonly point: PointRow;
  readonly texts: readonly UnreadText[];
}

function turnOf({ borrower, key, point: contact, texts }: Answering, of: OfBorrowers, checkin: OpenCheckin | undefined, now: Instant): PendingTurn {
  const { id, locale, zone, answered_through: answeredThrough } = borrower;
  const holds = of.holds.get(id) ?? [];
  const line = of.lines.get(contact.id);
  const others = line?.others.filter(({ borrower: other }) => other !== id) ?? [];
  // Nobody is known on a number that several left until they have said who they are.
  const unsure = others.length > 0 && texts[0]?.who != null;
  const preference = openHours(key, id, borrower.preferred_hours_sealed);
  return {
    sharers: others,
    whose: { zone: borrower.zone_known ? zone : undefined, branch: borrower.branch, type: borrower.type, products: of.products.get(id) ?? [] },
    version: borrower.version,
    arranging: of.arranging.get(id) ?? new Map(),
    attempts: Math.max(...texts.map((text) => text.attempts)),
    newestReceivedAt: instantOf(texts.reduce((a, b) => (a.received_at > b.received_at ? a : b)).received_at),
    texts: texts.map((text) => ({
      id: text.id as InboundId,
      text: openText(key, `inbound_event.payload/${text.id}`, text.payload_sealed),
      receivedAt: instantOf(text.received_at),
      late: of.stale.has(text.id) || (answeredThrough !== null && text.provider_at < answeredThrough),
      ...(text.who !== null && { who: whoForm.parse(text.who) }),
      ...(text.media !== null && { media: mediaForm.parse(text.media) }),
    })),
    state: {
      now,
      borrower: { id, locale, zone },
      contact: {
        id: contact.id,
        channel: contact.channel,
        verified: contact.state === "verified" && !unsure,
        ...(unsure && line && { shared: line.labels }),
        ...(contact.state === "closed" && { closed: true }),
        // while nobody knows who writes, a number is stopped where it is stopped for all of them
        optedOut: contact.state === "closed" || (isOptedOut(holds, contact.id) && (!unsure || others.every(({ optedOut }) => optedOut))),
      },
      takenOver: holds.some((hold) => hold.reason === "takeover"),
      silenced: holds.some((hold) => silencing.has(hold.reason) && onContact(hold, contact.id)),
      ...openConversation(key, id, borrower.conversation_sealed),
      ...(preference && { preference }),
      channels: of.channels.get(id) ?? [],
      loans: of.loans.get(id) ?? [],
      received: of.received.get(id) ?? [],
      promises: of.promises.get(id) ?? [],
      ...(checkin && { checkin }),
    },
  };
}

const silencing = new Set<Hold["reason"]>(["distress", "deceased", "legal", "do_not_contact"]);
