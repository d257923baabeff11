/**
 * The gate: the one place that decides whether a text may go out now. Pure; asked when a touch is planned (as a
 * forecast) and again inside the transaction that dispatches it, with facts read under the borrower's lock.
 */
import { addDays, dayIn, dayMs, hourMs, instantAt, minuteMs, plus, type Instant } from "../calendar.ts";
import { budgetWaits } from "./budgets.ts";
import { daysLateOf, purposeOf, type GateFacts, type Stop, type TouchFacts } from "./gate-facts.ts";
import { holdBlocks, type Hold } from "./hold.ts";
import { hoursObjections, nextAllowed, type HoursAsked } from "./hours.ts";
import type { Purpose } from "./purpose.ts";
import { consented, objections } from "./permitted.ts";
import type { Policy } from "./policy.ts";

export type { GateFacts, Stop, TouchFacts } from "./gate-facts.ts";

export const gateRules = [
  "loan_closed",
  "paid",
  "rescheduled",
  // The planner's own: it takes back what waits for a stage that the plan lacks.
  "plan_changed",
  "arrived",
  "answered",
  "reversed",
  "promise_over",
  "arrangement_over",
  "checkin_over",
  "document_over",
  "expired",
  "before_go_live",
  "restored",
  "missed",
  "contact_closed",
  "person_unknown",
  "no_contact_point",
  "no_channel",
  "template_not_approved",
  "purpose_on_channel",
  "consent",
  "third_party",
  "offer_while_overdue",
  "hold",
  "stopped",
  "policies_outdated",
  "yields",
  "ledger_not_covering",
  "ledger_too_old",
  "hours",
  "holiday",
  "preference",
  "budget",
  "pause",
  "no_open_hour",
  "allowed",
] as const;
export type GateRule = (typeof gateRules)[number];

export interface Reason {
  readonly rule: GateRule;
  /** What of the rule: the hold's reason, the budget's window, the stop's scope. Never personal. */
  readonly detail?: string;
  /** The pack whose rule it is; absent: a rule of the product itself. */
  readonly pack?: string;
}

export type Decision =
  | { readonly decision: "send"; readonly reasons: readonly Reason[] }
  | { readonly decision: "defer"; readonly until: Instant; readonly reasons: readonly Reason[] }
  | { readonly decision: "suppress"; readonly reasons: readonly Reason[] };

/** A stop has no known end: looked at again in a quarter of an hour. */
const stopRetryMs = 15 * minuteMs;
/** Ledgers are told hourly to daily. */
const ledgerRetryMs = hourMs;
/** Nothing that nobody woke for a day is sent late: after an outage there would be a storm. */
const missedMs = dayMs;

/** Whoever reads there has left three questions unanswered: a person must find out whose point it is. */
const mostIdentityQuestions = 3;

export function gate(facts: GateFacts, policy: Policy): Decision {
  const never = suppressions(facts, policy);
  if (never.length > 0) return { decision: "suppress", reasons: never };
  const hours = hoursOf(facts, policy);
  const waits = deferrals(facts, policy, hours);
  if (waits.length === 0) return { decision: "send", reasons: [{ rule: "allowed", detail: `${policy.id}@${policy.version}` }] };
  const latest = waits.reduce((max, wait) => (wait.until > max ? wait.until : max), facts.now);
  const until = hours ? nextAllowed(latest, hours) : latest;
  const reasons = waits.map((wait) => wait.reason);
  if (until === undefined) return { decision: "suppress", reasons: [{ rule: "no_open_hour" }, ...reasons] };
  const planned = facts.touch ?? facts.notice;
  if (planned && until >= planned.expiresAt) return { decision: "suppress", reasons: [{ rule: "expired" }, ...reasons] };
  return { decision: "defer", until, reasons };
}

function suppressions(facts: GateFacts, policy: Policy): Reason[] {
  const reasons: Reason[] = [];
  const { touch, notice, contact, restoredAt } = facts;
  const planned = touch ?? notice;
  const dueAt = planned?.dueAt ?? facts.dueAt;
  // What was due before a restore may have gone out after the backup was made: nobody can know, so it never does again.
  if (restoredAt !== undefined && dueAt !== undefined && dueAt <= restoredAt) reasons.push({ rule: "restored" });
  if (touch) {
    if (!touch.loanOpen) reasons.push({ rule: "loan_closed" });
    if (touch.outstandingMinor === undefined) reasons.push({ rule: "rescheduled" });
    else if (touch.outstandingMinor <= 0n) reasons.push({ rule: "paid" });
    if (touch.follows) reasons.push(...followsNothing(touch.follows));
  }
  if (notice?.moot) reasons.push({ rule: notice.moot });
  if (planned) {
    if (planned.plannedOn < dayIn(facts.goLiveAt, facts.zone)) reasons.push({ rule: "before_go_live" });
    if (facts.now >= planned.expiresAt) reasons.push({ rule: "expired" });
    else if (facts.now - planned.dueAt > missedMs) reasons.push({ rule: "missed" });
  }
  if (!contact) reasons.push({ rule: "no_contact_point" });
  else if (!contact.open && facts.textClass !== "acknowledgement") reasons.push({ rule: "contact_closed" });
  else if (facts.textClass === "initiating" && contact.identityAsked >= mostIdentityQuestions) reasons.push({ rule: "person_unknown" });
  if (contact && !facts.channelKnown) reasons.push({ rule: "no_channel", detail: facts.channel });
  if (!facts.templateApproved) reasons.push({ rule: "template_not_approved", detail: facts.template });
  if (facts.textClass === "initiating") {
    const asked = {
      channel: facts.channel,
      purpose: purposeOf(facts),
      person: facts.person ?? "borrower",
      consents: facts.consents ?? [],
      daysLate: daysLateOf(facts),
    };
    for (const { rule, detail, layer } of objections(asked, policy)) reasons.push({ rule, detail, ...(layer && { pack: layer.id }) });
  }
  for (const hold of facts.holds) {
    if (hold.until === undefined && holdApplies(hold, facts)) reasons.push({ rule: "hold", detail: hold.reason });
  }
  return reasons;
}

/** A second text on another channel: only while the first is still known not to have arrived, or not to be answered. */
function followsNothing({ because, arrived, answered }: NonNullable<TouchFacts["follows"]>): Reason[] {
  if (answered) return [{ rule: "answered" }];
  return because === "undelivered" && arrived ? [{ rule: "arrived" }] : [];
}

function deferrals(facts: GateFacts, policy: Policy, hours: HoursAsked | undefined): { until: Instant; reason: Reason }[] {
  const waits: { until: Instant; reason: Reason }[] = [];
  for (const hold of facts.holds) {
    if (hold.until !== undefined && hold.until > facts.now && holdApplies(hold, facts)) {
      waits.push({ until: hold.until, reason: { rule: "hold", detail: hold.reason } });
    }
  }
  for (const stop of facts.stops) {
    if (stopApplies(stop, facts)) waits.push({ until: plus(facts.now, stopRetryMs), reason: { rule: "stopped", detail: stop.scope } });
  }
  if (facts.policiesOutdated && facts.textClass !== "acknowledgement")
    waits.push({ until: plus(facts.now, stopRetryMs), reason: { rule: "policies_outdated" } });
  const { yields } = facts.notice ?? {};
  if (yields && yields.until > facts.now) waits.push({ until: yields.until, reason: { rule: "yields", detail: yields.to } });
  if (facts.touch) waits.push(...ledgerWaits(facts.touch, facts, policy));
  if (hours) {
    for (const { rule, layer } of hoursObjections(facts.now, hours)) waits.push({ until: facts.now, reason: { rule, ...(layer && { pack: layer.id }) } });
  }
  // Who asked us to come back at that time is not contacted once more than they want.
  if (facts.textClass === "initiating" && facts.notice?.askedFor !== true) {
    for (const { until, rule, detail, layer } of budgetWaits(budgetAsked(facts), policy)) waits.push({ until, reason: { rule, detail, pack: layer.id } });
  }
  return waits;
}

/** Undefined: this text keeps no hours. */
function hoursOf(facts: GateFacts, policy: Policy): HoursAsked | undefined {
  if (facts.textClass === "acknowledgement" || (facts.textClass === "response" && !policy.responses.withinHours)) return undefined;
  return {
    policy,
    zones: facts.otherZones && facts.otherZones.length > 0 ? [facts.zone, ...facts.otherZones] : facts.zone,
    ...(facts.preference && facts.textClass === "initiating" && { preference: facts.preference }),
    ...(facts.consents && { consents: consented({ channel: facts.channel, purpose: "outside_hours", consents: facts.consents }) }),
  };
}

/** A reminder that falls due after it must still fit. */
const yielding = new Set<Purpose>(["check_in", "offer"]);

const budgetAsked = (facts: GateFacts) => ({
  now: facts.now,
  zone: facts.zone,
  kind: facts.kind ?? ("message" as const),
  priority: facts.priority ?? 0,
  leaves: yielding.has(purposeOf(facts)) ? 1 : 0,
  contacts: [...facts.initiatedAt.map((at) => ({ at, kind: "message" as const })), ...(facts.contacts ?? [])],
  ...(facts.answeredAt !== undefined && { answeredAt: facts.answeredAt }),
});

function ledgerWaits(touch: TouchFacts, { now, zone }: GateFacts, policy: Policy): { until: Instant; reason: Reason }[] {
  const waits: { until: Instant; reason: Reason }[] = [];
  if (touch.stage > 0) {
    const dueDayEnds = instantAt(addDays(touch.dueOn, 1), 0, zone);
    if (touch.ledgerAsOf < dueDayEnds + policy.ledger.postingLagMs) waits.push({ until: plus(now, ledgerRetryMs), reason: { rule: "ledger_not_covering" } });
  }
  if (now - touch.ledgerAsOf > policy.ledger.oldestMs) waits.push({ until: plus(now, ledgerRetryMs), reason: { rule: "ledger_too_old" } });
  return waits;
}

function holdApplies(hold: Hold, facts: GateFacts): boolean {
  // Whatever `from` says: a hold that is there was committed, perhaps by a worker whose clock is ahead of this one's.
  if (!holdBlocks(hold.reason, facts.textClass, facts.template)) return false;
  if (hold.contactPointId !== undefined && hold.contactPointId !== facts.contact?.id) return false;
  if (hold.loanId !== undefined && hold.loanId !== (facts.touch ?? facts.notice)?.loanId) return false;
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
