import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays, day, dayMs, plus } from "../../../bot/domain/calendar.ts";
import { holdReasons } from "../../../bot/domain/policy/hold.ts";
import { whoLifts } from "../../../bot/domain/policy/who-lifts.ts";
import { createChatStore } from "../../../bot/store/chat-store.ts";
import { createConsoleStore } from "../../../bot/store/console/console-store.ts";
import { sql } from "../../../bot/store/database.ts";
import { stopLock } from "../../../bot/store/dispatch/rules-in-force.ts";
import { openText } from "../../../bot/store/seal.ts";
import { newId, type SeededBorrower } from "../../support/seed-book.ts";
import { handles, now, openDesk, type Desk } from "./support.ts";

const dueOn = day("2026-11-15");
let desk: Desk;
let borrowers = 0;
const seeded = (): Promise<SeededBorrower> => desk.book.borrower({ externalId: `B-${++borrowers}`, name: "王秀英", dueOn });
const lastOf = <T>(all: readonly T[]): T | undefined => all.at(-1);

beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

describe("a case", () => {
  it("is acknowledged once, by whoever was first, and both commits and log agree", async () => {
    const id = await desk.book.escalation(await seeded(), "hardship", now);
    const both = await Promise.all([desk.post(`/api/console/escalations/${id}/acknowledge`), desk.post(`/api/console/escalations/${id}/acknowledge`)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const row = await desk.database.escalation.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ state: "acknowledged", acknowledgedBy: "admin", dueAt: null });
    const entries = (await desk.logged("escalation.acknowledged")).filter(({ body }) => body["escalation"] === id);
    expect(entries).toMatchObject([{ actor: "officer:admin", borrowerId: row.borrowerId, body: { from: "open" } }]);
    expect(desk.published).toContain(id);
  });

  it("waits only in someone's hands, is resolved with a reason and a sealed note, and then stays resolved", async () => {
    const of = await seeded();
    const id = await desk.book.escalation(of, "dispute", now);
    expect((await desk.post(`/api/console/escalations/${id}/wait`)).status).toBe(409);
    expect((await desk.post(`/api/console/escalations/${id}/acknowledge`)).status).toBe(200);
    expect((await desk.post(`/api/console/escalations/${id}/wait`)).status).toBe(200);
    expect((await desk.post(`/api/console/escalations/${id}/resolve`, { code: "ledger_corrected", note: "王女士的款已补记" })).status).toBe(200);
    const row = await desk.database.escalation.findUniqueOrThrow({ where: { id } });
    expect(row).toMatchObject({ state: "resolved", resolutionCode: "ledger_corrected", resolvedBy: "admin" });
    expect(row.noteSealed && openText(of.key, `escalation.note/${id}`, row.noteSealed)).toBe("王女士的款已补记");
    for (const move of ["acknowledge", "wait"]) expect((await desk.post(`/api/console/escalations/${id}/${move}`)).status).toBe(409);
    const twice = await desk.post(`/api/console/escalations/${id}/resolve`, { code: "duplicate" });
    expect(twice.status).toBe(409);
    expect(twice.headers.get("content-type")).toContain("application/problem+json");
    expect(lastOf(await desk.logged("escalation.resolved"))).toMatchObject({ actor: "officer:admin", body: { escalation: id, code: "ledger_corrected" } });
  });

  it("is not resolved without one of the reasons, and the problem does not repeat what was written", async () => {
    const id = await desk.book.escalation(await seeded(), "refused", now);
    const refused = await desk.post(`/api/console/escalations/${id}/resolve`, { code: "secret words" });
    expect(refused.status).toBe(400);
    expect(await refused.text()).not.toContain("secret");
  });
});

describe("an unknown outcome", () => {
  it("is settled once by an officer, is never sent again, and its touch ends with it", async () => {
    const id = await desk.book.sent(await seeded(), "…", now, { state: "unknown", stage: 1 });
    expect((await desk.post(`/api/console/messages/${id}/outcome`, { outcome: "not_delivered" })).status).toBe(200);
    expect((await desk.post(`/api/console/messages/${id}/outcome`, { outcome: "delivered" })).status).toBe(409);
    expect(await desk.database.message.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: "failed", attempts: 0 });
    expect(await desk.database.touch.findFirstOrThrow({ where: { messageId: id } })).toMatchObject({ state: "failed" });
    expect(lastOf(await desk.logged("message.outcome_decided"))).toMatchObject({ actor: "officer:admin", body: { message: id, outcome: "failed" } });
  });

  it("keeps a receipt that was faster than the officer", async () => {
    const id = await desk.book.sent(await seeded(), "…", now, { state: "read", stage: 1 });
    expect((await desk.post(`/api/console/messages/${id}/outcome`, { outcome: "not_delivered" })).status).toBe(409);
    expect((await desk.database.message.findUniqueOrThrow({ where: { id } })).state).toBe("read");
  });
});

describe("a hold", () => {
  it("is lifted by an officer, so that a turn under way sees that the borrower changed", async () => {
    const of = await seeded();
    const id = await desk.book.hold(of, "takeover", now);
    expect((await desk.post(`/api/console/holds/${id}/lift`)).status).toBe(200);
    expect((await desk.post(`/api/console/holds/${id}/lift`)).status).toBe(409);
    expect(await desk.database.hold.findUniqueOrThrow({ where: { id } })).toMatchObject({ liftedBy: "admin" });
    expect((await desk.database.borrower.findUniqueOrThrow({ where: { id: of.id } })).version).toBe(1);
    expect(lastOf(await desk.logged("hold.lifted"))).toMatchObject({ actor: "officer:admin", borrowerId: of.id, body: { reason: "takeover" } });
  });

  it("stays where it is the borrower's own opt-out", async () => {
    const id = await desk.book.hold(await seeded(), "opt_out", now);
    expect((await desk.post(`/api/console/holds/${id}/lift`)).status).toBe(409);
    expect((await desk.database.hold.findUniqueOrThrow({ where: { id } })).liftedAt).toBeNull();
  });

  const roles = ["officer", "supervisor", "compliance", "admin"] as const;
  it.each(holdReasons)("%s is lifted by whom the table of lifters names, and by nobody else", async (reason) => {
    for (const role of roles) {
      const id = await desk.book.hold(await seeded(), reason, now);
      const lifters: readonly string[] = whoLifts[reason];
      const may = lifters.includes(role);
      const { status } = await (await desk.as(role)).post(`/api/console/holds/${id}/lift`);
      expect([role, status]).toEqual([role, may ? 200 : role === "admin" ? 403 : 409]);
      expect((await desk.database.hold.findUniqueOrThrow({ where: { id } })).liftedBy).toBe(may ? handles[role] : null);
    }
  });
});

describe("the red button", () => {
  it("waits for the dispatch that is under way, is set once, shown, lifted and logged", async () => {
    const order: string[] = [];
    let pressed: Promise<Response> | undefined;
    await desk.database.$transaction(async (tx) => {
      await tx.$executeRaw(sql`SELECT pg_advisory_xact_lock_shared(${stopLock})`);
      pressed = desk.post("/api/console/stops", { scope: "all" }).then((response) => {
        order.push("pressed");
        return response;
      });
      await waitingForLock(desk);
      order.push("dispatched");
    });
    const stop: { id: string } = await (await pressed)?.json();
    expect(order).toEqual(["dispatched", "pressed"]);
    const again: { id: string } = await (await desk.post("/api/console/stops", { scope: "all" })).json();
    expect(again.id).toBe(stop.id);
    expect(await (await desk.get("/api/console/status")).json()).toMatchObject({ stops: [{ id: stop.id, scope: "all", setBy: "admin" }] });
    expect((await desk.post(`/api/console/stops/${stop.id}/lift`)).status).toBe(200);
    expect((await desk.post(`/api/console/stops/${stop.id}/lift`)).status).toBe(409);
    expect(await desk.logged("stop.set")).toHaveLength(1);
    expect(await desk.logged("stop.lifted")).toMatchObject([{ actor: "officer:admin", body: { stop: stop.id, scope: "all" } }]);
  });

  it("needs to be told which channel, branch or template", async () => {
    expect((await desk.post("/api/console/stops", { scope: "branch" })).status).toBe(400);
  });
});

describe("a chat link", () => {
  it("opens the borrower's page for thirty days; only the token's hash is kept, in the database and in the log", async () => {
    const of = await seeded();
    const made: { path: string; expiresAt: string } = await (await desk.post(`/api/console/borrowers/${of.id}/chat-link`)).json();
    const token = made.path.replace("/chat/", "");
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(made.expiresAt).toBe(`${addDays(day("2026-11-22"), 30)}T06:30:00.000Z`);
    const [link] = await desk.database.chatLink.findMany({ where: { tokenHash: createHash("sha256").update(token).digest() } });
    const points = await desk.database.contactPoint.findMany({ where: { borrowerId: of.id, channel: "web" } });
    expect(points).toMatchObject([{ id: link?.contactPointId, state: "unverified" }]);
    expect(JSON.stringify(await desk.logged("chat_link.made"))).not.toContain(token);
    await desk.post(`/api/console/borrowers/${of.id}/chat-link`);
    expect(await desk.database.contactPoint.count({ where: { borrowerId: of.id, channel: "web" } })).toBe(1);
  });

  it("is revoked with all that are out, once, with an entry; a new one opens the page again", async () => {
    const of = await seeded();
    const chat = createChatStore(desk.database, desk.vault);
    const store = createConsoleStore({ database: desk.database, vault: desk.vault, newId });
    const make = async (): Promise<string> => {
      const made: { path: string } = await (await desk.post(`/api/console/borrowers/${of.id}/chat-link`)).json();
      return made.path.replace("/chat/", "");
    };
    const others = await seeded();
    const kept: { path: string } = await (await desk.post(`/api/console/borrowers/${others.id}/chat-link`)).json();
    const tokens = [await make(), await make()];
    await store.makeChannelLink(of.id, "telegram", { officer: "admin", at: now, sees: { whose: "all" } }, plus(now, dayMs));
    for (const token of tokens) expect(await chat.byToken(token, now)).toMatchObject({ borrowerId: of.id });
    const revoked = await desk.post(`/api/console/borrowers/${of.id}/revoke-links`);
    expect([revoked.status, await revoked.json()]).toEqual([200, { chat: 2, invitations: 1 }]);
    for (const token of tokens) expect(await chat.byToken(token, now)).toBeUndefined();
    expect(await desk.database.channelLink.count({ where: { borrowerId: of.id, expiresAt: { gt: new Date(now) } } })).toBe(0);
    expect(await (await desk.post(`/api/console/borrowers/${of.id}/revoke-links`)).json()).toEqual({ chat: 0, invitations: 0 });
    const entries = (await desk.logged("links.revoked")).filter(({ borrowerId }) => borrowerId === of.id);
    expect(entries).toMatchObject([{ actor: "officer:admin", body: { chat: 2, invitations: 1 } }]);
    expect(await chat.byToken(await make(), now)).toMatchObject({ borrowerId: of.id });
    expect(await chat.byToken(kept.path.replace("/chat/", ""), now)).toMatchObject({ borrowerId: others.id });
  });

  it("is not made for someone who was the wrong person there", async () => {
    const of = await seeded();
    await desk.post(`/api/console/borrowers/${of.id}/chat-link`);
    await desk.database.contactPoint.updateMany({ where: { borrowerId: of.id, channel: "web" }, data: { state: "closed" } });
    expect((await desk.post(`/api/console/borrowers/${of.id}/chat-link`)).status).toBe(409);
  });
});

it("answers 404 for what does not exist and logs nothing of it", async () => {
  const nobody = "00000000-0000-4000-8000-000000000000";
  const before = await desk.database.logEntry.count();
  for (const path of [`holds/${nobody}/lift`, `stops/${nobody}/lift`, `escalations/${nobody}/acknowledge`, `borrowers/${nobody}/chat-link`]) {
    expect((await desk.post(`/api/console/${path}`)).status, path).toBe(404);
  }
  expect(await desk.database.logEntry.count()).toBe(before);
});

/** Until the button stands in the queue for the lock; asked of the database, since nothing else knows. */
async function waitingForLock({ database }: Desk): Promise<void> {
  for (;;) {
    const [row] = await database.$queryRaw<{ waiting: number }[]>(
      sql`SELECT count(*)::int AS waiting FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`,
    );
    if (row && row.waiting > 0) return;
  }
}
