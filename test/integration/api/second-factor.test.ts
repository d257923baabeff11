import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { routeRoles } from "../../../bot/api/route-roles.ts";
import { codeOf, cookiesOf, emailOf, handles, now, openDesk, signInAs, testPassword, visitor, type Desk } from "./support.ts";

const act = { actor: "test", at: now };
let desk: Desk;
/** A second server over the same database. */
let other: Desk;
beforeAll(async () => {
  desk = await openDesk("/nowhere", { secondFactor: "required" });
  other = await openDesk("/nowhere", { secondFactor: "required", over: desk });
});
afterAll(async () => {
  await other.close();
  await desk.close();
});
beforeEach(() => desk.database.signInFailure.deleteMany());

interface Made {
  uri: string;
  backupCodes: string[];
}

describe("a role that must have a second factor", () => {
  it.each(["compliance", "admin"] as const)("opens nothing but enrolment before it is on, on any server: %s", async (role) => {
    const person = await desk.as(role);
    expect(await (await person.get("/api/console/me")).json()).toMatchObject({ mustEnrol: true });
    const closed = routeRoles.filter(({ who, beforeEnrolment }) => beforeEnrolment !== true && !who.some((each) => each === "public" || each === "own_key"));
    expect(closed.length).toBeGreaterThan(30);
    for (const { method, path } of closed) {
      const url = path.replaceAll(/:\w+/g, "00000000-0000-4000-8000-000000000000");
      const request = { method, headers: { cookie: person.cookie, "content-type": "application/json" }, ...(method !== "GET" && { body: "{}" }) };
      const answers = await Promise.all([desk.app.request(url, request), other.app.request(url, request)]);
      expect(
        answers.map(({ status }) => status),
        `${method} ${path}`,
      ).toEqual([403, 403]);
    }
    const made: Made = await (await person.post("/api/console/account/second-factor", { password: testPassword })).json();
    const confirmed = await person.post("/api/console/account/second-factor/confirm", { code: await codeOf(made.uri) });
    const now_ = visitor(other.app, cookiesOf(confirmed));
    expect(await (await now_.get("/api/console/me")).json()).toMatchObject({ mustEnrol: false });
    expect((await now_.get(role === "admin" ? "/api/console/people" : "/api/console/today")).status).toBe(200);
  });

  it("is not officer or supervisor", async () => {
    expect(await (await (await desk.as("officer")).get("/api/console/me")).json()).toMatchObject({ mustEnrol: false });
  });
});

it("a code lets in once: not again in its window, not on another server, not two at once, nor the one that turned it on", async () => {
  const supervisor = await desk.as("supervisor");
  const made: Made = await (await supervisor.post("/api/console/account/second-factor", { password: testPassword })).json();
  const first = await codeOf(made.uri);
  expect((await supervisor.post("/api/console/account/second-factor/confirm", { code: first })).status).toBe(200);
  const give = async (at: Desk, code: string): Promise<number> => {
    const { cookie } = await signInAs(at.app, emailOf("supervisor"), testPassword);
    return (await visitor(at.app, cookie).post("/api/console/session/code", { code, kind: "totp" })).status;
  };
  expect(await give(desk, first)).toBe(401);
  const before = await desk.database.signInSession.count();
  const next = await codeOf(made.uri, 1);
  expect((await Promise.all([give(desk, next), give(other, next)])).toSorted()).toEqual([200, 401]);
  expect(await give(other, next)).toBe(401);
  expect(await desk.database.signInSession.count()).toBe(before + 1);
  expect(JSON.stringify(await desk.database.signInUsedCode.findMany())).not.toContain(next);
});

it("twenty who guess at once, over two servers, are five", async () => {
  await desk.as("officer");
  const guesses = Array.from({ length: 20 }, (_, n) => signInAs((n % 2 ? desk : other).app, emailOf("officer"), `a wrong password ${String(n)}`));
  const statuses = (await Promise.all(guesses)).map(({ response }) => response.status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(5);
  expect(statuses.filter((status) => status === 429)).toHaveLength(15);
  expect((await signInAs(other.app, emailOf("officer"), testPassword)).response.status).toBe(429);
});

it("whoever is disabled is out at once, on every server; the last admin who can sign in stays", async () => {
  const { people } = desk.accounts;
  const draft = { name: "second", branch: null, role: "admin", email: "second@example.com", alert: null } as const;
  await people.add({ ...draft, officer: "second" }, act);
  await people.setPassword("second", testPassword, act);
  await people.add({ ...draft, officer: "mute", email: null }, act);
  const { cookie } = await signInAs(desk.app, "second@example.com", testPassword);
  expect((await visitor(other.app, cookie).get("/api/console/me")).status).toBe(200);
  expect(await people.disable("second", act)).toEqual({ status: "disabled" });
  for (const each of [desk, other]) expect((await visitor(each.app, cookie).get("/api/console/me")).status).toBe(401);
  await people.enable("second", act);
  expect((await visitor(desk.app, cookie).get("/api/console/me")).status).toBe(401);
  // two admins who disable each other at once: one is left
  const both = await Promise.all([people.disable("second", act), other.accounts.people.disable(handles.admin, act)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["disabled", "last_admin"]);
  const [last] = (await people.officers({ role: "admin" })).filter(({ email }) => email !== null);
  if (!last) throw new Error("no admin is left");
  expect(await people.put({ ...last, role: "officer" }, act)).toBe("last_admin");
  expect(await people.put({ ...last, email: null }, act)).toBe("last_admin");
  expect(await people.disable(last.officer, act)).toEqual({ status: "last_admin" });
});

describe("behind a proxy that ends TLS", () => {
  it("a request of our own pages passes, one of another site does not, and cookies are secure", async () => {
    const proxied = await openDesk("/nowhere", { publicUrl: "https://desk.lender.example", over: desk });
    // a plain form needs no permission of the browser's, so that it is what another site would send
    const form = (headers: Record<string, string>) =>
      proxied.app.request("http://10.0.0.7:3978/api/console/session", { method: "POST", headers: { "content-type": "text/plain", ...headers } });
    expect((await form({ origin: "https://desk.lender.example", "sec-fetch-site": "same-origin" })).status).not.toBe(403);
    for (const headers of [
      { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
      { origin: "https://desk.lender.example.evil.example" },
      { origin: "http://10.0.0.7:3978" },
      { origin: "null" },
    ])
      expect((await form(headers)).status, JSON.stringify(headers)).toBe(403);
    await desk.database.signInFailure.deleteMany();
    const { response, cookie } = await signInAs(proxied.app, emailOf("officer"), testPassword);
    expect(response.headers.getSetCookie().join()).toMatch(/__Secure-huifang\.session_token=.*HttpOnly.*Secure/i);
    expect((await visitor(proxied.app, cookie).get("/api/console/me")).status).toBe(200);
    await proxied.close();
  });
});
