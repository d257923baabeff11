import { inspectRoutes } from "hono/dev";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Hono } from "hono";
import { routeRoles } from "../../../bot/api/route-roles.ts";
import { metricsRoute } from "../../../bot/api/metrics-route.ts";
import { createServerApp } from "../../../bot/api/server-app.ts";
import { createWebhooks } from "../../../bot/api/webhooks.ts";
import type { Channel } from "../../../bot/app/ports.ts";
import { createChatPages } from "../../../bot/channels/web/chat-pages.ts";
import { now, openDesk, password, silent, type Desk } from "./support.ts";

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

/** All that a server can be made of. */
function wholeServer() {
  const receive = async () => ({ stored: 1, known: 0, nobody: 0 });
  const bulletin = { publish: async () => undefined, subscribe: () => () => undefined };
  const chat = createChatPages({
    chat: { byToken: async () => undefined, messages: async () => ({ messages: [], cursor: "" }) },
    receive,
    bulletin,
    clock: { now: () => now, speed: 1 },
    lender: { name: "示例小贷" },
  });
  const webhooks = createWebhooks({ channels: new Map([["sim", channel]]), receive, log: silent });
  return createServerApp({
    api: desk.api,
    webhooks,
    chat,
    metrics: metricsRoute({ text: async () => "huifang_up 1\n", token: undefined }),
    simProvider: new Hono().post("/send", (c) => c.json({})),
    consoleDir: "/nowhere",
    adminPassword: password,
    log: silent,
  });
}

const channel: Channel = {
  name: "sim",
  perSecond: 1,
  send: async () => ({ status: "unknown", code: "test" }),
  readWebhook: ({ headers, rawBody }) => {
    if (headers.get("x-signed") !== "yes") return { status: "refused" };
    return new TextDecoder().decode(rawBody) === "?" ? { status: "unreadable", problem: "items: missing" } : { status: "read", items: [] };
  },
};

describe("every route", () => {
  it("is in the table of roles, and the table names no other", () => {
    const registered = inspectRoutes(wholeServer())
      .filter(({ isMiddleware }) => !isMiddleware)
      .map(({ method, path }) => `${method} ${path}`);
    expect(registered.length).toBeGreaterThan(20);
    expect([...new Set(registered)].toSorted()).toEqual(routeRoles.map(({ method, path }) => `${method} ${path}`).toSorted());
  });

  it("refuses without the password, or with another, unless it is public", async () => {
    const app = wholeServer();
    expect(routeRoles.length).toBeGreaterThan(10);
    for (const { method, path, role } of routeRoles) {
      const url = path.replace(":id", "00000000-0000-4000-8000-000000000000").replace(/:\w+/g, "x");
      for (const authorization of [undefined, `Basic ${btoa("admin:wrong")}`, `Basic ${btoa(`other:${password}`)}`]) {
        const response = await app.request(url, { method, headers: { ...(authorization && { authorization }) } });
        if (role === "admin") expect(response.status, `${method} ${url}`).toBe(401);
        else if (!url.startsWith("/channels/")) expect(response.status, `${method} ${url}`).not.toBe(401);
        await response.body?.cancel();
      }
    }
  });

  it("that does not exist asks for the password too, and then is a problem document", async () => {
    expect((await desk.app.request("/api/console/nothing")).status).toBe(401);
    const response = await desk.get("/api/console/nothing");
    expect(response.status).toBe(404);
    expect(response.headers.get("content-type")).toContain("application/problem+json");
  });
});

describe("the API", () => {
  it("does nothing for a form of another site", async () => {
    const response = await desk.app.request("/api/console/stops", {
      method: "POST",
      body: "scope=all",
      headers: {
        authorization: `Basic ${btoa(`admin:${password}`)}`,
        "content-type": "text/plain",
        origin: "https://evil.example",
        "sec-fetch-site": "cross-site",
      },
    });
    expect(response.status).toBe(403);
  });

  it("takes no body larger than a note", async () => {
    expect((await desk.post("/api/console/stops", { scope: "branch", value: "x".repeat(70_000) })).status).toBe(413);
  });

  it("describes itself, with every one of its routes", async () => {
    const { paths } = await (await desk.get("/api/v1/openapi.json")).json();
    const described = Object.keys(paths).map((path) => path.replaceAll(/\{(\w+)\}/g, ":$1"));
    const own = routeRoles.map(({ path }) => path).filter((path) => path.startsWith("/api/") && !/events|openapi/.test(path));
    expect(described.toSorted()).toEqual([...new Set(own)].toSorted());
    expect(JSON.stringify(paths)).toContain("application/problem+json");
  });

  it("tells open pages to look again when something changes, and says nothing of what", async () => {
    const response = await desk.get("/api/console/events");
    const reader = response.body?.getReader();
    const next = async (): Promise<string> => new TextDecoder().decode((await reader?.read())?.value);
    expect(await next()).toContain("event: change");
    await desk.post("/api/console/stops", { scope: "channel", value: "sim" });
    expect(await next()).toBe("event: change\ndata: \n\n");
    await reader?.cancel();
  });

  it("is alive and ready without a password", async () => {
    expect((await desk.app.request("/healthz")).status).toBe(200);
    expect((await desk.app.request("/readyz")).status).toBe(200);
  });
});

describe("a webhook", () => {
  const post = (headers: Record<string, string>, body: string) => wholeServer().request("/channels/sim/webhook", { method: "POST", headers, body });

  it("answers 401 unsigned, 400 unreadable, 413 too large, 404 for no such channel and 200 with the counts", async () => {
    expect((await post({}, "{}")).status).toBe(401);
    const unreadable = await post({ "x-signed": "yes" }, "?");
    expect([unreadable.status, (await unreadable.json()).detail]).toEqual([400, "items: missing"]);
    expect((await post({ "x-signed": "yes" }, "x".repeat(1_100_000))).status).toBe(413);
    expect((await wholeServer().request("/channels/none/webhook", { method: "POST", body: "{}" })).status).toBe(404);
    const taken = await post({ "x-signed": "yes" }, "{}");
    expect([taken.status, await taken.json()]).toEqual([200, { stored: 1, known: 0 }]);
  });

  it("is answered 500 where it could not be stored, so that the provider delivers it again", async () => {
    const receive = async (): Promise<never> => {
      throw new Error("database away");
    };
    const app = createWebhooks({ channels: new Map([["sim", channel]]), receive, log: silent });
    const response = await app.request("/channels/sim/webhook", { method: "POST", headers: { "x-signed": "yes" }, body: "{}" });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("database away");
  });
});
