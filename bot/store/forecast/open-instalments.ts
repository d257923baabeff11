import type { ForecastInstalment } from "../../app/forecast/ports.ts";
import type { Day } from "../../domain/calendar.ts";
import type { BorrowerId, LoanId } from "../../domain/ids.ts";
import { outstanding } from "../../domain/loans/loan.ts";
import { sql, type Database } from "../database.ts";
import { dateOf } from "../days.ts";
import { kindColumns, kindOf, type KindRow } from "../planning/kinds.ts";

interface Row extends KindRow {
  borrower_id: BorrowerId;
  loan_id: LoanId;
  loan: string;
  no: number;
  due_on: Day;
  amount_minor: bigint;
  cumulative_minor: bigint;
  paid_minor: bigint;
  currency: string;
  amount_due_minor: bigint | null;
  oldest: boolean;
}

/** What these borrowers have open in the range; who has nothing is not in the map. */
export async function openInstalments(
  database: Database,
  ids: readonly BorrowerId[],
  range: { from: Day; to: Day },
  today: Day,
): Promise<Map<BorrowerId, ForecastInstalment[]>> {
  const rows = await database.$queryRaw<Row[]>(sql`
    SELECT l.borrower_id::text, l.id::text AS loan_id, l.external_id AS loan, i.no, i.due_on::text, i.amount_minor, i.cumulative_minor, l.paid_minor, l.currency,
      l.amount_due_minor, i.cumulative_minor - i.amount_minor <= l.paid_minor AS oldest, ${kindColumns(today)}
    FROM loan l JOIN borrower b ON b.id = l.borrower_id
    -- OFFSET 0: each loan's few instalments by its key; the planner would else read a month of the whole book.
    CROSS JOIN LATERAL (SELECT * FROM instalment s WHERE s.loan_id = l.id OFFSET 0) i
    WHERE l.borrower_id = ANY(${[...ids]}::uuid[]) AND l.status = 'open' AND i.cumulative_minor > l.paid_minor
      AND i.due_on BETWEEN ${dateOf(range.from)}::date AND ${dateOf(range.to)}::date
    ORDER BY l.borrower_id, l.external_id, i.no`);
  const byBorrower = new Map<BorrowerId, ForecastInstalment[]>();
  for (const row of rows) {
    const list = byBorrower.get(row.borrower_id);
    if (list) list.push(instalmentOf(row));
    else byBorrower.set(row.borrower_id, [instalmentOf(row)]);
  }
  return byBorrower;
}

const instalmentOf = (row: Row): ForecastInstalment => ({
  loanId: row.loan_id,
  loan: row.loan,
  ...kindOf(row),
  no: row.no,
  dueOn: row.due_on,
  outstandingMinor: outstanding({ amountMinor: row.amount_minor, cumulativeMinor: row.cumulative_minor }, row.paid_minor),
  currency: row.currency,
  ...(row.oldest && row.amount_due_minor !== null && { amountDueMinor: row.amount_due_minor }),
});
