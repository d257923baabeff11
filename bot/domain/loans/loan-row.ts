import { z } from "zod";
import { addDays, dayIn, instantAt, isoInstant, type Day, type Frequency, type Instant, type Zone } from "../calendar.ts";
import type { Currency } from "../money.ts";
import { borrowerColumns, borrowerOf, type BorrowerRow } from "./borrower-row.ts";
import { amountText, cell, currencyText, dayOrInstant, dayText, idText, oneOf, optionalCell, Refused, requiredText, wholeNumber, wordText } from "./cells.ts";
import type { LoanStatus } from "./loan.ts";
import { cellProblem, readRow } from "./row-read.ts";
import type { Cells, RowRead } from "./row-problem.ts";

/** The terms that an equal schedule is made from. */
export interface EqualTerms {
  readonly firstDueOn: Day;
  readonly frequency: Frequency;
  readonly instalments: number;
  readonly instalmentMinor: bigint;
}

/** What the lender says of a loan. */
export interface LoanTerms extends EqualTerms {
  readonly loanId: string;
  readonly product: string;
  readonly purpose: string;
  readonly trade: string;
  readonly riskGrade: string;
  readonly currency: Currency;
  readonly principalMinor: bigint;
  readonly disbursedOn: Day;
  readonly branch: string;
  readonly officer: string;
  /** Undefined: the lender does not say. */
  readonly status?: LoanStatus;
  /** Undefined: the lender does not say; null: says that there is none. */
  readonly outstandingMinor?: bigint | null;
  readonly amountDueMinor?: bigint | null;
  readonly ledgerAsOf?: Instant;
}

/** Whose loan it is. */
export interface LoanOf extends LoanTerms {
  readonly borrower: Pick<BorrowerRow, "borrowerId" | "zone">;
}

/** A line of loans.csv. */
export interface LoanRow extends LoanTerms {
  readonly borrower: BorrowerRow;
}

/** Reads a line of loans.csv; nothing in it may speak of a moment after `now`. */
export function readLoanRow(cells: Cells, now: Instant): RowRead<LoanRow> {
  const read = readRow(loanCells, cells);
  if (read.status === "bad") return read;
  const borrower = borrowerOf(read.row.borrower, cells);
  const terms = loanTerms(read.row.terms, cells, read.row.borrower.timezone, now);
  if (borrower.status === "bad" || terms.status === "bad") {
    return { status: "bad", problems: [terms, borrower].flatMap((one) => (one.status === "bad" ? one.problems : [])) };
  }
  return { status: "read", row: { ...terms.row, borrower: borrower.row }, warnings: borrower.warnings };
}

/** Reads the columns of a loan alone, of a borrower who is known. */
export function readLoanTerms(cells: Cells, zone: Zone, now: Instant): RowRead<LoanTerms> {
  const read = readRow(termCells, cells);
  return read.status === "bad" ? read : loanTerms(read.row, cells, zone, now);
}

function loanTerms({ ledgerAsOf: said, ...facts }: Terms, cells: Cells, zone: Zone, now: Instant): RowRead<LoanTerms> {
  const ledgerAsOf = ledgerMoment(said, zone, now);
  if (ledgerAsOf instanceof Refused) return { status: "bad", problems: [cellProblem(cells, "ledger_as_of", ledgerAsOf.reason, "bad")] };
  const { status, outstandingMinor, amountDueMinor, ...terms } = facts;
  return {
    status: "read",
    warnings: [],
    row: {
      ...terms,
      ...(status === undefined ? {} : { status }),
      ...(outstandingMinor === undefined ? {} : { outstandingMinor }),
      ...(amountDueMinor === undefined ? {} : { amountDueMinor }),
      ...(ledgerAsOf === undefined ? {} : { ledgerAsOf }),
    },
  };
}

/** A day means the whole of it in the borrower's zone, today means until now. */
function ledgerMoment(said: { day: Day } | { at: Instant } | undefined, zone: Zone, now: Instant): Instant | undefined | Refused {
  if (said === undefined) return undefined;
  const future = new Refused(`lies after the time of import (${isoInstant(now)})`);
  if ("at" in said) return said.at > now ? future : said.at;
  if (said.day > dayIn(now, zone)) return future;
  const end = instantAt(addDays(said.day, 1), 0, zone);
  return end < now ? end : now;
}

const frequencies = ["weekly", "biweekly", "monthly", "quarterly"] as const;
// PostgreSQL's bigint, which running totals must fit.
const largestMinor = 9_223_372_036_854_775_807n;

const termColumns = {
  loan_id: cell(idText),
  product: cell(wordText),
  purpose: cell(wordText),
  trade: cell(wordText),
  risk_grade: cell(wordText),
  currency: cell(currencyText),
  principal: z.string(),
  disbursed_on: cell(dayText),
  first_due_on: cell(dayText),
  instalments: cell(wholeNumber(1, 1200)),
  instalment_amount: z.string(),
  frequency: cell(oneOf(...frequencies)),
  branch: cell(requiredText),
  officer: cell(wordText),
  status: optionalCell(oneOf("open", "closed", "written_off")).optional(),
  outstanding_principal: z.string().optional(),
  amount_due: z.string().optional(),
  ledger_as_of: optionalCell(dayOrInstant).optional(),
};

const termsShape = z.object(termColumns);
const termCells = termsShape.transform(checkTerms);
const loanCells = z.object({ ...borrowerColumns, ...termColumns }).transform((row, context) => ({ borrower: row, terms: checkTerms(row, context) }));

type Terms = z.output<typeof termCells>;

function checkTerms(row: z.output<typeof termsShape>, context: Pick<z.RefinementCtx, "addIssue">) {
  const refuse = (column: string, message: string): void => context.addIssue({ code: "custom", path: [column], message });
  const amount = (column: string, text: string, least: bigint): bigint => {
    const minor = amountText(text, row.currency);
    if (minor instanceof Refused) refuse(column, minor.reason);
    else if (minor < least) refuse(column, least > 0n ? "must be more than 0" : "must not be negative");
    else return minor;
    return 0n;
  };
  const ledgerAmount = (column: string, text: string | undefined): bigint | null | undefined =>
    text === undefined ? undefined : text.trim() === "" ? null : amount(column, text, 0n);
  const instalmentMinor = amount("instalment_amount", row.instalment_amount, 1n);
  if (instalmentMinor * BigInt(row.instalments) > largestMinor) refuse("instalment_amount", "is too large");
  if (row.first_due_on < row.disbursed_on) refuse("first_due_on", "lies before disbursed_on");
  return {
    loanId: row.loan_id,
    product: row.product,
    purpose: row.purpose,
    trade: row.trade,
    riskGrade: row.risk_grade,
    currency: row.currency,
    principalMinor: amount("principal", row.principal, 1n),
    disbursedOn: row.disbursed_on,
    firstDueOn: row.first_due_on,
    instalments: row.instalments,
    instalmentMinor,
    frequency: row.frequency,
    branch: row.branch,
    officer: row.officer,
    status: row.status,
    outstandingMinor: ledgerAmount("outstanding_principal", row.outstanding_principal),
    amountDueMinor: ledgerAmount("amount_due", row.amount_due),
    ledgerAsOf: row.ledger_as_of,
  };
}
