import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Channel, InboundItem } from "../../bot/app/ports.ts";
import { createPerson, type Temperament } from "../../bot/channels/sim/persons/person.ts";
import { createSimProvider, type SimProvider } from "../../bot/channels/sim/provider.ts";
import { createSimChannel } from "../../bot/channels/sim/sim-channel.ts";
import { dayMs, hourMs, instant, minuteMs, plus, secondMs } from "../../bot/domain/calendar.ts";
import type { ContactPointId } from "../../bot/domain/ids.ts";

const secret = "sim-secret";
const reminder = "您有一笔还款 ¥8,033.00，今天是还款日。";
const noSignal = new AbortController().signal;

describe("the simulated provider, over HTTP both ways", () => {
  let now = instant("2026-11-23T01:00:00Z");
  const clock = { now: () => now, speed: 1 };
  let provider: SimProvider;
  let channel: Channel;
  let items: InboundItem[];
  let payments: { address: string; fraction: number }[];
  let webhookStatus: number;
  let ledgerUp: boolean;
  let stop: () => Promise<void>;

  beforeEach(async () => {
    now = instant("2026-11-23T01:00:00Z");
    items = [];
    payments = [];
    webhookStatus = 200;
    ledgerUp = true;
    const app = new Hono();
    const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 });
    await new Promise<void>((resolve) => server.once("listening", () => resolve()));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("not listening");
    const root = `http://127.0.0.1:${address.port}`;
    channel = createSimChannel({ apiRoot: `${root}/sim-provider`, secret, clock });
    provider = createSimProvider({
      secret,
      clock,
      webhookUrl: `${root}/webhook`,
      pay: async (payment) => {
        if (!ledgerUp) throw new Error("down");
        payments.push(payment);
      },
    });
    app.route("/sim-provider", provider.app);
    app.post("/webhook", async (c) => {
      const read = channel.readWebhook({ headers: c.req.raw.headers, rawBody: new Uint8Array(await c.req.arrayBuffer()) });
      if (read.status !== "read") return c.body(null, 401);
      items.push(...read.items);
      return c.body(null, webhookStatus === 200 ? 200 : 500);
    });
    stop = () => new Promise((resolve) => server.close(() => resolve()));
  });
  afterEach(() => stop());

  const send = (messageId: string, address: string, text = reminder) =>
    channel.send({ messageId, contactPointId: "c" as ContactPointId, address, text }, noSignal);
  const pass = async (ms: number): Promise<void> => {
    now = plus(now, ms);
    await provider.tick();
  };

  it("takes a text, says delivered and read, and brings the reply", async () => {
    const address = addressOf("wants_person");
    expect(await send("m-1", address)).toEqual({ status: "sent", providerMessageId: "sim-m-1" });
    await pass(0);
    expect(items).toEqual([]);
    await pass(minuteMs);
    expect(items.map((i) => (i.kind === "receipt" ? `${i.state} ${i.messageId}` : i.address))).toEqual(["delivered m-1", "read m-1", address]);
    expect(provider.pending()).toBe(0);
  });

  it("delivers once what it is sent twice", async () => {
    const address = addressOf("wants_person");
    const [first, second] = [await send("m-1", address), await send("m-1", address)];
    expect(second).toEqual(first);
    await pass(minuteMs);
    expect(items).toHaveLength(3);
  });

  it("repeats a refused webhook under the same ids until it is taken", async () => {
    await send("m-1", addressOf("wants_person"));
    webhookStatus = 500;
    await pass(minuteMs);
    expect(provider.pending()).toBe(3);
    webhookStatus = 200;
    await pass(5 * secondMs);
    expect(provider.pending()).toBe(0);
    const ids = items.map((i) => i.providerId);
    expect(ids.slice(3)).toEqual(ids.slice(0, 3));
  });

  it("has prompt payers pay what is due, and again where the ledger was down", async () => {
    const address = addressOf("prompt");
    await send("m-1", address);
    ledgerUp = false;
    await pass(hourMs);
    expect(payments).toEqual([]);
    ledgerUp = true;
    await pass(minuteMs);
    expect(payments).toEqual([{ address, fraction: 1 }]);
  });

  it("hears nothing from the silent but that it was delivered", async () => {
    await send("m-1", addressOf("silent"), "请问您是王芳吗？");
    await pass(7 * dayMs);
    expect(items).toMatchObject([{ kind: "receipt", state: "delivered" }]);
  });

  it("refuses a sender without the secret, and what is no message", async () => {
    const body = JSON.stringify({ id: "m", to: "a", text: "t" });
    const post = (authorization: string, sent: string) =>
      provider.app.request("/send", { method: "POST", headers: { authorization, "content-type": "application/json" }, body: sent });
    expect((await post("Bearer wrong", body)).status).toBe(401);
    expect((await post(`Bearer ${secret}`, "{}")).status).toBe(400);
    expect((await post(`Bearer ${secret}`, "no json")).status).toBe(400);
    expect(provider.pending()).toBe(0);
  });
});

function addressOf(temperament: Temperament): string {
  for (let n = 0; n < 10_000; n += 1) if (createPerson(`sim-${n}`, 1).temperament === temperament) return `sim-${n}`;
  throw new Error(`nobody is ${temperament}`);
}
