import { dayIn, isoInstant, type Day, type Instant } from "../../domain/calendar.ts";
import { gate, type Decision, type GateFacts, type Reason, type Stop } from "../../domain/policy/gate.ts";
import { wording } from "../dispatch/wording.ts";
import type { Candidate, ForecastDeps } from "./deps.ts";
import type { ForecastBorrower } from "./ports.ts";

/** One touch of the dry run, as `huifang plan --json` prints it. */
export interface Foreseen {
  readonly touch: string;
  readonly borrower: string;
  readonly loan: string;
  readonly instalment: number;
  readonly stage: number;
  readonly day: Day;
  readonly channel: string;
  /** When it goes out, after every deferral; null where it never does. */
  readonly send_at: string | null;
  /** send: at its own time; defer: later (`send_at`); suppress: not at all. */
  readonly decision: Decision["decision"];
  readonly reasons: readonly Reason[];
  readonly template: string | null;
  readonly text: string | null;
  /** Where the first text only asks for the right person: what is said once they have answered. */
  readonly then?: { readonly template: string; readonly text: string };
}

type Deps = ForecastDeps & { readonly stops: readonly Stop[]; readonly now: Instant };

interface Waiting {
  readonly candidate: Candidate;
  readonly at: Instant;
  readonly deferredFor: readonly Reason[];
}

/** Runs one borrower's touches through the gate in the order of time, each sent text using up the budget. */
export function foresee(deps: Deps, borrower: ForecastBorrower, candidates: readonly Candidate[]): Foreseen[] {
  const lines: Foreseen[] = [];
  const initiatedAt = [...borrower.initiatedAt];
  const queue: Waiting[] = [];
  let person = borrower;
  const today = dayIn(deps.now, borrower.zone);
  const goLiveOn = dayIn(deps.goLiveAt, borrower.zone);
  for (const candidate of candidates) {
    const known = borrower.known.get(candidate.key);
    if (known && known.state !== "planned") lines.push(settled(borrower, candidate, known));
    else if (!known && candidate.plannedOn < today) lines.push(settled(borrower, candidate, neverPlanned(candidate.plannedOn < goLiveOn)));
    else if (deps.restoredAt !== undefined && (known?.dueAt ?? candidate.dueAt) <= deps.restoredAt)
      lines.push(settled(borrower, candidate, { state: "suppressed", reasons: [{ rule: "restored" }] }));
    else queue.push({ candidate, at: later(known?.dueAt ?? candidate.dueAt, deps.now), deferredFor: [] });
  }
  while (queue.length > 0) {
    queue.sort((a, b) => a.at - b.at || b.candidate.priority - a.candidate.priority || (a.candidate.key < b.candidate.key ? -1 : 1));
    const next = queue.shift();
    if (!next) break;
    const decision = gate(facts(deps, person, next, initiatedAt), deps.policy);
    if (decision.decision === "defer") {
      queue.push({ ...next, at: decision.until, deferredFor: [...next.deferredFor, ...decision.reasons] });
      continue;
    }
    lines.push(line(deps, person, next, decision));
    if (decision.decision !== "send") continue;
    initiatedAt.push(next.at);
    // The right person is taken to answer the first question: what follows is said in full.
    if (person.contact) person = { ...person, contact: { ...person.contact, verified: true, identityAsked: 0 } };
  }
  return lines.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.stage - b.stage));
}

function facts(deps: Deps, borrower: ForecastBorrower, { candidate, at }: Waiting, initiatedAt: readonly Instant[]): GateFacts {
  const { instalment } = candidate;
  const template = borrower.contact?.verified === false ? "confirm-person" : candidate.template;
  return {
    now: at,
    zone: borrower.zone,
    textClass: "initiating",
    channel: borrower.contact?.channel ?? "none",
    branch: borrower.branch,
    template,
    templateApproved: deps.texts.find(template) !== undefined,
    contact: borrower.contact && { id: borrower.contact.id, open: true, identityAsked: borrower.contact.identityAsked },
    channelKnown: deps.channels.has(borrower.contact?.channel ?? "none"),
    goLiveAt: deps.goLiveAt,
    holds: borrower.holds,
    stops: deps.stops,
    initiatedAt,
    touch: {
      stage: candidate.stage,
      dueOn: instalment.dueOn,
      plannedOn: candidate.plannedOn,
      loanId: instalment.loanId,
      instalmentNo: instalment.no,
      expiresAt: candidate.expiresAt,
      dueAt: at,
      loanOpen: true,
      outstandingMinor: instalment.outstandingMinor,
      // The ledger goes on being told: at any moment it is known up to then.
      ledgerAsOf: at,
    },
  };
}

function line(
  deps: Deps,
  borrower: ForecastBorrower,
  { candidate, at, deferredFor }: Waiting,
  decision: Decision & { decision: "send" | "suppress" },
): Foreseen {
  const head = headOf(borrower, candidate);
  if (decision.decision === "suppress")
    return { ...head, send_at: null, decision: "suppress", reasons: [...decision.reasons, ...deferredFor], template: null, text: null };
  const said = {
    borrower,
    contact: borrower.contact && { ...borrower.contact, address: "" },
    template: candidate.template,
    params: {},
    gate: facts(deps, borrower, { candidate, at, deferredFor }, []),
    due: dueOf(candidate),
  };
  const first = wording(said, deps.lender, at);
  const after = wording({ ...said, ...(said.contact && { contact: { ...said.contact, verified: true } }) }, deps.lender, at);
  const text = deps.texts.render(first.template, borrower.locale, first.params);
  return {
    ...head,
    send_at: isoInstant(at),
    decision: deferredFor.length > 0 ? "defer" : "send",
    reasons: deferredFor.length > 0 ? unique(deferredFor) : decision.reasons,
    template: first.template,
    text,
    ...(first.template !== after.template && { then: { template: after.template, text: deps.texts.render(after.template, borrower.locale, after.params) } }),
  };
}

function dueOf({ instalment, stage }: Candidate): { amountMinor: bigint; currency: string; dueOn: Day } {
  const amountMinor = stage > 0 ? (instalment.amountDueMinor ?? instalment.outstandingMinor) : instalment.outstandingMinor;
  return { amountMinor, currency: instalment.currency, dueOn: instalment.dueOn };
}

function settled(
  borrower: ForecastBorrower,
  candidate: Candidate,
  known: { state: string; decision?: Decision["decision"]; reasons?: readonly Reason[] },
): Foreseen {
  const decision = known.state === "suppressed" ? "suppress" : (known.decision ?? "send");
  return { ...headOf(borrower, candidate), send_at: null, decision, reasons: known.reasons ?? [], template: candidate.template, text: null };
}

/** The planner never makes a touch for a day that was over when it first saw the loan. */
const neverPlanned = (beforeGoLive: boolean): Parameters<typeof settled>[2] => ({
  state: "suppressed",
  reasons: [{ rule: beforeGoLive ? "before_go_live" : "missed" }],
});

const headOf = (borrower: ForecastBorrower, candidate: Candidate) => ({
  touch: candidate.key,
  borrower: borrower.borrower,
  loan: candidate.instalment.loan,
  instalment: candidate.instalment.no,
  stage: candidate.stage,
  day: candidate.plannedOn,
  channel: borrower.contact?.channel ?? "none",
});

const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);
const unique = (reasons: readonly Reason[]): Reason[] => [...new Map(reasons.map((reason) => [`${reason.rule}/${reason.detail ?? ""}`, reason])).values()];
