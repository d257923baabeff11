import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signSim } from "../../bot/channels/sim/signature.ts";
import { createSimChannel } from "../../bot/channels/sim/sim-channel.ts";
import { instant, isoInstant, minuteMs, plus } from "../../bot/domain/calendar.ts";
import { channelContract } from "./channel.contract.ts";

const now = instant("2026-11-22T01:00:00Z");
const clock = { now: () => now, speed: 1 };
const secret = "sim-secret";
const create = (apiRoot: string): ReturnType<typeof createSimChannel> => createSimChannel({ apiRoot, secret, clock });
const channel = create("http://127.0.0.1:1");

const textEvent = { type: "text", id: "e-1", from: "+8613800138000", at: isoInstant(now), text: "周五还" };
const signed = (json: unknown, at = now) => {
  const rawBody = Buffer.from(JSON.stringify(json));
  return { rawBody, headers: new Headers({ "x-sim-signature": signSim(secret, rawBody, at) }) };
};

channelContract("sim", {
  create,
  provider: {
    accepted: { status: 200, body: '{"providerMessageId":"sim-1"}' },
    busy: { status: 503, body: '{"accepted":false}' },
    signedText: (text) => signed({ events: [{ ...textEvent, text }] }),
  },
});

describe("the signature of a sim webhook", () => {
  const read = (signature: string, body = '{"events":[]}') =>
    channel.readWebhook({ rawBody: Buffer.from(body), headers: new Headers({ "x-sim-signature": signature }) }).status;
  const good = signSim(secret, Buffer.from('{"events":[]}'), now);

  it("passes as made", () => expect(read(good)).toBe("read"));

  it.each([
    ["empty", ""],
    ["short", good.slice(0, -2)],
    ["long", `${good}00`],
    ["of another secret", signSim("other", Buffer.from('{"events":[]}'), now)],
    ["of upper case", good.toUpperCase()],
    ["with another time put in", good.replace(/^t=\d+/, `t=${now / 1000 + 1}`)],
    ["doubled", `${good},${good}`],
    ["without a time", good.replace(/^t=\d+,/, "")],
    ["with a time that is no number", good.replace(/^t=\d+/, "t=NaN")],
  ])("is refused when %s", (_what, signature) => expect(read(signature)).toBe("refused"));

  it.each([
    [-5 * minuteMs - 1_000, "refused"],
    [-5 * minuteMs, "read"],
    [5 * minuteMs, "read"],
    [5 * minuteMs + 1_000, "refused"],
  ])("made %i ms from now is %s", (ms, status) => {
    expect(channel.readWebhook(signed({ events: [] }, plus(now, ms))).status).toBe(status);
  });

  it("is refused for whatever anyone may write there, and never throws", () => {
    fc.assert(
      fc.property(fc.string(), fc.uint8Array(), (signature, rawBody) => {
        expect(channel.readWebhook({ rawBody, headers: { get: () => signature } }).status).toBe("refused");
      }),
    );
  });
});

describe("the body of a sim webhook", () => {
  it("holds texts and receipts, in order", () => {
    const receipt = { type: "receipt", id: "e-2", at: "2026-11-22T09:00:01+08:00", state: "read", providerMessageId: "sim-9", messageId: "m-9" };
    expect(channel.readWebhook(signed({ events: [textEvent, receipt] }))).toEqual({
      status: "read",
      items: [
        { kind: "text", providerId: "e-1", address: "+8613800138000", at: now, text: "周五还" },
        { kind: "receipt", providerId: "e-2", at: plus(now, 1_000), state: "read", providerMessageId: "sim-9", messageId: "m-9" },
      ],
    });
  });

  it.each([
    ["a field that is missing", { events: [{ ...textEvent, from: undefined }] }, "events.0.from"],
    ["no moment", { events: [{ ...textEvent, at: "yesterday" }] }, "events.0.at"],
    ["a kind it does not know", { events: [{ ...textEvent, type: "voice" }] }, "events.0.type"],
    ["a text beyond the limit", { events: [{ ...textEvent, text: "长".repeat(10_001) }] }, "events.0.text"],
    ["no events", {}, "events"],
  ])("says what is wrong with %s, without the value", (_what, json, field) => {
    const read = channel.readWebhook(signed(json));
    expect(read).toMatchObject({ status: "unreadable", problem: expect.stringContaining(field) });
    expect(JSON.stringify(read)).not.toContain("+8613800138000");
    expect(JSON.stringify(read)).not.toContain("yesterday");
  });
});
