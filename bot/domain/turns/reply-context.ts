import { currency } from "../money.ts";
import type { ReplyContext } from "../replies/reply.ts";
import type { Course } from "./course.ts";
import type { InboundText } from "./turn.ts";

/** What understanding may lean on when it reads this text. */
export function replyContext({ state }: Course, text: InboundText): ReplyContext {
  // amounts of one currency only: "half" of a sum across currencies means nothing
  const loan = state.loans.find(({ instalments }) => instalments.length > 0);
  return {
    receivedAt: text.receivedAt,
    zone: state.borrower.zone,
    locale: state.borrower.locale,
    currency: loan?.currency ?? noLoan,
    ...(state.asked && { asked: state.asked.kind === "which_person" ? "confirm_person" : state.asked.kind }),
    open: loan?.instalments.map(({ outstandingMinor, dueOn }) => ({ minor: outstandingMinor, dueOn })) ?? [],
  };
}

/** Without an open loan no amount is acted upon; understanding still wants a currency. */
const noLoan = currency("CNY");
