/** What a turn knows of its borrower's loans; each of many borrowers in one query, and who has nothing is not in the map. */
import type { PendingTurn } from "../../app/turns/ports.ts";
import type { Day } from "../../domain/calendar.ts";
import type { BorrowerId, LoanId } from "../../domain/ids.ts";
import { outstanding } from "../../domain/loans/loan.ts";
import type { Currency } from "../../domain/money.ts";
import { endingOf } from "../../domain/notices/notice.ts";
import type { OpenLoan } from "../../domain/turns/turn.ts";
import { sql, type Tx } from "../database.ts";
import { dayOf } from "../days.ts";

type Of<T> = ReadonlyMap<BorrowerId, readonly T[]>;
type Received = NonNullable<PendingTurn["state"]["received"]>[number];
type OpenPromise = NonNullable<PendingTurn["state"]["promises"]>[number];

const newestPayments = 3;
const newestPromises = 20;

/** What was posted last; what was reversed of it is left out, with its reversal. */
export async function receivedOf(tx: Tx, borrowers: readonly BorrowerId[]): Promise<Of<Received>> {
  const rows = await tx.$queryRaw<{ borrower_id: BorrowerId; paid_on: Date; amount_minor: bigint; currency: Currency }[]>(sql`
    SELECT b.id::text AS borrower_id, r.* FROM unnest(${[...borrowers]}::uuid[]) AS b(id) CROSS JOIN LATERAL (
      SELECT p.paid_on, p.amount_minor, l.currency FROM loan l JOIN payment p ON p.loan_id = l.id
      WHERE l.borrower_id = b.id AND p.amount_minor > 0 AND NOT EXISTS (
        SELECT 1 FROM payment r WHERE r.loan_id = p.loan_id AND r.amount_minor = -p.amount_minor AND r.posted_at >= p.posted_at)
      ORDER BY p.paid_on DESC, p.posted_at DESC LIMIT ${newestPayments}) AS r
    ORDER BY b.id, r.paid_on DESC`);
  return grouped(rows, (row) => ({ paidOn: dayOf(row.paid_on), amountMinor: row.amount_minor, currency: row.currency }));
}

export async function openPromisesOf(tx: Tx, borrowers: readonly BorrowerId[]): Promise<Of<OpenPromise>> {
  const rows = await tx.$queryRaw<
    { borrower_id: BorrowerId; loan_id: LoanId; instalment_no: number; promised_on: Date; amount_minor: bigint; postponed: number }[]
  >(sql`
    SELECT b.id::text AS borrower_id, p.* FROM unnest(${[...borrowers]}::uuid[]) AS b(id) CROSS JOIN LATERAL (
      SELECT loan_id::text, instalment_no, promised_on, amount_minor, postponed FROM promise
      WHERE borrower_id = b.id AND state = 'open' ORDER BY promised_on DESC LIMIT ${newestPromises}) AS p
    ORDER BY b.id, p.promised_on DESC`);
  return grouped(rows, (row) => ({
    loanId: row.loan_id,
    instalmentNo: row.instalment_no,
    on: dayOf(row.promised_on),
    amountMinor: row.amount_minor,
    postponed: row.postponed,
  }));
}

interface Row {
  borrower_id: BorrowerId;
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
export async function openLoansOf(tx: Tx, borrowers: readonly BorrowerId[]): Promise<Of<OpenLoan>> {
  const rows = await tx.$queryRaw<Row[]>(sql`
    SELECT l.borrower_id::text, l.id::text AS loan_id, l.external_id, l.currency, l.paid_minor, l.amount_due_minor,
      (SELECT max(s.cumulative_minor) FROM instalment s WHERE s.loan_id = l.id) - l.paid_minor AS open_minor, i.no, i.due_on, i.amount_minor, i.cumulative_minor
    FROM loan l CROSS JOIN LATERAL (
      SELECT * FROM instalment o WHERE o.loan_id = l.id AND o.cumulative_minor > l.paid_minor ORDER BY o.no LIMIT 12) i
    WHERE l.borrower_id = ANY(${[...borrowers]}::uuid[]) AND l.status = 'open' ORDER BY l.borrower_id, i.due_on, l.external_id, i.no`);
  return new Map([...grouped(rows, (row) => row)].map(([id, mine]) => [id, loansIn(mine)]));
}

function loansIn(rows: readonly Row[]): OpenLoan[] {
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

function grouped<R extends { readonly borrower_id: BorrowerId }, T>(rows: readonly R[], of: (row: R) => T): Map<BorrowerId, T[]> {
  const found = new Map<BorrowerId, T[]>();
  for (const row of rows) {
    const mine = found.get(row.borrower_id);
    if (mine) mine.push(of(row));
    else found.set(row.borrower_id, [of(row)]);
  }
  return found;
}

/** Channels on which each can be reached. */
export async function channelsOf(tx: Tx, borrowers: readonly BorrowerId[]): Promise<Of<string>> {
  const rows = await tx.$queryRaw<{ borrower_id: BorrowerId; channel: string }[]>(sql`
    SELECT DISTINCT borrower_id::text, channel FROM contact_point WHERE borrower_id = ANY(${[...borrowers]}::uuid[]) AND state <> 'closed'`);
  return grouped(rows, (row) => row.channel);
}
