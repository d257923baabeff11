import { addDays, daysBetween, type Day } from "../calendar.ts";
import type { TextLocale } from "../day-text.ts";
import type { CheckinPlan, PlanLine } from "./checkin-plan.ts";
import { phaseOf, type CheckinLoan, type LoanPhase } from "./phase.ts";
import type { Questionnaire } from "./questionnaire.ts";
import { roundsOf, type Round } from "./rounds.ts";

/** What the borrower was asked before, and what stands in the way. */
export interface CheckinHistory {
  /** A run of this borrower's is not over, whichever loan it is about. */
  readonly running: boolean;
  /** Rounds and visits with this borrower, planned or past. */
  readonly rounds: readonly { readonly key: string; readonly checkin: string; readonly loan: string; readonly on: Day }[];
  /** Days on which reminders to this borrower are planned or were sent. */
  readonly reminders: readonly Day[];
  /** Another loan of this borrower's is late. */
  readonly lateElsewhere: boolean;
  /** What this borrower agreed to besides. */
  readonly consents: readonly string[];
}

export interface DueCheckin {
  readonly checkin: string;
  readonly loan: string;
  /** One round for ever: a second plan of it finds it taken. */
  readonly round: string;
  readonly goal: Readonly<Record<TextLocale, string>>;
  readonly on: Day;
  readonly kind: "chat" | "visit";
}

type Asked = Pick<Questionnaire, "audience" | "needsConsent" | "neverOverdue">;

/**
 * What begins with this loan's borrower today or within `ahead` days: one round, or none. The same loan, history and day
 * give the same; a round has the same key on whichever day it is planned.
 */
export function checkinsDue(
  plan: CheckinPlan,
  questionnaires: ReadonlyMap<string, Asked>,
  loan: CheckinLoan,
  history: CheckinHistory,
  today: Day,
  ahead = 1,
): DueCheckin | undefined {
  const phase = phaseOf(loan, plan.phaseDays, today);
  if (history.running || phase === undefined) return undefined;
  const fitting = plan.lines.filter((line) => fits(line, loan, phase));
  // Of several lines with the same questions, the first that fits holds.
  for (const line of fitting.filter(({ checkin }, i) => fitting.findIndex((other) => other.checkin === checkin) === i)) {
    if (!mayAsk(questionnaires.get(line.checkin), loan, history, phase)) continue;
    for (const round of roundsOf(line, loan, plan, { from: addDays(today, 1 - plan.windowDays), to: addDays(today, ahead) })) {
      const on = freeDay(plan, round, line.checkin, loan, history, today);
      if (on !== undefined && daysBetween(today, on) <= ahead)
        return { checkin: line.checkin, loan: loan.id, round: round.key, goal: line.goal, on, kind: line.visit && isImportant(plan, loan) ? "visit" : "chat" };
    }
  }
  return undefined;
}

const fits = ({ borrowerTypes, products, riskGrades, phases }: PlanLine, loan: CheckinLoan, phase: LoanPhase): boolean =>
  phases.includes(phase) &&
  (!borrowerTypes || borrowerTypes.includes(loan.borrowerType)) &&
  (!products || products.includes(loan.product)) &&
  (!riskGrades || riskGrades.includes(loan.riskGrade));

/** A questionnaire that was withdrawn, or is not for this borrower, is not begun. */
function mayAsk(asked: Asked | undefined, loan: CheckinLoan, history: CheckinHistory, phase: LoanPhase): boolean {
  if (!asked?.audience.includes(loan.borrowerType)) return false;
  if (asked.neverOverdue && (phase === "overdue" || history.lateElsewhere)) return false;
  return asked.needsConsent === undefined || history.consents.includes(asked.needsConsent);
}

/** The first day of the round's window that is far enough from other rounds and from reminders, which go first. */
function freeDay(plan: CheckinPlan, round: Round, checkin: string, loan: CheckinLoan, history: CheckinHistory, today: Day): Day | undefined {
  if (history.rounds.some(({ key }) => key === round.key)) return undefined;
  const end = addDays(round.on, plan.windowDays);
  for (let on = round.on < today ? today : round.on; on < end; on = addDays(on, 1)) {
    const near = (day: Day, days: number): boolean => Math.abs(daysBetween(day, on)) < days;
    const taken = history.rounds.some(
      (other) => near(other.on, plan.gapDays) || (other.checkin === checkin && other.loan !== loan.id && near(other.on, plan.sameAgainDays)),
    );
    if (!taken && !history.reminders.some((day) => near(day, plan.reminderDays + 1))) return on;
  }
  return undefined;
}

const isImportant = ({ visitOver, visitRiskGrades }: CheckinPlan, { currency, principalMinor, riskGrade }: CheckinLoan): boolean =>
  principalMinor > (visitOver.get(currency) ?? principalMinor) || visitRiskGrades.includes(riskGrade);
