import { dayIn, plus, toDate, type Instant } from "../../domain/calendar.ts";
import type { HoldId, InboundId, LoanId, LogEntryId, PromiseId, TouchId } from "../../domain/ids.ts";
import { statusType } from "../../domain/outward/event.ts";
import type { HoldReason } from "../../domain/policy/hold.ts";
import { noticeTime } from "../../domain/notices/notice.ts";
import { checkAt } from "../../domain/promises/promise.ts";
import { consequences } from "../../domain/turns/consequences.ts";
import type { TurnEvent } from "../../domain/turns/turn.ts";
import { applyArrangement } from "../arrangements/apply-arrangement.ts";
import { dateOf } from "../days.ts";
import type { EscalationDraft } from "../escalations/raise-escalation.ts";
import { planNotices, tellAgain } from "../notices/plan-notices.ts";
import { setPreference } from "../preference.ts";
import { promiseTold } from "../outward/promise-told.ts";
import type { TurnCommitting } from "./turn-committing.ts";

/** Writes an event's consequences (status, hold) and what it changes of its own, or leaves it with `of.rows`; returns the case to be raised. */
export async function applyEvent(of: TurnCommitting, event: TurnEvent, because: InboundId): Promise<(EscalationDraft & { now: Instant }) | undefined> {
  const { rows, newId, borrower, now } = of;
  const { status, hold, escalation } = consequences(event);
  const about = aboutOf(event);
  if (status) {
    const id = newId();
    const { loanId = null, instalmentNo = null } = about;
    rows.status({ id, borrowerId: borrower.id, loanId, instalmentNo, kind: status, at: now, messageId: because });
    log(of, `status.${status}`, "borrower", { message: because, ...plain(event) });
    // A promise's own event says more, and is told where it is recorded.
    if (event.type !== "promised") rows.tell({ type: statusType(status), at: now, borrowerId: borrower.id, loanId, data: told(id, about) });
  }
  if (event.type === "preferred") await prefer(of, event, because);
  await changeContact(of, event);
  if (event.type === "promised") await recordPromise(of, event, because);
  await arrange(of, event, because);
  if (hold) setHold(of, hold.reason, { ...about, ...(hold.forMs !== undefined && { until: plus(now, hold.forMs) }) }, because);
  if (!escalation) return undefined;
  const evidence = { kind: "message" as const, refId: because };
  const { branch, officer } = borrower;
  return { borrowerId: borrower.id, branch, officer, loanId: about.loanId ?? null, reason: escalation, evidence, now };
}

const ofArrangement = new Set<TurnEvent["type"]>(["arrangement_proposed", "arrangement_accepted", "arrangement_declined"]);

/** Rests and ends rests: the holds of this turn are there before it. */
async function arrange(of: TurnCommitting, event: TurnEvent, because: InboundId): Promise<void> {
  if (!ofArrangement.has(event.type)) return;
  await of.rows.flush();
  await applyArrangement(of, event, because);
}

const told = (statusUpdate: string, { instalmentNo = null }: About) => ({ status_update: statusUpdate, instalment: instalmentNo });

interface About {
  readonly loanId?: LoanId | null;
  readonly instalmentNo?: number | null;
  readonly everywhere?: true;
}

function aboutOf(event: TurnEvent): About {
  switch (event.type) {
    case "promised":
    case "claims_paid":
      return { loanId: event.loanId, instalmentNo: event.instalmentNo };
    case "disputed":
      return { loanId: event.loanId };
    case "opted_out":
      return event.everywhere ? { everywhere: true } : {};
    default:
      return {};
  }
}

/** An opt-out and a wrong number concern the point they came from; distress and the like concern the person. */
const ofContact = new Set<HoldReason>(["opt_out", "wrong_person"]);

function setHold(of: TurnCommitting, reason: HoldReason, about: About & { until?: Instant }, because: InboundId): void {
  const { rows, newId, borrower, turn, now } = of;
  const contactPointId = ofContact.has(reason) && !about.everywhere ? turn.state.contact.id : null;
  const { loanId = null, instalmentNo = null } = about;
  const id = newId<HoldId>();
  rows.hold({ id, borrowerId: borrower.id, contactPointId, loanId, instalmentNo, reason, from: now, until: about.until ?? null, messageId: because });
  log(of, "hold.set", "bot", { hold: id, reason, loan: loanId, instalment: instalmentNo, contact: contactPointId, message: because });
}

async function changeContact(of: TurnCommitting, event: TurnEvent): Promise<void> {
  const { tx, turn, now } = of;
  const id = turn.state.contact.id;
  if (event.type === "opted_in") await liftOptOut(of);
  if (event.type === "person_confirmed") {
    await tx.contactPoint.updateMany({ where: { id, state: "unverified" }, data: { state: "verified", verifiedAt: toDate(now) } });
    await tellAgain(tx, of.borrower.id, now);
  }
  if (event.type === "wrong_person") await tx.contactPoint.update({ where: { id }, data: { state: "closed" } });
}

/** The officer's page reads it from the log; only the borrower's own word changes it. */
async function prefer(of: TurnCommitting, { hours, channel, locale }: TurnEvent & { type: "preferred" }, because: InboundId): Promise<void> {
  const wish = { ...(hours !== undefined && { hours }), ...(channel !== undefined && { channel }), ...(locale !== undefined && { locale }) };
  await setPreference(of.tx, of.borrower, wish);
  const lines = hours && [...hours].map(([day, { fromMinute, toMinute }]) => ({ day, from: fromMinute, to: toMinute }));
  log(of, "preference.set", "borrower", { message: because, ...wish, ...(lines !== undefined && { hours: lines }) });
}

/** Only the borrower's own word does this; what was said of every channel is taken back with it. */
async function liftOptOut(of: TurnCommitting): Promise<void> {
  const { tx, rows, borrower, turn, now } = of;
  await rows.flush();
  const lifted = await tx.hold.findMany({
    where: { borrowerId: borrower.id, reason: "opt_out", liftedAt: null, OR: [{ contactPointId: turn.state.contact.id }, { contactPointId: null }] },
    select: { id: true },
  });
  for (const { id } of lifted) {
    await tx.hold.update({ where: { id }, data: { liftedAt: toDate(now), liftedBy: "borrower" } });
    log(of, "hold.lifted", "borrower", { hold: id, reason: "opt_out" });
  }
}

async function recordPromise(of: TurnCommitting, event: TurnEvent & { type: "promised" }, because: InboundId): Promise<void> {
  const { tx, rows, newId, borrower, now } = of;
  await rows.flush();
  const loan = await tx.loan.findUniqueOrThrow({ where: { id: event.loanId }, select: { paidMinor: true } });
  const about = { borrowerId: borrower.id, loanId: event.loanId, instalmentNo: event.instalmentNo };
  // The old promise's rest goes with it: the new one brings its own, which may be shorter.
  // Of several parts only the first replaces; the rest until the last one's check holds for all.
  if (event.afterMinor === undefined)
    await tx.promiseToPay.updateMany({ where: { ...about, state: "open", arrangementId: null }, data: { state: "replaced", decidedAt: toDate(now) } });
  await tx.hold.updateMany({ where: { ...about, reason: "promised", liftedAt: null }, data: { liftedAt: toDate(now), liftedBy: "bot" } });
  const check = checkAt(event.on, borrower.zone);
  const id = newId<PromiseId>();
  await tx.promiseToPay.create({
    data: {
      id,
      borrowerId: borrower.id,
      loanId: event.loanId,
      instalmentNo: event.instalmentNo,
      amountMinor: event.amountMinor,
      currency: event.currency,
      promisedOn: dateOf(event.on),
      // What the parts before it take is not this one's.
      paidBeforeMinor: loan.paidMinor + (event.afterMinor ?? 0n),
      postponed: event.postponed ?? 0,
      state: "open",
      checkAt: toDate(check),
      messageId: because,
      confirmedAt: toDate(now),
    },
  });
  log(of, "promise.recorded", "borrower", { promise: id, ...plain(event) });
  const made = promiseTold({ id, instalmentNo: event.instalmentNo, amountMinor: event.amountMinor, currency: event.currency, on: event.on });
  rows.tell({ type: "status_update.promise_made", at: now, borrowerId: borrower.id, loanId: event.loanId, data: made });
  const time = noticeTime("promise_day", event.on, now, borrower.zone, borrower.id);
  // On the very day there is nothing to remind of: they have just said it.
  if (event.on > dayIn(now, borrower.zone))
    await planNotices(
      tx,
      [{ id: newId<TouchId>(), kind: "promise_day", borrowerId: borrower.id, loanId: event.loanId, about: { promiseId: id }, ...time }],
      now,
    );
  setHold(of, "promised", { loanId: event.loanId, instalmentNo: event.instalmentNo, until: check }, because);
}

function log({ rows, newId, borrower, now }: TurnCommitting, kind: string, actor: string, body: Record<string, unknown>): void {
  rows.log({ id: newId<LogEntryId>(), at: now, kind, borrowerId: borrower.id, actor, body });
}

/** Money as text: canonical JSON knows no big integers. */
function plain(event: TurnEvent): Record<string, unknown> {
  return Object.fromEntries(Object.entries(event).map(([name, value]: [string, unknown]) => [name, typeof value === "bigint" ? value.toString() : value]));
}
