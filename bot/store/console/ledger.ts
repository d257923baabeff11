import type { InstalmentView, LoanView, Owed } from "../../app/console/views.ts";
import type { Day } from "../../domain/calendar.ts";
import { outstanding } from "../../domain/loans/loan.ts";
import { currency, money, type Currency } from "../../domain/money.ts";
import { dayOf, instantOf } from "../days.ts";
import type { Tx } from "../database.ts";

export type Loans = Awaited<ReturnType<typeof loansOf>>;

export function loansOf(tx: Tx, borrowerId: string) {
  return tx.loan.findMany({
    where: { borrowerId },
    include: { schedule: { orderBy: { no: "asc" } }, payments: { orderBy: [{ paidOn: "desc" }, { postedAt: "desc" }] } },
    orderBy: [{ disbursedOn: "desc" }, { externalId: "asc" }],
  });
}

/** The loan as its ledger shows it on that day. */
export function loanView(loan: Loans[number], today: Day): LoanView {
  const of = currency(loan.currency);
  const instalments = loan.schedule.map((row) => instalmentView(row, loan.paidMinor, of, today));
  const overdue = loan.status === "open" ? total(instalments.filter(({ state }) => state === "overdue")) : 0n;
  return {
    id: loan.id,
    externalId: loan.externalId,
    product: loan.product,
    purpose: loan.purpose,
    status: loan.status,
    principal: money(loan.principalMinor, of),
    paid: money(loan.paidMinor, of),
    overdue: money(overdue, of),
    lenderSays: loan.amountDueMinor === null ? null : money(loan.amountDueMinor, of),
    ledgerAsOf: instantOf(loan.ledgerAsOf),
    instalments,
    payments: loan.payments.map((p) => ({ id: p.id, paidOn: dayOf(p.paidOn), amount: money(p.amountMinor, of), reference: p.reference })),
  };
}

/** Per currency, over open loans; where the lender gives its own figure, that is what is overdue. */
export function owed(loans: readonly LoanView[]): Owed[] {
  const open = loans.filter(({ status }) => status === "open");
  return [...new Set(open.map(({ principal }) => principal.currency))].map((of) => {
    const own = open.filter(({ principal }) => principal.currency === of);
    const unpaid = own.flatMap(({ instalments }) => instalments).filter(({ open: left }) => left.minor > 0n);
    const late = unpaid.filter(({ state }) => state === "overdue").map(({ dueOn }) => dueOn);
    const ahead = unpaid.filter(({ state }) => state !== "overdue");
    const nextOn = ahead.map(({ dueOn }) => dueOn).toSorted()[0];
    return {
      overdue: money(
        own.reduce((sum, loan) => sum + (loan.overdue.minor > 0n ? (loan.lenderSays ?? loan.overdue).minor : 0n), 0n),
        of,
      ),
      overdueSince: late.toSorted()[0] ?? null,
      next: nextOn === undefined ? null : { on: nextOn, amount: money(total(ahead.filter(({ dueOn }) => dueOn === nextOn)), of) },
      whole: money(total(unpaid), of),
    };
  });
}

interface InstalmentRow {
  readonly no: number;
  readonly dueOn: Date;
  readonly amountMinor: bigint;
  readonly cumulativeMinor: bigint;
}

function instalmentView(row: InstalmentRow, paidMinor: bigint, of: Currency, today: Day): InstalmentView {
  const left = outstanding(row, paidMinor);
  const dueOn = dayOf(row.dueOn);
  return { no: row.no, dueOn, amount: money(row.amountMinor, of), open: money(left, of), state: stateOf(left, row.amountMinor, dueOn, today) };
}

function stateOf(left: bigint, amount: bigint, dueOn: Day, today: Day): InstalmentView["state"] {
  if (left === 0n) return "paid";
  if (dueOn < today) return "overdue";
  if (dueOn === today) return "due_today";
  return left < amount ? "partly_paid" : "open";
}

const total = (rows: readonly InstalmentView[]): bigint => rows.reduce((sum, { open }) => sum + open.minor, 0n);
