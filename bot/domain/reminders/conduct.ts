import { addDays, daysBetween, type Day } from "../calendar.ts";

/**
 * What the plan of reminders asks of how a loan is paid (ADR 0020). No judgement of a person: *forgets*: pays each
 * instalment in full, but late; *short*: money is visibly short. Where neither is seen, nothing is said.
 */
export type Conduct = "forgets" | "short";

export interface ConductFacts {
  /** The loan's last instalments that were due before today, at most six, the newest first. */
  readonly due: readonly DueFact[];
  /** The newest of: a broken or partly kept promise on this loan, a borrower's word of hardship or for more time. */
  readonly askedOn: Day | undefined;
}

export interface DueFact {
  readonly dueOn: Day;
  /** The day on which the ledger shows it paid in full; undefined: it is open. */
  readonly paidOn: Day | undefined;
  /** Open, and a part of it is paid. */
  readonly partly: boolean;
}

/** A month and a half of instalments says nothing; three late ones of six are a habit. Starting values, the lender's to confirm. */
const fewestLate = 3;
/** Later than that nobody merely forgot. */
const mostDaysLate = 10;
/** What was seen of a habit holds for about the next four instalments of a month. */
const forgetsForDays = 120;
const shortForDays = 90;

/** `until`: from that day on it is not known any more. */
export function conductOf({ due, askedOn }: ConductFacts, today: Day): { readonly conduct: Conduct; readonly until: Day } | undefined {
  if (askedOn !== undefined && daysBetween(askedOn, today) < shortForDays) return { conduct: "short", until: addDays(askedOn, shortForDays) };
  if (due.some(({ partly }) => partly)) return { conduct: "short", until: addDays(today, shortForDays) };
  const late = due.map(({ dueOn, paidOn }) => daysBetween(dueOn, paidOn ?? today));
  // One that is open now and younger than ten days may be forgotten once more.
  if (late.some((days) => days > mostDaysLate)) return undefined;
  const lateOnes = due.filter(({ dueOn, paidOn }) => paidOn !== undefined && paidOn > dueOn);
  const [newest] = due;
  if (!newest || lateOnes.length < fewestLate) return undefined;
  const until = addDays(newest.dueOn, forgetsForDays);
  return until > today ? { conduct: "forgets", until } : undefined;
}
