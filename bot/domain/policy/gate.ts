/**
 * The gate: the one place that decides whether a text may go out now. Pure; asked when a touch is planned (as a
 * forecast) and again inside the transaction that dispatches it, with facts read under the borrower's lock.
 */
import { addDays, dayIn, dayMs, hourMs, instantAt, minuteMs, plus, type Day, type Instant, type Zone } from "../calendar.ts";
import { holdBlocks, type Hold } from "./hold.ts";
import { isAllowedMinute, nextAllowed } from "./hours.ts";
import type { Policy } from "./policy.ts";
import type { TextClass } from "./text-class.ts";

export const gateRules = [
  "loan_closed",
  "paid",
  "rescheduled",
  "expired",
  "before_go_live",
  "restored",
  "missed",
  "contact_closed",
  "person_unknown",
  "no_contact_point",
  "no_channel",
  "template_not_approved",
  "hold",
  "stopped",
  "ledger_not_covering",
  "ledger_too_old",
  "hours",
  "budget",
  "allowed",
] as const;
export type GateRule = (typeof gateRules)[number];

export interface Reason {
  readonly rule: GateRule;
  /** What of the rule: the hold's reason, the budget's window, the stop's scope. Never personal. */
  readonly detail?: string;
}

export type Decision =
  | { readonly decision: "send"; readonly reasons: readonly Reason[] }
  | { readonly decision: "defer"; readonly until: Instant; readonly reasons: readonly Reason[] }
  | { readonly decision: "suppress"; readonly reasons: readonly Reason[] };

/** What a touch about an instalment adds to the facts. */
export interface TouchFacts {
  readonly stage: number;
  readonly dueOn: Day;
  readonly plannedOn: Day;
  readonly loanId: string;
  readonly instalmentNo: number;
  /** The next stage begins: saying it later would be saying something else. */
  readonly expiresAt: Instant;
  /** When it was to be looked at; later than a day means that nobody woke it. */
  readonly dueAt: Instant;
  readonly loanOpen: boolean;
  /** 0 when the ledger shows it paid; undefined when the schedule no longer has this instalment on that day. */
  readonly outstandingMinor: bigint | undefined;
  readonly ledgerAsOf: Instant;
}

export interface GateFacts {
  readonly now: Instant;
  readonly zone: Zone;
  readonly textClass: TextClass;
  readonly channel: string;
  readonly branch: string;
  readonly template: string;
  readonly templateApproved: boolean;
  /** `identityAsked`: how often we asked there whether it is the right person, without an answer since. */
  readonly contact: { readonly id: string; readonly open: boolean; readonly identityAsked: number } | undefined;
  readonly channelKnown: boolean;
  readonly goLiveAt: Instant;
  /** The database was restored from a backup at that moment. */
  readonly restoredAt?: Instant;
  /** Of a text that is not a touch: when it was to go out. */
  readonly dueAt?: Instant;
  readonly touch?: TouchFacts;
  /** Not lifted; ended ones may be among them. */
  readonly holds: readonly Hold[];
  /** The red button, where it is set. */
  readonly stops: readonly Stop[];
  /** When initiating texts went out to this person in the last eight days, on any channel, for any loan. */
  readonly initiatedAt: readonly Instant[];
}

export interface Stop {
  readonly scope: "all" | "channel" | "branch" | "template";
  readonly value?: string;
}

/** A stop has no known end: looked at again in a quarter of an hour. */
const stopRetryMs = 15 * minuteMs;
/** Ledgers are told hourly to daily. */
const ledgerRetryMs = hourMs;
/** Nothing that nobody woke for a day is sent late: after an outage there would be a storm. */
const missedMs = dayMs;

/** Whoever reads there has left three questions unanswered: a person must find out whose point it is. */
const mostIdentityQuestions = 3;

export function gate(facts: GateFacts, policy: Policy): Decision {
  const never = suppressions(facts);
  if (never.length > 0) return { decision: "suppress", reasons: never };
  const waits = deferrals(facts, policy);
  if (waits.length === 0) return { decision: "send", reasons: [{ rule: "allowed", detail: `${policy.id}@${policy.version}` }] };
  const latest = waits.reduce((max, wait) => (wait.until > max ? wait.until : max), facts.now);
  const until = keepsHours(facts, policy) ? nextAllowed(latest, facts.zone, policy) : latest;
  const reasons = waits.map((wait) => wait.reason);
  if (facts.touch && until >= facts.touch.expiresAt) return { decision: "suppress", reasons: [{ rule: "expired" }, ...reasons] };
  return { decision: "defer", until, reasons };
}

function suppressions(facts: GateFacts): Reason[] {
  const reasons: Reason[] = [];
  const { touch, contact, restoredAt } = facts;
  const dueAt = touch?.dueAt ?? facts.dueAt;
  // What was due before a restore may have gone out after the backup was made: nobody can know, so it never does again.
  if (restoredAt !== undefined && dueAt !== undefined && dueAt <= restoredAt) reasons.push({ rule: "restored" });
  if (touch) {
    if (!touch.loanOpen) reasons.push({ rule: "loan_closed" });
    if (touch.outstandingMinor === undefined) reasons.push({ rule: "rescheduled" });
    else if (touch.outstandingMinor <= 0n) reasons.push({ rule: "paid" });
    if (touch.plannedOn < dayIn(facts.goLiveAt, facts.zone)) reasons.push({ rule: "before_go_live" });
    if (facts.now >= touch.expiresAt) reasons.push({ rule: "expired" });
    else if (facts.now - touch.dueAt > missedMs) reasons.push({ rule: "missed" });
  }
  if (!contact) reasons.push({ rule: "no_contact_point" });
  else if (!contact.open && facts.textClass !== "acknowledgement") reasons.push({ rule: "contact_closed" });
  else if (facts.textClass === "initiating" && contact.identityAsked >= mostIdentityQuestions) reasons.push({ rule: "person_unknown" });
  if (contact && !facts.channelKnown) reasons.push({ rule: "no_channel", detail: facts.channel });
  if (!facts.templateApproved) reasons.push({ rule: "template_not_approved", detail: facts.template });
  for (const hold of facts.holds) {
    if (hold.until === undefined && holdApplies(hold, facts)) reasons.push({ rule: "hold", detail: hold.reason });
  }
  return reasons;
}

function deferrals(facts: GateFacts, policy: Policy): { until: Instant; reason: Reason }[] {
  const waits: { until: Instant; reason: Reason }[] = [];
  for (const hold of facts.holds) {
    if (hold.until !== undefined && hold.until > facts.now && holdApplies(hold, facts)) {
      waits.push({ until: hold.until, reason: { rule: "hold", detail: hold.reason } });
    }
  }
  for (const stop of facts.stops) {
    if (stopApplies(stop, facts)) waits.push({ until: plus(facts.now, stopRetryMs), reason: { rule: "stopped", detail: stop.scope } });
  }
  if (facts.touch) waits.push(...ledgerWaits(facts.touch, facts, policy));
  if (keepsHours(facts, policy) && !isAllowedMinute(facts.now, facts.zone, policy)) {
    waits.push({ until: nextAllowed(facts.now, facts.zone, policy), reason: { rule: "hours" } });
  }
  if (facts.textClass === "initiating") waits.push(...budgetWaits(facts, policy));
  return waits;
}

function ledgerWaits(touch: TouchFacts, { now, zone }: GateFacts, policy: Policy): { until: Instant; reason: Reason }[] {
  const waits: { until: Instant; reason: Reason }[] = [];
  if (touch.stage > 0) {
    const dueDayEnds = instantAt(addDays(touch.dueOn, 1), 0, zone);
    if (touch.ledgerAsOf < dueDayEnds + policy.ledger.postingLagMs) waits.push({ until: plus(now, ledgerRetryMs), reason: { rule: "ledger_not_covering" } });
  }
  if (now - touch.ledgerAsOf > policy.ledger.oldestMs) waits.push({ until: plus(now, ledgerRetryMs), reason: { rule: "ledger_too_old" } });
  return waits;
}

/** A calendar day's budget is new at midnight; seven days' budget when the oldest counted text leaves them. */
function budgetWaits({ now, zone, initiatedAt }: GateFacts, policy: Policy): { until: Instant; reason: Reason }[] {
  return policy.budgets.flatMap(({ window, most }) => {
    const today = dayIn(now, zone);
    const counted = initiatedAt.filter((at) => (window === "day" ? dayIn(at, zone) === today : at > now - 7 * dayMs)).toSorted((a, b) => a - b);
    if (counted.length < most) return [];
    // When so many have left the window that one more fits.
    const frees = counted[counted.length - most] ?? now;
    const until = window === "day" ? instantAt(addDays(today, 1), 0, zone) : plus(frees, 7 * dayMs);
    return [{ until, reason: { rule: "budget" as const, detail: window } }];
  });
}

const keepsHours = (facts: GateFacts, policy: Policy): boolean =>
  facts.textClass === "initiating" || (facts.textClass === "response" && policy.responses.withinHours);

function holdApplies(hold: Hold, facts: GateFacts): boolean {
  // Whatever `from` says: a hold that is there was committed, perhaps by a worker whose clock is ahead of this one's.
  if (!holdBlocks(hold.reason, facts.textClass)) return false;
  if (hold.contactPointId !== undefined && hold.contactPointId !== facts.contact?.id) return false;
  if (hold.loanId !== undefined && hold.loanId !== facts.touch?.loanId) return false;
  return hold.instalmentNo === undefined || hold.instalmentNo === facts.touch?.instalmentNo;
}

function stopApplies(stop: Stop, facts: GateFacts): boolean {
  // An acknowledged opt-out must be confirmed even while everything else is stopped.
  if (facts.textClass === "acknowledgement") return false;
  switch (stop.scope) {
    case "all":
      return true;
    case "channel":
      return stop.value === facts.channel;
    case "branch":
      return stop.value === facts.branch;
    case "template":
      return stop.value === facts.template;
  }
}
