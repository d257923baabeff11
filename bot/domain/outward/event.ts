/** What the lender's own systems are told of. A type is "<family>.<kind>"; one subscribes to families or to types. */
import { statusKinds, type StatusKind } from "../turns/consequences.ts";

/** A promise's own words; the other kinds are those of the timeline. */
const promiseKinds = ["promise_made", "promise_kept", "promise_partly_kept", "promise_broken"] as const;
const toldStatus = statusKinds.filter((kind) => kind !== "promise_confirmed");
const escalationKinds = ["opened", "joined", "acknowledged", "waiting_on_borrower", "borrower_answered", "resolved"] as const;

const arrangementKinds = ["proposed", "changed", "approved", "refused", "agreed", "declined", "withdrawn", "expired", "booked", "kept", "broken"] as const;

/** Of a check-in that began: how it ended. */
export const checkinEnds = ["done", "expired", "stopped", "handed_over"] as const;

export type OutwardType =
  | `checkin.${(typeof checkinEnds)[number]}`
  | `arrangement.${(typeof arrangementKinds)[number]}`
  | `status_update.${Exclude<StatusKind, "promise_confirmed"> | (typeof promiseKinds)[number]}`
  | `escalation.${(typeof escalationKinds)[number]}`;

export const families = ["status_update", "escalation", "arrangement", "checkin"] as const;

/** Everything that one can subscribe to. */
export const subscribable: readonly string[] = [
  ...families,
  ...[...promiseKinds, ...toldStatus].map((kind) => `status_update.${kind}`),
  ...escalationKinds.map((kind) => `escalation.${kind}`),
  ...arrangementKinds.map((kind) => `arrangement.${kind}`),
  ...checkinEnds.map((kind) => `checkin.${kind}`),
];

/** What the lender hears of a status: a confirmed promise is one that was made. */
export const statusType = (kind: StatusKind): OutwardType => (kind === "promise_confirmed" ? "status_update.promise_made" : `status_update.${kind}`);
