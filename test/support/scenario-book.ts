import type { BookSource } from "../../bot/app/import/book-source.ts";
import { addDays, day, nthDueDay } from "../../bot/domain/calendar.ts";
import { bookColumns } from "../../bot/domain/loans/book-columns.ts";
import type { Scenario } from "./scenario-form.ts";

type Row = Readonly<Record<string, string>>;

/** The book as the two import files. */
export function bookOf({ borrowers, zone }: Pick<Scenario, "borrowers" | "zone">): { loans: BookSource; payments: BookSource } {
  const loans: Row[] = [];
  const payments: Row[] = [];
  for (const [id, borrower] of Object.entries(borrowers)) {
    for (const [loanId, loan] of Object.entries(borrower.loans)) {
      const firstDue = day(loan.first_due);
      loans.push({
        loan_id: loanId,
        borrower_id: id,
        borrower_name: borrower.name,
        phone: "",
        locale: borrower.locale,
        timezone: borrower.zone ?? zone,
        borrower_type: borrower.type,
        channel: "sim",
        address: borrower.address ?? `sim-${id}`,
        product: "term",
        purpose: "stock",
        trade: "retail",
        risk_grade: "B",
        currency: loan.currency,
        principal: loan.amount,
        disbursed_on: addDays(firstDue, -31),
        first_due_on: firstDue,
        instalments: String(loan.instalments),
        instalment_amount: loan.amount,
        frequency: loan.frequency,
        branch: borrower.branch,
        officer: "li.wei",
        status: "open",
        amount_due: loan.amount_due ?? "",
      });
      for (let i = 0; i < loan.paid; i++) {
        payments.push({ loan_id: loanId, paid_on: nthDueDay(firstDue, loan.frequency, i), amount: loan.amount, reference: `PRE-${String(i + 1)}` });
      }
    }
  }
  return { loans: source("loans", loans), payments: source("payments", payments) };
}

export function loansSource(rows: readonly Row[]): BookSource {
  return source("loans", rows);
}

export const noPayments = (): BookSource => source("payments", []);

function source(file: "loans" | "payments", rows: readonly Row[]): BookSource {
  const { required, optional } = bookColumns[file];
  const columns = [...required, ...optional.filter((column) => rows.some((row) => column in row))];
  const records = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ""))].map((cells, i) => ({ line: i + 1, bytes: i + 1, cells }));
  return {
    path: `${file}.csv`,
    bytes: records.length,
    async *records() {
      yield records;
    },
  };
}
