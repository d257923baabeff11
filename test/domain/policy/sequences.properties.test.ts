/** Whole stories of one borrower through planner and gate: what was sent is judged afterwards, by rules written anew. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  day,
  dayIn,
  dayMs,
  hourMs,
  instantAt,
  minuteMs,
  minuteOfDay,
  plus,
  weekday,
  zone,
  type Day,
  type Instant,
  type Zone,
} from "../../../bot/domain/calendar.ts";
import { gate } from "../../../bot/domain/policy/gate.ts";
import { holdReasons, type Hold } from "../../../bot/domain/policy/hold.ts";
import type { Preference } from "../../../bot/domain/policy/hours.ts";
import { layered } from "../../../bot/domain/policy/layered.ts";
import type { Policy } from "../../../bot/domain/policy/policy.ts";
import { plannedTouch, touchKey, type PlannedTouch } from "../../../bot/domain/reminders/touches.ts";
import { plan } from "../reminders/plans.ts";
import { defaultLayer, strictLayer, wish } from "./facts.ts";

const begin = day("2026-11-16");
const policies: readonly Policy[] = [layered([], defaultLayer), layered([strictLayer], defaultLayer)];

const event = fc.oneof(
  { weight: 8, arbitrary: fc.record({ type: fc.constant("wait" as const), minutes: fc.integer({ min: 1, max: 2_000 }) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("pay" as const), no: fc.integer({ min: 0, max: 3 }), reversed: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant("hold" as const), reason: fc.constantFrom(...holdReasons), hours: fc.option(fc.integer({ min: 1, max: 100 })) }),
  },
  { weight: 1, arbitrary: fc.constant({ type: "lift" as const }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("rules" as const), which: fc.integer({ min: 0, max: 1 }) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("call" as const), spoken: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("wish" as const), from: fc.integer({ min: 0, max: 23 }), hours: fc.integer({ min: 1, max: 8 }) }) },
  { weight: 1, arbitrary: fc.constant({ type: "answer" as const }) },
);
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;
const story = fc.record({
  events: fc.array(event, { minLength: 20, maxLength: 120 }),
  inZone: fc.constantFrom(zone("Asia/Shanghai"), zone("America/New_York"), zone("Pacific/Auckland"), zone("Europe/London")),
  dueOn: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 4 }),
});

interface Sent {
  readonly key: string;
  readonly at: Instant;
  readonly policy: Policy;
  readonly holds: readonly Hold[];
  readonly preference: Preference | undefined;
  readonly open: boolean;
  readonly before: readonly Instant[];
}

/** A touch that waits, as its row would. */
interface Row {
  readonly touch: PlannedTouch;
  readonly key: string;
  readonly instalment: number;
  readonly dueOn: Day;
  dueAt: Instant;
  state: "planned" | "sent" | "suppressed";
  looks: number;
}

function play(
  events: readonly Event[],
  inZone: Zone,
  dueDays: readonly number[],
): { sent: Sent[]; rows: Row[]; deferredTo: { until: Instant; policy: Policy; preference: Preference | undefined }[] } {
  let now = instantAt(begin, 0, inZone);
  let policy = policies[0] ?? layered([], defaultLayer);
  let preference: Preference | undefined;
  let answeredAt: Instant | undefined;
  const paid = new Set<number>();
  let holds: Hold[] = [];
  const calls: { at: Instant; kind: "call" }[] = [];
  const sent: Sent[] = [];
  const deferredTo: ReturnType<typeof play>["deferredTo"] = [];
  const rows: Row[] = dueDays.flatMap((offset, instalment) => {
    const dueOn = addDays(begin, offset);
    return plan.stages.map((stage) => {
      const touch = plannedTouch(plan, stage, dueOn, inZone, policy, "borrower");
      return { touch, key: touchKey("loan", instalment, dueOn, stage.offset), instalment, dueOn, dueAt: touch.dueAt, state: "planned" as const, looks: 0 };
    });
  });
  const dispatch = (): void => {
    for (;;) {
      const [row] = rows
        .filter((one) => one.state === "planned" && one.dueAt <= now)
        .toSorted((a, b) => b.touch.priority - a.touch.priority || a.dueAt - b.dueAt);
      if (!row) return;
      row.looks++;
      const decision = gate(
        {
          now,
          zone: inZone,
          textClass: "initiating",
          channel: "sim",
          branch: "east",
          template: row.touch.template,
          templateApproved: true,
          contact: { id: "point", open: true, identityAsked: 0 },
          channelKnown: true,
          goLiveAt: instantAt(addDays(begin, -1), 0, inZone),
          holds,
          stops: [],
          initiatedAt: sent.map(({ at }) => at),
          contacts: calls,
          consents: [{ purpose: "all", given: true }],
          priority: row.touch.priority,
          ...(answeredAt !== undefined && { answeredAt }),
          ...(preference && { preference }),
          touch: {
            stage: row.touch.stage,
            dueOn: row.dueOn,
            plannedOn: row.touch.plannedOn,
            loanId: "loan",
            instalmentNo: row.instalment,
            expiresAt: row.touch.expiresAt,
            dueAt: row.dueAt,
            loanOpen: true,
            outstandingMinor: paid.has(row.instalment) ? 0n : 100n,
            ledgerAsOf: now,
          },
        },
        policy,
      );
      if (decision.decision === "send") {
        sent.push({ key: row.key, at: now, policy, holds, preference, open: !paid.has(row.instalment), before: sent.map(({ at }) => at) });
        row.state = "sent";
      } else if (decision.decision === "defer") {
        deferredTo.push({ until: decision.until, policy, preference });
        if (decision.until <= now) throw new Error("a deferral that ends now");
        row.dueAt = decision.until;
      } else row.state = "suppressed";
    }
  };
  for (const one of events) {
    if (one.type === "wait") now = plus(now, one.minutes * minuteMs);
    else if (one.type === "pay") {
      if (one.reversed) paid.delete(one.no);
      else paid.add(one.no);
    } else if (one.type === "hold") holds = [...holds, { reason: one.reason, from: now, ...(one.hours !== null && { until: plus(now, one.hours * hourMs) }) }];
    else if (one.type === "lift") holds = [];
    else if (one.type === "rules") policy = policies[one.which] ?? policy;
    else if (one.type === "call") {
      calls.push({ at: now, kind: "call" });
      if (one.spoken) answeredAt = now;
    } else if (one.type === "answer") answeredAt = now;
    else preference = wish(one.from * 60, Math.min(1_440, (one.from + one.hours) * 60));
    dispatch();
  }
  // Then nothing more happens, and the clock goes on for two months.
  for (let hours = 0; hours < 60 * 24; hours += 6) {
    now = plus(now, 6 * hourMs);
    dispatch();
  }
  return { sent, rows, deferredTo };
}

/** Hours and days as the two packs' words have them, not as the gate reads them. */
function lawful(at: Instant, inZone: Zone, of: Policy, preference: Preference | undefined): boolean {
  const [minute, on] = [minuteOfDay(at, inZone), dayIn(at, inZone)];
  const strict = of.layers.some(({ id }) => id === "strict");
  const wished = preference?.get(weekday(on));
  const asWished = !preference || (wished !== undefined && minute >= wished.fromMinute && minute < wished.toMinute);
  if (strict) return asWished && on !== "2026-11-24" && (weekday(on) <= 5 || on === "2026-11-29") && minute >= 600 && minute < 1_200;
  return asWished && weekday(on) <= 6 && minute >= 540 && minute < 1_080;
}

describe("no story of one borrower", () => {
  it("sends outside hours or wishes, over a budget, under a hold, for what is paid, or one touch twice; and none waits for ever", () => {
    let texts = 0;
    fc.assert(
      fc.property(story, ({ events, inZone, dueOn }) => {
        const { sent, rows, deferredTo } = play(events, inZone, dueOn);
        texts += sent.length;
        for (const one of sent) {
          expect(lawful(one.at, inZone, one.policy, one.preference)).toBe(true);
          expect(one.before.filter((at) => dayIn(at, inZone) === dayIn(one.at, inZone))).toEqual([]);
          expect(one.before.filter((at) => at > one.at - 7 * dayMs).length).toBeLessThan(3);
          expect(one.holds.filter(({ until }) => until === undefined || until > one.at)).toEqual([]);
          expect(one.open).toBe(true);
        }
        expect(new Set(sent.map(({ key }) => key)).size).toBe(sent.length);
        for (const { until, policy, preference } of deferredTo) expect(lawful(until, inZone, policy, preference)).toBe(true);
        expect(rows.filter(({ state }) => state === "planned")).toEqual([]);
        expect(Math.max(...rows.map(({ looks }) => looks))).toBeLessThan(60);
      }),
      { numRuns: 400 },
    );
    // Stories in which nothing is ever sent would prove nothing.
    expect(texts).toBeGreaterThan(200);
  });
});
