import { addDays, instantAt, dayIn, type Instant, type Zone } from "../calendar.ts";
import type { ApproverRole } from "./arrangement-policy.ts";
import type { Terms } from "./terms.ts";

/**
 * proposed: the borrower chose, nobody has decided · approved: by all who must; the borrower is asked once more ·
 * agreed: confirmed by the borrower (and a guarantor), the lender's system is told · booked: the lender's own schedule
 * has taken it over · kept, broken: by what the ledger shows.
 */
export const arrangementStates = ["proposed", "approved", "agreed", "refused", "declined", "withdrawn", "expired", "booked", "kept", "broken"] as const;
export type ArrangementState = (typeof arrangementStates)[number];

export interface Arrangement {
  readonly state: ArrangementState;
  /** Raised with each change of the terms: who approved or consented did so for exactly these. */
  readonly round: number;
  readonly terms: Terms;
  /** `borrower`, or the handle of the officer whose terms these are. */
  readonly termsBy: string;
  readonly loanOfficer: string;
  readonly needs: readonly ApproverRole[];
  readonly approvals: readonly Approver[];
  readonly guarantor: "not_needed" | "awaited" | "given";
  /** The borrower said yes to these terms. */
  readonly confirmed: boolean;
  readonly dueAt: Instant;
}

export interface Approver {
  readonly officer: string;
  readonly role: ApproverRole;
}

/** What the ledger has open of the covered instalments at this moment, and whether the loan is open at all. */
export interface LedgerNow {
  readonly openMinor: bigint;
  readonly loanOpen: boolean;
}

export type ArrangementInput =
  | { readonly type: "approve"; readonly by: Approver; readonly round: number; readonly ledger: LedgerNow }
  | {
      readonly type: "change";
      readonly by: Approver;
      readonly round: number;
      readonly terms: Terms;
      readonly needs: readonly ApproverRole[];
      readonly guarantor: boolean;
      readonly ledger: LedgerNow;
    }
  | { readonly type: "refuse"; readonly round: number }
  | { readonly type: "consent"; readonly round: number }
  | { readonly type: "accept"; readonly round: number; readonly ledger: LedgerNow }
  | { readonly type: "decline"; readonly round: number }
  /** Looked at by the sweep: what was paid, closed or left lying. */
  | { readonly type: "look"; readonly ledger: LedgerNow };

export type ArrangementEvent =
  | { readonly type: "changed"; readonly terms: Terms; readonly needs: readonly ApproverRole[]; readonly guarantor: boolean }
  | { readonly type: "endorsed"; readonly by: Approver }
  | { readonly type: "approved" }
  | { readonly type: "refused" }
  | { readonly type: "consented" }
  | { readonly type: "confirmed" }
  | { readonly type: "agreed" }
  | { readonly type: "declined" }
  | { readonly type: "withdrawn"; readonly because: "paid" | "loan_closed" }
  | { readonly type: "expired" };

/** `own_loan`: the loan's officer cannot be the only one. `not_asked`: all of that role have said yes, or none was to. */
export type Refusal = "over" | "round" | "own_terms" | "again" | "own_loan" | "not_asked" | "ledger_moved" | "not_yet";

export type Decided = { readonly events: readonly ArrangementEvent[] } | { readonly refused: Refusal };

export function decide(state: Arrangement, input: ArrangementInput, now: Instant): Decided {
  if (state.state !== "proposed" && state.state !== "approved") return { refused: "over" };
  if (input.type !== "look" && input.round !== state.round) return { refused: "round" };
  switch (input.type) {
    case "approve":
      return approve(state, input.by, input.ledger);
    case "change":
      return change(state, input);
    case "refuse":
      return state.confirmed ? { refused: "over" } : { events: [{ type: "refused" }] };
    case "consent":
      if (state.guarantor !== "awaited") return { refused: "not_asked" };
      return { events: [{ type: "consented" }, ...(state.confirmed ? [{ type: "agreed" } as const] : [])] };
    case "accept":
      return accept(state, input.ledger);
    case "decline":
      return state.state === "approved" && !state.confirmed ? { events: [{ type: "declined" }] } : { refused: "not_yet" };
    case "look":
      return look(state, input.ledger, now);
  }
}

function approve(state: Arrangement, by: Approver, ledger: LedgerNow): Decided {
  if (state.state !== "proposed") return { refused: "over" };
  if (moved(state.terms, ledger)) return { refused: "ledger_moved" };
  if (same(by.officer, state.termsBy)) return { refused: "own_terms" };
  return endorse(state, by);
}

/** One more yes: by somebody of a role that is still asked for, who has not said so before. */
function endorse(state: Pick<Arrangement, "approvals" | "needs" | "loanOfficer">, by: Approver): Decided {
  const { approvals, needs, loanOfficer } = state;
  if (approvals.some(({ officer }) => same(officer, by.officer))) return { refused: "again" };
  const left = unmet(needs, approvals);
  if (!left.includes(by.role)) return { refused: "not_asked" };
  const all = [...approvals, by];
  const whole = left.length === 1;
  if (whole && all.every(({ officer }) => same(officer, loanOfficer))) return { refused: "own_loan" };
  return { events: [{ type: "endorsed", by }, ...(whole ? [{ type: "approved" } as const] : [])] };
}

/**
 * Other terms begin anew. Whoever changes the borrower's wish has looked at it, and counts among those who must agree:
 * the borrower confirms the change. Whoever changes their own terms once more does not count: somebody else must look.
 */
function change(state: Arrangement, { by, terms, needs, guarantor, ledger }: Extract<ArrangementInput, { type: "change" }>): Decided {
  if (state.confirmed) return { refused: "over" };
  if (moved(terms, ledger)) return { refused: "ledger_moved" };
  const changed: ArrangementEvent = { type: "changed", terms, needs, guarantor };
  if (same(by.officer, state.termsBy)) return { events: [changed] };
  const said = endorse({ approvals: [], needs, loanOfficer: state.loanOfficer }, by);
  return "events" in said ? { events: [changed, ...said.events] } : { events: [changed] };
}

function accept(state: Arrangement, ledger: LedgerNow): Decided {
  if (state.state !== "approved" || state.confirmed) return { refused: "not_yet" };
  if (moved(state.terms, ledger)) return { refused: "ledger_moved" };
  return { events: [{ type: "confirmed" }, ...(state.guarantor === "awaited" ? [] : [{ type: "agreed" } as const])] };
}

function look(state: Arrangement, ledger: LedgerNow, now: Instant): Decided {
  if (!ledger.loanOpen) return { events: [{ type: "withdrawn", because: "loan_closed" }] };
  if (ledger.openMinor <= 0n) return { events: [{ type: "withdrawn", because: "paid" }] };
  return { events: now >= state.dueAt ? [{ type: "expired" }] : [] };
}

/** Something was paid or reversed since: these terms speak of another amount. */
const moved = ({ amountMinor }: Terms, { openMinor, loanOpen }: LedgerNow): boolean => !loanOpen || openMinor !== amountMinor;

/** Roles of which somebody must still say yes. */
export function unmet(needs: readonly ApproverRole[], approvals: readonly Approver[]): ApproverRole[] {
  const left = [...needs];
  for (const { role } of approvals) {
    const at = left.indexOf(role);
    if (at >= 0) left.splice(at, 1);
  }
  return left;
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** The end of the borrower's day so many days from now. */
export const untilDay = (now: Instant, days: number, zone: Zone): Instant => instantAt(addDays(dayIn(now, zone), days + 1), 0, zone);
