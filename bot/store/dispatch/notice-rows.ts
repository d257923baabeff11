import { z } from "zod";
import { dayIn, toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, TouchId } from "../../domain/ids.ts";
import { outstanding } from "../../domain/loans/loan.ts";
import { currency } from "../../domain/money.ts";
import { endingOf, noticeKinds, type Notice } from "../../domain/notices/notice.ts";
import type { NoticeFacts } from "../../domain/policy/gate-facts.ts";
import type { Purpose } from "../../domain/policy/purpose.ts";
import { checkinNotices } from "../checkins/checkin-notice.ts";
import type { CheckinStoring } from "../checkins/worlds.ts";
import { arrangementNotice } from "../arrangements/arrangement-notice.ts";
import { underWay } from "../arrangements/under-way.ts";
import { sql, type Tx } from "../database.ts";
import { dayOf, instantOf } from "../days.ts";
import type { LockedBorrower } from "../lock-borrower.ts";
import { documentNotice } from "../documents/document-notice.ts";
import { openText } from "../seal.ts";
import type { Vault } from "../vault.ts";

export interface NoticeRow {
  readonly notice: Notice;
  readonly facts: NoticeFacts;
  readonly purpose: Purpose;
  readonly channel: string;
  readonly template: string;
  readonly attempts: number;
  readonly choices?: readonly string[];
  /** Absent: not looked at. */
  readonly daysLate?: number;
}

export interface Reading {
  readonly tx: Tx;
  readonly vault: Vault;
  /** Absent: nobody here can read a questionnaire. */
  readonly checkins?: CheckinStoring | undefined;
}

interface TouchSql {
  id: string;
  borrower_id: BorrowerId;
  kind: string;
  planned_on: Date;
  expires_at: Date;
  due_at: Date;
  channel: string;
  template: string;
  attempts: number;
  loan_id: string;
  promise_id: string | null;
  arrangement_id: string | null;
  checkin_run_id: string | null;
  document_request_id: string | null;
  key: string;
  external_id: string;
  purpose: string;
  officer: string;
  status: string;
  currency: string;
  principal_minor: bigint;
  paid_minor: bigint;
}

const kindForm = z.enum(noticeKinds);

/** Those of the touches that are due and no reminders, with what they speak of; a loan that is being written is not waited for, as for a reminder. */
export async function noticeRows(
  reading: Reading,
  ids: readonly TouchId[],
  borrowers: ReadonlyMap<BorrowerId, LockedBorrower>,
  now: Instant,
): Promise<ReadonlyMap<string, NoticeRow>> {
  const found = new Map<string, NoticeRow>();
  if (ids.length === 0) return found;
  const rows = await reading.tx.$queryRaw<TouchSql[]>(sql`
    SELECT t.id::text, t.borrower_id::text, t.kind, t.planned_on, t.expires_at, t.due_at, t.channel, t.template, t.attempts, t.loan_id::text, t.promise_id::text, t.arrangement_id::text, t.checkin_run_id::text, t.document_request_id::text, t.key,
      l.external_id, l.purpose, l.officer, l.status, l.currency, l.principal_minor, l.paid_minor
    FROM touch t JOIN loan l ON l.id = t.loan_id
    WHERE t.id = ANY(${[...ids]}::uuid[]) AND t.kind <> 'reminder' AND t.state = 'planned' AND t.due_at <= ${toDate(now)} FOR SHARE OF l SKIP LOCKED`);
  const ours = rows.flatMap((row) => {
    const borrower = borrowers.get(row.borrower_id);
    return borrower ? [{ row, borrower }] : [];
  });
  const checkins = await checkinContents(reading, ours, now);
  for (const { row, borrower } of ours) found.set(row.id, noticeOf(row, checkins.get(row.key) ?? (await contentOf(reading, row, borrower, now))));
  return found;
}

const noticeOf = (r: TouchSql, { notice, purpose, moot, yields, askedFor, template, choices, daysLate }: Content): NoticeRow => ({
  notice,
  purpose,
  channel: r.channel,
  template: template ?? r.template,
  ...(choices && { choices }),
  ...(daysLate !== undefined && { daysLate }),
  attempts: r.attempts,
  facts: {
    loanId: r.loan_id,
    plannedOn: dayOf(r.planned_on),
    expiresAt: instantOf(r.expires_at),
    dueAt: instantOf(r.due_at),
    ...(moot && { moot }),
    ...(yields && { yields }),
    ...(askedFor && { askedFor }),
  },
});

type Content = Pick<NoticeRow, "notice" | "purpose" | "choices" | "daysLate"> & {
  readonly template?: string;
  readonly moot?: NonNullable<NoticeFacts["moot"]> | undefined;
  readonly yields?: NoticeFacts["yields"] | undefined;
  readonly askedFor?: true;
};

/** By the touch's key: check-ins are read together. */
function checkinContents({ tx, vault, checkins }: Reading, all: readonly { row: TouchSql; borrower: LockedBorrower }[], now: Instant) {
  const due = all.flatMap(({ row, borrower }) => {
    const kind = kindForm.parse(row.kind);
    return kind === "checkin" || kind === "checkin_nudge" ? [{ touch: { ...row, kind, closed: closedOf(row) }, about: aboutOf(row), borrower }] : [];
  });
  if (due.length > 0 && !checkins) throw new Error("a check-in is due, and nobody here can read its questionnaire");
  return checkins ? checkinNotices({ tx, vault, checkins }, due, now) : new Map<string, Content>();
}

const aboutOf = (r: TouchSql) => ({ loanEnding: endingOf(r.external_id), currency: currency(r.currency) });
const closedOf = (r: TouchSql): "loan_closed" | undefined => (r.status === "open" ? undefined : "loan_closed");

async function contentOf({ tx, vault }: Reading, r: TouchSql, borrower: LockedBorrower, now: Instant): Promise<Content> {
  const kind = kindForm.parse(r.kind);
  const about = aboutOf(r);
  const closed = closedOf(r);
  switch (kind) {
    case "welcome":
      return { purpose: "welcome", moot: closed, notice: { kind, ...about, ...(await termsOf(tx, r)), officer: await officerName({ tx, vault }, r.officer) } };
    case "receipt":
      return receiptOf(tx, r, about, borrower, now);
    case "promise_day":
      return promiseDayOf(tx, r, about, closed);
    case "arrangement_approved":
    case "arrangement_changed":
    case "arrangement_refused":
      return arrangementNotice(tx, { ...r, kind }, about);
    case "document_asked":
    case "document_chased":
    case "document_refused":
      return documentNotice(tx, { ...r, kind }, about);
    case "checkin":
    case "checkin_nudge":
      throw new Error("a check-in is read with the others");
  }
}

async function termsOf(tx: Tx, r: TouchSql) {
  const rows = await tx.instalment.findMany({ where: { loanId: r.loan_id }, orderBy: { no: "asc" }, select: { dueOn: true, amountMinor: true } });
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) throw new Error("a loan without a schedule cannot be welcomed");
  return {
    purpose: r.purpose,
    principalMinor: r.principal_minor,
    instalments: rows.length,
    firstMinor: first.amountMinor,
    firstDueOn: dayOf(first.dueOn),
    lastDueOn: dayOf(last.dueOn),
  };
}

/** As people call the officer; a handle alone would tell the borrower nothing. */
async function officerName({ tx, vault }: Reading, officer: string): Promise<string> {
  const found = await tx.officer.findFirst({ where: { officer, disabledAt: null }, select: { id: true, nameSealed: true } });
  return found ? openText(vault.root.installation, `officer.name/${found.id}`, found.nameSealed) : "";
}

/** Several payments of a loan that wait for a receipt are told in one; what was reversed meanwhile is left out. */
async function receiptOf(
  tx: Tx,
  r: TouchSql,
  about: { loanEnding: string; currency: ReturnType<typeof currency> },
  borrower: LockedBorrower,
  now: Instant,
): Promise<Content> {
  const waiting = await tx.$queryRaw<{ paid_on: Date; amount_minor: bigint; posted_at: Date }[]>(sql`
    SELECT p.paid_on, p.amount_minor, p.posted_at FROM touch t JOIN payment p ON p.id = t.payment_id
    WHERE t.borrower_id = ${borrower.id}::uuid AND t.loan_id = ${r.loan_id}::uuid AND t.kind = 'receipt' AND t.state = 'planned'
    ORDER BY p.paid_on, p.posted_at, p.id`);
  const since = waiting.reduce((min, { posted_at }) => (posted_at < min ? posted_at : min), toDate(now));
  const reversals = await tx.payment.findMany({
    where: { loanId: r.loan_id, amountMinor: { lt: 0n }, postedAt: { gte: since } },
    select: { amountMinor: true },
  });
  const payments = standing(
    waiting.map((row) => ({ paidOn: dayOf(row.paid_on), amountMinor: row.amount_minor })),
    reversals.map(({ amountMinor }) => -amountMinor),
  );
  const open = await tx.$queryRaw<{ due_on: Date; amount_minor: bigint; cumulative_minor: bigint }[]>(sql`
    SELECT due_on, amount_minor, cumulative_minor FROM instalment WHERE loan_id = ${r.loan_id}::uuid AND cumulative_minor > ${r.paid_minor} ORDER BY no`);
  const today = dayIn(now, borrower.zone);
  const left = open.map((row) => ({
    dueOn: dayOf(row.due_on),
    openMinor: outstanding({ amountMinor: row.amount_minor, cumulativeMinor: row.cumulative_minor }, r.paid_minor),
  }));
  const due = left.filter(({ dueOn }) => dueOn <= today);
  return {
    purpose: "receipt",
    moot: payments.length === 0 ? "reversed" : undefined,
    notice: {
      kind: "receipt",
      ...about,
      payments,
      dueMinor: r.status === "open" ? due.reduce((sum, { openMinor }) => sum + openMinor, 0n) : 0n,
      next: r.status === "open" ? left.find(({ dueOn }) => dueOn > today) : undefined,
    },
  };
}

/** A reversal takes away the newest payment of its amount; one of another amount makes the sum uncertain, and nothing is said. */
function standing<T extends { readonly amountMinor: bigint }>(payments: readonly T[], reversals: readonly bigint[]): readonly T[] {
  let left = payments;
  for (const amount of reversals) {
    const at = left.findLastIndex(({ amountMinor }) => amountMinor === amount);
    if (at < 0) return [];
    left = left.toSpliced(at, 1);
  }
  return left;
}

async function promiseDayOf(
  tx: Tx,
  r: TouchSql,
  about: { loanEnding: string; currency: ReturnType<typeof currency> },
  closed: "loan_closed" | undefined,
): Promise<Content> {
  const promise = await tx.promiseToPay.findUniqueOrThrow({ where: { id: r.promise_id ?? "" } });
  const on = dayOf(promise.promisedOn);
  const paid = r.paid_minor - promise.paidBeforeMinor;
  const instalment = await tx.instalment.findUnique({ where: { loanId_no: { loanId: promise.loanId, no: promise.instalmentNo } } });
  const overdue = instalment !== null && dayOf(instalment.dueOn) < on;
  // applied for more time meanwhile: the promise rests while people look at it
  const rests = promise.arrangementId === null && (await underWay(tx, promise));
  return {
    purpose: overdue ? "collection" : "reminder",
    moot: closed ?? (promise.state !== "open" || rests ? "promise_over" : paid >= promise.amountMinor ? "paid" : undefined),
    notice: { kind: "promise_day", ...about, amountMinor: promise.amountMinor, on },
  };
}
