import { inspectRoutes } from "hono/dev";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Hono } from "hono";
import { routeRoles } from "../../../bot/api/route-roles.ts";
import { metricsRoute } from "../../../bot/api/metrics-route.ts";
import { createServerApp } from "../../../bot/api/server-app.ts";
import { createWebhooks } from "../../../bot/api/webhooks.ts";
import type { Channel } from "../../../bot/app/ports.ts";
import { createChatPages } from "../../../bot/channels/web/chat-pages.ts";
import { scopes, roles, type Scope } from "../../../bot/app/access/caller.ts";
import { now, openDesk, silent, type Desk } from "./support.ts";

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
    receiveFile: async () => ({ status: "nobody" }),
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
    queues: new Hono().get("/queues", (c) => c.text("")).get("/queues/*", (c) => c.text("")),
    simProvider: new Hono().post("/send", (c) => c.json({})),
    consoleDir: "/nowhere",
    access: desk.accounts.access,
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

  it("lets in exactly whom the table names: each role, a key of each scope, and nobody", async () => {
    const app = wholeServer();
    const callers: { who: string; headers: Record<string, string> }[] = [
      { who: "nobody", headers: {} },
      { who: "nobody", headers: { authorization: `Basic ${btoa("admin:a-password-for-tests")}` } },
      { who: "nobody", headers: { authorization: "Bearer hf_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" } },
      { who: "nobody", headers: { cookie: "huifang.session_token=abc.def" } },
      // a wrong key is nobody, whatever the cookie says
      { who: "nobody", headers: { authorization: "Bearer hf_no", cookie: (await desk.as("supervisor")).cookie } },
    ];
    for (const role of roles) callers.push({ who: role, headers: { cookie: (await desk.as(role)).cookie } });
    for (const scope of scopes) callers.push({ who: scope, headers: { authorization: `Bearer ${await keyWith(scope)}` } });
    const open = routeRoles.filter(({ who }) => who.some((each) => each === "public" || each === "own_key"));
    expect(routeRoles.length - open.length).toBeGreaterThan(15);
    for (const { method, path, who } of routeRoles) {
      // signing out would end the walk's own session; it has a test of its own
      if (open.some((row) => row.path === path) || path === "/api/console/session/end") continue;
      const url = path.replaceAll(/:\w+/g, "00000000-0000-4000-8000-000000000000");
      // at once: also what a server does
      await Promise.all(
        callers.map(async (caller) => {
          const response = await app.request(url, {
            method,
            headers: { ...caller.headers, "content-type": "application/json", "sec-fetch-site": "same-origin" },
            ...(method === "GET" ? {} : { body: "[]" }),
          });
          const said = `${caller.who}: ${method} ${url}`;
          if (caller.who === "nobody") expect(response.status, said).toBe(401);
          else if (!who.some((each) => each === caller.who)) expect(response.status, said).toBe(403);
          else expect([401, 403], said).not.toContain(response.status);
          await response.body?.cancel();
        }),
      );
    }
  }, 120_000);

  it("that is public asks nobody, but signs nobody in either", async () => {
    const app = wholeServer();
    for (const path of ["/healthz", "/readyz", "/", "/borrowers"]) expect((await app.request(path)).status, path).not.toBe(401);
    expect((await app.request("/sim-provider/send", { method: "POST" })).status).toBe(200);
  });

  it("that does not exist asks who calls too, and then is a problem document", async () => {
    expect((await desk.app.request("/api/console/nothing")).status).toBe(401);
    const response = await desk.get("/api/console/nothing");
    expect(response.status).toBe(404);
    expect(response.headers.get("content-type")).toContain("application/problem+json");
  });
});

const keyWith = async (scope: Scope): Promise<string> => {
  const added = await desk.accounts.keys.add({ name: `only ${scope}`, scopes: [scope], days: 90 }, { actor: "test", at: now });
  if (added.status !== "added") throw new Error(added.status);
  return added.key;
};

describe("the API", () => {
  it("does nothing for a form of another site", async () => {
    const response = await desk.app.request("/api/console/stops", {
      method: "POST",
      body: "scope=all",
      headers: {
        cookie: (await desk.as("supervisor")).cookie,
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
    const own = routeRoles.map(({ path }) => path).filter((path) => path.startsWith("/api/v1/") && path !== "/api/v1/openapi.json");
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

  it("is alive and ready for whoever asks", async () => {
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
