import { currency } from "../money.ts";
import type { Asked, ReplyContext } from "../replies/reply.ts";
import type { Course } from "./course.ts";
import type { InboundText, OpenQuestion } from "./turn.ts";

/** What understanding may lean on when it reads this text. */
export function replyContext({ state }: Course, text: InboundText): ReplyContext {
  // amounts of one currency only: "half" of a sum across currencies means nothing
  const loan = state.loans.find(({ instalments }) => instalments.length > 0);
  return {
    receivedAt: text.receivedAt,
    zone: state.borrower.zone,
    locale: state.borrower.locale,
    currency: loan?.currency ?? noLoan,
    ...(state.asked && { asked: askedOf(state.asked) }),
    open: loan?.instalments.map(({ outstandingMinor, dueOn }) => ({ minor: outstandingMinor, dueOn })) ?? [],
  };
}

/** Whether an arrangement is wanted is read by an ear of its own: to understanding it is a question without a meaning of its own. */
function askedOf({ kind }: OpenQuestion): Asked {
  if (kind === "which_person") return "confirm_person";
  return kind === "choose_arrangement" || kind === "confirm_arrangement" ? "rephrase" : kind;
}

/** Without an open loan no amount is acted upon; understanding still wants a currency. */
const noLoan = currency("CNY");
