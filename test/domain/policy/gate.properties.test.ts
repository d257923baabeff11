import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, dayIn, dayMs, hourMs, instantAt, minuteMs, plus, type Instant } from "../../../bot/domain/calendar.ts";
import { gate, type GateFacts } from "../../../bot/domain/policy/gate.ts";
import { holdBlocks, holdReasons, type Hold } from "../../../bot/domain/policy/hold.ts";
import { isAllowedMinute } from "../../../bot/domain/policy/hours.ts";
import { anyMoment, anyZone } from "../calendar/arbitraries.ts";
import { policy } from "./facts.ts";

const mostly = fc.integer({ min: 0, max: 9 }).map((n) => n > 0);
const ago = (days: number) => fc.integer({ min: 0, max: days * 1_440 }).map((minutes) => -minutes * minuteMs);
const anyHold = fc.record({
  reason: fc.constantFrom(...holdReasons),
  from: fc.integer({ min: -3, max: 1 }),
  hours: fc.option(fc.integer({ min: -2, max: 200 }), { nil: undefined }),
  contactPointId: fc.constantFrom(undefined, "point-1", "point-2"),
  loanId: fc.constantFrom(undefined, "loan-1", "loan-2"),
  instalmentNo: fc.constantFrom(undefined, 3, 4),
});

/** Any state of the world, most of it harmless, so that all three decisions are frequent. */
const anyFacts: fc.Arbitrary<GateFacts> = fc
  .record({
    now: anyMoment,
    zone: anyZone,
    textClass: fc.constantFrom("initiating" as const, "initiating" as const, "response" as const, "acknowledgement" as const),
    stage: fc.constantFrom(-3, 0, 1, 3, 7, 15, 30),
    loanOpen: mostly,
    paid: mostly,
    known: mostly,
    contact: mostly,
    open: mostly,
    channelKnown: mostly,
    templateApproved: mostly,
    ledgerAgo: ago(5),
    dueAgo: ago(2),
    expiresIn: fc.integer({ min: -1, max: 12 * 24 }),
    goLive: ago(20),
    holds: fc.array(anyHold, { maxLength: 2 }),
    stop: fc.constantFrom("none", "none", "none", "all", "branch"),
    initiated: fc.array(ago(9), { maxLength: 4 }),
  })
  .map((r) => {
    const today = dayIn(r.now, r.zone);
    const isTouch = r.textClass === "initiating";
    return {
      now: r.now,
      zone: r.zone,
      textClass: r.textClass,
      channel: "sim",
      branch: "east",
      template: "reminder-due",
      templateApproved: r.templateApproved,
      contact: r.contact ? { id: "point-1", open: r.open, identityAsked: 0 } : undefined,
      channelKnown: r.channelKnown,
      goLiveAt: plus(r.now, r.goLive),
      holds: r.holds.map((hold) => holdOf(hold, r.now)),
      stops: r.stop === "none" ? [] : r.stop === "all" ? [{ scope: "all" as const }] : [{ scope: "branch" as const, value: "west" }],
      initiatedAt: r.initiated.map((ms) => plus(r.now, ms)),
      ...(isTouch && {
        touch: {
          stage: r.stage,
          dueOn: addDays(today, -r.stage),
          plannedOn: today,
          loanId: "loan-1",
          instalmentNo: 3,
          expiresAt: plus(r.now, r.expiresIn * hourMs),
          dueAt: plus(r.now, r.dueAgo),
          loanOpen: r.loanOpen,
          outstandingMinor: r.known ? (r.paid ? 100n : 0n) : undefined,
          ledgerAsOf: plus(r.now, r.ledgerAgo),
        },
      }),
    };
  });

function holdOf(
  {
    reason,
    from,
    hours,
    contactPointId,
    loanId,
    instalmentNo,
  }: {
    reason: Hold["reason"];
    from: number;
    hours: number | undefined;
    contactPointId: string | undefined;
    loanId: string | undefined;
    instalmentNo: number | undefined;
  },
  now: Instant,
): Hold {
  return {
    reason,
    from: plus(now, from * dayMs),
    ...(hours !== undefined && { until: plus(now, hours * hourMs) }),
    ...(contactPointId !== undefined && { contactPointId }),
    ...(loanId !== undefined && { loanId }),
    ...(instalmentNo !== undefined && { instalmentNo }),
  };
}

const runs = { numRuns: 3_000 };

describe("whatever the world is like", () => {
  it("a text that is sent has nothing against it", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        if (gate(facts, policy).decision !== "send") return;
        const { touch, now, zone, contact } = facts;
        expect(contact !== undefined && (contact.open || facts.textClass === "acknowledgement")).toBe(true);
        expect(facts.channelKnown && facts.templateApproved).toBe(true);
        expect(facts.holds.filter((hold) => stops(hold, facts))).toEqual([]);
        expect(facts.textClass === "acknowledgement" || !facts.stops.some(({ scope }) => scope === "all")).toBe(true);
        if (facts.textClass !== "initiating") return;
        expect(isAllowedMinute(now, { policy, zones: zone })).toBe(true);
        expect(facts.initiatedAt.filter((sent) => dayIn(sent, zone) === dayIn(now, zone))).toEqual([]);
        expect(facts.initiatedAt.filter((sent) => sent > now - 7 * dayMs).length).toBeLessThan(3);
        if (!touch) return;
        expect(touch.loanOpen && touch.outstandingMinor !== undefined && touch.outstandingMinor > 0n && now < touch.expiresAt).toBe(true);
        expect(now - touch.dueAt <= dayMs && now - touch.ledgerAsOf <= 72 * hourMs).toBe(true);
        if (touch.stage > 0) expect(touch.ledgerAsOf).toBeGreaterThanOrEqual(instantAt(addDays(touch.dueOn, 1), 0, zone) + 6 * hourMs);
      }),
      runs,
    );
  });

  it("what waits has an end in the future, in an allowed minute, before the next stage begins", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const decision = gate(facts, policy);
        if (decision.decision !== "defer") return;
        expect(decision.until).toBeGreaterThan(facts.now);
        if (facts.textClass === "initiating") expect(isAllowedMinute(decision.until, { policy, zones: facts.zone })).toBe(true);
        if (facts.touch) expect(decision.until).toBeLessThan(facts.touch.expiresAt);
      }),
      runs,
    );
  });

  it("what waits is sent or given up within a few looks, where nothing but the time changes", () => {
    fc.assert(
      fc.property(anyFacts, (start) => {
        // A stop has no end of its own; an hourly look at a ledger that is never told goes on until the stage is over.
        let facts: GateFacts = { ...start, stops: [] };
        for (let looks = 0; looks <= 24; looks++) {
          const decision = gate(facts, policy);
          if (decision.decision !== "defer") return;
          const { until } = decision;
          // As the dispatch store keeps it: a deferred touch is due at the end of its wait, and the ledger goes on being told.
          facts = { ...facts, now: until, ...(facts.touch && { touch: { ...facts.touch, dueAt: until, ledgerAsOf: until } }) };
        }
        throw new Error("it waits for ever");
      }),
      runs,
    );
  });

  it("with a ledger that is never told, it waits at most until its stage is over", () => {
    fc.assert(
      fc.property(anyFacts, (start) => {
        let facts: GateFacts = { ...start, stops: [] };
        for (let looks = 0; looks <= 12 * 24 + 24; looks++) {
          const decision = gate(facts, policy);
          if (decision.decision !== "defer") return;
          facts = { ...facts, now: decision.until, ...(facts.touch && { touch: { ...facts.touch, dueAt: decision.until } }) };
        }
        throw new Error("it waits for ever");
      }),
      { numRuns: 500 },
    );
  });

  it("the word that an opt-out is done passes an opt-out, and nothing passes distress or a death", () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom("distress" as const, "deceased" as const), (facts, grave) => {
        const hold = (reason: Hold["reason"]): Hold => ({ reason, from: plus(facts.now, -1) });
        expect(gate({ ...facts, holds: [...facts.holds, hold(grave)] }, policy).decision).toBe("suppress");
        const { touch: _, ...rest } = facts;
        const acknowledged = {
          ...rest,
          textClass: "acknowledgement" as const,
          holds: [hold("opt_out")],
          contact: { id: "point-1", open: true, identityAsked: 0 },
          channelKnown: true,
          templateApproved: true,
        };
        expect(gate(acknowledged, policy).decision).toBe("send");
      }),
    );
  });

  it("one more thing against a text never lets it out", () => {
    fc.assert(
      fc.property(anyFacts, anyHold, ago(6), (facts, hold, ms) => {
        if (gate(facts, policy).decision === "send") return;
        const worse = {
          ...facts,
          holds: [...facts.holds, holdOf(hold, facts.now)],
          initiatedAt: [...facts.initiatedAt, plus(facts.now, ms)],
          stops: [...facts.stops, { scope: "all" as const }],
        };
        expect(gate(worse, policy).decision).not.toBe("send");
      }),
      runs,
    );
  });

  it("every decision says why", () => {
    fc.assert(fc.property(anyFacts, (facts) => gate(facts, policy).reasons.length > 0));
  });
});

/** Written anew from design §2 and §3.5, not from the gate. */
function stops(hold: Hold, { now, textClass, contact, touch }: GateFacts): boolean {
  const active = hold.until === undefined || hold.until > now;
  const here = hold.contactPointId === undefined || hold.contactPointId === contact?.id;
  const about = (hold.loanId === undefined || hold.loanId === touch?.loanId) && (hold.instalmentNo === undefined || hold.instalmentNo === touch?.instalmentNo);
  return active && here && about && holdBlocks(hold.reason, textClass);
}
