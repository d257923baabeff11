import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { intentNames, type IntentName } from "../../../bot/domain/replies/reply.ts";
import { isNeutral, isQuestion, say } from "../../../bot/domain/turns/says.ts";
import { turnPlan } from "../../../bot/domain/turns/turn-plan.ts";
import type { TurnPlan } from "../../../bot/domain/turns/turn.ts";
import { turnCases, type TurnCase } from "./turn-cases.ts";
import { amount, date, hearTurn, inDays, inboundId, known, quoted, replyOf, stranger, textOf, type Meaning } from "./turn-fixture.ts";

describe("a turn", () => {
  it.each(turnCases.map((each) => [each.name, each] as const))("%s", (_, each) => {
    expect(shown(planOf(each))).toEqual({
      events: each.events,
      says: each.says,
      asked: each.asked ?? null,
      unclearInRow: each.unclear ?? 0,
    });
  });

  it("names the text that caused each event", () => {
    const plan = hear(known(), [{ is: ["paid"] }, { is: ["dispute"] }]);
    expect(plan.events.map(({ because }) => because)).toEqual([inboundId(0), inboundId(1)]);
    expect(plan.understood.map(({ id }) => id)).toEqual([inboundId(0), inboundId(1)]);
  });

  it("whatever a decider wished to say, a contact not yet known reads no word of debt", () => {
    const heard = { text: textOf(0, "?"), reply: replyOf({ is: ["unclear"] }) };
    const step = { events: [], says: [say("nothing-due", {}), say("human-coming", {})], asked: null, unclearInRow: 0 };
    expect(turnPlan(stranger(), [{ heard, step }]).says).toEqual([say("human-coming", {})]);
  });

  it("records exactly the promise that was quoted", () => {
    const [happened] = hear(known({ asked: quoted(inDays(5), 123_456n) }), [{ is: ["unclear"], yes: true }]).events;
    expect(happened?.event).toMatchObject({ type: "promised", instalmentNo: 3, amountMinor: 123_456n, on: inDays(5) });
  });
});

describe("whatever a borrower writes", () => {
  it("at most two texts answer a turn, and a question among them is the one left open", () => {
    fc.assert(
      fc.property(anyState, anyMeanings, (state, meanings) => {
        const plan = hear(state, meanings);
        expect(plan.says.length).toBeLessThanOrEqual(2);
        expect(plan.says.slice(0, -1).filter(isQuestion)).toEqual([]);
        if (plan.says.some(isQuestion)) expect(plan.asked).not.toBeNull();
      }),
    );
  });

  it("nothing but its one answer is said after distress, and nothing after a death", () => {
    fc.assert(
      fc.property(anyState, anyMeanings, fc.constantFrom("distress" as const, "deceased" as const), fc.nat(5), (state, meanings, grave, at) => {
        const texts = meanings.toSpliced(at, 0, { is: [grave, "promise"] });
        const plan = hear(state, texts);
        const spoken = plan.says.map(({ template }) => template);
        const answered = grave === "distress" || meanings.slice(0, at).some(({ is }) => is.includes("distress"));
        expect([[], ...(answered && !meanings.some(({ is }) => is.includes("deceased")) ? [["distress-heard"]] : [])]).toContainEqual(spoken);
        expect(plan.events.map(({ event }) => event.type)).toContain(grave);
      }),
    );
  });

  it("stop is always heard, and then nothing but its acknowledgement is said", () => {
    fc.assert(
      fc.property(anyState, anyMeanings, fc.nat(5), (state, meanings, at) => {
        const plan = hear(state, meanings.toSpliced(at, 0, { is: ["opt_out"], act: false }));
        const stopped = plan.events.some(({ event }) => event.type === "opted_out" || event.type === "wrong_person");
        expect(stopped || state.contact.optedOut).toBe(true);
        expect(plan.says.every(({ textClass }) => textClass === "acknowledgement")).toBe(true);
      }),
    );
  });

  it("nobody who may be a stranger reads of debt, and nothing about money is recorded from them", () => {
    const withoutYes = anyMeanings.map((meanings) => meanings.map(({ is, act, parts }): Meaning => ({ is, act: act ?? true, parts: parts ?? [] })));
    fc.assert(
      fc.property(withoutYes, fc.boolean(), (meanings, asked) => {
        const plan = hear(stranger(asked ? {} : { asked: null }), meanings);
        expect(plan.says.every(isNeutral)).toBe(true);
        expect(plan.events.filter(({ event }) => ["claims_paid", "promised", "disputed"].includes(event.type))).toEqual([]);
      }),
    );
  });

  it("a promise is recorded only by a yes to the very quote that was open before the turn", () => {
    fc.assert(
      fc.property(anyState, anyMeanings, (state, meanings) => {
        for (const { event } of hear(state, meanings).events) {
          if (event.type !== "promised") continue;
          expect(state.asked).toMatchObject({ kind: "confirm_promise", on: event.on, amountMinor: event.amountMinor });
        }
      }),
    );
  });
});

const anyMeaning: fc.Arbitrary<Meaning> = fc.record(
  {
    is: fc.uniqueArray(fc.constantFrom<IntentName>(...intentNames), { minLength: 1, maxLength: 3 }),
    act: fc.boolean(),
    yes: fc.boolean(),
    parts: fc.array(
      fc.constantFrom(amount(300_000n), amount(0n, "half"), amount(9_999_999n), date(inDays(3)), date(inDays(-3)), date(inDays(9), { fuzzy: true })),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: ["is"] },
);
const anyMeanings = fc.array(anyMeaning, { maxLength: 5 });
const anyState = fc
  .record({ verified: fc.boolean(), optedOut: fc.boolean(), takenOver: fc.boolean(), silenced: fc.boolean(), unclearInRow: fc.nat(3), asks: fc.boolean() })
  .map(({ verified, optedOut, asks, ...rest }) => known({ ...rest, asked: asks ? quoted() : null, contact: { verified, optedOut } }));

function hear(state: ReturnType<typeof known>, meanings: readonly Meaning[]): TurnPlan {
  return hearTurn(
    state,
    meanings.map((_, i) => textOf(i, String(i))),
    (text) => replyOf(meanings[Number(text)] ?? { is: ["unclear"] }),
  );
}

function planOf({ state, texts }: TurnCase): TurnPlan {
  const queue = texts.map(replyOf);
  return hearTurn(
    state,
    texts.map(({ text, late }, i) => textOf(i, text, late)),
    () => queue.shift() ?? replyOf({ is: ["unclear"] }),
  );
}

const shown = (plan: TurnPlan) => ({
  events: plan.events.map(({ event }) => (event.type === "human_wanted" ? `human_wanted:${event.because}` : event.type)),
  says: plan.says.map(({ template, params }) => [template, ...Object.values(params)].join(" ")),
  asked: plan.asked?.kind ?? null,
  unclearInRow: plan.unclearInRow,
});
