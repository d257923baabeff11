import { addDays, dayIn, instantAt, type Instant } from "../../domain/calendar.ts";
import { gate, type Decision, type GateFacts, type Reason, type Stop, type TouchFacts } from "../../domain/policy/gate.ts";
import { mostJoined } from "../../domain/reminders/joined.ts";
import { mayJoin } from "../dispatch/joining.ts";
import type { Candidate, ForecastDeps } from "./deps.ts";
import type { ForecastBorrower } from "./ports.ts";

/** What becomes of touches of one borrower. */
export type Outcome =
  /** Decided before: it stands as it was decided. */
  | {
      readonly kind: "settled";
      readonly candidate: Candidate;
      readonly decision: Decision["decision"];
      readonly reasons: readonly Reason[];
      /** The text that carried it, where there is one. */
      readonly message?: string;
    }
  /** Not said at all. */
  | { readonly kind: "unsaid"; readonly candidate: Candidate; readonly reasons: readonly Reason[] }
  /** One text, for each of the touches that it carries; the first of them gives the text its key. */
  | {
      readonly kind: "said";
      readonly at: Instant;
      readonly carries: readonly [Passed, ...Passed[]];
      /** The text only asks for the right person. */
      readonly asksWho: boolean;
    };

export interface Waiting {
  readonly candidate: Candidate;
  readonly at: Instant;
  readonly deferredFor: readonly Reason[];
}
export type Passed = Waiting & { readonly decision: Decision };

export type ForeseeDeps = Pick<ForecastDeps, "channels" | "goLiveAt" | "restoredAt" | "texts"> & { readonly stops: readonly Stop[]; readonly now: Instant };

/** Runs one borrower's touches through the gate in the order of time, each sent text using up the budget. */
export function foresee(deps: ForeseeDeps, borrower: ForecastBorrower, candidates: readonly Candidate[]): Outcome[] {
  const outcomes: Outcome[] = [];
  const queue: Waiting[] = [];
  const today = dayIn(deps.now, borrower.zone);
  const goLiveOn = dayIn(deps.goLiveAt, borrower.zone);
  for (const candidate of candidates) {
    const known = borrower.known.size > 0 ? borrower.known.get(candidate.key) : undefined;
    if (known && known.state !== "planned") {
      const decision = known.state === "suppressed" ? "suppress" : (known.decision ?? "send");
      outcomes.push({ kind: "settled", candidate, decision, reasons: known.reasons ?? [], ...(known.message !== undefined && { message: known.message }) });
    } else if (!known && candidate.plannedOn < today) {
      // The planner never makes a touch for a day that was over when it first saw the loan.
      outcomes.push({ kind: "settled", candidate, decision: "suppress", reasons: [{ rule: candidate.plannedOn < goLiveOn ? "before_go_live" : "missed" }] });
    } else if (deps.restoredAt !== undefined && (known?.dueAt ?? candidate.dueAt) <= deps.restoredAt) {
      outcomes.push({ kind: "settled", candidate, decision: "suppress", reasons: [{ rule: "restored" }] });
    } else queue.push({ candidate, at: later(known?.dueAt ?? candidate.dueAt, deps.now), deferredFor: [] });
  }
  // The next one is at the end.
  queue.sort(latestFirst);
  const joins = mayJoin(deps.texts);
  const initiatedAt = [...borrower.initiatedAt];
  let asked = asking(deps, borrower, initiatedAt);
  for (let next = queue.pop(); next; next = queue.pop()) {
    const decision = gate(factsOf(asked, next.candidate, next.at), next.candidate.policy);
    if (decision.decision === "defer")
      putBack(queue, { candidate: next.candidate, at: decision.until, deferredFor: [...next.deferredFor, ...decision.reasons] });
    else if (decision.decision === "suppress")
      outcomes.push({ kind: "unsaid", candidate: next.candidate, reasons: [...decision.reasons, ...next.deferredFor] });
    else {
      const { at } = next;
      const along = joins && queue.length > 0 ? takeAlong(asked, queue, at) : [];
      outcomes.push({ kind: "said", at, carries: [{ ...next, decision }, ...along], asksWho: asked.asksWho });
      initiatedAt.push(at);
      // The right person is taken to answer the first question: what follows is said in full, unless several share the number.
      if (asked.contact && asked.asksWho)
        asked = { ...asked, asksWho: borrower.contact?.shared !== undefined, contact: { ...asked.contact, identityAsked: 0 } };
    }
  }
  return outcomes;
}

const latestFirst = (a: Waiting, b: Waiting): number =>
  b.at - a.at || a.candidate.priority - b.candidate.priority || (a.candidate.key < b.candidate.key ? 1 : -1);

function putBack(queue: Waiting[], waiting: Waiting): void {
  let place = queue.length;
  for (let before = queue[place - 1]; before && latestFirst(before, waiting) > 0; before = queue[place - 1]) place--;
  queue.splice(place, 0, waiting);
}

interface Asking {
  readonly deps: ForeseeDeps;
  readonly borrower: ForecastBorrower;
  readonly channel: string;
  readonly channelKnown: boolean;
  readonly contact: GateFacts["contact"];
  readonly asksWho: boolean;
  /** Grows with what goes out. */
  readonly initiatedAt: readonly Instant[];
}

function asking(deps: ForeseeDeps, borrower: ForecastBorrower, initiatedAt: readonly Instant[]): Asking {
  const { contact } = borrower;
  const channel = contact?.channel ?? "none";
  return {
    deps,
    borrower,
    channel,
    channelKnown: deps.channels.has(channel),
    contact: contact && { id: contact.id, open: true, identityAsked: contact.identityAsked },
    asksWho: contact?.verified === false,
    initiatedAt,
  };
}

/** Written out: an object with spreads in it takes twenty times as long to make and to read, and this is most of a forecast's work. */
function factsOf({ deps, borrower, channel, channelKnown, contact, asksWho, initiatedAt }: Asking, candidate: Candidate, at: Instant): GateFacts {
  const template = asksWho ? (borrower.contact?.shared ? "confirm-which" : "confirm-person") : candidate.template;
  return {
    now: at,
    zone: borrower.zone,
    textClass: "initiating",
    channel,
    branch: borrower.branch,
    template,
    templateApproved: deps.texts.find(template) !== undefined,
    contact,
    channelKnown,
    goLiveAt: deps.goLiveAt,
    touch: touchFacts(candidate, at),
    holds: borrower.holds,
    stops: deps.stops,
    initiatedAt,
    contacts: borrower.contacts,
    answeredAt: borrower.answeredAt,
    consents: borrower.consents,
    preference: borrower.preference,
    otherZones: borrower.zoneKnown ? undefined : candidate.zones.filter((zone) => zone !== borrower.zone),
    priority: candidate.priority,
  };
}

export const touchFacts = ({ instalment, stage, plannedOn, expiresAt }: Candidate, at: Instant): TouchFacts => ({
  stage,
  dueOn: instalment.dueOn,
  plannedOn,
  loanId: instalment.loanId,
  instalmentNo: instalment.no,
  expiresAt,
  dueAt: at,
  loanOpen: true,
  outstandingMinor: instalment.outstandingMinor,
  // The ledger goes on being told: at any moment it is known up to then.
  ledgerAsOf: at,
});

/** As in dispatch: what else is to be looked at on this day goes along where the gate passes it now. Takes it off the queue. */
function takeAlong(asked: Asking, queue: Waiting[], at: Instant): Passed[] {
  const { zone } = asked.borrower;
  const last = queue.at(-1);
  const midnight = instantAt(addDays(dayIn(at, zone), 1), 0, zone);
  if (!last || last.at >= midnight) return [];
  const ofToday = queue.filter((other) => other.at < midnight).toSorted(byPriority);
  const along: Passed[] = [];
  for (const other of ofToday.slice(0, mostJoined - 1)) {
    const decision = gate(factsOf(asked, other.candidate, at), other.candidate.policy);
    if (decision.decision !== "send") continue;
    along.push({ ...other, at, decision });
    queue.splice(queue.indexOf(other), 1);
  }
  return along;
}

const byPriority = (a: Waiting, b: Waiting): number =>
  b.candidate.priority - a.candidate.priority || a.at - b.at || (a.candidate.key < b.candidate.key ? -1 : 1);

const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);
