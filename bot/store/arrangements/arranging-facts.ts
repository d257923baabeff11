import type { Arranging, LiveArrangement } from "../../domain/arrangements/arranging.ts";
import type { LoanFacts } from "../../domain/arrangements/offers.ts";
import { dayMs, plus, toDate, type Instant } from "../../domain/calendar.ts";
import type { ArrangementId, BorrowerId, LoanId } from "../../domain/ids.ts";
import type { Currency } from "../../domain/money.ts";
import { sql, type Tx } from "../database.ts";
import { dayOf } from "../days.ts";

interface Row {
  borrower_id: BorrowerId;
  loan_id: LoanId;
  product: string;
  type: string;
  branch: string;
  before: number;
  id: ArrangementId | null;
  state: LiveArrangement["state"];
  round: number;
  amount_minor: bigint;
  currency: Currency;
  parts: number;
  first_on: Date;
  first_no: number;
  last_no: number;
  confirmed: boolean;
  guarantor: LiveArrangement["guarantor"];
}

const yearMs = 365 * dayMs;

/** What the policy asks of each open loan, and the arrangement of it that is not over; of many borrowers in one query. */
export async function arrangingFactsOf(tx: Tx, borrowers: readonly BorrowerId[], now: Instant): Promise<ReadonlyMap<BorrowerId, Arranging["loans"]>> {
  const rows = await tx.$queryRaw<Row[]>(sql`
    SELECT l.borrower_id::text, l.id::text AS loan_id, l.product, b.type, l.branch,
      (SELECT count(*)::int FROM arrangement p WHERE p.loan_id = l.id AND p.agreed_at > ${toDate(plus(now, -yearMs))}::timestamptz) AS before,
      a.id::text, a.state, a.round, a.amount_minor, a.currency, a.parts, a.first_on, a.first_no, a.last_no, a.confirmed_at IS NOT NULL AS confirmed, a.guarantor
    FROM loan l JOIN borrower b ON b.id = l.borrower_id
    LEFT JOIN arrangement a ON a.loan_id = l.id AND a.state IN ('proposed', 'approved', 'agreed')
    WHERE l.borrower_id = ANY(${[...borrowers]}::uuid[]) AND l.status = 'open'`);
  const found = new Map<BorrowerId, Map<LoanId, LoanFacts & { live?: LiveArrangement }>>();
  for (const row of rows) {
    const loans = found.get(row.borrower_id) ?? new Map<LoanId, LoanFacts & { live?: LiveArrangement }>();
    const { product, branch, before, type: borrowerType } = row;
    loans.set(row.loan_id, { product, borrowerType, branch, before, ...(row.id !== null && { live: liveOf(row, row.id) }) });
    found.set(row.borrower_id, loans);
  }
  return found;
}

const liveOf = (row: Row, id: ArrangementId): LiveArrangement => ({
  id,
  state: row.state,
  round: row.round,
  terms: { amountMinor: row.amount_minor, currency: row.currency, parts: row.parts, firstOn: dayOf(row.first_on) },
  firstNo: row.first_no,
  lastNo: row.last_no,
  confirmed: row.confirmed,
  guarantor: row.guarantor,
});
