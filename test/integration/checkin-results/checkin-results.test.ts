import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, instant, plus, minuteMs, toDate } from "../../../bot/domain/calendar.ts";
import type { Answer } from "../../../bot/domain/checkins/answer.ts";
import { currency } from "../../../bot/domain/money.ts";
import { createErasureStore } from "../../../bot/store/keep/erasure-store.ts";
import { newId, type SeededBorrower } from "../../support/seed-book.ts";
import { seedCheckins } from "../../support/seed-checkins.ts";
import { now, openDesk, type Desk } from "../api/support.ts";

let desk: Desk;
let version: { id: string; questionnaire: string };
beforeAll(async () => {
  desk = await openDesk();
  version = { id: await seedCheckins(desk.database).version("enterprise-month"), questionnaire: "enterprise-month" };
});
afterAll(() => desk.close());

let borrowers = 700;
const borrower = (officer = "li.wei"): Promise<SeededBorrower> =>
  desk.book.borrower({ externalId: `B-${String((borrowers += 1))}`, name: "王芳", officer, dueOn: day("2026-11-21") });
const began = instant("2026-11-10T02:00:00Z");
const sales = (key: string): Answer => ({ type: "choice", key });
const turnover = (minor: bigint): Answer => ({ type: "money", minor, currency: currency("CNY"), about: true });
const json = async (path: string, role?: "officer" | "compliance") => (await (role ? (await desk.as(role)).get(path) : desk.get(path))).json();

/** Three of li.wei's borrowers and one of another officer's. */
async function round(): Promise<{ id: string; borrowers: SeededBorrower[] }> {
  const seed = seedCheckins(desk.database);
  const id = await seed.round("enterprise-month", "上月生意", began);
  const four = [await borrower(), await borrower(), await borrower(), await borrower("zhao.lei")];
  const [a, b, c, d] = four as [SeededBorrower, SeededBorrower, SeededBorrower, SeededBorrower];
  await seed.run(a, id, version, began, { minutes: 4, answers: { versus: sales("less"), turnover: turnover(3_000_000n) }, note: "上次说五万，这次三万" });
  await seed.run(b, id, version, began, { minutes: 8, answers: { versus: sales("less") } });
  await seed.run(c, id, version, began, { phase: "offered" });
  await seed.run(d, id, version, began, { minutes: 2, answers: { versus: sales("better"), remark: { type: "text", text: "=1+1 客户拖款" } } });
  return { id, borrowers: four };
}

describe("a round's page", () => {
  it("says how many were asked, how far they came, how long it took, and what was said, by question", async () => {
    const { id } = await round();
    const view = await json(`/api/console/rounds/${id}`);
    expect(view).toMatchObject({
      questionnaire: "enterprise-month",
      phases: { done: 3, offered: 1 },
      medianMs: 4 * minuteMs,
      howFar: [
        { answered: 0, runs: 1 },
        { answered: 1, runs: 1 },
        { answered: 2, runs: 2 },
      ],
    });
    const [versus, money] = view.questions;
    expect(versus).toMatchObject({ question: "versus", answered: 3, chosen: { less: 2, better: 1 }, labels: { less: { "zh-CN": "少一些", en: "Less" } } });
    expect(versus.text.en).toContain("month");
    expect(money).toMatchObject({ question: "turnover", figures: [{ unit: "CNY", count: 1, most: 30_000 }] });
    expect(view.said.map(({ text }: { text: string }) => text)).toEqual(["=1+1 客户拖款"]);
    expect(view.notes).toMatchObject([{ note: "上次说五万，这次三万" }]);
  });

  it("counts and shows an officer only their own borrowers, in the list too", async () => {
    const { id } = await round();
    const own = await json(`/api/console/rounds/${id}`, "officer");
    expect(own.phases).toEqual({ done: 2, offered: 1 });
    expect(own.questions.find(({ question }: { question: string }) => question === "versus").chosen).toEqual({ less: 2 });
    expect(own.said).toEqual([]);
    const seed = seedCheckins(desk.database);
    const foreign = await seed.round("enterprise-month", "不是您的", began);
    await seed.run(await borrower("zhao.lei"), foreign, version, began);
    const ids = async (role?: "officer") => (await json("/api/console/rounds", role)).items.map((row: { id: string }) => row.id);
    expect(await ids("officer")).not.toContain(foreign);
    expect(await ids()).toContain(foreign);
    expect((await (await desk.as("officer")).get(`/api/console/rounds/${foreign}`)).status).toBe(404);
  });

  it("whose words are shown was looked at; counts alone are no look", async () => {
    const { id, borrowers: four } = await round();
    await desk.get(`/api/console/rounds/${id}`);
    const looked = await desk.database.logEntry.findMany({
      where: { kind: "borrower.looked_at", borrowerId: { in: four.map((of) => of.id) } },
      select: { borrowerId: true },
    });
    expect(looked.map(({ borrowerId }) => borrowerId).toSorted()).toEqual([four[0]?.id, four[3]?.id].toSorted());
  });

  it("of an erased borrower keeps the count of runs and shows no answer", async () => {
    const { id, borrowers: four } = await round();
    const { externalId } = await desk.database.borrower.findUniqueOrThrow({ where: { id: four[3]?.id ?? "" } });
    await createErasureStore({ ...desk, newId }).erase(externalId, { at: now, reason: "borrower_request", by: "test" }, true);
    const view = await json(`/api/console/rounds/${id}`);
    expect(view.phases).toEqual({ done: 3, offered: 1 });
    expect(view.said).toEqual([]);
    expect(JSON.stringify(view)).not.toContain("客户拖款");
  });
});

describe("an export of a round", () => {
  it("has a row for each answer and for each run without one; what a spreadsheet would run is text", async () => {
    const { id } = await round();
    const answer = await desk.get(`/api/console/rounds/${id}/export?format=csv`);
    expect(answer.headers.get("content-disposition")).toBe(`attachment; filename="check-ins-${id.slice(0, 8)}.csv"`);
    const text = await answer.text();
    const rows = text.trimEnd().split("\r\n");
    expect(rows).toHaveLength(1 + 2 + 1 + 1 + 2);
    expect(rows[0]).toMatch(/^\uFEFF?"run","borrower","name"/);
    expect(text).toContain(`"'=1+1 客户拖款"`);
    expect(text).not.toContain(`"=1+1`);
    expect(text).toContain('"money","30000.00","CNY","true","约 ¥30,000"');
  });

  it("as lines of JSON has exact amounts as text", async () => {
    const { id } = await round();
    const lines = (await (await desk.get(`/api/console/rounds/${id}/export?format=jsonl`)).text()).trimEnd().split("\n");
    const records = lines.map((line) => JSON.parse(line));
    expect(records).toHaveLength(6);
    expect(records.filter(({ question }) => question === "turnover")).toMatchObject([{ value: "30000.00", unit: "CNY", about: true, took_seconds: 40 }]);
    expect(records.filter(({ phase }) => phase === "offered")).toMatchObject([{ question: null, value: null }]);
  });

  it("is an entry before it begins and after it ended, with who took it; officers and admins get none", async () => {
    const { id } = await round();
    await (await (await desk.as("compliance")).get(`/api/console/rounds/${id}/export`)).text();
    const entries = [...(await desk.logged("checkin.export_begun")), ...(await desk.logged("checkin.exported"))].filter(({ body }) => body["round"] === id);
    expect(entries.map(({ actor }) => actor)).toEqual(["officer:he.jing", "officer:he.jing"]);
    expect(entries[1]?.body).toMatchObject({ runs: 4, format: "csv" });
    for (const role of ["officer", "admin"] as const) expect((await (await desk.as(role)).get(`/api/console/rounds/${id}/export`)).status).toBe(403);
  });
});

describe("a borrower's answers over time", () => {
  it("come with the questions as they were put, the latest first, and are not another officer's to see", async () => {
    const of = await borrower("zhao.lei");
    const seed = seedCheckins(desk.database);
    for (const [month, key] of [
      [0, "less"],
      [1, "much_less"],
    ] as const)
      await seed.run(of, await seed.round("enterprise-month", "上月生意", began), version, plus(began, month * 30 * 1_440 * minuteMs), {
        answers: { versus: sales(key) },
      });
    const { items } = await json(`/api/console/borrowers/${of.id}/checkins`);
    expect(items.map((run: { answers: { text: { en: string } }[] }) => run.answers[0]?.text.en)).toEqual(["Much less", "Less"]);
    expect(items[0].answers[0].asked["zh-CN"]).toContain("上个月");
    expect((await (await desk.as("officer")).get(`/api/console/borrowers/${of.id}/checkins`)).status).toBe(404);
  });
});

describe("questionnaires", () => {
  it("are shown in both languages with their conditions, and published only after a second person approved", async () => {
    const seed = seedCheckins(desk.database);
    await seed.version("farmer-season", { state: "draft", author: "he.jing" });
    const { items } = await json("/api/console/questionnaires");
    const found = items.find(({ questionnaire }: { questionnaire: string }) => questionnaire === "farmer-season");
    expect(found).toMatchObject({ state: "draft", author: "he.jing", version: 1 });
    expect(found.shown.questions.length).toBeGreaterThan(2);
    for (const { text } of found.shown.questions) expect([text["zh-CN"], text.en].every((each: string) => each.length > 3 && !each.includes("{"))).toBe(true);
    expect(found.shown.questions.some(({ condition }: { condition: string | null }) => condition !== null)).toBe(true);
    const move = async (role: "supervisor" | "compliance" | "officer", to: string) =>
      (await (await desk.as(role)).post(`/api/console/questionnaires/${to}`, { questionnaire: "farmer-season", version: 1 })).status;
    expect(await move("officer", "approve")).toBe(403);
    expect(await move("compliance", "approve")).toBe(409);
    expect(await move("supervisor", "publish")).toBe(409);
    expect(await move("supervisor", "approve")).toBe(200);
    expect(await move("compliance", "publish")).toBe(200);
    expect(await move("supervisor", "withdraw")).toBe(200);
    expect(await move("supervisor", "publish")).toBe(409);
    expect((await desk.logged("questionnaire.approved")).map(({ actor }) => actor)).toContain("officer:admin");
  });

  it("that this release cannot read are listed as such", async () => {
    await seedCheckins(desk.database).version("project-progress", { state: "draft", author: "he.jing", source: "id: project-progress\nversion: 1\n" });
    const { items } = await json("/api/console/questionnaires");
    expect(items.find(({ questionnaire }: { questionnaire: string }) => questionnaire === "project-progress").shown).toBeNull();
  });
});

describe("a visit", () => {
  it("ends once, with what was found, which is sealed", async () => {
    const of = await borrower();
    const seed = seedCheckins(desk.database);
    const id = await seed.visit(of, await seed.round("enterprise-month", "走访", began), toDate(began));
    expect((await json("/api/console/visits", "officer")).items.map((visit: { id: string }) => visit.id)).toContain(id);
    const end = async (role: "officer" | "compliance", note: string) =>
      (await (await desk.as(role)).post(`/api/console/visits/${id}/end`, { to: "done", note })).status;
    expect(await end("compliance", "x")).toBe(403);
    expect(await end("officer", "店里货不少，老板在")).toBe(200);
    expect(await end("officer", "再来")).toBe(409);
    const row = await desk.database.visitTask.findUniqueOrThrow({ where: { id } });
    expect(Buffer.from(row.noteSealed ?? "").includes("店里")).toBe(false);
    const { items } = await json("/api/console/visits?state=ended");
    expect(items.find((visit: { id: string }) => visit.id === id)).toMatchObject({ state: "done", endedBy: "li.wei", note: "店里货不少，老板在" });
  });
});

describe("an inspection report", () => {
  const complete = { findings: "经营正常，库存充足", conclusion: "normal", measures: "" };
  async function drafted(): Promise<{ of: SeededBorrower; id: string; loan: string; draft: () => Promise<Response> }> {
    const of = await borrower();
    const seed = seedCheckins(desk.database);
    await seed.run(of, await seed.round("enterprise-month", "上月生意", began), version, began, { answers: { versus: sales("less") }, note: "两次说法不同" });
    await seed.visit(of, await seed.round("enterprise-month", "走访", began), toDate(began), { state: "done", note: "货架满" });
    const { externalId: loan } = await desk.database.loan.findUniqueOrThrow({ where: { id: of.loanId } });
    const draft = async () => (await desk.as("officer")).post(`/api/console/borrowers/${of.id}/reports`, { loan });
    return { of, id: (await (await draft()).json()).id, loan, draft };
  }
  const act = async (id: string, what: "save" | "sign", body: object, role: "officer" | "supervisor" | "compliance" = "officer") =>
    (await (await desk.as(role)).post(`/api/console/reports/${id}/${what}`, body)).status;

  it("is drafted from the ledger, the answers, what did not fit, documents and visits; the conclusion is left to a person", async () => {
    const { id, draft } = await drafted();
    const report = await json(`/api/console/reports/${id}`, "officer");
    expect(report).toMatchObject({
      state: "draft",
      version: 1,
      written: { findings: "", conclusion: null },
      drafted: {
        borrower: { name: "王芳" },
        loan: { overdue: "CNY 8,033.00", daysPastDue: 1 },
        checkins: [{ questionnaire: "enterprise-month", answers: [{ text: { "zh-CN": "少一些", en: "Less" } }], notes: ["两次说法不同"] }],
        visits: [{ state: "done", note: "货架满" }],
      },
    });
    // the one that is being written, not a second
    expect((await (await draft()).json()).id).toBe(id);
  });

  it("is not signed without findings and a conclusion, nor by compliance; once signed nothing of it changes, in the database either", async () => {
    const { id, draft } = await drafted();
    expect(await act(id, "sign", { ...complete, findings: "  " })).toBe(409);
    expect(await act(id, "sign", { ...complete, conclusion: null })).toBe(409);
    expect(await act(id, "sign", complete, "compliance")).toBe(403);
    expect(await act(id, "save", { ...complete, conclusion: null })).toBe(200);
    expect(await act(id, "sign", complete)).toBe(200);
    expect(await act(id, "save", { ...complete, findings: "改" })).toBe(409);
    expect(await act(id, "sign", complete, "supervisor")).toBe(409);
    await expect(desk.database.inspectionReport.update({ where: { id }, data: { signedBy: "someone" } })).rejects.toThrow(/never changed/);
    await expect(desk.database.inspectionReport.delete({ where: { id } })).rejects.toThrow(/never changed/);
    expect(await json(`/api/console/reports/${id}`)).toMatchObject({
      state: "signed",
      signedBy: { officer: "li.wei", name: "officer 测试" },
      written: complete,
    });
    const [entry] = (await desk.logged("report.signed")).filter(({ body }) => body["report"] === id);
    expect(entry).toMatchObject({ actor: "officer:li.wei", body: { conclusion: "normal" } });
    expect(String(entry?.body["sha256"])).toMatch(/^[0-9a-f]{64}$/);
    // the next one is a version of its own
    const next = (await (await draft()).json()).id;
    expect((await json(`/api/console/reports/${next}`)).version).toBe(2);
  });

  it("of two who sign at once one does", async () => {
    const { id } = await drafted();
    expect((await Promise.all([act(id, "sign", complete), act(id, "sign", complete, "supervisor")])).toSorted()).toEqual([200, 409]);
  });

  it("on paper shows every value as text, and runs nothing", async () => {
    const { id } = await drafted();
    await act(id, "sign", { ...complete, findings: "<script>alert(1)</script> 正常" });
    const paper = await desk.get(`/api/console/reports/${id}/print?lang=zh-CN`);
    const html = await paper.text();
    expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt; 正常");
    expect(html).not.toMatch(/<script/);
    expect(html).toContain("签署人：officer 测试 (li.wei)");
    expect(paper.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(paper.headers.get("cache-control")).toBe("no-store");
  });

  it("is sealed with the borrower's key: erased, it is gone", async () => {
    const { of, id } = await drafted();
    await act(id, "sign", complete);
    const row = await desk.database.inspectionReport.findUniqueOrThrow({ where: { id } });
    expect(Buffer.from(row.bodySealed).includes("王芳")).toBe(false);
    const { externalId } = await desk.database.borrower.findUniqueOrThrow({ where: { id: of.id } });
    await createErasureStore({ ...desk, newId }).erase(externalId, { at: now, reason: "borrower_request", by: "test" }, true);
    expect((await desk.get(`/api/console/reports/${id}`)).status).toBe(404);
  });
});
