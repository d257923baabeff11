import { z } from "zod";
import type { FoundArrangement } from "../../app/arrangements/ports.ts";
import { approverRoles } from "../../domain/arrangements/arrangement-policy.ts";
import { arrangementStates, type LedgerNow } from "../../domain/arrangements/arrangement.ts";
import { currency } from "../../domain/money.ts";
import { outstanding } from "../../domain/loans/loan.ts";
import type { ArrangementId, LoanId } from "../../domain/ids.ts";
import { sql, type Tx } from "../database.ts";
import { dayOf, instantOf } from "../days.ts";
import type { LockedBorrower } from "../lock-borrower.ts";

const rolesForm = z.array(z.enum(approverRoles));
const roleForm = z.enum(approverRoles);
const stateForm = z.enum(arrangementStates);
const guarantorForm = z.enum(["not_needed", "awaited", "given"]);

/** An arrangement as it stands, and the ledger beside it. Read under the borrower's lock: nobody else moves it. */
export async function foundArrangement(tx: Tx, id: string, borrower: Pick<LockedBorrower, "zone" | "type">): Promise<FoundArrangement> {
  const row = await tx.arrangement.findUniqueOrThrow({ where: { id }, include: { approvals: { orderBy: { at: "asc" } } } });
  const ledger = await ledgerOf(tx, row);
  return {
    id: row.id as ArrangementId,
    loanId: row.loanId as LoanId,
    zone: borrower.zone,
    facts: { product: ledger.product },
    firstNo: row.firstNo,
    lastNo: row.lastNo,
    originalDueOn: dayOf(row.originalDueOn),
    messageId: row.messageId,
    scheduleHash: row.scheduleHash,
    arrangement: {
      state: stateForm.parse(row.state),
      round: row.round,
      terms: { amountMinor: row.amountMinor, currency: currency(row.currency), parts: row.parts, firstOn: dayOf(row.firstOn) },
      termsBy: row.termsBy,
      loanOfficer: ledger.officer,
      needs: rolesForm.parse(row.needs),
      approvals: row.approvals.filter(({ round }) => round === row.round).map(({ officer, role }) => ({ officer, role: roleForm.parse(role) })),
      guarantor: guarantorForm.parse(row.guarantor),
      confirmed: row.confirmedAt !== null,
      dueAt: instantOf(row.dueAt),
    },
    ledger: ledger.now,
    loan: ledger,
  };
}

export interface LoanNow {
  readonly product: string;
  readonly officer: string;
  readonly scheduleHash: string;
  readonly paidMinor: bigint;
  readonly now: LedgerNow;
  /** Open instalments behind those that it is about. */
  readonly others: readonly { readonly dueOn: ReturnType<typeof dayOf>; readonly outstandingMinor: bigint }[];
}

/** FOR SHARE: a payment that is being posted is waited for. */
async function ledgerOf(tx: Tx, { loanId, firstNo, lastNo }: { loanId: string; firstNo: number; lastNo: number }): Promise<LoanNow> {
  const [loan] = await tx.$queryRaw<{ status: string; paid_minor: bigint; product: string; officer: string; schedule_hash: string }[]>(
    sql`SELECT status, paid_minor, product, officer, schedule_hash FROM loan WHERE id = ${loanId}::uuid FOR SHARE`,
  );
  if (!loan) throw new Error("an arrangement of a loan that is not there");
  const instalments = await tx.instalment.findMany({ where: { loanId, cumulativeMinor: { gt: loan.paid_minor } }, orderBy: { no: "asc" } });
  const open = instalments.map((row) => ({ no: row.no, dueOn: dayOf(row.dueOn), outstandingMinor: outstanding(row, loan.paid_minor) }));
  return {
    product: loan.product,
    officer: loan.officer,
    scheduleHash: loan.schedule_hash,
    paidMinor: loan.paid_minor,
    now: {
      loanOpen: loan.status === "open",
      openMinor: open.reduce((sum, { no, outstandingMinor }) => (no >= firstNo && no <= lastNo ? sum + outstandingMinor : sum), 0n),
    },
    others: open.filter(({ no }) => no > lastNo),
  };
}
