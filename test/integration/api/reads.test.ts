import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "../../../bot/store/database.ts";
import { fullBook } from "../../support/full-book.ts";
import { now, openDesk, type Desk } from "./support.ts";

let desk: Desk;
let ids: { borrowerId: string; escalationId: string };

beforeAll(async () => {
  desk = await openDesk();
  ids = await fullBook(desk.book, now);
});
afterAll(() => desk.close());

const read = async (path: string) => {
  const response = await desk.get(path);
  expect(response.status, path).toBe(200);
  expect(response.headers.get("cache-control")).toBe("no-store");
  return response.json();
};

describe("today", () => {
  it("counts what went out, came in, was held and why, and names who needs a person", async () => {
    const today = await read("/api/console/today");
    expect(today).toMatchObject({ decisions: { send: 10, defer: 6, suppress: 2 }, cameIn: 4, openEscalations: 4 });
    expect(today.heldBecause).toContainEqual({ decision: "suppress", reason: { rule: "paid", detail: null }, count: 1 });
    expect(today.unknown).toMatchObject([{ state: "unknown", borrower: { name: "赵敏" } }]);
    // lives before money, then the oldest; what someone has in hand comes last
    expect(today.escalations.map((each: { reason: string }) => each.reason)).toEqual(["distress", "hardship", "dispute", "human_wanted"]);
  });

  it("is a look at everyone whose name it shows, once in a quarter of an hour", async () => {
    await read("/api/console/today");
    const entries = (await desk.logged("borrower.looked_at")).filter(({ borrowerId }) => borrowerId === ids.borrowerId);
    expect(entries).toMatchObject([{ actor: "officer:admin", body: { page: "today", viewer: "admin" } }]);
  });
});

describe("a borrower", () => {
  it("is shown with what is owed, held, last said and promised, and the look is logged", async () => {
    const borrower = await read(`/api/console/borrowers/${ids.borrowerId}`);
    expect(borrower).toMatchObject({
      name: "王秀英",
      owed: [{ overdue: { minor: "603300", currency: "CNY", text: "CNY 6033.00" }, overdueSince: "2026-11-15", next: { on: "2026-12-15" } }],
      lastFromBorrower: { text: "对" },
      contactPoints: [{ channel: "sim", state: "verified" }],
    });
    expect(borrower.loans[0].instalments.map((each: { state: string }) => each.state)).toEqual(["paid", "overdue", "open", "open"]);
    expect(borrower.holds).toMatchObject([{ reason: "takeover", active: true, scope: "borrower" }]);
    expect(borrower.promises).toMatchObject([{ state: "open", amount: { minor: "500000" } }, { state: "broken" }]);
    const kinds = new Set(borrower.timeline.map((each: { kind: string }) => each.kind));
    expect(kinds).toEqual(new Set(["status", "touch", "promise", "escalation", "hold"]));
    const times = borrower.timeline.map((each: { at: string }) => each.at);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(await desk.logged("borrower.looked_at")).toContainEqual(expect.objectContaining({ actor: "officer:admin", borrowerId: ids.borrowerId }));
  });

  it("is shown with the conversation as both sides saw it and what was understood", async () => {
    const { items } = await read(`/api/console/borrowers/${ids.borrowerId}/conversation`);
    expect(items.map((each: { from: string }) => each.from)).toEqual(["us", "borrower", "us", "borrower", "us"]);
    expect(items[3].understood).toMatchObject({
      act: true,
      intents: [{ name: "promise" }, { name: "hardship" }],
      parts: [{ amount: { minor: "500000" }, on: "2026-12-15" }],
    });
    expect(items[0]).toMatchObject({ state: "read", template: "promise-recorded" });
  });

  it("is found by the beginning of a borrower's or loan's id; a page goes on where the last one ended", async () => {
    expect((await read("/api/console/borrowers?search=b-1003")).items).toMatchObject([
      { name: "Grace Wanjiku Kamau", onHold: true, overdue: [{ text: "KES 12500.00" }] },
    ]);
    expect((await read("/api/console/borrowers?search=L-1004")).items).toMatchObject([{ name: "赵敏" }]);
    expect((await read("/api/console/borrowers?search=%25")).items).toEqual([]);
    const after = await read("/api/console/borrowers?after=B-1015");
    expect(after.items.map((each: { externalId: string }) => each.externalId)).toEqual(["B-1016", "B-1017"]);
    expect(after.next).toBeNull();
  });

  it("who was erased is shown without a name or a word", async () => {
    const erased = await openDesk();
    try {
      const { borrowerId } = await fullBook(erased.book, now);
      await erased.database.$executeRaw(sql`DELETE FROM keys.borrower_key`);
      expect(await (await erased.get(`/api/console/borrowers/${borrowerId}`)).json()).toMatchObject({ name: null, lastFromBorrower: { text: null } });
      expect((await erased.get("/api/console/today")).status).toBe(200);
    } finally {
      await erased.close();
    }
  });
});

describe("escalations", () => {
  it("are listed open, most severe first, and resolved apart", async () => {
    const { items } = await read("/api/console/escalations");
    expect(items[0]).toMatchObject({ reason: "distress", severity: "urgent", borrower: { name: "陈建国" } });
    expect((await read("/api/console/escalations?state=resolved")).items).toMatchObject([{ reason: "broken_promise", state: "resolved" }]);
  });

  it("are shown with the borrower's words, what the ledger says and who was alerted; the look is logged", async () => {
    const found = await read(`/api/console/escalations/${ids.escalationId}`);
    expect(found).toMatchObject({
      reason: "hardship",
      evidence: [{ kind: "message", line: { text: "最近货款没收回来，下个月十五号还五千行不行" } }],
      alerts: [{ toOfficer: "li.wei" }],
      owed: [{ overdue: { minor: "603300" } }],
    });
  });
});

describe("today, where a welcome waits", () => {
  it("loads and counts it, though it has neither stage nor due day to list", async () => {
    const before = await read("/api/console/today");
    const [changed] = await desk.database.$queryRaw<{ id: string }[]>(sql`
      UPDATE touch SET kind = 'welcome', stage = NULL, due_on = NULL, instalment_no = NULL
      WHERE id = ${before.held.find(({ decision }: { decision: string }) => decision === "defer").id}::uuid RETURNING id::text`);
    const after = await read("/api/console/today");
    expect(after.decisions).toEqual(before.decisions);
    expect(after.held).toHaveLength(before.held.length - 1);
    expect(after.held.map(({ id }: { id: string }) => id)).not.toContain(changed?.id);
  });
});
