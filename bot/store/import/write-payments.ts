import type { PaymentsWrite } from "../../app/import/book-store.ts";
import { toDate, type Instant } from "../../domain/calendar.ts";
import type { LoanId, TouchId } from "../../domain/ids.ts";
import { sql, type Tx } from "../database.ts";
import { appendLog } from "../log-entries.ts";
import type { Vault } from "../vault.ts";
import { planNotices } from "../notices/plan-notices.ts";
import { markDirty, touchBorrowers } from "./touch-rows.ts";

export async function writePayments(tx: Tx, vault: Vault, { payments, notices, at, ledger, log }: PaymentsWrite): Promise<void> {
  const loanIds = payments.map(({ loan }) => loan.id);
  const loans = [...new Set(loanIds)];
  const amounts = payments.map(({ amountMinor }) => amountMinor);
  await tx.$executeRaw(sql`
    INSERT INTO payment (id, loan_id, reference, paid_on, amount_minor, posted_at)
    SELECT id, loan_id, reference, paid_on, amount, ${toDate(at)}
    FROM unnest(${payments.map(({ id }) => id)}::uuid[], ${loanIds}::uuid[], ${payments.map(({ reference }) => reference)}::text[],
      ${payments.map(({ paidOn }) => paidOn)}::date[], ${amounts}::bigint[]) AS t(id, loan_id, reference, paid_on, amount)`);
  await tx.$executeRaw(sql`
    UPDATE loan l SET paid_minor = l.paid_minor + t.paid
    FROM (SELECT id, sum(amount)::bigint AS paid FROM unnest(${loanIds}::uuid[], ${amounts}::bigint[]) AS u(id, amount) GROUP BY id) AS t
    WHERE l.id = t.id`);
  if (ledger) {
    const asOf = toDate(ledger.asOf);
    await tx.$executeRaw(sql`UPDATE loan SET ledger_as_of = ${asOf} WHERE id = ANY(${[...ledger.loans]}::uuid[]) AND ledger_as_of < ${asOf}`);
  }
  await planNotices(tx, notices, at);
  await markDirty(tx, loans);
  await touchBorrowers(tx, [...new Set(payments.map(({ loan }) => loan.borrowerId))]);
  const reversed = payments.filter(({ amountMinor }) => amountMinor < 0n).map(({ loan }) => loan.id);
  await appendLog(tx, vault, log(await reopenTouches(tx, reversed, at)));
}

/** What was kept back because it was paid is due again when the payment is reversed; the gate looks at it anew. */
async function reopenTouches(tx: Tx, loans: readonly LoanId[], now: Instant): Promise<Map<LoanId, TouchId[]>> {
  if (loans.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: TouchId; loan_id: LoanId }[]>(sql`
    UPDATE touch SET state = 'planned', due_at = ${toDate(now)}, decision = NULL, reasons = NULL, decided_at = NULL
    WHERE loan_id = ANY(${[...loans]}::uuid[]) AND state = 'suppressed' AND reasons @> '[{"rule":"paid"}]'::jsonb AND expires_at > ${toDate(now)}
    RETURNING id::text, loan_id::text`);
  const byLoan = new Map<LoanId, TouchId[]>();
  for (const { id, loan_id } of rows) byLoan.set(loan_id, [...(byLoan.get(loan_id) ?? []), id]);
  return byLoan;
}
