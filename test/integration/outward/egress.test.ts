import { createHmac } from "node:crypto";
import type { LookupAddress } from "node:dns";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { instant } from "../../../bot/domain/calendar.ts";
import { createEgress, type Resolve } from "../../../bot/outward/egress.ts";
import { nothingAllowed, parseEgressAllow } from "../../../bot/outward/egress-rules.ts";
import { createPostSigned } from "../../../bot/outward/post-signed.ts";
import { newWebhookSecret } from "../../../bot/outward/sign-webhook.ts";
import { startReceiver, type Receiver } from "../../support/receiver.ts";

const now = instant("2026-11-22T06:30:00Z");
const here = parseEgressAllow("127.0.0.1") ?? nothingAllowed;
let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

/** One delivery; `names`: what each look-up answers, in turn. */
async function post(url: string, { allow = here, names = [], patienceMs = 5_000 }: { allow?: typeof here; names?: string[][]; patienceMs?: number } = {}) {
  const looked: string[] = [];
  const resolve: Resolve = (host, done) => {
    const addresses = names[Math.min(looked.length, names.length - 1)] ?? [];
    looked.push(host);
    done(
      null,
      addresses.map((address): LookupAddress => ({ address, family: address.includes(":") ? 6 : 4 })),
    );
  };
  const egress = createEgress(allow, resolve);
  const secrets = [newWebhookSecret(), newWebhookSecret()];
  const posted = await createPostSigned(egress, () => now, patienceMs)({ url, id: "11111111-1111-4111-8111-111111111111", secrets, body: '{"type":"x"}' });
  await egress.close();
  return { posted, looked, secrets };
}

const port = (): string => new URL(receiver.url).port;

describe("a webhook", () => {
  it("is signed as Standard Webhooks says, with both secrets of a rotation", async () => {
    const { posted, secrets } = await post(receiver.url);
    expect(posted).toEqual({ kind: "answered", status: 204 });
    const [{ headers, body } = { headers: {}, body: "" }] = receiver.got;
    const signed = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
    const expected = secrets.map(
      (secret) =>
        `v1,${createHmac("sha256", Buffer.from(secret.slice(6), "base64"))
          .update(signed)
          .digest("base64")}`,
    );
    expect(headers["webhook-signature"]).toBe(expected.join(" "));
    expect(headers["webhook-timestamp"]).toBe(String(now / 1000));
  });

  it("follows no redirect", async () => {
    receiver.answer((_, response) => response.writeHead(301, { location: receiver.url }).end());
    expect((await post(receiver.url)).posted).toEqual({ kind: "answered", status: 301 });
    expect(receiver.got).toHaveLength(1);
  });

  it("reads little of a body that does not end", async () => {
    let sent = 0;
    receiver.answer((_, response) => {
      response.writeHead(200);
      const more = (): void => {
        while (!response.destroyed && sent < 512 * 1024 * 1024) {
          sent += 65_536;
          if (!response.write(Buffer.alloc(65_536))) return void response.once("drain", more);
        }
      };
      more();
    });
    expect((await post(receiver.url)).posted).toMatchObject({ kind: "answered", status: 200 });
    expect(sent).toBeLessThan(64 * 1024 * 1024);
  });

  it("gives a receiver that hangs up after its time, and one that resets at once", async () => {
    receiver.answer(() => undefined);
    expect((await post(receiver.url, { patienceMs: 200 })).posted).toEqual({ kind: "failed", code: "timeout" });
    receiver.answer((request) => request.socket.destroy());
    expect((await post(receiver.url)).posted).toMatchObject({ kind: "failed" });
  });

  it("hears how long a receiver asks to be left alone", async () => {
    receiver.answer((_, response) => response.writeHead(429, { "retry-after": "120" }).end());
    expect((await post(receiver.url)).posted).toEqual({ kind: "answered", status: 429, retryAfterMs: 120_000 });
  });

  it("uses no proxy of the environment", async () => {
    process.env["HTTP_PROXY"] = process.env["http_proxy"] = "http://127.0.0.1:9";
    try {
      expect((await post(receiver.url)).posted).toEqual({ kind: "answered", status: 204 });
    } finally {
      delete process.env["HTTP_PROXY"];
      delete process.env["http_proxy"];
    }
  });
});

describe("the way out", () => {
  it.each([
    "http://127.0.0.1:PORT/",
    "http://localhost:PORT/",
    "http://[::1]:PORT/",
    "http://[::ffff:127.0.0.1]:PORT/",
    "http://2130706433:PORT/",
    "http://0x7f.1:PORT/",
    "http://0177.0.0.1:PORT/",
    "http://１２７.0.0.1:PORT/",
    "http://0.0.0.0:PORT/",
    "https://169.254.169.254/latest/meta-data/",
    "https://10.0.0.1/",
    "ftp://example.com/",
    "file:///etc/passwd",
    "https://user:password@example.com/",
    "not an address",
    `https://example.com/${"x".repeat(10_000)}`,
  ])("is closed for %s", async (url) => {
    const { posted } = await post(url.replace("PORT", port()), { allow: nothingAllowed, names: [["127.0.0.1"]] });
    expect(posted.kind).toBe("refused");
    expect(receiver.got).toEqual([]);
  });

  it("judges what a name leads to, whatever else it leads to", async () => {
    const url = `https://hook.lender.example:${port()}/`;
    for (const addresses of [["127.0.0.1"], ["::ffff:7f00:1"], ["8.8.8.8", "127.0.0.1"], ["fd00::1"]])
      expect((await post(url, { allow: nothingAllowed, names: [addresses] })).posted).toEqual({ kind: "refused", code: "address_refused" });
    expect(receiver.got).toEqual([]);
  });

  it("asks for a name once, and goes where the judged answer leads: a second answer is never heard", async () => {
    const { posted, looked } = await post(`http://hook.lender.example:${port()}/`, { names: [["127.0.0.1"], ["169.254.169.254"]] });
    expect(posted).toEqual({ kind: "answered", status: 204 });
    expect(looked).toEqual(["hook.lender.example"]);
  });

  it("goes unencrypted only to what the operator has listed", async () => {
    expect((await post("http://hook.lender.example/", { names: [["8.8.8.8"]] })).posted).toEqual({ kind: "refused", code: "address_refused" });
    const listed = parseEgressAllow("hook.lender.example") ?? nothingAllowed;
    expect((await post(`http://hook.lender.example:${port()}/`, { allow: listed, names: [["127.0.0.1"]] })).posted).toMatchObject({ status: 204 });
  });
});
