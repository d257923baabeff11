import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stepDueAt } from "../../../bot/app/escalations/alert.ts";
import { instant, localText, minuteMs, zone } from "../../../bot/domain/calendar.ts";
import { dedupeKey, escalationReasons, moved, severityOf, type EscalationMove, type EscalationState } from "../../../bot/domain/escalations/escalation.ts";
import type { Route } from "../../../bot/domain/escalations/route.ts";

const states: EscalationState[] = ["open", "acknowledged", "waiting_on_borrower", "resolved"];
const moves: Record<string, EscalationMove> = {
  acknowledge: { type: "acknowledge" },
  wait: { type: "wait" },
  borrower_answered: { type: "borrower_answered" },
  resolve: { type: "resolve", code: "agreed_with_borrower" },
};

describe("a case moves", () => {
  const to: Record<EscalationState, Record<string, EscalationState>> = {
    open: { acknowledge: "acknowledged", resolve: "resolved" },
    acknowledged: { wait: "waiting_on_borrower", resolve: "resolved" },
    waiting_on_borrower: { borrower_answered: "acknowledged", resolve: "resolved" },
    resolved: {},
  };
  const all = states.flatMap((state) => Object.entries(moves).map(([name, move]) => [state, name, move, to[state][name]] as const));
  it.each(all)("%s, %s", (state, _, move, expected) => expect(moved(state, move)).toBe(expected));

  it("a resolved case stays resolved, and every other can be resolved from where it stands", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.values(moves)), { maxLength: 20 }), (path) => {
        let state: EscalationState = "open";
        for (const move of path) {
          const next = moved(state, move);
          if (state === "resolved") expect(next).toBeUndefined();
          state = next ?? state;
        }
        expect(state === "resolved" || moved(state, { type: "resolve", code: "referred" }) === "resolved").toBe(true);
      }),
    );
  });
});

describe("which evidence joins which case", () => {
  it("the same borrower, loan and reason", () => expect(dedupeKey("B1", "L1", "dispute")).toBe(dedupeKey("B1", "L1", "dispute")));
  it("and no other", () => {
    const keys = [
      ["B1", "L1"],
      ["B2", "L1"],
      ["B1", "L2"],
      ["B1", null],
    ] as const;
    const all = keys.flatMap(([borrower, loan]) => escalationReasons.map((reason) => dedupeKey(borrower, loan, reason)));
    expect(new Set(all).size).toBe(all.length);
  });
});

it("lives come before money", () => {
  expect(escalationReasons.filter((reason) => severityOf(reason) === "urgent")).toEqual(["distress", "deceased", "abusive"]);
  expect(escalationReasons.filter((reason) => severityOf(reason) === "normal")).toEqual(["refused", "asks_for_time", "unanswered", "broken_promise"]);
});

describe("the route's next step", () => {
  const route: Route = {
    id: "default",
    steps: [
      { to: "officer", afterMinutes: 0 },
      { to: "supervisor", afterMinutes: 60 },
      { to: "admin", afterMinutes: 240 },
    ],
    acknowledgeMinutes: { urgent: 15, high: 60, normal: 240 },
  };
  const opened = instant("2026-11-23T02:00:00Z");
  const cases = [
    ["urgent", 1, "10:15"],
    ["urgent", 2, "10:30"],
    ["high", 1, "11:00"],
    ["high", 2, "12:00"],
    ["normal", 1, "11:00"],
    ["normal", 2, "14:00"],
  ] as const;
  it.each(cases)("%s, step %i at %s", (severity, step, at) =>
    expect(localText(stepDueAt(route, severity, opened, step), zone("Asia/Shanghai"))).toBe(`2026-11-23 ${at}`),
  );

  it("comes later the higher it goes, and never before the case", () => {
    fc.assert(
      fc.property(fc.constantFrom("urgent" as const, "high" as const, "normal" as const), fc.integer({ min: 0, max: 1 }), (severity, step) => {
        const at = stepDueAt(route, severity, opened, step);
        expect(at).toBeGreaterThanOrEqual(opened);
        expect(stepDueAt(route, severity, opened, step + 1) - at).toBeGreaterThanOrEqual(minuteMs);
      }),
    );
  });
});
