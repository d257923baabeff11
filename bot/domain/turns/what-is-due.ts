import type { OpenInstalment, OpenLoan, Say, TurnState } from "./turn.ts";
import { amountFor, dayFor, say, todayOf } from "./says.ts";

export interface Debt {
  readonly loan: OpenLoan;
  readonly instalment: OpenInstalment;
}

/** The oldest instalment that the ledger shows open. */
export function oldestDebt(state: TurnState): Debt | undefined {
  for (const loan of state.loans) {
    const instalment = loan.instalments[0];
    if (instalment) return { loan, instalment };
  }
  return undefined;
}

/** Each loan with something due by today, the oldest debt first. */
export function debtsNow(state: TurnState): Debt[] {
  const today = todayOf(state);
  return state.loans.flatMap((loan) => {
    const instalment = loan.instalments[0];
    return instalment && instalment.dueOn <= today ? [{ loan, instalment }] : [];
  });
}

/** The loan whose contract's ending the text names, else the one with the oldest debt. */
export const debtMeant = (state: TurnState, text: string): Debt | undefined => namedDebt(state, text) ?? oldestDebt(state);

/** The one loan whose contract's ending the text names. */
export function namedDebt(state: TurnState, text: string): Debt | undefined {
  const [loan, other] = state.loans.filter(({ ending }) => ending.length === 4 && namesEnding(text, ending));
  const instalment = loan?.instalments[0];
  return loan && instalment && !other ? { loan, instalment } : undefined;
}

/** As a number of its own: not a part of "20071" or of "0071元". */
const namesEnding = (text: string, ending: string): boolean =>
  new RegExp(`(?<![\\p{L}\\p{N}.,])(?:尾号(?:是|为)?|ending(?: in)?|contract|loan|合同)\\s*[:：#]?\\s*${ending}(?![\\p{N}])`, "iu").test(
    text.normalize("NFKC"),
  );

/** The named instalment where it is still open. */
export function openDebt(state: TurnState, loanId: string, instalmentNo: number): Debt | undefined {
  const loan = state.loans.find(({ id }) => id === loanId);
  const instalment = loan?.instalments.find(({ no }) => no === instalmentNo);
  return loan && instalment && { loan, instalment };
}

/** What the borrower is told is due: the lender's own figure where anything is overdue and it gave one. */
export function toldDue(state: TurnState, loan: OpenLoan, instalments: readonly OpenInstalment[]): bigint {
  const overdue = instalments.some(({ dueOn }) => dueOn < todayOf(state));
  return overdue && loan.lenderDueMinor !== undefined ? loan.lenderDueMinor : owed(instalments);
}

export const owed = (instalments: readonly OpenInstalment[]): bigint => instalments.reduce((sum, { outstandingMinor }) => sum + outstandingMinor, 0n);

/**
 * For each loan with something due (two at the most, the oldest debt first): all that is due, since the oldest day.
 * Where nothing is due yet, the instalment that comes next.
 */
export function whatIsDue(state: TurnState): Say[] {
  const today = todayOf(state);
  const due = state.loans.filter(({ instalments }) => instalments.some(({ dueOn }) => dueOn <= today));
  if (due.length > 0)
    return due.slice(0, 2).map((loan) =>
      dueNow(
        state,
        loan,
        loan.instalments.filter(({ dueOn }) => dueOn <= today),
      ),
    );
  const next = oldestDebt(state);
  return [next ? dueNow(state, next.loan, [next.instalment]) : say("nothing-due", {})];
}

function dueNow(state: TurnState, loan: OpenLoan, instalments: readonly OpenInstalment[]): Say {
  const since = instalments[0]?.dueOn ?? todayOf(state);
  return say("due-now", { amount: amountFor(state, toldDue(state, loan, instalments), loan.currency), due_on: dayFor(state, since) });
}
