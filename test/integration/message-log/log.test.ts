import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exportLog } from "../../../bot/app/message-log/export-log.ts";
import { day, minuteMs, plus, type Instant } from "../../../bot/domain/calendar.ts";
import { appendLog } from "../../../bot/store/log-entries.ts";
import { createMessageLogStore } from "../../../bot/store/message-log/message-log-store.ts";
import { fullBook } from "../../support/full-book.ts";
import { newId, type SeededBorrower } from "../../support/seed-book.ts";
import { now, openDesk, type Desk } from "../api/support.ts";

const root = "/api/console/message-log";
const ago = (minutes: number): Instant => plus(now, -minutes * minuteMs);
const long = "借".repeat(10_000);
const hostile = ["=HYPERLINK(1)", 'a "quoted",\r\nbroken line', "nul\u0000byte", "😀👩‍👩‍👧", "\u202eevil מה", "＝1+1", long];

let desk: Desk;
let borrowerId: string;
let odd: SeededBorrower;
let gone: SeededBorrower;

beforeAll(async () => {
  desk = await openDesk();
  ({ borrowerId } = await fullBook(desk.book, now));
  odd = await desk.book.borrower({ externalId: "B-7777", name: "=Odd", branch: "odd-branch", officer: "odd.officer", dueOn: day("2026-11-20") });
  for (const [n, text] of hostile.entries()) await desk.book.said(odd, text, ago(40 - n));
  gone = await desk.book.borrower({ externalId: "B-8888", name: "钱某", branch: "odd-branch", officer: "other", dueOn: day("2026-11-20") });
  await desk.book.said(gone, "secret words", ago(9));
  await appendLog(desk.database, desk.vault, [{ id: newId(), at: ago(8), kind: "hold.set", borrowerId: gone.id, actor: "bot", body: { reason: "dispute" } }]);
  await desk.database.$executeRaw`DELETE FROM keys.borrower_key WHERE borrower_id = ${gone.id}::uuid`;
});
afterAll(() => desk.close());

const read = async (path: string) => {
  const response = await (await desk.as("compliance")).get(root + path);
  expect(response.status, path).toBe(200);
  return response.json();
};
const outcomes = (items: { outcome: string }[]): string[] => [...new Set(items.map(({ outcome }) => outcome))];

describe("the list", () => {
  it("shows what was said and what was held, newest first, and pages without losing or doubling any", async () => {
    const seen: { id: string; at: string }[] = [];
    for (let after = ""; ;) {
      const page = await read(`?after=${after}`);
      seen.push(...page.items);
      if (page.next === null) break;
      after = page.next;
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    expect(seen.map(({ at }) => at)).toEqual(
      seen
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    const [messages, held] = [await desk.database.message.count(), await desk.database.touch.count({ where: { decision: { in: ["defer", "suppress"] } } })];
    expect(seen.length).toBe(messages + held);
    expect((await read("/counts")).total).toBe(messages + held);
  });

  it.each([
    ["deferred", "rule=hours", "deferred"],
    ["suppressed", "rule=paid", "suppressed"],
  ])("shows a %s touch with the gate's reason", async (_, query, outcome) => {
    const { items } = await read(`?${query}`);
    expect(items.length).toBeGreaterThan(0);
    expect(outcomes(items)).toEqual([outcome]);
    for (const item of items) expect(item.reasons.map(({ rule }: { rule: string }) => rule)).toContain(query.slice(5));
  });

  it("narrows by outcome, direction, borrower, branch, officer, template and channel", async () => {
    for (const outcome of ["received", "sent", "deferred", "suppressed", "unknown"])
      expect(outcomes((await read(`?outcome=${outcome}`)).items)).toEqual([outcome]);
    expect((await read("?direction=in")).items.every(({ direction }: { direction: string }) => direction === "in")).toBe(true);
    expect((await read("?borrower=B-7777,B-8888")).items).toHaveLength(hostile.length + 1);
    expect((await read("?branch=odd-branch")).items).toHaveLength(hostile.length + 1);
    expect((await read("?officer=odd.officer")).items).toHaveLength(hostile.length);
    expect((await read("?template=confirm-promise")).items.length).toBeGreaterThan(0);
    expect((await read("?channel=telegram")).items).toEqual([]);
    expect((await (await desk.as("compliance")).get(`${root}?outcome=maybe`)).status).toBe(400);
    expect((await (await desk.as("compliance")).get(`${root}?from=2026-02-30`)).status).toBe(400);
  });

  it("means whole days of the zone that is named", async () => {
    const near = await desk.book.borrower({ externalId: "B-6666", name: "近", dueOn: day("2026-11-20") });
    // 23:30 on the 21st in Shanghai, and half an hour into the 22nd
    await desk.book.said(near, "late", Date.parse("2026-11-21T15:30:00Z") as Instant);
    await desk.book.said(near, "early", Date.parse("2026-11-21T16:30:00Z") as Instant);
    const texts = async (query: string) => (await read(`?borrower=B-6666&${query}`)).items.map(({ text }: { text: string }) => text);
    expect(await texts("from=2026-11-22&to=2026-11-22&zone=Asia/Shanghai")).toEqual(["early"]);
    expect(await texts("from=2026-11-21&to=2026-11-21&zone=Asia/Shanghai")).toEqual(["late"]);
    expect(await texts("from=2026-11-21&to=2026-11-21&zone=UTC")).toEqual(["early", "late"]);
  });

  it("finds whose telephone it is without the number in any address", async () => {
    const found = await (await desk.as("compliance")).post(`${root}/phone`, { phone: "１３８００００７７７７", zone: "Asia/Shanghai" });
    expect(await found.json()).toEqual({ borrowers: ["B-7777"] });
    expect(await (await (await desk.as("compliance")).post(`${root}/phone`, { phone: "13999999999", zone: "Asia/Shanghai" })).json()).toEqual({
      borrowers: [],
    });
  });

  it("is a look at everyone in it", async () => {
    expect(await desk.database.logEntry.count({ where: { kind: "borrower.looked_at", borrowerId: odd.id, actor: "officer:he.jing" } })).toBe(1);
  });

  it("shows each only their own", async () => {
    const store = createMessageLogStore({ database: desk.database, vault: desk.vault, newId });
    const look = { viewer: "x", at: now };
    const of = async (sees: Parameters<typeof store.list>[1]) => (await store.list({}, sees, undefined, look)).items;
    expect(await of({ whose: "none" })).toEqual([]);
    expect(new Set((await of({ whose: "branch", branch: "odd-branch" })).map(({ branch }) => branch))).toEqual(new Set(["odd-branch"]));
    expect(new Set((await of({ whose: "officer", officer: "odd.officer" })).map(({ officer }) => officer))).toEqual(new Set(["odd.officer"]));
    expect(await store.thread(odd.id, { whose: "officer", officer: "other" }, undefined, look)).toBeUndefined();
    expect(await store.byAddress(["+8613800007777"], { whose: "branch", branch: "hangzhou" })).toEqual([]);
    expect(await store.choices({ whose: "branch", branch: "odd-branch" })).toMatchObject({ branches: ["odd-branch"], officers: ["odd.officer", "other"] });
  });
});

describe("over HTTP", () => {
  it("an officer reads only their own, and nobody but compliance and supervisors exports", async () => {
    const officer = await desk.as("officer");
    const { items } = await (await officer.get(root)).json();
    expect(new Set(items.map((item: { officer: string }) => item.officer))).toEqual(new Set(["li.wei"]));
    expect((await officer.get(`${root}/borrowers/${odd.id}`)).status).toBe(404);
    expect((await officer.get(`${root}/export`)).status).toBe(403);
    expect((await (await desk.as("admin")).get(root)).status).toBe(403);
  });
});

describe("a thread", () => {
  it("tells in one line what was said, what was understood, what the gate held, and who looked", async () => {
    const thread = await read(`/borrowers/${borrowerId}`);
    const kinds = new Set(thread.items.map(({ kind }: { kind: string }) => kind));
    expect(kinds).toContain("message");
    expect(thread.items).toContainEqual(expect.objectContaining({ kind: "look", viewer: "he.jing" }));
    const understood = thread.items.map(({ message }: { message?: { understood: unknown } }) => message?.understood).filter(Boolean);
    expect(understood).toContainEqual(expect.objectContaining({ intents: expect.arrayContaining([expect.objectContaining({ name: "promise" })]) }));
    expect((await (await desk.as("compliance")).get(`${root}/borrowers/00000000-0000-4000-8000-000000000000`)).status).toBe(404);
  });

  it("shows every hold of the gate as it was, with rule, policy and until", async () => {
    const touch = await desk.database.touch.findFirstOrThrow({ where: { borrowerId: odd.id } }).catch(async () => {
      const id = await desk.book.held(odd, "defer", [{ rule: "hours" }], ago(5), 3);
      return { id };
    });
    const body = { unit: touch.id, reasons: [{ rule: "budget", detail: "day" }], policy: "default@abc", until: "2026-11-23T01:00:00.000Z" };
    await appendLog(desk.database, desk.vault, [{ id: newId(), at: ago(6), kind: "touch.deferred", borrowerId: odd.id, actor: "bot", body }]);
    const { items } = await read(`/borrowers/${odd.id}`);
    expect(items.find(({ kind }: { kind: string }) => kind === "held")).toMatchObject({
      decision: "defer",
      reasons: [{ rule: "budget", detail: "day" }],
      policyVersion: "default@abc",
      until: "2026-11-23T01:00:00.000Z",
      touch: { loan: "L-7777", stage: 3 },
    });
  });

  it("of somebody erased keeps who and when, without a word", async () => {
    const thread = await read(`/borrowers/${gone.id}`);
    expect(thread.borrower.name).toBeNull();
    expect(thread.items).toContainEqual(expect.objectContaining({ kind: "event", what: "hold.set", details: [], erased: true }));
    expect(JSON.stringify(thread)).not.toContain("secret");
  });
});

describe("an export", () => {
  const download = async (query: string) => {
    const response = await (await desk.as("compliance")).get(`${root}/export?${query}`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-disposition")).toMatch(/^attachment; filename="huifang-messages-[\dTZ-]+\.(csv|jsonl)"$/);
    return Buffer.from(await response.arrayBuffer());
  };

  it("in CSV reads back as it was but for formulas and NULs, and its last line proves the rest", async () => {
    const bytes = await download("format=csv&branch=odd-branch");
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const rows: string[][] = parse(bytes, { bom: true, relax_column_count: true });
    const [columns = [], ...rest] = rows;
    const end = rest.pop() ?? [];
    const textOf = (row: string[]): string => row[columns.indexOf("text")] ?? "";
    const texts = rest.map(textOf);
    expect(texts).toContain("'=HYPERLINK(1)");
    expect(texts).toContain("'＝1+1");
    expect(texts).toContain('a "quoted",\r\nbroken line');
    expect(texts).toContain("nul\u2400byte");
    expect(texts).toContain(long);
    expect(rest.map((row) => row[columns.indexOf("name")])).toContain("'=Odd");
    expect(rest.filter((row) => row[columns.indexOf("erased")] === "yes").map(textOf)).toEqual([""]);
    const manifest = JSON.parse(end[1] ?? "");
    expect(end[0]).toBe("#end");
    const body = bytes.subarray(0, bytes.lastIndexOf("\r\n", bytes.length - 3) + 2);
    expect(manifest).toMatchObject({ rows: rest.length, erased: 1, asked: { branch: "odd-branch", zone: "UTC" }, bytes: body.length });
    expect(createHash("sha256").update(body).digest("hex")).toBe(manifest.sha256);
  });

  it("in JSON lines keeps every character", async () => {
    const lines = (await download("format=jsonl&borrower=B-7777")).toString("utf8").trimEnd().split("\n");
    const end = JSON.parse(lines.pop() ?? "").end;
    const texts = lines.map((line): string => JSON.parse(line).text);
    for (const text of hostile) expect(texts).toContain(text);
    expect(end.rows).toBe(lines.length);
  });

  it("is an entry when it begins and when it ends: who, which filter, how many", async () => {
    await download("format=jsonl&borrower=B-7777&outcome=received");
    const said = { viewer: "he.jing", format: "jsonl", asked: { borrower: ["B-7777"], outcome: "received", zone: "UTC" } };
    expect((await desk.logged("log.export_begun")).at(-1)).toMatchObject({ actor: "officer:he.jing", borrowerId: odd.id, body: said });
    expect((await desk.logged("log.exported")).at(-1)).toMatchObject({
      body: { ...said, rows: hostile.length, sha256: expect.stringMatching(/^[\da-f]{64}$/) },
    });
  });

  it("that breaks off has no end, and the log says that it broke", async () => {
    const store = createMessageLogStore({ database: desk.database, vault: desk.vault, newId });
    const written: Uint8Array[] = [];
    const order = { format: "jsonl" as const, filter: {}, asked: {}, sees: { whose: "all" as const }, look: { viewer: "slow", at: now } };
    const broken = exportLog({ clock: { now: () => now, speed: 1 }, store }, order, async (bytes) => {
      if (written.length > 0) throw new Error("the reader went away");
      written.push(bytes);
    });
    await expect(broken).rejects.toThrow("the reader went away");
    expect(Buffer.concat(written).toString("utf8")).not.toContain('{"end"');
    const entries = await desk.database.logEntry.findMany({ where: { actor: "officer:slow" }, orderBy: { at: "asc" } });
    expect(entries.map(({ kind }) => kind).toSorted()).toEqual(["log.export_begun", "log.export_broken"]);
  });
});
