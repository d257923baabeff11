import { addDays, dayIn, isoInstant, zone, type Instant } from "../../domain/calendar.ts";
import type { LoanId, TouchId } from "../../domain/ids.ts";
import { narrow } from "../../domain/loans/cells.ts";
import { readPaymentRow, type PaymentRow } from "../../domain/loans/payment-row.ts";
import { noticeTime, receiptWanted, type NewNotice } from "../../domain/notices/notice.ts";
import { judgePosting, type PostedPayment } from "../../domain/loans/posting.ts";
import type { CellProblem } from "../../domain/loans/row-problem.ts";
import { decimalText, money } from "../../domain/money.ts";
import type { BookSource } from "./book-source.ts";
import type { Decided, LedgerLoan, PaymentsState, PaymentsWrite, PaymentWrite } from "./book-store.ts";
import { newLoanCurrency } from "./import-schedule.ts";
import { readLines, type Line } from "./lines.ts";
import { Seen, shortDigest } from "./seen.ts";
import { entry, goodRows, rowsDigest, type Session } from "./session.ts";

/** Loans of which a payment was refused: what they owe is not known for sure. */
export interface RefusedPayments {
  readonly loans: ReadonlySet<string>;
  /** Lines that name no loan at all. */
  readonly nameless: number;
}

/** Reads payments.csv. */
export async function importPayments(session: Session, source: BookSource): Promise<RefusedPayments> {
  const loans = new Set<string>();
  let nameless = 0;
  // A dry run writes nothing that its next batch could find.
  const dry = session.mode === "dry" ? new Seen() : undefined;
  for await (const lines of readLines("payments", source, session.map)) {
    for (const line of await postBatch(session, lines, dry ? { dry } : {})) {
      const loanId = narrow(line.cells["loan_id"] ?? "");
      if (loanId === "") nameless += 1;
      else loans.add(loanId);
    }
    session.onProgress({ file: "payments", bytes: lines.at(-1)?.bytes ?? 0, totalBytes: source.bytes });
  }
  return { loans, nameless };
}

export interface PostOptions {
  /** Up to when the ledger of the loans that these payments name is known. */
  readonly ledgerAsOf?: Instant;
  /** Loans (the lender's ids) of which something could not be read: their ledger is not known further. */
  readonly doubtful?: ReadonlySet<string>;
  /** What a dry run has seen so far. */
  readonly dry?: Seen;
}

/** One transaction. Returns the lines that were refused. */
export async function postBatch(session: Session, lines: readonly Line[], options: PostOptions): Promise<Line[]> {
  const { tally, deps, mode } = session;
  const rows = goodRows(session, "payments", lines, ({ cells }) => readPaymentRow(cells));
  const good = new Set(rows.map(({ line }) => line));
  const keys = rows.map(({ row }) => ({ loanId: row.loanId, reference: row.reference }));
  const outcome =
    rows.length === 0 ? noOutcome() : await deps.book.changePayments(keys, mode, (state) => decidePayments(session, rows, rowsDigest(lines), state, options));
  tally.payments.posted += outcome.posted;
  tally.payments.reversed += outcome.reversed;
  tally.payments.known += outcome.known;
  tally.payments.unknownLoan += outcome.unknownLoan;
  for (const { line, problem } of outcome.problems) {
    tally.problem("payments", line, problem);
    if (problem.severity !== "bad") continue;
    tally.payments.bad += 1;
    good.delete(line);
  }
  return lines.filter(({ line }) => !good.has(line));
}

/** What became of some payments. */
export interface PaymentsOutcome {
  posted: number;
  reversed: number;
  known: number;
  unknownLoan: number;
  readonly problems: { line: number; problem: CellProblem }[];
  /** Of each line that was taken. */
  readonly taken: Map<number, "posted" | "reversed" | "known">;
}

const noOutcome = (): PaymentsOutcome => ({ posted: 0, reversed: 0, known: 0, unknownLoan: 0, problems: [], taken: new Map() });

/** What some payments change, by the rules of payments.csv. */
export function decidePayments(
  session: Session,
  rows: readonly { line: number; row: PaymentRow }[],
  digest: string,
  state: PaymentsState,
  options: PostOptions,
): Decided<PaymentsWrite, PaymentsOutcome> {
  const { deps, now } = session;
  const outcome = noOutcome();
  const payments: PaymentWrite[] = [];
  const inBatch = new Map<string, PostedPayment>();
  const tomorrow = addDays(dayIn(now, zone("UTC")), 1);
  for (const { line, row } of rows) {
    const loan = state.loans.get(row.loanId);
    const code = loan?.currency ?? newLoanCurrency(session, row.loanId);
    if (code === undefined) {
      outcome.unknownLoan += 1;
      outcome.problems.push({ line, problem: { column: "loan_id", value: row.loanId, reason: "no such loan", severity: "bad" } });
      continue;
    }
    const key = `${row.loanId}\n${row.reference}`;
    const known = inBatch.get(key) ?? state.posted(row);
    const posting = judgePosting(row, code, known);
    if (posting.status === "bad") {
      outcome.problems.push({ line, problem: posting.problem });
      continue;
    }
    if (posting.status === "known") {
      outcome.known += 1;
      outcome.taken.set(line, "known");
      continue;
    }
    const { paidOn, amountMinor } = posting.payment;
    const values = shortDigest(`${paidOn} ${String(amountMinor)}`);
    const seen = options.dry?.get(key);
    if (seen) {
      if (seen[0] === values) outcome.known += 1;
      else
        outcome.problems.push({
          line,
          problem: { column: "reference", value: row.reference, reason: "already posted with other values; post a reversal", severity: "bad" },
        });
      continue;
    }
    options.dry?.set(key, values);
    inBatch.set(key, posting.payment);
    outcome[posting.status] += 1;
    outcome.taken.set(line, posting.status);
    if (paidOn > tomorrow)
      outcome.problems.push({ line, problem: { column: "paid_on", value: paidOn, reason: "lies in the future; it was posted", severity: "warning" } });
    if (loan) payments.push({ id: deps.newId(), loan, reference: row.reference, paidOn, amountMinor });
  }
  const ledger = options.ledgerAsOf === undefined ? undefined : { asOf: options.ledgerAsOf, loans: wellTold(rows, outcome, state, options) };
  if (payments.length === 0 && !ledger?.loans.length) return { result: outcome };
  const notices = payments.flatMap((payment) => receiptOf(session, payment));
  const counts = {
    ...(notices.length > 0 && { receipts: notices.length }),
    posted: outcome.posted,
    reversed: outcome.reversed,
    sha256: digest,
    ...(ledger && { ledgerAsOf: isoInstant(ledger.asOf) }),
  };
  return { result: outcome, write: { payments, notices, at: now, log: paymentsLog(session, payments, counts), ...(ledger && { ledger }) } };
}

/** What a borrower paid is answered with a receipt; history is not. */
function receiptOf({ deps, now }: Session, { id, loan, paidOn, amountMinor }: PaymentWrite): NewNotice[] {
  if (!loan.known) return [];
  const { zone: inZone, since } = loan.known;
  const today = dayIn(now, inZone);
  if (!receiptWanted({ on: paidOn, amountMinor }, { loanSince: dayIn(since, inZone), today })) return [];
  const time = noticeTime("receipt", today, now, inZone, loan.borrowerId);
  return [{ id: deps.newId<TouchId>(), kind: "receipt", borrowerId: loan.borrowerId, loanId: loan.id, about: { paymentId: id }, ...time }];
}

/** Loans whose payments were all taken: of the others what they owe is not known for sure. */
function wellTold(rows: readonly { line: number; row: PaymentRow }[], { taken }: PaymentsOutcome, { loans }: PaymentsState, options: PostOptions): LoanId[] {
  const refused = new Set(options.doubtful);
  for (const { line, row } of rows) if (!taken.has(line)) refused.add(row.loanId);
  return [...loans].filter(([externalId]) => !refused.has(externalId)).map(([, { id }]) => id);
}

function paymentsLog({ deps, now }: Session, payments: readonly PaymentWrite[], counts: object): PaymentsWrite["log"] {
  return (reopened) => [
    ...payments
      .filter(({ amountMinor }) => amountMinor < 0n)
      .map(({ id, loan, amountMinor }) =>
        entry(deps, now, "payment.reversed", loan.borrowerId, {
          loan: loan.id,
          payment: id,
          amount: amountText(loan, amountMinor),
          currency: loan.currency,
          touchesReopened: reopened.get(loan.id) ?? [],
        }),
      ),
    entry(deps, now, "import.payments", null, { ...counts }),
  ];
}

const amountText = (loan: LedgerLoan, minor: bigint): string => decimalText(money(minor, loan.currency));
