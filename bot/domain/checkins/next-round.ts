import { addDays, type Day } from "../calendar.ts";
import type { CheckinPlan } from "./checkin-plan.ts";
import type { CheckinLoan } from "./phase.ts";
import { roundsOf } from "./rounds.ts";

/** A loan is looked at so often even where nothing is in sight: a plan may have changed. */
const longestDays = 90;
/** A round that waits for a free day is looked at again so soon. */
const againDays = 1;

/**
 * The next day on which a check-in of this loan could begin: the planner looks at it then. What changes in the ledger
 * meanwhile is looked at at once; what is open now may become late without a word.
 */
export function nextRoundOn(plan: CheckinPlan, loan: CheckinLoan, openSince: Day | undefined, begun: ReadonlySet<string>, today: Day): Day {
  const late = loan.lateSince ?? openSince;
  const asLate: CheckinLoan = { ...loan, ...(late !== undefined && { lateSince: late }) };
  const range = { from: addDays(today, 1 - plan.windowDays), to: addDays(today, longestDays) };
  const rounds = plan.lines
    .filter(
      ({ borrowerTypes, products, riskGrades }) => isOf(borrowerTypes, loan.borrowerType) && isOf(products, loan.product) && isOf(riskGrades, loan.riskGrade),
    )
    .flatMap((line) => roundsOf(line, asLate, plan, range))
    .filter(({ key }) => !begun.has(key));
  const soonest = rounds.reduce((first, { on }) => (on < first ? on : first), addDays(today, longestDays));
  const again = addDays(today, againDays);
  return soonest > again ? soonest : again;
}

const isOf = <T extends string>(list: readonly T[] | undefined, one: T): boolean => list === undefined || list.includes(one);
