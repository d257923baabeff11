import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hourMs, instant, minuteMs, plus } from "../../../bot/domain/calendar.ts";
import { followKey, following, type FirstText, type Following } from "../../../bot/domain/reminders/follow-up.ts";

const left = instant("2026-11-25T09:00:00Z");
const after = (hours: number) => plus(left, hours * hourMs);
const followUp = { channel: "sms", undeliveredMs: 12 * hourMs, unansweredMs: 48 * hourMs };
const first = (change: Partial<FirstText> = {}): FirstText => ({
  followUp,
  state: "sent",
  message: { outcome: "sent", at: left },
  answeredAt: undefined,
  expiresAt: after(96),
  reachable: true,
  ...change,
});
const outcome = (is: NonNullable<FirstText["message"]>["outcome"]) => ({ message: { outcome: is, at: left } });
const undelivered: Following = { kind: "follow", because: "undelivered" };
const unanswered: Following = { kind: "follow", because: "unanswered" };
const over: Following = { kind: "over" };
const until = (hours: number): Following => ({ kind: "wait", until: after(hours) });

describe("whether a text is said again on another channel", () => {
  const cases: [name: string, of: FirstText, hours: number, expected: Following][] = [
    ["nothing is told of it yet", first(), 1, until(12)],
    ["a minute before the time", first(), 12 - 1 / 60, until(12)],
    ["not delivered in time", first(), 12, undelivered],
    ["refused for good: at once", first({ state: "failed", ...outcome("failed") }), 1, undelivered],
    ["refused later, by a receipt", first(outcome("failed")), 1, undelivered],
    ["delivered: the answer is waited for", first(outcome("arrived")), 20, until(48)],
    ["delivered, not answered in time", first(outcome("arrived")), 48, unanswered],
    ["delivered, and only deliveries count", first({ ...outcome("arrived"), followUp: { channel: "sms", undeliveredMs: hourMs } }), 50, over],
    ["refused, and only answers count", first({ ...outcome("failed"), followUp: { channel: "sms", unansweredMs: hourMs } }), 50, over],
    ["only answers count", first({ followUp: { channel: "sms", unansweredMs: 24 * hourMs } }), 20, until(24)],
    ["an unknown outcome may have arrived: never", first(outcome("unknown")), 90, until(91)],
    ["still on its way", first({ state: "claimed", ...outcome("under_way") }), 90, until(91)],
    ["refused, and to be tried again", first({ state: "planned", ...outcome("under_way") }), 20, until(21)],
    ["deferred: never said yet", first({ state: "planned", message: undefined }), 20, until(21)],
    ["suppressed", first({ state: "suppressed", message: undefined }), 20, over],
    ["the borrower wrote since", first({ answeredAt: after(2) }), 20, over],
    ["the borrower wrote before it left", first({ answeredAt: plus(left, -minuteMs) }), 20, undelivered],
    ["the next stage begins", first({ expiresAt: after(12) }), 12, over],
    ["there is no such contact point", first({ reachable: false }), 20, over],
  ];
  it.each(cases)("%s", (_, of, hours, expected) => expect(following(of, after(hours))).toEqual(expected));

  it("never while the first may still go out, was answered or may have arrived; and what waits is looked at later than now", () => {
    const any = fc.record({
      state: fc.constantFrom("planned" as const, "claimed" as const, "sent" as const, "suppressed" as const, "failed" as const),
      message: fc.option(fc.record({ outcome: fc.constantFrom("under_way", "sent", "arrived", "failed", "unknown"), at: fc.constant(left) }), {
        nil: undefined,
      }),
      answeredAt: fc.option(fc.integer({ min: -5, max: 60 }).map(after), { nil: undefined }),
      reachable: fc.boolean(),
    });
    fc.assert(
      fc.property(any, fc.integer({ min: 0, max: 120 }), (change, hours) => {
        const of = first(change);
        const next = following(of, after(hours));
        if (next.kind === "wait") expect(next.until).toBeGreaterThan(after(hours));
        if (next.kind !== "follow") return;
        expect(of.state === "sent" || of.state === "failed").toBe(true);
        expect(["sent", "arrived", "failed"]).toContain(of.message?.outcome);
        expect(of.answeredAt === undefined || of.answeredAt <= left).toBe(true);
        expect(after(hours)).toBeLessThan(of.expiresAt);
        if (next.because === "undelivered") expect(of.message?.outcome).not.toBe("arrived");
      }),
    );
  });
});

it("the key of a second text is its own, one for a channel", () => {
  expect(new Set(["sms", "web", ""].map((channel) => followKey("reminder/L1/1/2026-11-25/3", channel)).concat("reminder/L1/1/2026-11-25/3")).size).toBe(4);
});
