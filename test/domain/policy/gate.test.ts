import { describe, expect, it } from "vitest";
import { day, dayMs, hourMs, minuteMs, plus, zone, type Instant } from "../../../bot/domain/calendar.ts";
import { gate, gateRules, type GateFacts, type GateRule } from "../../../bot/domain/policy/gate.ts";
import type { NoticeFacts } from "../../../bot/domain/policy/gate-facts.ts";
import { layered } from "../../../bot/domain/policy/layered.ts";
import type { Policy } from "../../../bot/domain/policy/policy.ts";
import { at, defaultLayer, facts, monday, overdue, policy, strictLayer, wish } from "./facts.ts";

type Case = [name: string, of: GateFacts, expected: "send" | { defer: Instant; rules: readonly string[] } | { suppress: readonly string[] }];

const notice = (change: Partial<NoticeFacts> = {}): NoticeFacts => ({
  loanId: "loan-1",
  plannedOn: day("2026-11-23"),
  expiresAt: at("11-27T00:00"),
  dueAt: monday,
  ...change,
});

const never: Case[] = [
  ["an ordinary due day", facts(), "send"],
  ["the loan is closed", facts({ touch: { loanOpen: false } }), { suppress: ["loan_closed"] }],
  ["nothing is open any more", facts({ touch: { outstandingMinor: 0n } }), { suppress: ["paid"] }],
  ["more than all was paid", facts({ touch: { outstandingMinor: -1n } }), { suppress: ["paid"] }],
  ["a second text, the first not delivered", facts({ touch: { follows: { because: "undelivered", arrived: false, answered: false } } }), "send"],
  [
    "a second text, the first delivered late",
    facts({ touch: { follows: { because: "undelivered", arrived: true, answered: false } } }),
    { suppress: ["arrived"] },
  ],
  ["a second text, the first delivered and not answered", facts({ touch: { follows: { because: "unanswered", arrived: true, answered: false } } }), "send"],
  [
    "a second text, and the borrower wrote",
    facts({ touch: { follows: { because: "undelivered", arrived: false, answered: true } } }),
    { suppress: ["answered"] },
  ],
  ["one fen is open", facts({ touch: { outstandingMinor: 1n } }), "send"],
  ["the instalment was moved", facts({ touch: { outstandingMinor: undefined } }), { suppress: ["rescheduled"] }],
  ["the last millisecond before the next stage", facts({ touch: { expiresAt: plus(monday, 1) } }), "send"],
  ["the next stage begins now", facts({ touch: { expiresAt: monday } }), { suppress: ["expired"] }],
  ["it began long ago", facts({ touch: { expiresAt: plus(monday, -dayMs) } }), { suppress: ["expired"] }],
  ["planned for the very day of the go-live", facts({ goLiveAt: at("11-23T09:59") }), "send"],
  ["planned for the day before it", facts({ goLiveAt: at("11-24T00:00"), touch: { plannedOn: day("2026-11-23") } }), { suppress: ["before_go_live"] }],
  ["due when the database was restored: it may have been sent", facts({ restoredAt: monday, touch: { dueAt: monday } }), { suppress: ["restored"] }],
  ["due after the database was restored", facts({ restoredAt: plus(monday, -1), touch: { dueAt: monday } }), "send"],
  [
    "an answer that was due before the database was restored",
    facts({ textClass: "response", touch: "none", restoredAt: monday, dueAt: plus(monday, -1) }),
    { suppress: ["restored"] },
  ],
  ["nobody woke it for a day to the millisecond", facts({ touch: { dueAt: plus(monday, -dayMs) } }), "send"],
  ["nobody woke it for longer", facts({ touch: { dueAt: plus(monday, -dayMs - 1) } }), { suppress: ["missed"] }],
  ["a receipt of a payment that was reversed", facts({ touch: "none", notice: notice({ moot: "reversed" }) }), { suppress: ["reversed"] }],
  [
    "the note on a promised day, the promise being replaced",
    facts({ touch: "none", notice: notice({ moot: "promise_over" }) }),
    { suppress: ["promise_over"] },
  ],
  [
    "the answer to an application that was decided otherwise meanwhile",
    facts({ touch: "none", notice: notice({ moot: "arrangement_over" }) }),
    { suppress: ["arrangement_over"] },
  ],
  ["the offer of a check-in that is over", facts({ touch: "none", notice: notice({ moot: "checkin_over" }) }), { suppress: ["checkin_over"] }],
  ["asking again for a document that has come", facts({ touch: "none", notice: notice({ moot: "document_over" }) }), { suppress: ["document_over"] }],
  [
    "a check-in while a reminder comes first",
    facts({ touch: "none", notice: notice({ yields: { to: "reminder", until: plus(monday, hourMs) } }) }),
    { defer: plus(monday, hourMs), rules: ["yields (reminder)"] },
  ],
  ["a check-in when what came first is over", facts({ touch: "none", notice: notice({ yields: { to: "question", until: monday } }) }), "send"],
  ["a receipt", facts({ touch: "none", notice: notice() }), "send"],
  ["a receipt that could not be said for days", facts({ touch: "none", notice: notice({ expiresAt: monday }) }), { suppress: ["expired"] }],
  ["a receipt that nobody woke", facts({ touch: "none", notice: notice({ dueAt: plus(monday, -dayMs - 1) }) }), { suppress: ["missed"] }],
  ["a receipt of before the go-live", facts({ touch: "none", goLiveAt: at("11-24T00:00"), notice: notice() }), { suppress: ["before_go_live"] }],
  ["a receipt due when the database was restored", facts({ touch: "none", restoredAt: monday, notice: notice({ dueAt: monday }) }), { suppress: ["restored"] }],
  ["there is no contact point", facts({ contact: undefined }), { suppress: ["no_contact_point"] }],
  ["a third question for the right person may be asked", facts({ contact: { id: "point-1", open: true, identityAsked: 2 } }), "send"],
  ["three questions there were left unanswered", facts({ contact: { id: "point-1", open: true, identityAsked: 3 } }), { suppress: ["person_unknown"] }],
  [
    "a stranger who writes is answered all the same",
    facts({ textClass: "response", touch: "none", contact: { id: "point-1", open: true, identityAsked: 3 } }),
    "send",
  ],
  ["the contact point is closed", facts({ contact: { id: "point-1", open: false, identityAsked: 0 } }), { suppress: ["contact_closed"] }],
  [
    "a closed point still gets the word that it was closed",
    facts({ textClass: "acknowledgement", touch: "none", contact: { id: "point-1", open: false, identityAsked: 0 } }),
    "send",
  ],
  [
    "a closed point gets no answer",
    facts({ textClass: "response", touch: "none", contact: { id: "point-1", open: false, identityAsked: 0 } }),
    { suppress: ["contact_closed"] },
  ],
  ["the channel is not of this installation", facts({ channelKnown: false }), { suppress: ["no_channel (sim)"] }],
  ["the template is not approved", facts({ templateApproved: false }), { suppress: ["template_not_approved (reminder-due)"] }],
];

const hold = (change: object = {}) => ({ reason: "opt_out" as const, from: at("11-01T08:00"), ...change });
const until = at("11-23T12:00");
const holds: Case[] = [
  ["a hold without end", facts({ holds: [hold()] }), { suppress: ["hold (opt_out)"] }],
  ["a hold that begins now", facts({ holds: [hold({ from: monday })] }), { suppress: ["hold (opt_out)"] }],
  ["a hold that a worker set whose clock is ahead of ours", facts({ holds: [hold({ from: plus(monday, 1) })] }), { suppress: ["hold (opt_out)"] }],
  ["a hold of another contact point", facts({ holds: [hold({ contactPointId: "point-2" })] }), "send"],
  ["a hold of this contact point", facts({ holds: [hold({ contactPointId: "point-1" })] }), { suppress: ["hold (opt_out)"] }],
  ["a hold of another loan", facts({ holds: [hold({ reason: "dispute", loanId: "loan-2" })] }), "send"],
  ["a hold of this loan", facts({ holds: [hold({ reason: "dispute", loanId: "loan-1" })] }), { suppress: ["hold (dispute)"] }],
  [
    "a receipt of a disputed loan",
    facts({ touch: "none", notice: notice(), holds: [hold({ reason: "dispute", loanId: "loan-1" })] }),
    { suppress: ["hold (dispute)"] },
  ],
  [
    "the note on a promised day is not held by its own promise",
    facts({ touch: "none", notice: notice(), holds: [hold({ reason: "promised", loanId: "loan-1", instalmentNo: 3, until })] }),
    "send",
  ],
  ["a hold of another instalment of this loan", facts({ holds: [hold({ reason: "promised", loanId: "loan-1", instalmentNo: 2, until })] }), "send"],
  [
    "a hold of this instalment, for two hours",
    facts({ holds: [hold({ reason: "promised", loanId: "loan-1", instalmentNo: 3, until })] }),
    { defer: until, rules: ["hold (promised)"] },
  ],
  ["a hold that ends now", facts({ holds: [hold({ reason: "promised", until: monday })] }), "send"],
  [
    "a hold that ends after the next stage begins",
    facts({ holds: [hold({ reason: "promised", until: at("11-24T00:00") })] }),
    { suppress: ["expired", "hold (promised)"] },
  ],
  [
    "a hold that ends at night",
    facts({ touch: overdue, holds: [hold({ reason: "claims_paid", until: at("11-23T21:00") })] }),
    { defer: at("11-24T09:00"), rules: ["hold (claims_paid)"] },
  ],
  ["an answer to one who disputes", facts({ textClass: "response", touch: "none", holds: [hold({ reason: "dispute" })] }), "send"],
  ["an answer to one who opted out", facts({ textClass: "response", touch: "none", holds: [hold()] }), { suppress: ["hold (opt_out)"] }],
  ["the word that an opt-out is done", facts({ textClass: "acknowledgement", touch: "none", holds: [hold()] }), "send"],
  [
    "not even that after distress",
    facts({ textClass: "acknowledgement", touch: "none", holds: [hold(), hold({ reason: "distress" })] }),
    { suppress: ["hold (distress)"] },
  ],
  ["nor after a death", facts({ textClass: "acknowledgement", touch: "none", holds: [hold({ reason: "deceased" })] }), { suppress: ["hold (deceased)"] }],
  [
    "nor where the lender says do not contact",
    facts({ textClass: "response", touch: "none", holds: [hold({ reason: "do_not_contact" })] }),
    { suppress: ["hold (do_not_contact)"] },
  ],
];

const quarter = plus(monday, 15 * minuteMs);
const stops: Case[] = [
  [
    "other packs are in force than this worker has read",
    facts({ policiesOutdated: true }),
    { defer: plus(monday, 15 * minuteMs), rules: ["policies_outdated"] },
  ],
  ["an opt-out is confirmed all the same", facts({ policiesOutdated: true, textClass: "acknowledgement", touch: "none" }), "send"],
  ["the red button", facts({ stops: [{ scope: "all" }] }), { defer: quarter, rules: ["stopped (all)"] }],
  ["it also stops answers", facts({ textClass: "response", touch: "none", stops: [{ scope: "all" }] }), { defer: quarter, rules: ["stopped (all)"] }],
  ["but not the word that an opt-out is done", facts({ textClass: "acknowledgement", touch: "none", stops: [{ scope: "all" }] }), "send"],
  ["this channel", facts({ stops: [{ scope: "channel", value: "sim" }] }), { defer: quarter, rules: ["stopped (channel)"] }],
  ["another channel", facts({ stops: [{ scope: "channel", value: "web" }] }), "send"],
  ["this branch", facts({ stops: [{ scope: "branch", value: "east" }] }), { defer: quarter, rules: ["stopped (branch)"] }],
  ["another branch", facts({ stops: [{ scope: "branch", value: "west" }] }), "send"],
  ["this template", facts({ stops: [{ scope: "template", value: "reminder-due" }] }), { defer: quarter, rules: ["stopped (template)"] }],
  ["another template", facts({ stops: [{ scope: "template", value: "reminder-late" }] }), "send"],
];

const covered = at("11-21T06:00");
const hour = plus(monday, hourMs);
const ledger: Case[] = [
  ["covers the due day and the night's postings to the minute", facts({ touch: { ...overdue, ledgerAsOf: covered } }), "send"],
  ["a millisecond short of it", facts({ touch: { ...overdue, ledgerAsOf: plus(covered, -1) } }), { defer: hour, rules: ["ledger_not_covering"] }],
  ["a due day's reminder does not wait for it", facts({ touch: { ledgerAsOf: at("11-22T09:00") } }), "send"],
  ["as old as it may be", facts({ touch: { ledgerAsOf: plus(monday, -72 * hourMs) } }), "send"],
  ["a millisecond older", facts({ touch: { ledgerAsOf: plus(monday, -72 * hourMs - 1) } }), { defer: hour, rules: ["ledger_too_old"] }],
  ["an answer does not ask for it", facts({ textClass: "response", touch: "none" }), "send"],
];

const late = { ...overdue, ledgerAsOf: at("11-23T01:00") };
const sent = (...moments: string[]) => moments.map(at);
const hoursAndBudget: Case[] = [
  ["a minute before nine", facts({ now: at("11-23T08:59"), touch: late }), { defer: at("11-23T09:00"), rules: ["hours"] }],
  ["nine sharp", facts({ now: at("11-23T09:00"), touch: late }), "send"],
  ["a minute before six", facts({ now: at("11-23T17:59"), touch: late }), "send"],
  ["six sharp", facts({ now: at("11-23T18:00"), touch: late }), { defer: at("11-24T09:00"), rules: ["hours"] }],
  ["six sharp on the due day: tomorrow would be late", facts({ now: at("11-23T18:00") }), { suppress: ["expired", "hours"] }],
  ["Sunday", facts({ now: at("11-22T10:00"), touch: { ...late, expiresAt: at("11-27T00:00") } }), { defer: at("11-23T09:00"), rules: ["hours"] }],
  ["an answer at midnight", facts({ now: at("11-22T23:59"), textClass: "response", touch: "none" }), "send"],
  ["one text today", facts({ touch: late, initiatedAt: sent("11-23T09:00") }), { defer: at("11-24T09:00"), rules: ["budget (day)"] }],
  ["one yesterday, a minute to midnight", facts({ touch: late, initiatedAt: sent("11-22T23:59") }), "send"],
  ["two this week", facts({ touch: late, initiatedAt: sent("11-20T10:00", "11-21T10:00") }), "send"],
  ["three in seven days to the millisecond", facts({ touch: late, initiatedAt: sent("11-16T10:00", "11-18T10:00", "11-21T10:00") }), "send"],
  [
    "three in a millisecond less",
    facts({ touch: late, initiatedAt: [plus(at("11-16T10:00"), 1), ...sent("11-18T10:00", "11-21T10:00")] }),
    { defer: plus(at("11-23T10:00"), 1), rules: ["budget (week)"] },
  ],
  [
    "four in the week wait for the second to leave it",
    facts({ touch: late, initiatedAt: sent("11-18T10:00", "11-19T09:00", "11-20T10:00", "11-21T10:00") }),
    { defer: at("11-26T09:00"), rules: ["budget (week)"] },
  ],
  [
    "the week frees too late",
    facts({ touch: late, initiatedAt: sent("11-20T10:00", "11-21T10:00", "11-22T10:00") }),
    { suppress: ["expired", "budget (week)"] },
  ],
  [
    "an answer counts nothing and is not counted",
    facts({ textClass: "response", touch: "none", initiatedAt: sent("11-23T09:00", "11-23T09:10", "11-23T09:20", "11-23T09:30") }),
    "send",
  ],
  [
    "several reasons wait for the last",
    facts({ touch: late, stops: [{ scope: "all" }], initiatedAt: sent("11-23T09:00") }),
    { defer: at("11-24T09:00"), rules: ["stopped (all)", "budget (day)"] },
  ],
];

/** Late for three days on a Sunday that is worked. */
const overdueOn = (dueOn: string) => ({
  stage: 3,
  dueOn: day(`2026-${dueOn}`),
  plannedOn: day("2026-11-29"),
  expiresAt: at("12-02T00:00"),
  ledgerAsOf: at("11-29T09:00"),
});
/** Monday 10:00 to 20:00 by law, a holiday on Tuesday, seven calls a week: over the default, which also wants 9 to 18. */
const strictPolicy = layered([strictLayer], defaultLayer);
const agreed = [{ purpose: "reminder" as const, channel: "whatsapp", given: true }];
const ofPacks: Case[] = [
  ["inside of the pack's hours", facts(), "send"],
  ["the pack's evening is later than the default's", facts({ now: at("11-23T19:59"), touch: late }), "send"],
  ["the pack's last minute is over", facts({ now: at("11-23T20:00"), touch: late }), { defer: at("11-25T10:00"), rules: ["hours"] }],
  ["a holiday", facts({ now: at("11-24T10:00"), touch: late }), { defer: at("11-25T10:00"), rules: ["holiday"] }],
  ["a Sunday that is worked in turn", facts({ now: at("11-29T10:00"), touch: overdueOn("11-26") }), "send"],
  ["an answer on a holiday", facts({ now: at("11-24T10:00"), textClass: "response", touch: "none" }), "send"],
  ["the borrower agreed to other hours", facts({ now: at("11-23T21:00"), touch: late, consents: [{ purpose: "outside_hours", given: true }] }), "send"],
  [
    "the borrower agreed, but it is a holiday",
    facts({ now: at("11-24T10:00"), touch: late, consents: [{ purpose: "outside_hours", given: true }] }),
    { defer: at("11-25T00:00"), rules: ["holiday"] },
  ],
  ["the borrower wants it after five", facts({ touch: late, preference: wish(17 * 60, 24 * 60) }), { defer: at("11-23T17:00"), rules: ["preference"] }],
  [
    "a wish does not widen the hours",
    facts({ now: at("11-23T20:30"), touch: late, preference: wish(17 * 60, 24 * 60) }),
    { defer: at("11-25T17:00"), rules: ["hours"] },
  ],
  ["a wish that leaves no hour", facts({ touch: late, preference: wish(22 * 60, 24 * 60) }), { suppress: ["no_open_hour", "preference"] }],
  [
    "collection where the channel forbids it",
    facts({ channel: "whatsapp", touch: late, consents: [{ purpose: "all", given: true }] }),
    { suppress: ["purpose_on_channel (collection on whatsapp)"] },
  ],
  ["a reminder there, agreed to", facts({ channel: "whatsapp", consents: agreed }), "send"],
  ["a reminder there, not agreed to", facts({ channel: "whatsapp" }), { suppress: ["consent (reminder on whatsapp)"] }],
  [
    "a reminder there, agreed to and then refused",
    facts({ channel: "whatsapp", consents: [...agreed, { purpose: "reminder", given: false }] }),
    { suppress: ["consent (reminder on whatsapp)"] },
  ],
  ["an answer there needs no consent", facts({ channel: "whatsapp", textClass: "response", touch: "none" }), "send"],
  ["a guarantor where the pack lets him hear", facts({ person: "guarantor" }), "send"],
  ["a member of the group", facts({ person: "group_member" }), { suppress: ["third_party (group_member)"] }],
  ["an offer with consent", facts({ touch: "none", purpose: "offer", consents: [{ purpose: "offer", given: true }] }), "send"],
  [
    "consent to all is none to offers",
    facts({ touch: "none", purpose: "offer", consents: [{ purpose: "all", given: true }] }),
    { suppress: ["consent (offer on sim)"] },
  ],
  [
    "an offer while a day late",
    facts({ touch: "none", purpose: "offer", daysLate: 1, consents: [{ purpose: "offer", given: true }] }),
    { suppress: ["offer_while_overdue (1)"] },
  ],
  ["two hours after a conversation", facts({ touch: late, answeredAt: at("11-23T08:00") }), "send"],
  ["a minute less", facts({ touch: late, answeredAt: at("11-23T08:01") }), { defer: at("11-23T10:01"), rules: ["pause (conversation)"] }],
  [
    "a second unanswered text of the day",
    facts({ touch: late, priority: 80, answeredAt: at("11-22T10:00"), contacts: [{ at: at("11-22T23:00"), kind: "message" }] }),
    "send",
  ],
  [
    "a visit this month leaves one more, kept for what is pressing",
    facts({ touch: late, contacts: [{ at: at("11-01T10:00"), kind: "visit" }] }),
    { suppress: ["expired", "budget (month)"] },
  ],
  ["the last of the month is kept for what is pressing", facts({ touch: late, priority: 80, contacts: [{ at: at("11-01T10:00"), kind: "visit" }] }), "send"],
  ["an unknown zone: London opens in the evening here", facts({ otherZones: [zone("Europe/London")] }), { defer: at("11-23T18:00"), rules: ["hours"] }],
  [
    "an unknown zone: the first moment that is open in both",
    facts({ touch: late, otherZones: [zone("Asia/Kolkata")] }),
    { defer: at("11-23T12:30"), rules: ["hours"] },
  ],
];

describe("the gate: what packs say", () => {
  it.each(ofPacks)("%s", (_name, of, expected) => {
    const decision = told(of, strictPolicy);
    if (expected === "send") expect(Object.keys(decision)).toEqual(["send"]);
    else expect(decision).toEqual(expected);
  });
});

describe.each([
  ["never", never],
  ["holds", holds],
  ["the red button", stops],
  ["the ledger", ledger],
  ["hours and budgets", hoursAndBudget],
] as const)("the gate: %s", (_, cases) => {
  it.each(cases)("%s", (_name, of, expected) => expect(told(of)).toEqual(expected === "send" ? { send: ["allowed (default@test)"] } : expected));
});

it("every rule of the gate has its cases", () => {
  const said = [
    ...[never, holds, stops, ledger, hoursAndBudget].flat().map(([, of]) => gate(of, policy)),
    ...ofPacks.map(([, of]) => gate(of, strictPolicy)),
  ].flatMap(({ reasons }) => reasons.map(({ rule }) => rule));
  // Said by the planner, not by the gate.
  expect([...new Set<GateRule>([...said, "plan_changed"])].toSorted()).toEqual([...gateRules].toSorted());
});

it("where the pack keeps answers to the hours too, an answer at night waits for the morning", () => {
  const night = facts({ now: at("11-23T22:00"), textClass: "response", touch: "none" });
  expect(gate(night, { ...policy, responses: { withinHours: true } })).toMatchObject({ decision: "defer", until: at("11-24T09:00") });
});

it("a day's budget is of the borrower's day, not ours", () => {
  const now = at("11-24T04:30");
  const of = facts({
    now,
    zone: zone("America/New_York"),
    touch: { ...overdue, ledgerAsOf: plus(now, -hourMs), expiresAt: at("11-27T13:00") },
    initiatedAt: sent("11-23T22:30"),
  });
  // 15:30 on Monday there; 09:30 on the same Monday was the other
  expect(told(of)).toEqual({ defer: at("11-24T22:00"), rules: ["budget (day)"] });
});

function told(of: GateFacts, by: Policy = policy): object {
  const decision = gate(of, by);
  const rules = decision.reasons.map(({ rule, detail }) => (detail === undefined ? rule : `${rule} (${detail})`));
  if (decision.decision === "defer") return { defer: decision.until, rules };
  return { [decision.decision]: rules };
}
