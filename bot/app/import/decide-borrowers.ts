import type { Instant } from "../../domain/calendar.ts";
import type { BorrowerId, ContactPointId, HoldId } from "../../domain/ids.ts";
import { borrowerChange, type NamedPoint, type StoredBorrower } from "../../domain/loans/borrower-change.ts";
import type { BorrowerRow } from "../../domain/loans/borrower-row.ts";
import type { LogDraft } from "../ports.ts";
import type { BorrowerWrite, ConsentWrite, HoldWrite, PointWrite } from "./book-store.ts";
import { importHoldId } from "./hold-id.ts";
import { entry, type ImportDeps } from "./session.ts";

/** What one row changes about its borrower. */
export interface BorrowerDecision {
  readonly id: BorrowerId;
  readonly status: "created" | "changed" | "unchanged";
  readonly write: {
    readonly created: readonly BorrowerWrite[];
    readonly changed: readonly BorrowerWrite[];
    readonly opened: readonly PointWrite[];
    readonly reopened: readonly ContactPointId[];
    readonly closed: readonly ContactPointId[];
    readonly holdsSet: readonly HoldWrite[];
    readonly holdsLifted: readonly HoldId[];
    readonly consents: readonly ConsentWrite[];
    readonly log: readonly LogDraft[];
  };
}

export function decideBorrower(deps: ImportDeps, now: Instant, row: BorrowerRow, stored: StoredBorrower | undefined): BorrowerDecision {
  const id = stored?.id ?? deps.newId<BorrowerId>();
  const named = namedPoints(deps, row);
  const change = stored ? borrowerChange(stored, row, named) : { fields: [], opened: named, closed: [] };
  const opened: PointWrite[] = [];
  const reopened: ContactPointId[] = [];
  const pointIds = new Map<NamedPoint, ContactPointId>();
  for (const point of change.opened) {
    const known = "reopens" in point ? point.reopens : undefined;
    const pointId = known ?? deps.newId<ContactPointId>();
    const one = named.find(({ channel, index }) => channel === point.channel && index === point.index);
    if (one) pointIds.set(one, pointId);
    if (known === undefined) opened.push({ id: pointId, borrowerId: id, channel: point.channel, address: point.address, index: point.index });
    else reopened.push(known);
  }
  for (const one of named) {
    const known = stored?.points.find((point) => point.channel === one.channel && point.index === one.index);
    if (known) pointIds.set(one, known.id);
  }
  const holds = holdChanges(row, id, [...pointIds.values()], stored?.holds ?? new Set());
  const consents = consentChanges(row, id, named, stored);
  const draft = (kind: string, body: LogDraft["body"]): LogDraft => entry(deps, now, kind, id, body);
  const log = [
    ...(stored && change.fields.length > 0 ? [draft("borrower.changed", { fields: change.fields })] : []),
    ...(stored ? [...opened.map((point) => point.id), ...reopened].map((point) => draft("contact_point.opened", { contactPoint: point })) : []),
    ...change.closed.map((point) => draft("contact_point.closed", { contactPoint: point })),
    ...holds.set.map((hold) => draft("hold.set", { hold: hold.id, reason: "do_not_contact", contactPoint: hold.contactPointId })),
    ...(stored ? consents.map(({ channel, given }) => draft("consent.said", { channel, purpose: "all", given, source: "loan_book" })) : []),
    ...holds.lifted.map((hold) => draft("hold.lifted", { hold, reason: "do_not_contact" })),
  ];
  const changed = stored && change.fields.length > 0 ? [{ id, row }] : [];
  return {
    id,
    status: !stored ? "created" : log.length > 0 ? "changed" : "unchanged",
    write: {
      created: stored ? [] : [{ id, row }],
      changed,
      opened,
      reopened,
      closed: change.closed,
      holdsSet: holds.set,
      holdsLifted: holds.lifted,
      consents,
      log,
    },
  };
}

/** Of several borrowers, as one transaction writes it. */
export const borrowersWrite = (made: readonly BorrowerDecision[]) => ({
  borrowersCreated: made.flatMap((one) => one.write.created),
  borrowersChanged: made.flatMap((one) => one.write.changed),
  pointsOpened: made.flatMap((one) => one.write.opened),
  pointsReopened: made.flatMap((one) => one.write.reopened),
  pointsClosed: made.flatMap((one) => one.write.closed),
  holdsSet: made.flatMap((one) => one.write.holdsSet),
  holdsLifted: made.flatMap((one) => one.write.holdsLifted),
  consents: made.flatMap((one) => one.write.consents),
});

/** The row's address first, its telephone besides where that is another point. */
function namedPoints({ book }: ImportDeps, row: BorrowerRow): NamedPoint[] {
  const point = (channel: string, address: string): NamedPoint => ({ channel, address, index: book.addressIndex(channel, address) });
  const main = point(row.channel, row.address);
  return row.phone === undefined || (row.channel === "sms" && row.phone === row.address) ? [main] : [main, point("sms", row.phone)];
}

/** What the borrower said by chat stands, whatever the file goes on saying. */
function consentChanges(row: BorrowerRow, borrowerId: BorrowerId, named: readonly NamedPoint[], stored: StoredBorrower | undefined): ConsentWrite[] {
  const given = row.consent;
  if (given === undefined) return [];
  return [...new Set(named.map(({ channel }) => channel))].flatMap((channel) => {
    const known = stored?.consents.find((one) => one.channel === channel);
    return known && (known.source === "chat" || known.given === given) ? [] : [{ borrowerId, channel, given }];
  });
}

/** The file sets and lifts its own holds; an empty cell says nothing. */
function holdChanges(
  row: BorrowerRow,
  borrowerId: BorrowerId,
  points: readonly ContactPointId[],
  inForce: ReadonlySet<HoldId>,
): { set: HoldWrite[]; lifted: HoldId[] } {
  const wanted = [
    { id: importHoldId(borrowerId), contactPointId: null, held: row.doNotContact },
    ...points.map((point) => ({ id: importHoldId(point), contactPointId: point, held: row.consent === undefined ? undefined : !row.consent })),
  ];
  return {
    set: wanted.filter(({ id, held }) => held === true && !inForce.has(id)).map(({ id, contactPointId }) => ({ id, borrowerId, contactPointId })),
    lifted: wanted.filter(({ id, held }) => held === false && inForce.has(id)).map(({ id }) => id),
  };
}
