import type { Instant } from "../../domain/calendar.ts";
import type { LoanId } from "../../domain/ids.ts";
import { narrow } from "../../domain/loans/cells.ts";
import { noMap } from "../../domain/loans/column-map.ts";
import { readLoanTerms, type LoanTerms } from "../../domain/loans/loan-row.ts";
import type { Cells } from "../../domain/loans/row-problem.ts";
import { zone } from "../../domain/calendar.ts";
import type { Decided, LedgerLoan, LoansState, LoansWrite, LoanWrite } from "../import/book-store.ts";
import { decideLoans } from "../import/decide-loans.ts";
import { decideSchedules } from "../import/import-schedule.ts";
import type { ScheduleGroup } from "../import/schedule-groups.ts";
import { newSession, rowsDigest, type ImportDeps, type Session } from "../import/session.ts";
import { readScheduleRow } from "../../domain/loans/schedule-row.ts";
import { refused, type FieldProblem, type RefusedRow } from "./refused.ts";

/** A loan as another system tells it; amounts are decimal texts of its currency, days YYYY-MM-DD. */
export interface LoanToPut {
  /** The lender's id of a borrower who is known. */
  readonly borrower: string;
  readonly product?: string | undefined;
  readonly purpose?: string | undefined;
  readonly trade?: string | undefined;
  readonly riskGrade?: string | undefined;
  readonly currency: string;
  readonly principal: string;
  readonly disbursedOn: string;
  readonly firstDueOn: string;
  readonly instalments: number;
  readonly instalmentAmount: string;
  readonly frequency: string;
  readonly branch: string;
  readonly officer?: string | undefined;
  /** Absent: stays as it is (open where the loan is new). */
  readonly status?: string | undefined;
  /** Absent: stays as it is. Null: the lender gives no such figure. */
  readonly outstandingPrincipal?: string | null | undefined;
  readonly amountDue?: string | null | undefined;
  /** A moment with its offset. Never moves back. */
  readonly ledgerAsOf?: string | undefined;
  /** Where instalments are not equal: all of them. */
  readonly schedule?: readonly { readonly dueOn: string; readonly amount: string }[] | undefined;
}

export type LoanPut = { readonly status: "created" | "changed" | "unchanged"; readonly id: LoanId } | RefusedRow;

/** Creates or changes a loan of a known borrower by the rules of loans.csv and schedule.csv, in one transaction. */
export async function putLoan(deps: ImportDeps, externalId: string, body: LoanToPut): Promise<LoanPut> {
  const now = deps.clock.now();
  const cells = cellsOf(externalId, body);
  // An instant needs no zone; the API takes no days here.
  const terms = readLoanTerms(cells, zone("UTC"), now);
  const given = readSchedule(externalId, body);
  const bad = [...(terms.status === "bad" ? refused(terms.problems, loanFields).problems : []), ...given.problems];
  if (terms.status === "bad" || bad.length > 0) return { status: "refused", problems: bad };
  const session = newSession(deps, { mode: "write", map: noMap, now, withPayments: false, onProgress: () => undefined });
  if (given.group) session.scheduled.set(terms.row.loanId);
  const keys = { loans: [terms.row.loanId], borrowers: [narrow(body.borrower)] };
  return deps.book.changeLoans(keys, "write", (state) => decide(session, terms.row, { cells, borrower: narrow(body.borrower), group: given.group }, state));
}

interface Told {
  readonly cells: Cells;
  readonly borrower: string;
  readonly group: ScheduleGroup | undefined;
}

function decide(session: Session, terms: LoanTerms, told: Told, state: LoansState): Decided<LoansWrite, LoanPut> {
  const row = { ...terms, borrower: { borrowerId: told.borrower, zone: zone("UTC") } };
  const line = { line: 1, row, borrower: undefined, borrowerDone: false };
  const digest = rowsDigest([{ line: 1, bytes: 0, cells: told.cells }]);
  const { result, write } = decideLoans(session, [line], digest, state);
  const [refusal] = result.refused;
  if (refusal) return refuse([{ field: loanFields[refusal.column] ?? refusal.column, reason: refusal.reason }]);
  const [made] = [...(write?.loansCreated ?? []), ...(write?.loansChanged ?? [])];
  const stored = state.loans.get(terms.loanId);
  const loan = made
    ? ledgerLoan(made)
    : stored && { id: stored.id, borrowerId: stored.borrowerId, currency: stored.facts.currency, scheduleHash: stored.scheduleHash };
  if (!loan) throw new TypeError("a loan that was not refused is stored or made");
  const of = result.loans.created > 0 ? "created" : result.loans.changed > 0 ? "changed" : "unchanged";
  if (!told.group) return { result: { status: of === "unchanged" && write ? "changed" : of, id: loan.id }, ...(write && { write }) };
  const schedules = decideSchedules(session, [told.group], { loans: new Map([[terms.loanId, loan]]) });
  const [badRow] = schedules.result.refused;
  if (badRow) return refuse([{ field: scheduleField(badRow.line - 1, badRow.column), reason: badRow.reason }]);
  const both = withSchedules(session.now, write, schedules.write, loan, session.deps.actor ?? "import");
  return { result: { status: of === "unchanged" && both ? "changed" : of, id: loan.id }, ...(both && { write: both }) };
}

const ledgerLoan = ({ id, borrowerId, facts, scheduleHash }: LoanWrite): LedgerLoan => ({ id, borrowerId, currency: facts.currency, scheduleHash });

function withSchedules(
  at: Instant,
  write: LoansWrite | undefined,
  schedules: (Pick<LoansWrite, "log"> & { readonly schedules: NonNullable<LoansWrite["schedules"]> }) | undefined,
  { borrowerId }: LedgerLoan,
  by: string,
): LoansWrite | undefined {
  if (!schedules) return write;
  const base = write ?? { ...nothing, at, by };
  const touched = [...new Set([...base.touched, borrowerId])];
  return { ...base, schedules: schedules.schedules, touched, log: [...base.log, ...schedules.log] };
}

const nothing = {
  borrowersCreated: [],
  borrowersChanged: [],
  pointsOpened: [],
  pointsReopened: [],
  pointsClosed: [],
  holdsSet: [],
  holdsLifted: [],
  consents: [],
  loansCreated: [],
  loansChanged: [],
  ledger: [],
  touched: [],
  log: [],
};

function readSchedule(loanId: string, { schedule }: LoanToPut): { group: ScheduleGroup | undefined; problems: FieldProblem[] } {
  if (!schedule) return { group: undefined, problems: [] };
  const problems: FieldProblem[] = [];
  const group: ScheduleGroup = { loanId: narrow(loanId), rows: [], broken: false };
  for (const [index, { dueOn, amount }] of schedule.entries()) {
    const read = readScheduleRow({ loan_id: loanId, no: String(index + 1), due_on: dueOn, amount });
    if (read.status === "read") group.rows.push({ line: index + 1, row: read.row });
    else problems.push(...read.problems.map(({ column = "", reason }) => ({ field: scheduleField(index, column), reason })));
  }
  return { group, problems };
}

const scheduleField = (index: number, column: string): string => `schedule.${String(index)}.${column === "due_on" ? "dueOn" : column}`;

const refuse = (problems: readonly FieldProblem[]): Decided<LoansWrite, LoanPut> => ({ result: { status: "refused", problems } });

const cellsOf = (externalId: string, body: LoanToPut): Cells => ({
  loan_id: externalId,
  product: body.product ?? "",
  purpose: body.purpose ?? "",
  trade: body.trade ?? "",
  risk_grade: body.riskGrade ?? "",
  currency: body.currency,
  principal: body.principal,
  disbursed_on: body.disbursedOn,
  first_due_on: body.firstDueOn,
  instalments: String(body.instalments),
  instalment_amount: body.instalmentAmount,
  frequency: body.frequency,
  branch: body.branch,
  officer: body.officer ?? "",
  ...(body.status === undefined ? {} : { status: body.status }),
  ...(body.outstandingPrincipal === undefined ? {} : { outstanding_principal: body.outstandingPrincipal ?? "" }),
  ...(body.amountDue === undefined ? {} : { amount_due: body.amountDue ?? "" }),
  ...(body.ledgerAsOf === undefined ? {} : { ledger_as_of: body.ledgerAsOf }),
});

const loanFields: Readonly<Record<string, string>> = {
  loan_id: "externalId",
  borrower_id: "borrower",
  risk_grade: "riskGrade",
  disbursed_on: "disbursedOn",
  first_due_on: "firstDueOn",
  instalment_amount: "instalmentAmount",
  outstanding_principal: "outstandingPrincipal",
  amount_due: "amountDue",
  ledger_as_of: "ledgerAsOf",
};
