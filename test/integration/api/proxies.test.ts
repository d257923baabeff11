import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addressOf } from "../../../bot/api/address-of.ts";
import { loopback, parseTrustedProxies } from "../../../bot/api/trusted-proxies.ts";
import { readConfig } from "../../../bot/config.ts";
import { openDesk, type Desk } from "./support.ts";

/** As the Node server hands it on. */
const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress, remotePort: 50_000, remoteFamily: "IPv4" } } });

describe("whose attempt it is", () => {
  it.each([
    ["a caller without a proxy", "203.0.113.9", undefined, "none", "203.0.113.9"],
    ["who writes the header themselves", "203.0.113.9", "198.51.100.1", "10.20.0.5", "203.0.113.9"],
    ["a machine of the same private network, by default", "10.20.0.5", "198.51.100.1", undefined, "10.20.0.5"],
    ["who comes through a proxy on this machine, by default", "127.0.0.1", "198.51.100.1", undefined, "198.51.100.1"],
    ["the same over IPv6 sockets", "::ffff:127.0.0.1", "198.51.100.1", undefined, "198.51.100.1"],
    ["a proxy on this machine that is not believed", "127.0.0.1", "198.51.100.1", "none", "127.0.0.1"],
    ["who comes through a named proxy", "10.20.0.5", "198.51.100.1", "10.20.0.0/16", "198.51.100.1"],
    ["who comes through a named proxy and lies about who they are", "10.20.0.5", "192.0.2.1, 198.51.100.1", "10.20.0.0/16", "198.51.100.1"],
    ["who comes through two named proxies", "10.20.0.5", "192.0.2.1, 198.51.100.1, 10.20.0.9", "10.20.0.0/16", "198.51.100.1"],
    ["who claims to be a chain of named proxies", "203.0.113.9", "198.51.100.1, 10.20.0.9", "10.20.0.0/16", "203.0.113.9"],
    ["a named proxy that says nothing", "10.20.0.5", undefined, "10.20.0.5", "10.20.0.5"],
    ["a named proxy that says nonsense", "10.20.0.5", "somebody", "10.20.0.5", "10.20.0.5"],
    ["a named proxy of IPv6, and its caller's network", "fd00::5", "2001:db8:1:2:3::4", "fd00::/8", "2001:db8:1:2::/64"],
  ])("is told of %s", async (_, near, header, trusted, expected) => {
    const proxies = readConfig({ TRUSTED_PROXIES: trusted }).TRUSTED_PROXIES;
    const app = new Hono().get("/", (c) => c.text(addressOf(c, proxies)));
    const headers = header === undefined ? {} : { "x-forwarded-for": header };
    expect(await (await app.request("/", { headers }, from(near))).text()).toBe(expected);
  });
});

describe("the setting", () => {
  it("is this machine alone where nothing is said", () => {
    expect(readConfig({}).TRUSTED_PROXIES).toBe(loopback);
    expect(readConfig({ TRUSTED_PROXIES: "" }).TRUSTED_PROXIES).toBe(loopback);
  });

  it.each(["everybody", "10.0.0.0/33", "proxy.lender.example", "10.1", "none,10.0.0.1"])("refuses %s, and does not repeat it", (text) => {
    expect(parseTrustedProxies(text)).toBeUndefined();
    expect(() => readConfig({ TRUSTED_PROXIES: text })).toThrow("TRUSTED_PROXIES: expected addresses and networks");
  });
});

describe("slowing who guesses", () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk();
  });
  afterAll(() => desk.close());

  it("is not escaped by another X-Forwarded-For each time, and does not reach who comes from elsewhere", async () => {
    let tries = 0;
    const guess = async (near: string, forwarded: string): Promise<number> => {
      const body = JSON.stringify({ email: `nobody-${++tries}@example.com`, password: "wrong".repeat(4) });
      const headers = { "content-type": "application/json", "sec-fetch-site": "same-origin", "x-forwarded-for": forwarded };
      return (await desk.app.request("/api/console/session", { method: "POST", headers, body }, from(near))).status;
    };
    expect(await guess("10.20.0.7", "198.51.100.1")).toBe(401);
    // as if they had guessed 39 times
    await desk.database.signInFailure.updateMany({ data: { failures: 39 } });
    expect(await guess("10.20.0.7", "198.51.100.2")).toBe(401);
    expect(await guess("10.20.0.7", "198.51.100.3")).toBe(429);
    expect(await guess("127.0.0.1", "10.20.0.7")).toBe(429);
    expect(await guess("127.0.0.1", "198.51.100.3")).toBe(401);
  });
});
