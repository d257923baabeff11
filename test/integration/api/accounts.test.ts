import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day } from "../../../bot/domain/calendar.ts";
import type { SeededBorrower } from "../../support/seed-book.ts";
import { codeOf, cookiesOf, emailOf, handles, now, openDesk, signInAs, testPassword, visitor, type Desk } from "./support.ts";

const act = { actor: "test", at: now };
let desk: Desk;
let mine: SeededBorrower;
let others: SeededBorrower;
beforeAll(async () => {
  desk = await openDesk();
  await desk.as("supervisor");
  mine = await desk.book.borrower({ externalId: "B-1", name: "王秀英", dueOn: day("2026-11-15") });
  others = await desk.book.borrower({ externalId: "B-2", name: "赵敏", dueOn: day("2026-11-15"), officer: "zhao.lei", branch: "ningbo" });
});
afterAll(() => desk.close());

describe("signing in", () => {
  it("says the same of a wrong password and of nobody, and slows both", async () => {
    await desk.as("compliance");
    for (const email of [emailOf("compliance"), "nobody@example.com"]) {
      const bodies = [];
      for (let n = 0; n < 6; n++) bodies.push((await signInAs(desk.app, email, "wrong".repeat(4))).response);
      expect(bodies.slice(0, 5).map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
      expect(bodies[5]?.status).toBe(429);
    }
    // the right password does not help before the wait is over
    expect((await signInAs(desk.app, emailOf("compliance"), testPassword)).response.status).toBe(429);
    await desk.database.signInFailure.deleteMany();
    expect((await signInAs(desk.app, emailOf("compliance").toUpperCase(), testPassword)).response.status).toBe(200);
  });

  it("with a second factor asks for the code, takes a backup code once, and leaves no address in the tables", async () => {
    await desk.database.signInFailure.deleteMany();
    const admin = await desk.as("admin");
    const made: { uri: string; backupCodes: string[] } = await (await admin.post("/api/console/account/second-factor", { password: testPassword })).json();
    expect(made.uri).toContain(handles.admin);
    const code = await codeOf(made.uri);
    const confirmed = await admin.post("/api/console/account/second-factor/confirm", { code });
    expect(confirmed.status).toBe(200);
    const first = await signInAs(desk.app, emailOf("admin"), testPassword);
    expect(await first.response.json()).toEqual({ status: "code_wanted" });
    expect((await visitor(desk.app, first.cookie).get("/api/console/me")).status).toBe(401);
    const backup = made.backupCodes[0] ?? "";
    expect((await visitor(desk.app, first.cookie).post("/api/console/session/code", { code: "000000", kind: "totp" })).status).toBe(401);
    const second = await visitor(desk.app, first.cookie).post("/api/console/session/code", { code: backup, kind: "backup" });
    expect(second.status).toBe(200);
    expect((await visitor(desk.app, cookiesOf(second)).get("/api/console/me")).status).toBe(200);
    const again = await signInAs(desk.app, emailOf("admin"), testPassword);
    expect((await visitor(desk.app, again.cookie).post("/api/console/session/code", { code: backup, kind: "backup" })).status).toBe(401);
    const kept = JSON.stringify([await desk.database.signInUser.findMany(), await desk.database.signInAccount.findMany()]);
    expect(kept).not.toContain("example.com");
    expect(kept).not.toContain("测试");
  });
});

describe("what one sees", () => {
  it("is one's own borrowers, and 404 for every route about another's", async () => {
    const officer = await desk.as("officer");
    const list: { items: { externalId: string }[] } = await (await officer.get("/api/console/borrowers")).json();
    expect(list.items.map(({ externalId }) => externalId)).toEqual(["B-1"]);
    const escalation = await desk.book.escalation(others, "hardship", now);
    const hold = await desk.book.hold(others, "takeover", now);
    const message = await desk.book.sent(others, "…", now, { state: "unknown", stage: 1 });
    for (const path of [`borrowers/${others.id}`, `borrowers/${others.id}/conversation`, `escalations/${escalation}`])
      expect((await officer.get(`/api/console/${path}`)).status, path).toBe(404);
    const posts: [string, object][] = [
      [`borrowers/${others.id}/chat-link`, {}],
      [`borrowers/${others.id}/revoke-links`, {}],
      [`messages/${message}/outcome`, { outcome: "delivered" }],
      [`holds/${hold}/lift`, {}],
      [`escalations/${escalation}/acknowledge`, {}],
      [`escalations/${escalation}/wait`, {}],
      [`escalations/${escalation}/resolve`, { code: "duplicate" }],
    ];
    for (const [path, body] of posts) expect((await officer.post(`/api/console/${path}`, body)).status, path).toBe(404);
    expect(await desk.database.escalation.findUniqueOrThrow({ where: { id: escalation } })).toMatchObject({ state: "open" });
    expect(await desk.database.logEntry.count({ where: { borrowerId: others.id, actor: "officer:li.wei" } })).toBe(0);
    expect((await officer.get(`/api/console/borrowers/${mine.id}`)).status).toBe(200);
  });
});

describe("an officer who leaves", () => {
  it("is disabled only when nothing is left with them; everything passes at once, with an entry; their sessions end", async () => {
    const officer = await desk.as("officer");
    expect(await desk.accounts.people.disable("li.wei", act)).toMatchObject({ status: "left", left: { borrowers: 1, loans: 1 } });
    expect(await desk.accounts.people.handOver("li.wei", "he.jing", act)).toEqual({ status: "refused", why: "role" });
    expect(await desk.accounts.people.handOver("li.wei", "admin", act)).toMatchObject({ status: "handed_over", moved: { borrowers: 1 } });
    expect(await desk.database.borrower.findUniqueOrThrow({ where: { id: mine.id } })).toMatchObject({ officer: "admin", version: 1 });
    const entries = (await desk.logged("borrower.handed_over")).filter(({ borrowerId }) => borrowerId === mine.id);
    expect(entries).toMatchObject([{ borrowerId: mine.id, body: { from: "li.wei", to: "admin" } }]);
    expect(await desk.accounts.people.disable("li.wei", act)).toEqual({ status: "disabled" });
    expect((await officer.get("/api/console/me")).status).toBe(401);
    expect((await signInAs(desk.app, emailOf("officer"), testPassword)).response.status).toBe(401);
  });
});

it("a set-password link works once", async () => {
  const made = await desk.accounts.people.resetPassword("admin", act);
  if (typeof made === "string") throw new Error(made);
  const visit = visitor(desk.app, "");
  expect((await visit.post("/api/console/password", { token: made.token, password: "password1234" })).status).toBe(400);
  expect((await visit.post("/api/console/password", { token: made.token, password: "grüne Wolken am Dienstag" })).status).toBe(200);
  expect((await visit.post("/api/console/password", { token: made.token, password: "grüne Wolken am Mittwoch" })).status).toBe(409);
  expect((await signInAs(desk.app, emailOf("supervisor"), "grüne Wolken am Dienstag")).response.status).toBe(200);
});
