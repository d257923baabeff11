import { describe, expect, it } from "vitest";
import type { LiveArrangement } from "../../../bot/domain/arrangements/arranging.ts";
import { day } from "../../../bot/domain/calendar.ts";
import type { ArrangementId } from "../../../bot/domain/ids.ts";
import type { OpenQuestion, TurnPlan, TurnState } from "../../../bot/domain/turns/turn.ts";
import { facts, policy } from "../arrangements/policy.ts";
import { amount, cny, date, hearTurn, known, loanId, now, replyOf, stranger, textOf, type Meaning } from "./turn-fixture.ts";

const id = "arrangement-1" as ArrangementId;
const terms = { amountMinor: 803_300n, currency: cny, parts: 3, firstOn: day("2026-12-22") };
const live = (more: Partial<LiveArrangement> = {}): LiveArrangement => ({
  id,
  state: "proposed",
  round: 1,
  terms,
  firstNo: 3,
  lastNo: 3,
  confirmed: false,
  guarantor: "not_needed",
  ...more,
});
const arranging = (of?: LiveArrangement) => ({ policy, loans: new Map([[loanId, { ...facts, ...(of && { live: of }) }]]) });
const offers = [
  { id: "next-month", terms: { ...terms, parts: 1 } },
  { id: "three", terms },
];
const choosing = (chosen?: number): OpenQuestion => ({ kind: "choose_arrangement", askedAt: now, loanId, offers, ...(chosen !== undefined && { chosen }) });
const confirming: OpenQuestion = { kind: "confirm_arrangement", askedAt: now, arrangementId: id, round: 1 };
const at = (asked: OpenQuestion | null = null, of?: LiveArrangement, more: Partial<TurnState> = {}): TurnState => ({
  ...known({ asked, arranging: arranging(of) }),
  ...more,
});

const time: Meaning = { is: ["extension"] };
const yes: Meaning = { is: ["unclear"], yes: true };
const no: Meaning = { is: ["unclear"], yes: false };
const unclear: Meaning = { is: ["unclear"], act: false };
const approved = live({ state: "approved" });

interface Case {
  readonly name: string;
  readonly state: TurnState;
  readonly text: string;
  readonly means: Meaning;
  readonly events: readonly string[];
  readonly says: readonly string[];
  readonly asked?: OpenQuestion["kind"];
}

const cases: readonly Case[] = [
  {
    name: "time is asked for: what may be applied for",
    state: at(),
    text: "能延期吗",
    means: time,
    events: ["asked_for_time"],
    says: ["arrangement-offer"],
    asked: "choose_arrangement",
  },
  {
    name: "times are hard: a kind word first",
    state: at(),
    text: "失业了",
    means: { is: ["hardship"] },
    events: ["hardship"],
    says: ["hardship-noted", "arrangement-offer"],
    asked: "choose_arrangement",
  },
  { name: "unsure: a person, as before", state: at(), text: "能延期吗", means: { ...time, act: false }, events: ["human_wanted"], says: ["time-noted"] },
  { name: "no policy: a person, as before", state: known(), text: "能延期吗", means: time, events: ["asked_for_time"], says: ["time-noted"] },
  {
    name: "nothing may be offered: a person, as before",
    state: at(null, undefined, { arranging: { policy: { ...policy, offers: [] }, loans: new Map([[loanId, facts]]) } }),
    text: "能延期吗",
    means: time,
    events: ["asked_for_time"],
    says: ["time-noted"],
  },
  {
    name: "a stranger hears nothing of it",
    state: { ...stranger(), arranging: arranging() },
    text: "能延期吗",
    means: time,
    events: [],
    says: ["confirm-person"],
    asked: "confirm_person",
  },
  {
    name: "a person is wanted: no options",
    state: at(),
    text: "延期，找人工",
    means: { is: ["extension", "human"] },
    events: ["asked_for_time", "human_wanted"],
    says: ["time-noted"],
  },
  {
    name: "with a day and an amount it is a promise to be quoted",
    state: at(),
    text: "15号还5000行吗",
    means: { is: ["promise"], parts: [{ ...date(day("2026-12-15")), ...amount(500_000n) }] },
    events: [],
    says: ["confirm-promise"],
    asked: "confirm_promise",
  },
  { name: "a number is quoted back", state: at(choosing()), text: "2", means: no, events: [], says: ["arrangement-quote"], asked: "choose_arrangement" },
  {
    name: "option 3 is no opt-out",
    state: at(choosing()),
    text: "option 2 please",
    means: { is: ["opt_out"], act: false },
    events: [],
    says: ["arrangement-quote"],
    asked: "choose_arrangement",
  },
  {
    name: "a part that names no day is no wish",
    state: at(),
    text: "最近手头紧，想延期",
    means: { is: ["extension", "hardship"], parts: [date(day("2026-12-15"), { fuzzy: true })] },
    events: ["hardship", "asked_for_time"],
    says: ["hardship-noted", "arrangement-offer"],
    asked: "choose_arrangement",
  },
  {
    name: "a yes where there are several is no choice",
    state: at(choosing()),
    text: "好的",
    means: yes,
    events: [],
    says: ["arrangement-offer"],
    asked: "choose_arrangement",
  },
  { name: "none of these: a person", state: at(choosing()), text: "都不行", means: no, events: ["asked_for_time"], says: ["time-noted"] },
  {
    name: "not understood: asked once more",
    state: at(choosing()),
    text: "嗯?",
    means: unclear,
    events: [],
    says: ["arrangement-offer"],
    asked: "choose_arrangement",
  },
  {
    name: "not understood twice: a person",
    state: at(choosing(), undefined, { unclearInRow: 1 }),
    text: "嗯?",
    means: unclear,
    events: ["human_wanted"],
    says: ["human-coming"],
  },
  {
    name: "something else comes up: that is heard",
    state: at(choosing()),
    text: "我已经还了",
    means: { is: ["paid"] },
    events: ["claims_paid"],
    says: ["claims-paid-noted"],
  },
  { name: "a person instead", state: at(choosing()), text: "人工", means: { is: ["human"] }, events: ["human_wanted"], says: ["human-coming"] },
  { name: "stop holds at once", state: at(choosing()), text: "退订", means: { is: ["opt_out"] }, events: ["opted_out"], says: ["opt-out-done"] },
  { name: "distress: not a word", state: at(choosing()), text: "不想活了", means: { is: ["distress"] }, events: ["distress"], says: [] },
  {
    name: "a yes to the quotation is the application",
    state: at(choosing(2)),
    text: "对",
    means: yes,
    events: ["arrangement_proposed"],
    says: ["arrangement-proposed"],
  },
  {
    name: "a no to it shows them again",
    state: at(choosing(2)),
    text: "不对",
    means: no,
    events: [],
    says: ["arrangement-offer"],
    asked: "choose_arrangement",
  },
  {
    name: "another number instead of a yes",
    state: at(choosing(2)),
    text: "第一种",
    means: unclear,
    events: [],
    says: ["arrangement-quote"],
    asked: "choose_arrangement",
  },
  { name: "paid meanwhile: nothing to apply for", state: at(choosing(2), undefined, { loans: [] }), text: "对", means: yes, events: [], says: ["nothing-due"] },
  {
    name: "part was paid meanwhile: shown anew",
    state: at({ kind: "choose_arrangement", askedAt: now, loanId, offers: [{ id: "x", terms: { ...terms, amountMinor: 900_000n } }], chosen: 1 }),
    text: "对",
    means: yes,
    events: [],
    says: ["arrangement-offer"],
    asked: "choose_arrangement",
  },
  {
    name: "asks again while it is looked at",
    state: at(null, live()),
    text: "能延期吗",
    means: time,
    events: ["asked_for_time"],
    says: ["arrangement-waiting"],
  },
  {
    name: "asks again when it is approved: asked to confirm",
    state: at(null, approved),
    text: "能延期吗",
    means: time,
    events: ["asked_for_time"],
    says: ["arrangement-confirm"],
    asked: "confirm_arrangement",
  },
  {
    name: "asks again when it is agreed: a person",
    state: at(null, live({ state: "agreed", confirmed: true })),
    text: "能延期吗",
    means: time,
    events: ["asked_for_time"],
    says: ["time-noted"],
  },
  {
    name: "a yes to what was approved",
    state: at(confirming, approved),
    text: "可以",
    means: yes,
    events: ["arrangement_accepted"],
    says: ["arrangement-agreed"],
  },
  {
    name: "a yes, and a guarantor is still to consent",
    state: at(confirming, { ...approved, guarantor: "awaited" }),
    text: "可以",
    means: yes,
    events: ["arrangement_accepted"],
    says: ["arrangement-guarantor"],
  },
  {
    name: "a no to it: a person",
    state: at(confirming, approved),
    text: "不可以",
    means: no,
    events: ["arrangement_declined", "asked_for_time"],
    says: ["time-noted"],
  },
  {
    name: "a yes to terms that were changed since: the new ones are quoted",
    state: at(confirming, { ...approved, round: 2 }),
    text: "可以",
    means: yes,
    events: [],
    says: ["arrangement-confirm"],
    asked: "confirm_arrangement",
  },
  { name: "a yes to what has lapsed agrees nothing", state: at(confirming), text: "可以", means: yes, events: [], says: ["due-now"] },
  {
    name: "a yes after part was paid agrees nothing: a person",
    state: at(confirming, { ...approved, terms: { ...terms, amountMinor: 900_000n } }),
    text: "可以",
    means: yes,
    events: ["asked_for_time"],
    says: ["time-noted"],
  },
  {
    name: "not understood: quoted once more",
    state: at(confirming, approved),
    text: "嗯?",
    means: unclear,
    events: [],
    says: ["arrangement-confirm"],
    asked: "confirm_arrangement",
  },
  {
    name: "says paid instead of a yes",
    state: at(confirming, approved),
    text: "已经还了",
    means: { is: ["paid"], yes: true },
    events: ["claims_paid"],
    says: ["claims-paid-noted"],
  },
];

const hear = (state: TurnState, text: string, means: Meaning): TurnPlan => hearTurn(state, [textOf(1, text)], () => replyOf(means));

describe("who asks for more time", () => {
  it.each(cases)("$name", ({ state, text, means, events, says, asked }) => {
    const plan = hear(state, text, means);
    expect(plan.events.map(({ event }) => event.type)).toEqual(events);
    expect(plan.says.map(({ template }) => template)).toEqual(says);
    expect(plan.asked?.kind).toBe(asked);
  });

  it("applies for exactly what was quoted, with whose approval it needs", () => {
    const [proposed] = hear(at(choosing(2)), "对", yes).events;
    expect(proposed?.event).toEqual({
      type: "arrangement_proposed",
      loanId,
      offer: "three",
      amountMinor: 803_300n,
      currency: cny,
      parts: 3,
      firstOn: "2026-12-22",
      firstNo: 3,
      lastNo: 3,
      originalDueOn: "2026-11-21",
      needs: ["supervisor"],
      guarantor: false,
      lookDays: 3,
      policyVersion: "test",
    });
  });

  it("a yes in the breath of the plea answers nothing that was read", () => {
    const meanings: Record<string, Meaning> = { 能延期吗: time, 好的: yes };
    const plan = hearTurn(at(), [textOf(1, "能延期吗"), textOf(2, "好的")], (text) => replyOf(meanings[text] ?? unclear));
    expect(plan.says.map(({ template }) => template)).toEqual(["arrangement-offer"]);
    expect(plan.events.map(({ event }) => event.type)).toEqual(["asked_for_time"]);
  });
});
