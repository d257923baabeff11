import { z } from "zod";
import type { PendingTurn } from "../../app/turns/ports.ts";
import { toDate, type Day, type Instant, type Zone } from "../../domain/calendar.ts";
import type { BorrowerId, ContactPointId, InboundId, LoanId } from "../../domain/ids.ts";
import { outstanding } from "../../domain/loans/loan.ts";
import type { Currency } from "../../domain/money.ts";
import { endingOf } from "../../domain/notices/notice.ts";
import type { Hold } from "../../domain/policy/hold.ts";
import { mediaKinds, type OpenLoan } from "../../domain/turns/turn.ts";
import { openConversation } from "../conversation-state.ts";
import { sql, type Tx } from "../database.ts";
import { dayOf, instantOf } from "../days.ts";
import { arrangingFacts } from "../arrangements/arranging-facts.ts";
import { activeHolds } from "../holds.ts";
import { openText } from "../seal.ts";
import { stalePresses } from "./stale-presses.ts";
import type { Vault } from "../vault.ts";

const mediaForm = z.enum(mediaKinds);
/** Enough for an evening of typing; the rest is the next turn. */
const mostTexts = 50;
/** And enough to understand at a time (some 20,000 characters): a flood is worked off over several turns. */
const mostBytes = 60_000;

export async function pendingTurn(database: Tx, vault: Vault, borrowerId: BorrowerId, now: Instant): Promise<PendingTurn | undefined> {
  // The version first: texts that another worker answers after this was read make the commit stale, not a fault.
  const borrower = await database.borrower.findUniqueOrThrow({ where: { id: borrowerId } });
  const due = await database.inboundEvent.findMany({
    where: { borrowerId, kind: "text", state: "pending", dueAt: { lte: toDate(now) } },
    orderBy: [{ providerAt: "asc" }, { receivedAt: "asc" }, { id: "asc" }],
    take: mostTexts,
  });
  const first = due[0];
  if (!first?.contactPointId) return undefined;
  const texts = upTo(
    mostBytes,
    due.filter((event) => event.contactPointId === first.contactPointId),
  );
  const stale = await stalePresses(
    database,
    texts.flatMap((event) => (event.pressedMessageId ? [event.id] : [])),
    borrower.answeredThrough,
  );
  const key = await vault.keyOf(database, borrowerId);
  const contact = await database.contactPoint.findUniqueOrThrow({ where: { id: first.contactPointId } });
  const holds = await activeHolds(database, borrowerId, now);
  return {
    version: borrower.version,
    attempts: Math.max(...texts.map((event) => event.attempts)),
    newestReceivedAt: instantOf(texts.reduce((a, b) => (a.receivedAt > b.receivedAt ? a : b)).receivedAt),
    texts: texts.map((event) => ({
      id: event.id as InboundId,
      text: openText(key, `inbound_event.payload/${event.id}`, event.payloadSealed),
      receivedAt: instantOf(event.receivedAt),
      late: stale.has(event.id) || (borrower.answeredThrough !== null && event.providerAt < borrower.answeredThrough),
      ...(event.media !== null && { media: mediaForm.parse(event.media) }),
    })),
    state: {
      now,
      borrower: { id: borrowerId, locale: borrower.locale, zone: borrower.zone as Zone },
      contact: {
        id: contact.id as ContactPointId,
        channel: contact.channel,
        verified: contact.state === "verified",
        ...(contact.state === "closed" && { closed: true }),
        optedOut: contact.state === "closed" || holds.some((hold) => hold.reason === "opt_out" && onContact(hold, contact.id)),
      },
      takenOver: holds.some((hold) => hold.reason === "takeover"),
      silenced: holds.some((hold) => silencing.has(hold.reason)),
      ...openConversation(key, borrowerId, borrower.conversationSealed),
      loans: await openLoans(database, borrowerId),
      received: await received(database, borrowerId),
      promises: await openPromises(database, borrowerId),
    },
    arranging: await arrangingFacts(database, borrowerId, now),
  };
}

/** At least the first, however long. */
function upTo<T extends { readonly payloadSealed: Uint8Array }>(most: number, events: readonly T[]): T[] {
  let bytes = 0;
  return events.filter((event, i) => (bytes += event.payloadSealed.byteLength) <= most || i === 0);
}

const silencing = new Set<Hold["reason"]>(["distress", "deceased", "legal", "do_not_contact"]);
const onContact = (hold: Hold, contact: string): boolean => hold.contactPointId === undefined || hold.contactPointId === contact;

const newestPayments = 3;

/** What was posted last; what was reversed of it is left out, with its reversal. */
async function received(tx: Tx, borrowerId: BorrowerId): Promise<NonNullable<PendingTurn["state"]["received"]>> {
  const rows = await tx.$queryRaw<{ paid_on: Date; amount_minor: bigint; currency: Currency }[]>(sql`
    SELECT p.paid_on, p.amount_minor, l.currency FROM loan l JOIN payment p ON p.loan_id = l.id
    WHERE l.borrower_id = ${borrowerId}::uuid AND p.amount_minor > 0 AND NOT EXISTS (
      SELECT 1 FROM payment r WHERE r.loan_id = p.loan_id AND r.amount_minor = -p.amount_minor AND r.posted_at >= p.posted_at)
    ORDER BY p.paid_on DESC, p.posted_at DESC LIMIT ${newestPayments}`);
  return rows.map((row) => ({ paidOn: dayOf(row.paid_on), amountMinor: row.amount_minor, currency: row.currency }));
}

async function openPromises(tx: Tx, borrowerId: BorrowerId): Promise<NonNullable<PendingTurn["state"]["promises"]>> {
  const rows = await tx.promiseToPay.findMany({ where: { borrowerId, state: "open" }, orderBy: { promisedOn: "desc" }, take: 20 });
  return rows.map((row) => ({ loanId: row.loanId as LoanId, instalmentNo: row.instalmentNo, on: dayOf(row.promisedOn), postponed: row.postponed }));
}

interface Row {
  external_id: string;
  open_minor: bigint;
  amount_due_minor: bigint | null;
  loan_id: LoanId;
  currency: Currency;
  paid_minor: bigint;
  no: number;
  due_on: Date;
  amount_minor: bigint;
  cumulative_minor: bigint;
}

/** What the ledger shows as not yet paid, oldest first; the next instalments are enough to talk about. */
export async function openLoans(tx: Tx, borrowerId: BorrowerId): Promise<OpenLoan[]> {
  const rows = await tx.$queryRaw<Row[]>(sql`
    SELECT l.id::text AS loan_id, l.external_id, l.currency, l.paid_minor, l.amount_due_minor,
      (SELECT max(s.cumulative_minor) FROM instalment s WHERE s.loan_id = l.id) - l.paid_minor AS open_minor, i.no, i.due_on, i.amount_minor, i.cumulative_minor
    FROM loan l CROSS JOIN LATERAL (
      SELECT * FROM instalment o WHERE o.loan_id = l.id AND o.cumulative_minor > l.paid_minor ORDER BY o.no LIMIT 12) i
    WHERE l.borrower_id = ${borrowerId}::uuid AND l.status = 'open' ORDER BY i.due_on, l.external_id, i.no`);
  const loans = new Map<LoanId, OpenLoan & { instalments: { no: number; dueOn: Day; outstandingMinor: bigint }[] }>();
  for (const row of rows) {
    const loan = loans.get(row.loan_id) ?? {
      id: row.loan_id,
      ending: endingOf(row.external_id),
      openMinor: row.open_minor,
      ...(row.amount_due_minor !== null && { lenderDueMinor: row.amount_due_minor }),
      currency: row.currency,
      instalments: [],
    };
    loans.set(row.loan_id, loan);
    const left = outstanding({ amountMinor: row.amount_minor, cumulativeMinor: row.cumulative_minor }, row.paid_minor);
    loan.instalments.push({ no: row.no, dueOn: dayOf(row.due_on), outstandingMinor: left });
  }
  return [...loans.values()];
}
