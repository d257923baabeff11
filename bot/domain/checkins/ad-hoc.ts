import { mentions } from "./mentions.ts";
import type { CheckinLoan } from "./phase.ts";

/** After a shock: who is asked, by trade, branch, type or product. What is not said holds for everybody; somebody must be meant. */
export interface AdHocRound {
  /** Names the round for ever. */
  readonly id: string;
  readonly checkin: string;
  readonly trades?: readonly string[];
  readonly branches?: readonly string[];
  readonly borrowerTypes?: readonly string[];
  readonly products?: readonly string[];
}

/** The round's key with this borrower: one, however many loans of theirs it fits. Undefined: it is not for this loan. */
export function adHocKey(round: AdHocRound, loan: CheckinLoan, borrower: string): string | undefined {
  const { trades, branches, borrowerTypes, products } = round;
  const isMeant =
    loan.status === "open" &&
    (!trades || mentions(loan.trade, trades)) &&
    (!branches || branches.includes(loan.branch)) &&
    (!borrowerTypes || borrowerTypes.includes(loan.borrowerType)) &&
    (!products || products.includes(loan.product));
  return isMeant ? `checkin/ad-hoc/${round.id}/${round.checkin}/${borrower}` : undefined;
}
