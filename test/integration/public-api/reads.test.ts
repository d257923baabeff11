import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, hourMs, minuteMs, plus } from "../../../bot/domain/calendar.ts";
import type { SeededBorrower } from "../../support/seed-book.ts";
import { openPublicDesk, start, type Json, type PublicDesk } from "./support.ts";

let desk: PublicDesk;
let wang: SeededBorrower;
let li: SeededBorrower;
const dueOn = day("2026-11-15");
const get = async (path: string) => (await desk.call("GET", `/api/v1/${path}`)).body;

beforeAll(async () => {
  desk = await openPublicDesk();
  wang = await desk.book.borrower({ externalId: "B-10", name: "王秀英", dueOn });
  li = await desk.book.borrower({ externalId: "B-20", name: "李雷", dueOn });
});
afterAll(() => desk.close());

/** All pages, the cursor handed on. */
async function walk(path: string, limit: number, between?: () => Promise<unknown>): Promise<Json[]> {
  const items: Json[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: { items: Json[]; next: string | null } = await get(
      `${path}${path.includes("?") ? "&" : "?"}limit=${String(limit)}${cursor && `&cursor=${cursor}`}`,
    );
    items.push(...page.items);
    cursor = page.next;
    await between?.();
  }
  return items;
}

describe("a list", () => {
  it("is read page by page, each row once, also while rows come in", async () => {
    for (let i = 0; i < 9; i += 1) await desk.book.said(li, `第${String(i)}句`, plus(start, -i * minuteMs));
    // at the same moment: the id decides
    for (let i = 0; i < 3; i += 1) await desk.book.said(li, "同时", start);
    let more = 0;
    const walked = await walk(`messages?borrower=${li.id}`, 4, () => desk.book.said(li, "新", plus(start, (more += 1) * minuteMs)));
    expect(walked).toHaveLength(12);
    expect(new Set(walked.map(({ id }) => id)).size).toBe(12);
    const times = walked.map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(await walk("messages", 5)).toHaveLength(12 + more);
    const from = encodeURIComponent("2026-11-22T14:25:00+08:00");
    expect(await walk(`messages?from=${from}&to=2026-11-22T06:30:00Z`, 2)).toHaveLength(5);
  });

  it("of borrowers and of loans goes by the lender's ids, and bears inserts before and behind", async () => {
    let made = 0;
    const walked = await walk("borrowers", 1, () => desk.book.borrower({ externalId: `B-1${String((made += 1))}x`, name: "新", dueOn }).catch(() => undefined));
    const ids = walked.map(({ externalId }) => externalId);
    expect(ids).toEqual(ids.toSorted());
    expect(ids).toEqual(expect.arrayContaining(["B-10", "B-20"]));
    expect(new Set(ids).size).toBe(ids.length);
    expect((await walk(`loans?borrower=${wang.id}`, 10)).map(({ externalId }) => externalId)).toEqual(["L-10"]);
    expect(await walk("loans", 3)).toHaveLength(await desk.database.loan.count());
  });
});

describe("a message", () => {
  it("is read with its state, why it was sent, and what was understood", async () => {
    const understood = {
      act: true,
      yes: null,
      intents: [{ name: "promise", confidence: 0.9 }],
      parts: [{ amount: { minor: "500000", currency: "CNY" }, date: { on: "2026-12-15" } }],
    };
    const id = await desk.book.said(wang, "下个月十五号还五千", start, { understood });
    expect(await get(`messages/${id}`)).toMatchObject({
      borrower: { id: wang.id, externalId: "B-10" },
      direction: "in",
      text: "下个月十五号还五千",
      understood: { intents: [{ name: "promise" }], parts: [{ amount: { minor: "500000", text: "CNY 5000.00" }, on: "2026-12-15" }] },
    });
    const out = await desk.book.sent(wang, "您好", start, { state: "read", template: "reminder-due" });
    expect(await get(`messages/${out}`)).toMatchObject({ direction: "out", state: "read", template: "reminder-due" });
    expect((await desk.logged("borrower.looked_at")).filter(({ borrowerId }) => borrowerId === wang.id).at(-1)).toMatchObject({ actor: "key:core" });
  });
});

describe("promises", () => {
  it("are listed by state, and counted with numerator and denominator", async () => {
    const message = await desk.book.said(wang, "好", start);
    for (const [i, state] of ["kept", "kept", "kept", "broken", "partly_kept", "open", "replaced"].entries()) {
      await desk.book.promise(wang, 500_000n, day("2026-12-15"), message, plus(start, i * 1_000), state);
    }
    expect(await get("promises/counts?to=2027-01-01T00:00:00Z")).toEqual({ total: 7, decided: 5, kept: 3, partlyKept: 1, broken: 1, open: 1, replaced: 1 });
    expect(await get("promises/counts?from=2027-01-01T00:00:00Z")).toMatchObject({ total: 0, decided: 0 });
    const kept = await walk(`promises?state=kept&borrower=${wang.id}`, 2);
    expect(kept).toHaveLength(3);
    expect(kept[0]).toMatchObject({ loan: { externalId: "L-10" }, amount: { text: "CNY 5000.00" }, promisedOn: "2026-12-15", state: "kept" });
    expect(await get(`promises/${kept[0].id}`)).toEqual(kept[0]);
    expect(await walk("promises", 3)).toHaveLength(7);
  });
});

describe("status updates", () => {
  it("are a feed: a minute behind, oldest first, gone on with from where the reader was, and nothing is missed", async () => {
    const at = desk.now();
    for (let i = 0; i < 5; i += 1) await desk.book.status(wang, "promised", plus(at, -i * 1_000));
    expect((await get("status-updates")).items).toEqual([]);
    desk.wait(minuteMs - 2_000);
    const first = await get("status-updates?limit=2");
    expect(first.items).toHaveLength(2);
    const second = await get(`status-updates?limit=2&cursor=${first.next}`);
    expect(second.items).toHaveLength(0);
    expect(second.next).toBe(first.next);
    // committed late, with an earlier moment than what is to come
    await desk.book.status(li, "dispute", plus(at, -500));
    desk.wait(hourMs);
    const rest = await get(`status-updates?cursor=${first.next}`);
    expect(rest.items).toHaveLength(4);
    expect(rest.items.map(({ at: moment }: { at: string }) => moment)).toEqual(rest.items.map(({ at: moment }: { at: string }) => moment).toSorted());
    expect((await get(`status-updates?cursor=${rest.next}`)).items).toEqual([]);
  });
});

describe("a case", () => {
  it("is read, acknowledged, waited for and resolved by a key, whose name the log bears", async () => {
    const id = await desk.book.escalation(wang, "hardship", start);
    const move = (path: string, body: object = {}) => desk.call("POST", `/api/v1/escalations/${id}/${path}`, body);
    expect((await walk("escalations?state=open", 1)).map((one) => one.id)).toContain(id);
    expect((await move("acknowledge")).status).toBe(200);
    expect((await move("acknowledge")).status).toBe(409);
    expect((await move("wait")).status).toBe(200);
    expect((await move("resolve", { code: "no such code" })).status).toBe(400);
    expect((await move("resolve", { code: "ledger_corrected", note: "已补记", extra: 1 })).status).toBe(400);
    expect((await move("resolve", { code: "ledger_corrected", note: "已补记" })).status).toBe(200);
    expect(await get(`escalations/${id}`)).toMatchObject({
      state: "resolved",
      acknowledgedBy: "key:core",
      resolvedBy: "key:core",
      note: "已补记",
      loan: { externalId: "L-10" },
    });
    for (const kind of ["acknowledged", "waiting", "resolved"]) expect((await desk.logged(`escalation.${kind}`)).at(-1)).toMatchObject({ actor: "key:core" });
  });
});

describe("what is not there", () => {
  it("is a problem document on every route", async () => {
    const none = "00000000-0000-4000-8000-000000000000";
    for (const path of [
      `borrowers/${none}`,
      "borrowers/by-external-id/x",
      `loans/${none}`,
      "loans/by-external-id/x",
      `loans/${none}/payments`,
      `messages/${none}`,
      `promises/${none}`,
      `escalations/${none}`,
      `check-ins/${none}`,
    ]) {
      const answer = await desk.call("GET", `/api/v1/${path}`);
      expect(answer.status, path).toBe(404);
      expect(answer.headers.get("content-type")).toContain("application/problem+json");
    }
    for (const move of ["acknowledge", "wait"]) expect((await desk.call("POST", `/api/v1/escalations/${none}/${move}`, {})).status).toBe(404);
  });

  it("and each route of the document was called here with success", () => {
    const called = [...desk.contract.seen].filter((one) => one.endsWith(" 200")).map((one) => one.slice(0, -4));
    const reads = desk.contract.operations.filter((one) => one.startsWith("GET"));
    expect(reads.length).toBeGreaterThan(12);
    const elsewhere = [
      "GET /api/v1/arrangements",
      "GET /api/v1/check-ins",
      "GET /api/v1/check-ins/{id}",
      "GET /api/v1/arrangements/{id}",
      "GET /api/v1/borrowers/{id}",
      "GET /api/v1/borrowers/by-external-id/{externalId}",
      "GET /api/v1/loans/{id}",
      "GET /api/v1/loans/by-external-id/{externalId}",
      "GET /api/v1/loans/{id}/payments",
    ];
    expect(reads.filter((one) => !called.includes(one) && !elsewhere.includes(one))).toEqual([]);
  });
});
