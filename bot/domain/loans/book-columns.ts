import type { BookFile } from "./row-problem.ts";

/** The columns of the import files (design §6). */
export const bookColumns: Readonly<Record<BookFile, { readonly required: readonly string[]; readonly optional: readonly string[] }>> = {
  loans: {
    required: [
      "loan_id",
      "borrower_id",
      "borrower_name",
      "phone",
      "locale",
      "timezone",
      "borrower_type",
      "channel",
      "address",
      "product",
      "purpose",
      "trade",
      "risk_grade",
      "currency",
      "principal",
      "disbursed_on",
      "first_due_on",
      "instalments",
      "instalment_amount",
      "frequency",
      "branch",
      "officer",
    ],
    optional: ["status", "outstanding_principal", "amount_due", "do_not_contact", "consent", "ledger_as_of"],
  },
  schedule: { required: ["loan_id", "no", "due_on", "amount"], optional: [] },
  payments: { required: ["loan_id", "paid_on", "amount", "reference"], optional: [] },
};

/** What these cells hold is never repeated in a message. */
export const personalColumns: ReadonlySet<string> = new Set(["borrower_name", "phone", "address"]);
