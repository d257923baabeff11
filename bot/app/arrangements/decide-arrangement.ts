/** What people do with an application: each is one transaction under the borrower's lock, then pages look again. */
import { decide, type ArrangementInput, type Decided } from "../../domain/arrangements/arrangement.ts";
import type { ApproverRole, ArrangementPolicy } from "../../domain/arrangements/arrangement-policy.ts";
import { approversFor, guarantorNeeded } from "../../domain/arrangements/offers.ts";
import { termsFault, type TermsFault } from "../../domain/arrangements/terms.ts";
import { dayIn, type Day } from "../../domain/calendar.ts";
import type { BorrowerId } from "../../domain/ids.ts";
import { seesOf, type Caller } from "../access/caller.ts";
import type { Outcome } from "../console/commands.ts";
import type { Base, Bulletin, WakeUp } from "../ports.ts";
import type { ArrangementWrites, Beside, Deadlines, FoundArrangement } from "./ports.ts";

export interface ArrangementDeps extends Base {
  readonly store: ArrangementWrites;
  readonly policy: ArrangementPolicy | undefined;
  readonly bulletin: Bulletin;
  /** Absent: the sweep finds the answer to the borrower. */
  readonly wake?: WakeUp;
}

/** Where the file was taken away since somebody applied: what they applied for is still answered. */
const withoutFile: Deadlines = { lookDays: 3, answerDays: 5 };

/** `round`: of the terms that were on the page; others since are refused. */
export const approveArrangement = (deps: ArrangementDeps, who: Caller, id: string, round: number): Promise<Outcome> =>
  move(deps, who, id, ({ ledger }, role) => role && { type: "approve", by: { officer: who.kind === "person" ? who.officer : "", role }, round, ledger });

export const refuseArrangement = (deps: ArrangementDeps, who: Caller, id: string, round: number, note: string): Promise<Outcome> =>
  move(deps, who, id, (_, role) => role && { type: "refuse", round }, { note });

/** The borrower's own yes is asked for afterwards; the whole that is open is split, within what the policy allows anybody. */
export function changeArrangement(
  deps: ArrangementDeps,
  who: Caller,
  id: string,
  round: number,
  to: { readonly parts: number; readonly firstOn: Day },
  note?: string,
): Promise<Outcome> {
  return move(
    deps,
    who,
    id,
    ({ arrangement, facts, ledger, zone }, role): ArrangementInput | Fault | undefined => {
      const { policy } = deps;
      if (!role || !policy) return undefined;
      const terms = { ...to, amountMinor: ledger.openMinor, currency: arrangement.terms.currency };
      const fault = termsFault(terms, policy, dayIn(deps.clock.now(), zone));
      if (fault) return { fault };
      const [needs, guarantor] = [approversFor(terms, policy), guarantorNeeded(terms, facts, policy)];
      return { type: "change", by: { officer: who.kind === "person" ? who.officer : "", role }, round, terms, needs, guarantor, ledger };
    },
    note === undefined ? {} : { note },
  );
}

/** A guarantor's consent in writing, as the officer has it before them. */
export const recordConsent = (deps: ArrangementDeps, who: Caller, id: string, round: number, consent: NonNullable<Beside["consent"]>): Promise<Outcome> =>
  move(
    deps,
    who,
    id,
    ({ zone }, role) => (consent.signedOn > dayIn(deps.clock.now(), zone) ? { fault: "in_the_future" } : role && { type: "consent", round }),
    { consent },
  );

interface Fault {
  readonly fault: TermsFault | "in_the_future";
}
type Asking = (found: FoundArrangement, role: ApproverRole | undefined) => ArrangementInput | Fault | undefined;

async function move(deps: ArrangementDeps, who: Caller, id: string, asking: Asking, beside: Beside = {}): Promise<Outcome> {
  if (who.kind !== "person" || (who.role !== "officer" && who.role !== "supervisor")) return { status: "missing" };
  const { role, officer } = who;
  const at = deps.clock.now();
  let fault: string | undefined;
  const decideOn = (found: FoundArrangement): Decided => {
    const input = asking(found, role);
    if (input && "type" in input) return decide(found.arrangement, input, at);
    fault = input?.fault ?? "no_policy";
    return { refused: "not_asked" };
  };
  const { lookDays, answerDays } = deps.policy ?? withoutFile;
  const moved = await deps.store.move(id, { officer, sees: seesOf(who), at }, { lookDays, answerDays }, decideOn, beside);
  if (moved === "missing") return { status: "missing" };
  if ("refused" in moved) return { status: "refused", state: fault ?? moved.refused };
  await deps.wake?.([{ queue: "dispatch", id: moved.borrowerId as BorrowerId }]);
  await deps.bulletin.publish("console", id).catch(() => deps.log.warn({ id }, "bulletin not published"));
  return { status: "done" };
}
