import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { now } from "../integration/api/support.ts";
import { hasBrowser } from "../support/browser.ts";
import { checkinPicture } from "../support/checkin-picture.ts";
import { openConsole, type ConsoleServer } from "./console-server.ts";

let server: ConsoleServer;
let picture: Awaited<ReturnType<typeof checkinPicture>>;
beforeAll(async () => {
  if (!hasBrowser) return;
  server = await openConsole();
  picture = await checkinPicture({ ...server.desk, now });
}, 300_000);
afterAll(async () => {
  if (hasBrowser) await server.close();
});

const looks = [
  ["zh-CN", 390],
  ["zh-CN", 1280],
  ["en", 390],
  ["en", 1280],
] as const;
const said = {
  "zh-CN": {
    question: "上个月的生意，和去年同月比怎么样？",
    begin: "立即询问",
    goal: "想了解什么？",
    branch: "网点",
    which: "问卷",
    approve: "批准",
    publish: "发布",
    published: "已发布",
    end: "结束走访",
    found: "走访情况",
    ended: "已结束",
    write: "写报告",
    findings: "检查情况",
    attention: "关注",
    sign: "签署",
    signed: "已签署",
    overTime: "历次对比",
    settle: "已处理",
    same: "3 个回答与上次完全相同",
    never: "系统不会自动使用",
    choosing: "正在选定借款人。",
  },
  en: {
    question: "How was last month compared with the same month last year?",
    begin: "Ask now",
    goal: "What is it to find out?",
    branch: "Branch",
    which: "Questionnaire",
    approve: "Approve",
    publish: "Publish",
    published: "Published",
    end: "End the visit",
    found: "What did you find?",
    ended: "Ended",
    write: "Write a report",
    findings: "Findings",
    attention: "Needs attention",
    sign: "Sign",
    signed: "Signed",
    overTime: "Over time",
    settle: "Dealt with",
    same: "the same 3 answers as last time",
    never: "it is never used by itself",
    choosing: "Its borrowers are being chosen.",
  },
} as const;

describe.runIf(hasBrowser)("the pages of check-ins", () => {
  it.each(looks)("show rounds, and of one what was answered, as numbers, charts and words: %s, %i wide", { timeout: 240_000 }, async (locale, width) => {
    const w = said[locale];
    const { context, page } = await server.window({ locale, width, role: "supervisor" });
    await page.goto(`${server.url}/rounds`);
    await page.locator("a.item").first().waitFor();
    expect(await server.shoot(page, `rounds-${locale}-${String(width)}`)).toBeLessThanOrEqual(0);
    await page.locator(`a[href="/rounds/${picture.round}"]`).click();
    await page.locator(`section[aria-label="${w.question}"] .recharts-bar-rectangle`).first().waitFor();
    expect(await server.shoot(page, `round-${locale}-${String(width)}`)).toBeLessThanOrEqual(0);
    await context.close();
  });

  it.each(looks)("show a questionnaire as a phone does, in both languages at once: %s, %i wide", { timeout: 240_000 }, async (locale, width) => {
    const { context, page } = await server.window({ locale, width, role: "supervisor" });
    await page.goto(`${server.url}/questionnaires`);
    await page.locator("a.item").first().waitFor();
    expect(await server.shoot(page, `questionnaires-${locale}-${String(width)}`)).toBeLessThanOrEqual(0);
    await page.locator(`a[href="/questionnaires/${picture.draft}"]`).click();
    await page.locator('.phone[lang="zh-CN"]').getByText(said["zh-CN"].question).waitFor();
    await page.locator('.phone[lang="en"]').getByText(said.en.question).waitFor();
    expect(await page.locator('.phone[lang="en"] code.condition').first().textContent()).toBe('answers.versus in ["less", "much_less"]');
    expect(await server.shoot(page, `questionnaire-${locale}-${String(width)}`)).toBeLessThanOrEqual(0);
    await context.close();
  });

  it.each(looks)("show visits, and what was found is written down: %s, %i wide", { timeout: 240_000 }, async (locale, width) => {
    const { context, page } = await server.window({ locale, width, role: "officer" });
    await page.goto(`${server.url}/visits`);
    await page.getByRole("button", { name: said[locale].end }).first().waitFor();
    expect(await server.shoot(page, `visits-${locale}-${String(width)}`)).toBeLessThanOrEqual(0);
    await page.getByText(said[locale].ended, { exact: true }).click();
    await page.locator("p.quote").first().waitFor();
    expect(await server.shoot(page, `visits-ended-${locale}-${String(width)}`)).toBeLessThanOrEqual(0);
    await context.close();
  });

  it.each(looks)("show on a borrower's page what was said and how it changed: %s, %i wide", { timeout: 240_000 }, async (locale, width) => {
    const { context, page } = await server.window({ locale, width, role: "officer" });
    await page.goto(`${server.url}/borrowers/${picture.wang.id}`);
    await page.getByText(said[locale].overTime).first().waitFor();
    expect(await page.locator("table.over-time .rise").count()).toBe(4);
    expect(await server.shoot(page, `borrower-checkins-${locale}-${String(width)}`)).toBeLessThanOrEqual(0);
    await context.close();
  });

  it.each(looks)(
    "show what may have been a formality with its reasons, and that nothing is done with it: %s, %i wide",
    { timeout: 240_000 },
    async (locale, width) => {
      const { context, page } = await server.window({ locale, width, role: "supervisor" });
      await page.goto(`${server.url}/borrowers/${picture.li.id}`);
      const box = page.locator('[role="note"]').first();
      await box.getByText(said[locale].same).waitFor();
      await box.getByText(said[locale].never).waitFor();
      expect(await server.shoot(page, `formality-${locale}-${String(width)}`)).toBeLessThanOrEqual(0);
      await context.close();
    },
  );

  it.each(looks)("let an officer complete and sign a report, which nobody changes after: %s, %i wide", { timeout: 240_000 }, async (locale, width) => {
    const w = said[locale];
    const { context, page } = await server.window({ locale, width, role: "officer" });
    await page.goto(`${server.url}/borrowers/${picture.wang.id}`);
    await page.getByRole("button", { name: w.write }).click();
    await page.getByLabel(w.findings).fill("店面照常营业，存货约三万元。用途与合同一致。");
    expect(await page.getByRole("button", { name: w.sign, exact: true }).isDisabled()).toBe(true);
    await page.getByText(w.attention, { exact: true }).click();
    expect(await server.shoot(page, `report-draft-${locale}-${String(width)}`)).toBeLessThanOrEqual(0);
    await page.getByRole("button", { name: w.sign, exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: w.sign, exact: true }).click();
    await page.getByText(w.signed, { exact: true }).waitFor();
    const writable = page.locator("textarea:not([aria-hidden])");
    await writable.first().waitFor({ state: "detached" });
    expect(await writable.count()).toBe(0);
    expect(await server.shoot(page, `report-signed-${locale}-${String(width)}`)).toBeLessThanOrEqual(0);
    await page.goto(`${server.url}/api/console/reports/${page.url().split("/").at(-1) ?? ""}/print?lang=${locale}`);
    await page.getByText("存货约三万元").waitFor();
    // The page's one style is let through by its policy.
    expect(await page.locator("h1").evaluate((title) => getComputedStyle(title).fontSize)).toBe("24px");
    expect(await server.shoot(page, `report-print-${locale}-${String(width)}`)).toBeLessThanOrEqual(0);
    await context.close();
  });

  it("a draft is approved and published by who did not write it", { timeout: 240_000 }, async () => {
    const w = said["zh-CN"];
    const { context, page } = await server.window({ locale: "zh-CN", width: 1280, role: "compliance" });
    await page.goto(`${server.url}/questionnaires/${picture.draft}`);
    await page.getByRole("button", { name: w.approve }).click();
    await page.getByRole("button", { name: w.publish }).click();
    await page.locator(".tag.pine").getByText(w.published).waitFor();
    const row = await server.desk.database.checkinQuestionnaire.findUniqueOrThrow({ where: { id: picture.draft } });
    expect(row).toMatchObject({ state: "published", approver: "he.jing" });
    await context.close();
  });

  it.each(looks)("let a supervisor ask a whole branch, and nobody else: %s, %i wide", { timeout: 240_000 }, async (locale, width) => {
    const w = said[locale];
    const officer = await server.window({ locale, width, role: "officer" });
    await officer.page.goto(`${server.url}/rounds`);
    await officer.page.locator("a.item").first().waitFor();
    expect(await officer.page.getByRole("button", { name: w.begin }).count()).toBe(0);
    await officer.context.close();
    const { context, page } = await server.window({ locale, width, role: "supervisor" });
    await page.goto(`${server.url}/rounds`);
    await page.getByRole("button", { name: w.begin }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(w.which).first().click();
    await page.getByRole("option").first().click();
    await dialog.getByLabel(w.goal).fill("台风之后");
    expect(await dialog.getByRole("button", { name: w.begin }).isDisabled()).toBe(true);
    await dialog.getByLabel(w.branch).fill("hangzhou");
    expect(await server.shoot(page, `begin-round-${locale}-${String(width)}`)).toBeLessThanOrEqual(0);
    await dialog.getByRole("button", { name: w.begin }).click();
    await page.waitForURL(/\/rounds\/[0-9a-f-]{36}$/);
    await page.locator(".empty").getByText(w.choosing).waitFor();
    expect(await server.desk.database.checkinRound.findFirstOrThrow({ where: { kind: "ad_hoc" }, orderBy: { createdAt: "desc" } })).toMatchObject({
      goal: "台风之后",
      branch: "hangzhou",
      startedBy: "admin",
    });
    await context.close();
  });

  it("an officer ends a visit with what was found, and deals with what did not fit", { timeout: 240_000 }, async () => {
    const w = said["zh-CN"];
    const { context, page } = await server.window({ locale: "zh-CN", width: 390, role: "officer" });
    await page.goto(`${server.url}/visits`);
    await page.getByRole("button", { name: w.end }).first().click();
    await page.getByRole("dialog").getByLabel(w.found).fill("店在，人在，货在。");
    expect(await server.shoot(page, "end-visit-zh-CN-390")).toBeLessThanOrEqual(0);
    await page.getByRole("dialog").getByRole("button", { name: w.end }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await server.desk.database.visitTask.count({ where: { state: "done", endedBy: "li.wei" } })).toBe(2);
    await page.goto(`${server.url}/rounds/${picture.round}`);
    await page.getByRole("button", { name: w.settle }).click();
    await page.getByText(`li.wei ${w.settle}`).waitFor();
    await context.close();
  });
});

describe.runIf(hasBrowser)("the pages of check-ins, where there is nothing", () => {
  let empty: ConsoleServer;
  beforeAll(async () => {
    empty = await openConsole();
  }, 300_000);
  afterAll(async () => empty.close());

  it.each([
    ["rounds", "zh-CN", 390, "还没有问过。"],
    ["rounds", "en", 1280, "Nobody was asked yet."],
    ["visits", "zh-CN", 1280, "这里没有走访任务。"],
    ["visits", "en", 390, "No visits here."],
  ] as const)("say so: %s, %s, %i wide", { timeout: 240_000 }, async (path, locale, width, words) => {
    const { context, page } = await empty.window({ locale, width, role: "supervisor" });
    await page.goto(`${empty.url}/${path}`);
    await page.getByText(words).waitFor();
    expect(await empty.shoot(page, `${path}-empty-${locale}-${String(width)}`)).toBeLessThanOrEqual(0);
    await context.close();
  });
});
