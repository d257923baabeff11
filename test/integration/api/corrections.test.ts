import { readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { Command } from "commander";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Core } from "../../../bot/assembly/core.ts";
import { registerCorrections } from "../../../bot/cli/corrections.ts";
import { loadLabelled } from "../../../bot/cli/load-labelled.ts";
import { day } from "../../../bot/domain/calendar.ts";
import { sql } from "../../../bot/store/database.ts";
import { makeTestDirectory } from "../../support/test-directory.ts";
import { newId, type SeededBorrower } from "../../support/seed-book.ts";
import { now, openDesk, type Desk } from "./support.ts";

const understood = { act: false, asked: "promise_when", intents: [{ name: "unclear", confidence: 0.4 }], parts: [], why: [] };
let desk: Desk;
let of: SeededBorrower;
beforeAll(async () => {
  desk = await openDesk();
  of = await desk.book.borrower({ externalId: "B-1", name: "王秀英", dueOn: day("2026-11-15") });
});
afterAll(() => desk.close());

const correct = (message: string, ...intents: string[]) => desk.post(`/api/console/messages/${message}/meaning`, { intents });
const lines = async () =>
  ((await (await desk.get(`/api/console/borrowers/${of.id}/conversation`)).json()) as { items: { id: string; corrected: unknown }[] }).items;

describe("what an officer says that a text meant", () => {
  it("stands beside the text and in the log with what it was taken for; the newest holds, the same again adds nothing", async () => {
    const message = await desk.book.said(of, "等发工资再说吧", now, { understood });
    expect((await correct(message, "refuse")).status).toBe(200);
    expect((await correct(message, "extension", "hardship")).status).toBe(200);
    expect((await correct(message, "extension", "hardship")).status).toBe(200);
    expect((await lines()).find(({ id }) => id === message)?.corrected).toMatchObject({ intents: ["extension", "hardship"], by: "admin" });
    expect((await desk.logged("reply.corrected")).map(({ actor, body }) => ({ actor, body }))).toEqual([
      { actor: "officer:admin", body: { message, intents: ["refuse"], was: ["unclear"] } },
      { actor: "officer:admin", body: { message, intents: ["extension", "hardship"], was: ["unclear"] } },
    ]);
    expect(desk.published).toContain(of.id);
  });

  it("changes nothing that was done with the text", async () => {
    const message = await desk.book.said(of, "我已经还了", now, { understood });
    const counts = () =>
      desk.database.$queryRaw(sql`SELECT (SELECT count(*) FROM hold) AS holds, (SELECT count(*) FROM escalation) AS cases,
      (SELECT count(*) FROM status_update) AS statuses, (SELECT count(*) FROM promise) AS promises, (SELECT sum(version) FROM borrower) AS version`);
    const before = await counts();
    expect((await correct(message, "distress")).status).toBe(200);
    expect(await counts()).toEqual(before);
  });

  it("is refused of our own texts, of words that are erased, without a meaning, and of what does not exist", async () => {
    const ours = await desk.book.sent(of, "…", now);
    expect((await correct(ours, "paid")).status).toBe(409);
    const gone = await desk.book.said(of, "…", now);
    await desk.database.message.update({ where: { id: gone }, data: { textSealed: null } });
    expect((await correct(gone, "paid")).status).toBe(409);
    const message = await desk.book.said(of, "好", now);
    expect((await correct(message)).status).toBe(400);
    expect((await correct(message, "rich")).status).toBe(400);
    expect((await correct(newId(), "paid")).status).toBe(404);
  });

  it("is not theirs to say who do not work with borrowers, nor of a borrower of another branch", async () => {
    const theirs = await desk.book.borrower({ externalId: "B-2", name: "李强", dueOn: day("2026-11-15"), branch: "ningbo", officer: "zhao.min" });
    const message = await desk.book.said(theirs, "好的", now);
    const compliance = await desk.as("compliance");
    expect((await compliance.post(`/api/console/messages/${message}/meaning`, { intents: ["paid"] })).status).toBe(403);
    const other = await desk.as("officer");
    expect((await other.post(`/api/console/messages/${message}/meaning`, { intents: ["paid"] })).status).toBe(404);
  });
});

describe("huifang understanding corrections", () => {
  it("writes the newest of each text as the trainer reads it, for its owner's eyes alone, and says so in the log", async () => {
    const files = makeTestDirectory("corrections");
    const out = path.join(files.path, "corrections.jsonl");
    const said = vi.spyOn(console, "log").mockImplementation(() => undefined);
    const group = new Command("understanding").exitOverride();
    const core = { ...desk, clock: { now: () => now, speed: 1 }, newId, close: () => Promise.resolve() } as unknown as Core;
    registerCorrections(group, () => Promise.resolve(core));
    await group.parseAsync(["corrections", "--out", out, "--json"], { from: "user" });
    expect(said.mock.calls).toEqual([[JSON.stringify({ out, corrections: 2 })]]);
    said.mockRestore();
    expect((await stat(out)).mode & 0o777).toBe(0o600);
    const { labelled } = await loadLabelled(out);
    expect(labelled.map(({ text, intents, context }) => ({ text, intents, asked: context.asked })).toSorted((a, b) => (a.text < b.text ? -1 : 1))).toEqual([
      { text: "我已经还了", intents: ["distress"], asked: "promise_when" },
      { text: "等发工资再说吧", intents: ["extension", "hardship"], asked: "promise_when" },
    ]);
    expect((await readFile(out, "utf8")).split("\n").filter(Boolean)).toHaveLength(2);
    expect(await desk.logged("corrections.exported")).toMatchObject([{ borrowerId: null }]);
    files.remove();
  });

  it("names file and line of an example that is none, without its words", async () => {
    const files = makeTestDirectory("corrections");
    const file = path.join(files.path, "own.jsonl");
    await writeFile(file, `${JSON.stringify({ id: "1", text: "secret", ref_time: "2026-11-20T10:00:00Z", intents: ["rich"] })}\n`);
    const fault = await loadLabelled(file).catch((error: unknown) => String(error));
    expect(fault).toContain("own.jsonl:1 intents.0");
    expect(fault).not.toContain("secret");
    files.remove();
  });
});
