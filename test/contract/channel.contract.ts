import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Channel, OutboundText, SendOutcome, WebhookRequest } from "../../bot/app/ports.ts";
import type { ContactPointId } from "../../bot/domain/ids.ts";
import { refusingRoot, startStandIn, type StandInProvider } from "./stand-in-provider.ts";

export interface ChannelUnderTest {
  create(apiRoot: string): Channel;
  /** Absent where the channel has no provider. */
  readonly provider?: {
    /** An address as the provider's are; absent: a telephone number. */
    readonly address?: string;
    /** "sender": a secret says who asks, and covers no body. */
    readonly signs?: "body" | "sender";
    /** The documented success. */
    readonly accepted: { readonly status: number; readonly body: string };
    /** Documented words for "took nothing, come again". */
    readonly busy?: { readonly status: number; readonly body: string };
    /** A webhook as the provider signs it now, holding one text. */
    signedText(text: string): WebhookRequest;
  };
}

const secretText = "尊敬的王芳，您的贷款 8,033.00 元";
const anyOut: OutboundText = {
  messageId: "7d1f9a54-3c55-4a0e-9f6c-2f3c4a5b6c7d",
  contactPointId: "0a0f9a54-3c55-4a0e-9f6c-2f3c4a5b6c7d" as ContactPointId,
  address: "+8613800138000",
  text: secretText,
};
const noSignal = new AbortController().signal;

/** What the use cases count on in every channel. */
export function channelContract(name: string, { create, provider }: ChannelUnderTest): void {
  describe(`channel ${name}`, () => {
    const out: OutboundText = { ...anyOut, ...(provider?.address !== undefined && { address: provider.address }) };
    let standIn: StandInProvider;
    let channel: Channel;
    beforeEach(async () => {
      standIn = await startStandIn();
      channel = create(standIn.root);
    });
    afterEach(() => standIn.close());

    const send = (signal = noSignal): Promise<SendOutcome> => channel.send(out, signal);
    const answering = (status: number, body: string, headers = {}): void => void (standIn.mode = { kind: "answer", status, body, headers });

    it("has its folder's name and a pace", () => {
      expect(channel.name).toBe(name);
      expect(channel.perSecond).toBeGreaterThan(0);
    });

    it("says that it sent, with an id by which a receipt finds the message", async () => {
      if (provider) answering(provider.accepted.status, provider.accepted.body);
      const outcome = await send();
      expect(outcome).toMatchObject({ status: "sent", providerMessageId: expect.stringMatching(/./) });
      // the provider's id of the message lies in the clear
      expect(JSON.stringify(outcome)).not.toContain(out.address);
    });

    it.each([
      ["no signature", "{}"],
      ["an empty body", ""],
      ["no JSON", "\u0000\u0001"],
    ])("refuses a webhook with %s", (_what, body) => {
      expect(channel.readWebhook({ headers: new Headers(), rawBody: Buffer.from(body) })).toEqual({ status: "refused" });
    });

    if (!provider) return;

    it("may be retried where nobody listens", async () => {
      const outcome = await create(await refusingRoot()).send(out, noSignal);
      expect(outcome).toEqual({ status: "not_sent", code: "refused", retry: true });
    });

    it("may be retried where the name is not known", async () => {
      const outcome = await create("http://provider.invalid").send(out, noSignal);
      expect(outcome).toMatchObject({ status: "not_sent", retry: true });
    });

    it("may be retried where it was called off before it began, and writes nothing", async () => {
      expect(await send(AbortSignal.abort())).toEqual({ status: "not_sent", code: "aborted", retry: true });
      const later = new AbortController();
      const sending = send(later.signal);
      later.abort();
      expect(await sending).toEqual({ status: "not_sent", code: "aborted", retry: true });
      answering(provider.accepted.status, provider.accepted.body);
      await send();
      expect(standIn.requests).toHaveLength(1);
    });

    it("is unknown where it was called off after it was written", async () => {
      const late = new AbortController();
      const arrived = standIn.arrived();
      const sending = send(late.signal);
      await arrived;
      late.abort();
      expect(await sending).toEqual({ status: "unknown", code: "aborted" });
    });

    it.each([{ kind: "reset" }, { kind: "half" }] as const)("is unknown after a $kind connection, and is not sent again by itself", async (mode) => {
      standIn.mode = mode;
      expect(await send()).toMatchObject({ status: "unknown" });
      expect(standIn.requests).toHaveLength(1);
    });

    it("is unknown where a kept connection dies under the request", async () => {
      answering(provider.accepted.status, provider.accepted.body);
      await send();
      standIn.mode = { kind: "reset" };
      expect(await send()).toMatchObject({ status: "unknown" });
      expect(standIn.requests).toHaveLength(2);
    });

    it.each([500, 502, 503, 504, 408, 409, 302])("is unknown after %i", async (status) => {
      answering(status, "{}", { location: "/elsewhere" });
      expect(await send()).toMatchObject({ status: "unknown" });
      expect(standIn.requests).toHaveLength(1);
    });

    it.each(["", "<html>OK</html>", "{}", "[]", "null", '{"providerMessageId":""}'])("is unknown where the success reads %j", async (body) => {
      answering(200, body);
      expect(await send()).toMatchObject({ status: "unknown" });
    });

    it.each([400, 401, 403, 404, 422])("is refused for good after %i", async (status) => {
      answering(status, "{}");
      expect(await send()).toMatchObject({ status: "not_sent", retry: false });
    });

    it("waits as long as a 429 says", async () => {
      answering(429, "{}", { "retry-after": "7" });
      expect(await send()).toMatchObject({ status: "not_sent", retry: true, afterMs: 7_000 });
      answering(429, "{}", { "retry-after": "Wed, 21 Oct 2065 07:28:00 GMT" });
      expect(await send()).not.toHaveProperty("afterMs");
    });

    it.each(provider.busy ? [provider.busy] : [])("may be retried where the provider documents that it took nothing", async (busy) => {
      answering(busy.status, busy.body);
      expect(await send()).toMatchObject({ status: "not_sent", retry: true });
    });

    it("never repeats the text or the address in a code", async () => {
      for (const status of [200, 400, 403, 422, 429, 500]) {
        answering(status, JSON.stringify({ error: out.address, message: secretText, code: out.address, error_code: out.address, description: secretText }));
        const outcome = JSON.stringify(await send());
        expect(outcome).not.toContain(out.address);
        expect(outcome).not.toContain(secretText);
      }
    });

    it("reads a signed text as the borrower wrote it, without what cannot be stored", () => {
      const read = channel.readWebhook(provider.signedText("五千\u0000块 <b>&amp;</b>"));
      expect(read).toMatchObject({ status: "read", items: [{ kind: "text", text: "五千块 <b>&amp;</b>" }] });
    });

    it.each(provider.signs === "sender" ? [] : [provider])("refuses a signed webhook whose body was changed", ({ signedText }) => {
      const { headers, rawBody } = signedText("5000");
      const changed = Buffer.from(Buffer.from(rawBody).toString("utf8").replace("5000", "1000"));
      expect(channel.readWebhook({ headers, rawBody: changed })).toEqual({ status: "refused" });
    });
  });
}
