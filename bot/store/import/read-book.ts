import type { LedgerLoan, LoansState, Mode, PaymentKey, PaymentsState } from "../../app/import/book-store.ts";
import { day, fromDate, type Frequency, type Zone } from "../../domain/calendar.ts";
import type { BorrowerId, HoldId, LoanId } from "../../domain/ids.ts";
import type { StoredBorrower, StoredConsent, StoredPoint } from "../../domain/loans/borrower-change.ts";
import type { StoredLoan } from "../../domain/loans/loan-change.ts";
import type { LoanStatus } from "../../domain/loans/loan.ts";
import type { PostedPayment } from "../../domain/loans/posting.ts";
import { currency } from "../../domain/money.ts";
import { sql, type Tx } from "../database.ts";
import { openText } from "../seal.ts";
import type { Vault } from "../vault.ts";

/** Loans and borrowers of a batch, the borrowers locked; one book is written by one import at a time. */
export async function readLoans(tx: Tx, vault: Vault, keys: { loans: readonly string[]; borrowers: readonly string[] }, mode: Mode): Promise<LoansState> {
  if (mode === "write") await lockBook(tx);
  const borrowers = await readBorrowers(tx, vault, keys.borrowers, mode);
  const loans = await tx.$queryRaw<LoanRecord[]>(sql`
    SELECT l.id::text, l.external_id, l.borrower_id::text, b.external_id AS borrower_external_id, l.product, l.purpose, l.trade, l.risk_grade,
      l.currency, l.principal_minor, l.disbursed_on::text, l.first_due_on::text, l.instalments, l.instalment_minor, l.frequency, l.branch, l.officer,
      l.status, l.outstanding_principal_minor, l.amount_due_minor, l.schedule_hash, l.ledger_as_of
    FROM loan l JOIN borrower b ON b.id = l.borrower_id WHERE l.external_id = ANY(${[...keys.loans]}::text[])`);
  return { loans: new Map(loans.map((loan) => [loan.external_id, storedLoan(loan)])), borrowers };
}

/**
 * For who adds loans or changes many at once. Two imports of the same new loan would else both insert it and one fail,
 * and an update of all loans and one of some could wait for each other for ever. Taken before any other lock.
 */
export const lockBook = (tx: Tx): Promise<unknown> => tx.$executeRaw(sql`SELECT pg_advisory_xact_lock(hashtext('huifang book'))`);

/** For who changes loans under the lock of their borrowers. */
const shareBook = (tx: Tx): Promise<unknown> => tx.$executeRaw(sql`SELECT pg_advisory_xact_lock_shared(hashtext('huifang book'))`);

async function readBorrowers(tx: Tx, vault: Vault, externalIds: readonly string[], mode: Mode): Promise<Map<string, StoredBorrower>> {
  const rows = await tx.$queryRaw<BorrowerRecord[]>(sql`
    SELECT id::text, external_id, name_sealed, locale, zone, zone_known AS "zoneKnown", type, branch, officer FROM borrower
    WHERE external_id = ANY(${[...externalIds]}::text[]) ORDER BY id ${lockOf(mode)}`);
  if (rows.length === 0) return new Map();
  const ids = rows.map(({ id }) => id);
  const keys = await vault.keysOf(tx, ids);
  const points = await tx.$queryRaw<(StoredPoint & { borrower_id: BorrowerId })[]>(sql`
    SELECT id::text, borrower_id::text, channel, encode(address_index, 'hex') AS index, state = 'closed' AS closed
    FROM contact_point WHERE borrower_id = ANY(${ids}::uuid[])`);
  const holds = await tx.$queryRaw<{ id: HoldId; borrower_id: BorrowerId }[]>(sql`
    SELECT id::text, borrower_id::text FROM hold
    WHERE borrower_id = ANY(${ids}::uuid[]) AND reason = 'do_not_contact' AND lifted_at IS NULL`);
  const consents = await tx.$queryRaw<(StoredConsent & { borrower_id: BorrowerId })[]>(sql`
    SELECT borrower_id::text, channel, given, source FROM consent WHERE borrower_id = ANY(${ids}::uuid[]) AND purpose = 'all'`);
  const consentsOf = grouped(consents);
  const pointsOf = grouped(points);
  const holdsOf = grouped(holds);
  return new Map(
    rows.map(({ id, external_id, name_sealed, ...fields }) => {
      const key = keys.get(id);
      const name = key && openText(key, `borrower.name/${id}`, name_sealed);
      return [
        external_id,
        {
          id,
          name,
          ...fields,
          points: pointsOf.get(id) ?? [],
          consents: consentsOf.get(id) ?? [],
          holds: new Set((holdsOf.get(id) ?? []).map((hold) => hold.id)),
        },
      ];
    }),
  );
}

/** Loans by the lender's ids, their borrowers locked. */
export async function readLedgerLoans(tx: Tx, externalIds: readonly string[], mode: Mode): Promise<Map<string, LedgerLoan>> {
  const wanted = [...new Set(externalIds)];
  if (mode === "write") {
    await shareBook(tx);
    await tx.$executeRaw(sql`
      SELECT 1 FROM borrower WHERE id IN (SELECT borrower_id FROM loan WHERE external_id = ANY(${wanted}::text[])) ORDER BY id FOR NO KEY UPDATE`);
  }
  const rows = await tx.$queryRaw<LedgerRecord[]>(sql`
    SELECT l.id::text, l.external_id, l.borrower_id::text, l.currency, l.schedule_hash, l.created_at, b.zone
    FROM loan l JOIN borrower b ON b.id = l.borrower_id WHERE l.external_id = ANY(${wanted}::text[])`);
  return new Map(
    rows.map((row) => [
      row.external_id,
      {
        id: row.id,
        borrowerId: row.borrower_id,
        currency: currency(row.currency),
        scheduleHash: row.schedule_hash,
        known: { since: fromDate(row.created_at), zone: row.zone },
      },
    ]),
  );
}

/** What is already posted under these references. */
export async function readPosted(tx: Tx, keys: readonly PaymentKey[], loans: ReadonlyMap<string, LedgerLoan>): Promise<PaymentsState["posted"]> {
  const wanted = keys.flatMap(({ loanId, reference }) => {
    const loan = loans.get(loanId);
    return loan ? [{ id: loan.id, reference }] : [];
  });
  const rows = await tx.$queryRaw<{ loan_id: LoanId; reference: string; paid_on: string; amount_minor: bigint }[]>(sql`
    SELECT p.loan_id::text, p.reference, p.paid_on::text, p.amount_minor
    FROM unnest(${wanted.map(({ id }) => id)}::uuid[], ${wanted.map(({ reference }) => reference)}::text[]) AS w(loan_id, reference)
    JOIN payment p ON p.loan_id = w.loan_id AND p.reference = w.reference`);
  const posted = new Map<string, PostedPayment>(
    rows.map((row) => [`${row.loan_id}\n${row.reference}`, { paidOn: day(row.paid_on), amountMinor: row.amount_minor }]),
  );
  return ({ loanId, reference }) => posted.get(`${loans.get(loanId)?.id ?? ""}\n${reference}`);
}

// Of the strength that updates take: a reader of foreign keys need not wait.
const lockOf = (mode: Mode) => (mode === "write" ? sql`FOR NO KEY UPDATE` : sql``);

interface LedgerRecord {
  id: LoanId;
  external_id: string;
  borrower_id: BorrowerId;
  currency: string;
  schedule_hash: string;
  created_at: Date;
  zone: Zone;
}

interface BorrowerRecord {
  id: BorrowerId;
  external_id: string;
  name_sealed: Uint8Array;
  locale: string;
  zone: string;
  zoneKnown: boolean;
  type: string;
  branch: string;
  officer: string;
}

interface LoanRecord {
  id: LoanId;
  external_id: string;
  borrower_id: BorrowerId;
  borrower_external_id: string;
  product: string;
  purpose: string;
  trade: string;
  risk_grade: string;
  currency: string;
  principal_minor: bigint;
  disbursed_on: string;
  first_due_on: string;
  instalments: number;
  instalment_minor: bigint;
  frequency: Frequency;
  branch: string;
  officer: string;
  status: LoanStatus;
  outstanding_principal_minor: bigint | null;
  amount_due_minor: bigint | null;
  schedule_hash: string;
  ledger_as_of: Date;
}

const storedLoan = (row: LoanRecord): StoredLoan => ({
  id: row.id,
  borrowerId: row.borrower_id,
  borrowerExternalId: row.borrower_external_id,
  facts: {
    product: row.product,
    purpose: row.purpose,
    trade: row.trade,
    riskGrade: row.risk_grade,
    currency: currency(row.currency),
    principalMinor: row.principal_minor,
    disbursedOn: day(row.disbursed_on),
    firstDueOn: day(row.first_due_on),
    instalments: row.instalments,
    instalmentMinor: row.instalment_minor,
    frequency: row.frequency,
    branch: row.branch,
    officer: row.officer,
    status: row.status,
    outstandingMinor: row.outstanding_principal_minor,
    amountDueMinor: row.amount_due_minor,
  },
  scheduleHash: row.schedule_hash,
  ledgerAsOf: fromDate(row.ledger_as_of),
});

// Map.groupBy needs Node 21.
function grouped<T extends { borrower_id: BorrowerId }>(rows: readonly T[]): Map<BorrowerId, T[]> {
  const groups = new Map<BorrowerId, T[]>();
  for (const row of rows) groups.set(row.borrower_id, [...(groups.get(row.borrower_id) ?? []), row]);
  return groups;
}
