import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openOidcServer, type OidcServer } from "../../support/oidc-server.ts";
import { cookiesOf, emailOf, handles, now, openDesk, visitor, type Desk } from "./support.ts";

const act = { actor: "test", at: now };
let desk: Desk;
let provider: OidcServer;
beforeAll(async () => {
  provider = await openOidcServer("http://localhost/api/console/session/callback/oidc");
  // "required": who signs in at the provider has the second factor there.
  desk = await openDesk("/nowhere", { oidc: provider, secondFactor: "required" });
  const draft = { name: "测试", branch: null, alert: null };
  await desk.accounts.people.add({ ...draft, officer: handles.compliance, role: "compliance", email: emailOf("compliance") }, act);
  await desk.accounts.people.add({ ...draft, officer: "gone", role: "officer", email: "gone@example.com" }, act);
});
afterAll(async () => {
  await desk.close();
  await provider.close();
});
beforeEach(() => {
  provider.person = { id: "sub-1", email: emailOf("compliance"), verified: true };
});

/** Through the provider and back; `meddle` comes between. */
async function signIn(meddle: (back: URL, cookie: string) => Promise<{ back: URL; cookie: string }> = async (back, cookie) => ({ back, cookie })) {
  const begun = await desk.app.request("/api/console/session/oidc");
  const to = new URL(begun.headers.get("location") ?? "");
  const { back, cookie } = await meddle(await provider.visit(to.href), cookiesOf(begun));
  const response = await desk.app.request(`${back.pathname}${back.search}`, { headers: { cookie } });
  return { to, back, response, cookie: cookiesOf(response) };
}

const sessions = () => desk.database.signInSession.count();

async function isRefused(response: Response): Promise<void> {
  expect([response.status, response.headers.get("location")]).toEqual([302, "/?sign-in=refused"]);
  expect(response.headers.getSetCookie().join()).not.toContain("session_token");
  expect(await sessions()).toBe(0);
}

describe("signing in through the lender's provider", () => {
  it("lets in who is here by a verified address, with PKCE, state and nonce, without a second factor of ours", async () => {
    const { to, response, cookie } = await signIn();
    for (const name of ["state", "nonce", "code_challenge"]) expect(to.searchParams.get(name)?.length, name).toBeGreaterThan(20);
    expect([response.status, response.headers.get("location")]).toEqual([302, "/"]);
    const me = await visitor(desk.app, cookie).get("/api/console/me");
    expect(await me.json()).toMatchObject({ officer: handles.compliance, role: "compliance", mustEnrol: false });
    expect((await desk.logged("sign_in.succeeded")).at(-1)?.body).toMatchObject({ second_factor: "provider" });
    // the second time by the provider's id of this person, whatever the letters of the address
    provider.person = { ...provider.person, email: emailOf("compliance").toUpperCase() };
    expect((await signIn()).response.headers.get("location")).toBe("/");
    const kept = JSON.stringify([
      await desk.database.signInUser.findMany(),
      await desk.database.signInAccount.findMany(),
      await desk.database.signInSession.findMany(),
    ]);
    expect(kept).not.toContain("example.com");
    expect(await desk.database.signInAccount.findFirst({ where: { providerId: "oidc" } })).toMatchObject({
      idToken: null,
      accessToken: null,
      refreshToken: null,
    });
    await desk.database.signInSession.deleteMany();
  });

  it("refuses who is not here, an address that is not verified, whose address is now another's, and who is disabled", async () => {
    provider.person = { id: "sub-9", email: "stranger@example.com", verified: true };
    await isRefused((await signIn()).response);
    expect(await desk.database.signInUser.count()).toBe(2);
    provider.person = { id: "sub-2", email: "gone@example.com", verified: false };
    await isRefused((await signIn()).response);
    // let in once before, but the provider knows another address now
    provider.person = { id: "sub-1", email: "gone@example.com", verified: true };
    await isRefused((await signIn()).response);
    provider.person = { id: "sub-1", email: emailOf("compliance"), verified: false };
    await isRefused((await signIn()).response);
    await desk.accounts.people.disable("gone", act);
    provider.person = { id: "sub-2", email: "gone@example.com", verified: true };
    await isRefused((await signIn()).response);
    expect((await desk.logged("sign_in.failed")).length).toBeGreaterThanOrEqual(5);
  });

  it("refuses another's state, another browser, another nonce, a code twice, and what is no answer at all", async () => {
    await isRefused((await signIn(async (back, cookie) => ({ back: with_(back, "state", "x".repeat(32)), cookie }))).response);
    await isRefused((await signIn(async (back) => ({ back, cookie: "" }))).response);
    await isRefused((await signIn(async (back, cookie) => ({ back: with_(back, "code", "x".repeat(43)), cookie }))).response);
    await isRefused((await signIn(async (back, cookie) => ({ back: with_(back, "iss", "https://evil.example"), cookie }))).response);
    const otherNonce = await signIn(async (back, cookie) => {
      for (const row of await desk.database.signInVerification.findMany()) {
        const value = row.value.replace(/"idTokenNonce":"[^"]+"/, `"idTokenNonce":"${"n".repeat(32)}"`);
        await desk.database.signInVerification.update({ where: { id: row.id }, data: { value } });
      }
      return { back, cookie };
    });
    await isRefused(otherNonce.response);
    let used = { back: new URL("http://localhost"), cookie: "" };
    await signIn(async (back, cookie) => (used = { back, cookie }));
    await desk.database.signInSession.deleteMany();
    await isRefused(await desk.app.request(`${used.back.pathname}${used.back.search}`, { headers: { cookie: used.cookie } }));
    for (const query of ["", "?error=access_denied", "?state=%E2%98%83&code=1", `?state=${"x".repeat(10_000)}`])
      await isRefused(await desk.app.request(`/api/console/session/callback/oidc${query}`));
    expect(await sessions()).toBe(0);
  });
});

it("where the provider does not answer, one is told so, and the next attempt asks again", async () => {
  const other = await openDesk("/nowhere", { over: desk, oidc: { ...provider, issuer: "http://127.0.0.1:9" } });
  for (let n = 0; n < 2; n++) expect((await other.app.request("/api/console/session/oidc")).headers.get("location")).toBe("/?sign-in=unavailable");
  expect(await (await other.app.request("/api/console/session")).json()).toEqual({ oidc: true });
  await other.close();
  const none = await openDesk("/nowhere", { over: desk });
  expect(await (await none.app.request("/api/console/session")).json()).toEqual({ oidc: false });
  expect((await none.app.request("/api/console/session/callback/oidc?state=a&code=b")).headers.get("location")).toBe("/?sign-in=refused");
  await none.close();
});

function with_(url: URL, name: string, value: string): URL {
  const changed = new URL(url);
  changed.searchParams.set(name, value);
  return changed;
}
