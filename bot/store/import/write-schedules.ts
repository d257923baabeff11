import type { SchedulesWrite } from "../../app/import/book-store.ts";
import type { LoanId } from "../../domain/ids.ts";
import { sql, type Tx } from "../database.ts";
import { appendLog } from "../log-entries.ts";
import type { Vault } from "../vault.ts";
import { markDirty, touchBorrowers } from "./touch-rows.ts";

/**
 * Makes equal instalments from the loans' terms, in place of any they have. In SQL, since sending two dozen rows a loan
 * takes longer than all else; `date + interval` clamps to the last day of a month as `nthDueDay` does, and a test holds
 * the two together.
 */
export async function makeEqualSchedules(tx: Tx, loans: readonly LoanId[]): Promise<void> {
  if (loans.length === 0) return;
  await tx.$executeRaw(sql`DELETE FROM instalment WHERE loan_id = ANY(${[...loans]}::uuid[])`);
  await tx.$executeRaw(sql`
    INSERT INTO instalment (loan_id, no, due_on, amount_minor, cumulative_minor)
    SELECT l.id, n, (l.first_due_on + (n - 1) * s.step)::date, l.instalment_minor, l.instalment_minor * n
    FROM loan l
    JOIN (VALUES ('weekly', interval '7 days'), ('biweekly', interval '14 days'), ('monthly', interval '1 month'), ('quarterly', interval '3 months'))
      AS s(frequency, step) ON s.frequency = l.frequency
    CROSS JOIN LATERAL generate_series(1, l.instalments) AS n
    WHERE l.id = ANY(${[...loans]}::uuid[])`);
}

export async function writeSchedules(tx: Tx, vault: Vault, { schedules, log }: SchedulesWrite): Promise<void> {
  await replaceSchedules(tx, schedules);
  await touchBorrowers(
    tx,
    schedules.map(({ loan }) => loan.borrowerId),
  );
  await appendLog(tx, vault, log);
}

/** The loans are planned anew. */
export async function replaceSchedules(tx: Tx, schedules: SchedulesWrite["schedules"]): Promise<void> {
  const loans = schedules.map(({ loan }) => loan.id);
  const rows = schedules.flatMap(({ loan, instalments }) => instalments.map((instalment) => ({ loanId: loan.id, ...instalment })));
  await tx.$executeRaw(sql`DELETE FROM instalment WHERE loan_id = ANY(${loans}::uuid[])`);
  await tx.$executeRaw(sql`
    INSERT INTO instalment (loan_id, no, due_on, amount_minor, cumulative_minor)
    SELECT * FROM unnest(${rows.map((row) => row.loanId)}::uuid[], ${rows.map((row) => row.no)}::int[], ${rows.map((row) => row.dueOn)}::date[],
      ${rows.map((row) => row.amountMinor)}::bigint[], ${rows.map((row) => row.cumulativeMinor)}::bigint[])`);
  await tx.$executeRaw(sql`
    UPDATE loan l SET schedule_hash = t.hash
    FROM unnest(${loans}::uuid[], ${schedules.map(({ hash }) => hash)}::text[]) AS t(id, hash) WHERE l.id = t.id`);
  await markDirty(tx, loans);
}
