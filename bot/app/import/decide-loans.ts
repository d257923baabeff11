import { dayIn, instantAt, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, LoanId, TouchId } from "../../domain/ids.ts";
import { loanChange, type LoanChange, type StoredLoan } from "../../domain/loans/loan-change.ts";
import type { BorrowerRow } from "../../domain/loans/borrower-row.ts";
import type { LoanOf } from "../../domain/loans/loan-row.ts";
import { noticeTime, welcomeOn, type NewNotice } from "../../domain/notices/notice.ts";
import type { LogDraft } from "../ports.ts";
import type { Decided, LoansState, LoansWrite, LoanWrite } from "./book-store.ts";
import { borrowersWrite, decideBorrower, type BorrowerDecision } from "./decide-borrowers.ts";
import { entry, type Session } from "./session.ts";

export interface LoanLine {
  readonly line: number;
  readonly row: LoanOf;
  /** What counts for the borrower: this row, or a later one of the same file. Undefined: nothing is said of a known borrower. */
  readonly borrower: BorrowerRow | undefined;
  /** An earlier batch has already seen to the borrower. */
  readonly borrowerDone: boolean;
}

export interface LoansOutcome {
  readonly refused: readonly { readonly line: LoanLine; readonly column: string; readonly reason: string }[];
  readonly loans: { created: number; changed: number; unchanged: number };
  readonly borrowers: { created: number; changed: number; unchanged: number };
}

/** What a batch of loans.csv changes. */
export function decideLoans(session: Session, lines: readonly LoanLine[], digest: string, state: LoansState): Decided<LoansWrite, LoansOutcome> {
  const { deps, now } = session;
  const refused: LoansOutcome["refused"][number][] = [];
  const loans = { created: 0, changed: 0, unchanged: 0 };
  const borrowers = { created: 0, changed: 0, unchanged: 0 };
  const decisions = new Map<string, BorrowerDecision>();
  const loansCreated: LoanWrite[] = [];
  const loansChanged: LoanWrite[] = [];
  const welcomes: NewNotice[] = [];
  const ledger: LoansWrite["ledger"][number][] = [];
  const touched = new Set<BorrowerId>();
  const log: LogDraft[] = [];
  for (const line of lines) {
    const { row } = line;
    const known = state.borrowers.get(row.borrower.borrowerId);
    if (known && known.name === undefined) {
      refused.push({ line, column: "borrower_id", reason: "this borrower was erased: nothing is stored again" });
      continue;
    }
    if (!known && !line.borrower) {
      refused.push({ line, column: "borrower_id", reason: "no such borrower" });
      continue;
    }
    const stored = state.loans.get(row.loanId);
    const change = loanChange(stored, row, session.scheduled.has(row.loanId));
    if (change.status === "refused") {
      refused.push({ line, column: change.column, reason: change.reason });
      continue;
    }
    const earlier = decisions.get(row.borrower.borrowerId);
    const done = line.borrowerDone || !line.borrower ? known?.id : undefined;
    const borrowerId = earlier?.id ?? done ?? newDecision(line, line.borrower).id;
    loans[change.status] += 1;
    if (change.status === "created") {
      loansCreated.push(
        loanWrite(deps.newId<LoanId>(), borrowerId, row, change, row.ledgerAsOf ?? firstLedger(session, row), session.scheduled.has(row.loanId)),
      );
      touched.add(borrowerId);
      welcomes.push(...welcomeOf(session, row, borrowerId, loansCreated.at(-1)));
    }
    if (!stored) continue;
    if (change.status === "changed") {
      loansChanged.push(loanWrite(stored.id, borrowerId, row, change, stored.ledgerAsOf, !change.rescheduled));
      log.push(...loanEntries(session, stored, change));
      touched.add(borrowerId);
    }
    if (row.ledgerAsOf !== undefined && row.ledgerAsOf > stored.ledgerAsOf) ledger.push({ id: stored.id, asOf: row.ledgerAsOf });
  }
  const made = [...decisions.values()].filter((one) => one.status !== "unchanged");
  if (loans.created + loans.changed + made.length + ledger.length === 0) return { result: { refused, loans, borrowers } };
  for (const one of made) {
    log.push(...one.write.log);
    if (one.status === "changed") touched.add(one.id);
    else touched.delete(one.id);
  }
  const counts = {
    rows: lines.length - refused.length,
    created: loans.created,
    changed: loans.changed,
    ledgerMoved: ledger.length,
    ...(welcomes.length > 0 && { welcomes: welcomes.length }),
  };
  log.push(entry(deps, now, "import.loans", null, { ...counts, borrowersCreated: borrowers.created, borrowersChanged: borrowers.changed, sha256: digest }));
  return {
    result: { refused, loans, borrowers },
    write: {
      ...borrowersWrite(made),
      loansCreated,
      loansChanged,
      notices: welcomes,
      ledger,
      touched: [...touched],
      at: now,
      by: deps.actor ?? "import",
      log,
    },
  };

  function newDecision(line: LoanLine, borrower: BorrowerRow | undefined): BorrowerDecision {
    if (!borrower) throw new TypeError("a borrower of whom nothing is said is known");
    const id = borrower.borrowerId;
    const decision = decideBorrower(deps, now, borrower, state.borrowers.get(id));
    decisions.set(id, decision);
    // A dry run finds in the database nothing of what an earlier batch would have written.
    if (!line.borrowerDone) borrowers[decision.status] += 1;
    return decision;
  }
}

type Written = Extract<LoanChange, { facts: unknown }>;

const loanWrite = (id: LoanId, borrowerId: BorrowerId, row: LoanOf, change: Written, ledgerAsOf: Instant, keepSchedule: boolean): LoanWrite => ({
  id,
  borrowerId,
  externalId: row.loanId,
  facts: change.facts,
  scheduleHash: change.scheduleHash,
  ledgerAsOf,
  makeSchedule: !keepSchedule,
});

/** Money that was lent within the last days is welcomed once; of a closed loan there is nothing to say. */
function welcomeOf({ deps, now }: Session, row: LoanOf, borrowerId: BorrowerId, loan: LoanWrite | undefined): NewNotice[] {
  const { zone } = row.borrower;
  const on = welcomeOn(row.disbursedOn, dayIn(now, zone));
  if (on === undefined || loan?.facts.status !== "open") return [];
  return [{ id: deps.newId<TouchId>(), kind: "welcome", borrowerId, loanId: loan.id, ...noticeTime("welcome", on, now, zone, borrowerId) }];
}

/**
 * How far the ledger of a new loan is known where its row does not say. With payments in the same import, nothing is
 * until these are in: a crash in between must not leave a loan that looks as if nobody had paid.
 */
function firstLedger({ now, withPayments }: Session, row: LoanOf): Instant {
  if (!withPayments) return now;
  const disbursed = instantAt(row.disbursedOn, 0, row.borrower.zone);
  return disbursed < now ? disbursed : now;
}

function loanEntries({ deps, now }: Session, stored: StoredLoan, change: Extract<LoanChange, { status: "changed" }>): LogDraft[] {
  const { status } = change.facts;
  return [
    ...(change.rescheduled
      ? [entry(deps, now, "loan.rescheduled", stored.borrowerId, { loan: stored.id, from: stored.scheduleHash, to: change.scheduleHash })]
      : []),
    ...(status === stored.facts.status
      ? []
      : [entry(deps, now, status === "open" ? "loan.reopened" : "loan.closed", stored.borrowerId, { loan: stored.id, status })]),
  ];
}
