import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide, untilDay, type Arrangement, type ArrangementInput, type Approver } from "../../../bot/domain/arrangements/arrangement.ts";
import { day, instant, plus, zone } from "../../../bot/domain/calendar.ts";
import { cny } from "./policy.ts";

const now = instant("2026-11-22T02:00:00Z");
const terms = { amountMinor: 803_300n, currency: cny, parts: 3, firstOn: day("2026-12-22") };
const other = { ...terms, parts: 6 };
const ledger = { openMinor: 803_300n, loanOpen: true };
const own: Approver = { officer: "li.wei", role: "officer" };
const zhang: Approver = { officer: "zhang.min", role: "supervisor" };
const chen: Approver = { officer: "chen.jie", role: "supervisor" };
const ownBoss: Approver = { officer: "Li.Wei", role: "supervisor" };

const state = (more: Partial<Arrangement> = {}): Arrangement => ({
  state: "proposed",
  round: 1,
  terms,
  termsBy: "borrower",
  loanOfficer: "li.wei",
  needs: ["supervisor"],
  approvals: [],
  guarantor: "not_needed",
  confirmed: false,
  dueAt: plus(now, 1_000),
  ...more,
});
const two = state({ needs: ["supervisor", "supervisor"] });
const approved = state({ state: "approved", approvals: [zhang] });
const approve = (by: Approver, more: object = {}): ArrangementInput => ({ type: "approve", by, round: 1, ledger, ...more });
const change = (by: Approver, more: object = {}): ArrangementInput => ({
  type: "change",
  by,
  round: 1,
  terms: other,
  needs: ["supervisor"],
  guarantor: false,
  ledger,
  ...more,
});
const accept: ArrangementInput = { type: "accept", round: 1, ledger };

const cases: readonly [string, Arrangement, ArrangementInput, readonly string[] | string][] = [
  ["a supervisor approves", state(), approve(zhang), ["endorsed", "approved"]],
  ["the loan's own officer does not", state(), approve(own), "not_asked"],
  ["nor as the only supervisor, however the name is written", state(), approve(ownBoss), "own_loan"],
  ["the first of two", two, approve(zhang), ["endorsed"]],
  ["the second of two", { ...two, approvals: [zhang] }, approve(chen), ["endorsed", "approved"]],
  ["the same one twice", { ...two, approvals: [zhang] }, approve(zhang), "again"],
  ["the loan's own officer beside somebody else", { ...two, approvals: [zhang] }, approve(ownBoss), ["endorsed", "approved"]],
  ["an officer's word first, where the matrix asks for it", state({ needs: ["officer", "supervisor"] }), approve(own), ["endorsed"]],
  ["an officer's word is no supervisor's", state({ needs: ["officer", "supervisor"], approvals: [own] }), approve({ ...own, officer: "wu.di" }), "not_asked"],
  ["nobody approves their own terms", state({ termsBy: "zhang.min" }), approve(zhang), "own_terms"],
  ["terms that were changed while the page was open", state({ round: 2 }), approve(zhang), "round"],
  ["part was paid since", state(), approve(zhang, { ledger: { openMinor: 803_299n, loanOpen: true } }), "ledger_moved"],
  ["the loan was closed since", state(), approve(zhang, { ledger: { openMinor: 803_300n, loanOpen: false } }), "ledger_moved"],
  ["approved already", approved, approve(chen), "over"],
  ["a supervisor changes it: looked at by a second person", state(), change(zhang), ["changed", "endorsed", "approved"]],
  ["where two must, another still has to", two, change(zhang, { needs: ["supervisor", "supervisor"] }), ["changed", "endorsed"]],
  ["the loan's own officer changes it: others approve", state(), change(own), ["changed"]],
  ["the loan's own officer as supervisor, too", state(), change(ownBoss), ["changed"]],
  ["one's own terms once more: others approve", state({ termsBy: "zhang.min" }), change(zhang), ["changed"]],
  ["changed after the approval: it begins anew", approved, change(chen), ["changed", "endorsed", "approved"]],
  ["changed after the borrower's yes", { ...approved, confirmed: true }, change(chen), "over"],
  ["changed to another amount than is open", state(), change(zhang, { ledger: { openMinor: 1n, loanOpen: true } }), "ledger_moved"],
  ["refused", state(), { type: "refuse", round: 1 }, ["refused"]],
  ["refused after the approval", approved, { type: "refuse", round: 1 }, ["refused"]],
  ["refused after the borrower's yes", { ...approved, confirmed: true }, { type: "refuse", round: 1 }, "over"],
  ["the borrower says yes", approved, accept, ["confirmed", "agreed"]],
  ["the borrower's yes to what nobody approved", state(), accept, "not_yet"],
  ["the borrower's yes to older terms", { ...approved, round: 2 }, accept, "round"],
  ["the borrower's yes, twice", { ...approved, confirmed: true, guarantor: "awaited" }, accept, "not_yet"],
  ["the borrower's yes, paid meanwhile", approved, { ...accept, ledger: { openMinor: 0n, loanOpen: true } }, "ledger_moved"],
  ["a guarantor is still to consent", { ...approved, guarantor: "awaited" }, accept, ["confirmed"]],
  ["a guarantor consented before", { ...approved, guarantor: "given" }, accept, ["confirmed", "agreed"]],
  ["a guarantor consents first", { ...approved, guarantor: "awaited" }, { type: "consent", round: 1 }, ["consented"]],
  ["a guarantor consents last", { ...approved, guarantor: "awaited", confirmed: true }, { type: "consent", round: 1 }, ["consented", "agreed"]],
  ["a consent that nobody asked for", approved, { type: "consent", round: 1 }, "not_asked"],
  ["a consent to older terms", { ...approved, guarantor: "awaited", round: 2 }, { type: "consent", round: 1 }, "round"],
  ["the borrower says no", approved, { type: "decline", round: 1 }, ["declined"]],
  ["no to what was not told yet", state(), { type: "decline", round: 1 }, "not_yet"],
  ["looked at in time", state(), { type: "look", ledger }, []],
  ["nobody looked", state({ dueAt: now }), { type: "look", ledger }, ["expired"]],
  ["the borrower did not answer", { ...approved, dueAt: now }, { type: "look", ledger }, ["expired"]],
  ["paid meanwhile", state(), { type: "look", ledger: { openMinor: 0n, loanOpen: true } }, ["withdrawn"]],
  ["paid and lapsed", state({ dueAt: now }), { type: "look", ledger: { openMinor: 0n, loanOpen: true } }, ["withdrawn"]],
  ["closed meanwhile", approved, { type: "look", ledger: { openMinor: 1n, loanOpen: false } }, ["withdrawn"]],
];

describe("an application for more time", () => {
  it.each(cases)("%s", (_, from, input, expected) => {
    const decided = decide(from, input, now);
    expect("refused" in decided ? decided.refused : decided.events.map(({ type }) => type)).toEqual(expected);
  });

  it.each(["agreed", "refused", "declined", "withdrawn", "expired", "booked", "kept", "broken"] as const)("%s is over: nothing moves it any more", (over) => {
    for (const [, , input] of cases) expect(decide(state({ state: over }), input, now)).toEqual({ refused: "over" });
  });

  it("no order of approvals and changes lets one person, or the loan's own officer alone, approve", () => {
    const people = fc.constantFrom(own, zhang, chen, ownBoss);
    const needs = fc.constantFrom<Arrangement["needs"]>(["supervisor"], ["officer", "supervisor"], ["supervisor", "supervisor"]);
    fc.assert(
      fc.property(needs, fc.array(fc.record({ by: people, changes: fc.boolean() }), { maxLength: 12 }), (needed, acts) => {
        let at = state({ needs: needed });
        for (const { by, changes } of acts) {
          const input = changes ? change(by, { needs: needed, round: at.round, terms: at.terms }) : approve(by, { round: at.round });
          const decided = decide(at, input, now);
          if ("refused" in decided) continue;
          for (const event of decided.events) {
            if (event.type === "changed") at = { ...at, state: "proposed", round: at.round + 1, termsBy: by.officer, approvals: [] };
            if (event.type === "endorsed") at = { ...at, approvals: [...at.approvals, event.by] };
            if (event.type === "approved") at = { ...at, state: "approved" };
          }
          if (at.state !== "approved") continue;
          const names = new Set(at.approvals.map(({ officer }) => officer.toLowerCase()));
          expect(names.size).toBe(needed.length);
          expect([...names].some((name) => name !== "li.wei")).toBe(true);
        }
      }),
    );
  });

  it("waits whole days of the borrower", () => {
    expect(untilDay(instant("2026-11-22T15:59:00Z"), 3, zone("Asia/Shanghai"))).toBe(instant("2026-11-25T16:00:00Z"));
    expect(untilDay(instant("2026-11-22T16:00:00Z"), 3, zone("Asia/Shanghai"))).toBe(instant("2026-11-26T16:00:00Z"));
  });
});
