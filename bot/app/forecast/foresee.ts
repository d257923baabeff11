import { addDays, dayIn, instantAt, isoInstant, type Day, type Instant } from "../../domain/calendar.ts";
import { textLocale } from "../../domain/day-text.ts";
import { withClosing } from "../../domain/policy/closing.ts";
import { gate, type Decision, type GateFacts, type Reason, type Stop, type TouchFacts } from "../../domain/policy/gate.ts";
import { endingOf } from "../../domain/notices/notice.ts";
import { mostJoined } from "../../domain/reminders/joined.ts";
import { ambient } from "../dispatch/ambient.ts";
import { mayJoin, wordingOfSeveral } from "../dispatch/joining.ts";
import type { Due } from "../dispatch/ports.ts";
import { confirmPerson, confirmWhich, dueParams, type Wording } from "../dispatch/wording.ts";
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
  /** The same for all touches that one text carries; null where nothing goes out. */
  readonly message: string | null;
  /** Where the first text only asks for the right person: what is said once they have answered. */
  readonly then?: { readonly template: string; readonly text: string };
}

/** `counting`: nobody reads the texts; rendering them is most of the work. */
type Deps = ForecastDeps & { readonly stops: readonly Stop[]; readonly now: Instant; readonly counting: boolean };

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
    const next = takeFirst(queue);
    if (!next) break;
    const decision = gate(facts(deps, person, next, initiatedAt), next.candidate.policy);
    if (decision.decision === "defer") {
      queue.push({ ...next, at: decision.until, deferredFor: [...next.deferredFor, ...decision.reasons] });
      continue;
    }
    if (decision.decision === "suppress") {
      lines.push(unsaid(person, next, decision.reasons));
      continue;
    }
    lines.push(...said(deps, person, [{ ...next, decision }, ...takeAlong(deps, person, queue, next, initiatedAt)]));
    initiatedAt.push(next.at);
    // The right person is taken to answer the first question: what follows is said in full.
    if (person.contact) person = { ...person, contact: { ...person.contact, verified: person.contact.shared === undefined, identityAsked: 0 } };
  }
  return lines.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.stage - b.stage));
}

function takeFirst(queue: Waiting[]): Waiting | undefined {
  let first = 0;
  for (let i = 1; i < queue.length; i++) {
    const [one, other] = [queue[i], queue[first]];
    if (one && other && byTime(one, other) < 0) first = i;
  }
  const [taken] = queue.splice(first, 1);
  return taken;
}

const byTime = (a: Waiting, b: Waiting): number => a.at - b.at || b.candidate.priority - a.candidate.priority || (a.candidate.key < b.candidate.key ? -1 : 1);

function facts(deps: Deps, borrower: ForecastBorrower, { candidate, at }: Waiting, initiatedAt: readonly Instant[]): GateFacts {
  const asking = borrower.contact?.shared ? "confirm-which" : "confirm-person";
  const template = borrower.contact?.verified === false ? asking : candidate.template;
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
    contacts: borrower.contacts,
    consents: borrower.consents,
    ...(borrower.answeredAt !== undefined && { answeredAt: borrower.answeredAt }),
    ...(borrower.preference && { preference: borrower.preference }),
    ...(!borrower.zoneKnown && { otherZones: candidate.zones.filter((zone) => zone !== borrower.zone) }),
    priority: candidate.priority,
    touch: touchFacts(candidate, at),
  };
}

const touchFacts = ({ instalment, stage, plannedOn, expiresAt }: Candidate, at: Instant): TouchFacts => ({
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

type Passed = Waiting & { readonly decision: Decision };

/** As in dispatch: what else is to be looked at on this day goes along where the gate passes it now. Takes it off the queue. */
function takeAlong(deps: Deps, borrower: ForecastBorrower, queue: Waiting[], { at }: Waiting, initiatedAt: readonly Instant[]): Passed[] {
  if (queue.length === 0 || !mayJoin(deps.texts)) return [];
  const midnight = instantAt(addDays(dayIn(at, borrower.zone), 1), 0, borrower.zone);
  const ofToday = queue.filter((other) => other.at < midnight).toSorted(byPriority);
  const along: Passed[] = [];
  for (const other of ofToday.slice(0, mostJoined - 1)) {
    const decision = gate(facts(deps, borrower, { ...other, at }, initiatedAt), other.candidate.policy);
    if (decision.decision !== "send") continue;
    along.push({ ...other, at, decision });
    queue.splice(queue.indexOf(other), 1);
  }
  return along;
}

const byPriority = (a: Waiting, b: Waiting): number =>
  b.candidate.priority - a.candidate.priority || a.at - b.at || (a.candidate.key < b.candidate.key ? -1 : 1);

/** A line for each touch that one text carries. */
function said(deps: Deps, borrower: ForecastBorrower, passed: readonly [Passed, ...Passed[]]): Foreseen[] {
  const [{ candidate }] = passed;
  if (deps.counting) return passed.map((one) => ({ ...goesOut(borrower, one, candidate.key), template: one.candidate.template, text: null }));
  const after = passed.length > 1 ? severally(deps, borrower, passed) : alone(deps, borrower, passed[0]);
  const first = borrower.contact?.verified === false ? confirming(deps, borrower, passed[0]) : after;
  const closes = { channel: borrower.contact?.channel ?? "none", locale: textLocale(borrower.locale), textClass: "initiating" as const };
  const render = ({ template, params }: Wording): string =>
    passed.reduce((so, one) => withClosing(so, closes, one.candidate.policy), deps.texts.render(template, borrower.locale, params));
  const text = render(first);
  const then = first !== after && { then: { template: after.template, text: render(after) } };
  return passed.map((one) => ({ ...goesOut(borrower, one, candidate.key), template: first.template, text, ...then }));
}

const goesOut = (borrower: ForecastBorrower, { candidate, at, deferredFor, decision }: Passed, message: string): Omit<Foreseen, "template" | "text"> => ({
  ...headOf(borrower, candidate),
  send_at: isoInstant(at),
  decision: deferredFor.length > 0 ? "defer" : "send",
  reasons: deferredFor.length > 0 ? unique(deferredFor) : decision.reasons,
  message,
});

function severally(deps: Deps, borrower: ForecastBorrower, passed: readonly [Passed, ...Passed[]]): Wording {
  const told = passed.map(({ candidate }) => ({ template: candidate.template, touch: touchFacts(candidate, deps.now), due: dueOf(candidate) }));
  const several = wordingOfSeveral(told, borrower, deps.lender, deps.texts, passed[0].at);
  return { ...several, params: { ...around(deps, borrower, passed[0]), ...several.params } };
}

const alone = (deps: Deps, borrower: ForecastBorrower, waiting: Waiting): Wording => ({
  template: waiting.candidate.template,
  params: { ...around(deps, borrower, waiting), ...dueParams(dueOf(waiting.candidate), borrower, deps.lender, waiting.at) },
});

const confirming = (deps: Deps, borrower: ForecastBorrower, waiting: Waiting): Wording =>
  borrower.contact?.shared
    ? confirmWhich(around(deps, borrower, waiting), borrower.contact.shared, borrower.locale, waiting.at)
    : confirmPerson(around(deps, borrower, waiting), endingOf(waiting.candidate.instalment.loan), waiting.at);

const around = ({ lender, proof }: Deps, { name, locale, branch }: ForecastBorrower, { candidate: { policy } }: Waiting) =>
  ambient({ name, locale, branch, lender, proof, policy });

const unsaid = (borrower: ForecastBorrower, { candidate, deferredFor }: Waiting, reasons: readonly Reason[]): Foreseen => ({
  ...headOf(borrower, candidate),
  send_at: null,
  decision: "suppress",
  reasons: [...reasons, ...deferredFor],
  template: null,
  text: null,
  message: null,
});

function dueOf({ instalment, stage }: Candidate): Due {
  const own = stage > 0 ? instalment.amountDueMinor : undefined;
  const whole = own !== undefined && { wholeLoan: true as const };
  return { amountMinor: own ?? instalment.outstandingMinor, currency: instalment.currency, dueOn: instalment.dueOn, ...whole };
}

function settled(
  borrower: ForecastBorrower,
  candidate: Candidate,
  known: { state: string; message?: string; decision?: Decision["decision"]; reasons?: readonly Reason[] },
): Foreseen {
  const decision = known.state === "suppressed" ? "suppress" : (known.decision ?? "send");
  return {
    ...headOf(borrower, candidate),
    send_at: null,
    decision,
    reasons: known.reasons ?? [],
    template: candidate.template,
    text: null,
    message: known.message ?? null,
  };
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
