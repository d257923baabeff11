import type { ArrangementPolicy } from "../arrangements/arrangement-policy.ts";
import { approversFor, guarantorNeeded, type Covered, type LoanFacts, type Offer } from "../arrangements/offers.ts";
import { spokenOptions, spokenTerms } from "../arrangements/spoken-terms.ts";
import type { Terms } from "../arrangements/terms.ts";
import type { ArrangementId } from "../ids.ts";
import type { ArrangementProposed, OpenLoan, OpenQuestion, Say, TurnState } from "./turn.ts";
import { say, todayOf } from "./says.ts";

export const offerSay = (state: TurnState, open: readonly Offer[]): Say =>
  say(
    "arrangement-offer",
    spokenOptions(
      open.map(({ terms }) => terms),
      state.borrower.locale,
      todayOf(state),
    ),
  );

const spoken = (state: TurnState, terms: Terms) => spokenTerms(terms, state.borrower.locale, todayOf(state));
/** What the borrower chose, for a yes. */
export const quoteSay = (state: TurnState, terms: Terms): Say => say("arrangement-quote", spoken(state, terms));
/** What was approved, for a yes. */
export const confirmSay = (state: TurnState, terms: Terms): Say => say("arrangement-confirm", spoken(state, terms));
export const agreedSay = (state: TurnState, terms: Terms): Say => say("arrangement-agreed", spoken(state, terms));

export const arrangementQuote = ({ now }: TurnState, arrangementId: ArrangementId, round: number): OpenQuestion => ({
  kind: "confirm_arrangement",
  askedAt: now,
  arrangementId,
  round,
});

/** The borrower's choice with all that the policy says of it: what was allowed stays allowed while people look. */
export const proposed = (loan: OpenLoan, { id, terms }: Offer, covered: Covered, facts: LoanFacts, policy: ArrangementPolicy): ArrangementProposed => ({
  type: "arrangement_proposed",
  loanId: loan.id,
  offer: id,
  amountMinor: terms.amountMinor,
  currency: terms.currency,
  parts: terms.parts,
  firstOn: terms.firstOn,
  firstNo: covered.firstNo,
  lastNo: covered.lastNo,
  originalDueOn: covered.originalDueOn,
  needs: approversFor(terms, policy),
  guarantor: guarantorNeeded(terms, facts, policy),
  lookDays: policy.lookDays,
  policyVersion: policy.version,
});
