import { addDays, dayIn, daysBetween, instantAt, minuteOfDay, type Day, type Instant, type Zone } from "../calendar.ts";
import type { Terms } from "../arrangements/terms.ts";
import type { RunStep } from "../checkins/run.ts";
import type { ArrangementId, BorrowerId, CheckinRunId, DocumentRequestId, LoanId, PromiseId, TouchId } from "../ids.ts";
import type { Currency } from "../money.ts";
import { fnv1a } from "../reminders/touches.ts";

/** What we tell of our own accord besides reminders. */
export const noticeKinds = [
  "welcome",
  "receipt",
  "promise_day",
  "arrangement_approved",
  "arrangement_changed",
  "arrangement_refused",
  "checkin",
  "checkin_nudge",
  "document_asked",
  "document_chased",
  "document_refused",
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** What a notice speaks of, as the ledger and our records have it when it is about to go out. */
export type Notice =
  | {
      readonly kind: "welcome";
      readonly loanEnding: string;
      readonly purpose: string;
      readonly currency: Currency;
      readonly principalMinor: bigint;
      readonly instalments: number;
      readonly firstMinor: bigint;
      readonly firstDueOn: Day;
      readonly lastDueOn: Day;
      readonly officer: string;
    }
  | {
      readonly kind: "receipt";
      readonly loanEnding: string;
      readonly currency: Currency;
      /** All that this text answers for: payments of one loan that were posted since the last receipt. */
      readonly payments: readonly { readonly paidOn: Day; readonly amountMinor: bigint }[];
      /** What is due by today and still open; 0 where nothing is. */
      readonly dueMinor: bigint;
      readonly next: { readonly dueOn: Day; readonly openMinor: bigint } | undefined;
    }
  | { readonly kind: "promise_day"; readonly loanEnding: string; readonly currency: Currency; readonly amountMinor: bigint; readonly on: Day }
  /** What a second person made of a borrower's application; the first two ask for a yes to exactly these terms. */
  | {
      readonly kind: "arrangement_approved" | "arrangement_changed" | "arrangement_refused";
      readonly loanEnding: string;
      readonly currency: Currency;
      readonly arrangementId: ArrangementId;
      readonly round: number;
      readonly terms: Terms;
    }
  /** A check-in's offer, or what is asked once more; `step`: what becomes of the run when it goes out. */
  | {
      readonly kind: "checkin" | "checkin_nudge";
      readonly loanEnding: string;
      readonly currency: Currency;
      readonly runId: CheckinRunId;
      readonly step: RunStep;
    }
  /** A document that was asked for: first by an officer, again by the bot or an officer, or sent back by one. */
  | {
      readonly kind: "document_asked" | "document_chased" | "document_refused";
      readonly loanEnding: string;
      readonly currency: Currency;
      readonly documentRequestId: DocumentRequestId;
      /** The request's kind, as "use-of-funds". */
      readonly document: string;
      /** How often it was asked for again, or sent back. */
      readonly nth: number;
      /** Of the newest refusal. */
      readonly reason: string | null;
    };

/** Money lent is welcomed on the next day; a book that comes a little later still finds its borrower. */
const welcomeDays = 1;
const welcomeLatestDays = 3;

/** The day of the welcome of a loan that we first hear of now; undefined: too long ago, or not yet lent. */
export function welcomeOn(disbursedOn: Day, today: Day): Day | undefined {
  const since = daysBetween(disbursedOn, today);
  if (since < 0 || since > welcomeLatestDays) return undefined;
  const on = addDays(disbursedOn, welcomeDays);
  return on < today ? today : on;
}

/** A payment that is told us later than this is history, or a correction that a person explains. */
const receiptLatestDays = 7;

/**
 * Whether a payment gets a receipt. What was paid before the loan was known to us is history: whoever moves a book here
 * must not set off a thousand receipts.
 */
export function receiptWanted(paid: { readonly on: Day; readonly amountMinor: bigint }, known: { readonly loanSince: Day; readonly today: Day }): boolean {
  const { on, amountMinor } = paid;
  return amountMinor > 0n && on >= known.loanSince && on >= addDays(known.today, -receiptLatestDays) && on <= addDays(known.today, 1);
}

/** A receipt or welcome that could not be said within these days would surprise more than it tells. */
const noticeDays: Readonly<Record<NoticeKind, number>> = {
  welcome: 7,
  receipt: 4,
  promise_day: 1,
  arrangement_approved: 4,
  arrangement_changed: 4,
  arrangement_refused: 4,
  checkin: 4,
  checkin_nudge: 2,
  document_asked: 5,
  document_chased: 5,
  document_refused: 5,
};

interface NoticeTime {
  readonly plannedOn: Day;
  readonly dueAt: Instant;
  readonly expiresAt: Instant;
}

const opens = 9 * 60;
const closes = 17 * 60;
/** A night's postings are not told in one minute. */
const spreadMinutes = 120;

/**
 * When a notice of that day is first looked at: in its morning, spread over two hours; today at once while the day
 * lasts, else the next morning. The gate then says whether that moment is allowed.
 */
export function noticeTime(kind: NoticeKind, on: Day, now: Instant, zone: Zone, borrower: string): NoticeTime {
  const today = dayIn(now, zone);
  const minute = minuteOfDay(now, zone);
  const spread = fnv1a(`${borrower}/${on}`) % spreadMinutes;
  const lookedAtOn = on > today ? on : minute < closes || kind === "promise_day" ? today : addDays(today, 1);
  const open = instantAt(lookedAtOn, opens + spread, zone);
  const dueAt = lookedAtOn === today && now > open ? now : open;
  const plannedOn = on > today ? on : today;
  return { plannedOn, dueAt, expiresAt: instantAt(addDays(plannedOn, noticeDays[kind]), 0, zone) };
}

/** A notice to be planned, in the transaction that brings what it speaks of. */
export interface NewNotice extends NoticeTime {
  readonly id: TouchId;
  readonly kind: NoticeKind;
  readonly borrowerId: BorrowerId;
  readonly loanId: LoanId;
  /** The payment or promise; a welcome is about the loan itself. */
  readonly about?:
    | { readonly paymentId: string }
    | { readonly promiseId: PromiseId }
    | { readonly arrangementId: ArrangementId; readonly round: number }
    | { readonly checkinRunId: CheckinRunId; readonly nth?: number }
    | { readonly documentRequestId: DocumentRequestId; readonly nth: number };
}

/** Unique for ever, as a reminder's key is. */
export function noticeKey({ kind, loanId, about }: Pick<NewNotice, "kind" | "loanId" | "about">): string {
  if (about === undefined) return `${kind}/${loanId}`;
  // A nudge is the nth of its check-in.
  if ("checkinRunId" in about) return [kind, about.checkinRunId, ...(about.nth === undefined ? [] : [String(about.nth)])].join("/");
  if ("documentRequestId" in about) return `${kind}/${about.documentRequestId}/${String(about.nth)}`;
  if ("arrangementId" in about) return `${kind}/${about.arrangementId}/${String(about.round)}`;
  return `${kind}/${"paymentId" in about ? about.paymentId : about.promiseId}`;
}

/** Which template says it; how it stands among the reminders where a budget does not allow all. */
export const noticeTemplates: Readonly<Record<NoticeKind, string>> = {
  welcome: "welcome",
  receipt: "receipt",
  promise_day: "promise-day",
  arrangement_approved: "arrangement-approved",
  arrangement_changed: "arrangement-changed",
  arrangement_refused: "arrangement-refused",
  checkin: "checkin-offer",
  checkin_nudge: "checkin-nudge",
  document_asked: "document-asked",
  document_chased: "document-chased",
  document_refused: "document-refused",
};
export const noticePriority: Readonly<Record<NoticeKind, number>> = {
  welcome: 35,
  receipt: 45,
  promise_day: 90,
  arrangement_approved: 95,
  arrangement_changed: 95,
  arrangement_refused: 95,
  // A check-in yields to all else.
  checkin: 20,
  checkin_nudge: 15,
  document_asked: 40,
  document_chased: 18,
  document_refused: 40,
};

/** The last four characters of a contract's number: enough to know it by, too few to learn anything from. */
export function endingOf(contract: string): string {
  return Array.from(contract.replace(/[^\p{L}\p{N}]/gu, ""))
    .slice(-4)
    .join("");
}
