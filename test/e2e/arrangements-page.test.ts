import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, plus, toDate, dayMs } from "../../bot/domain/calendar.ts";
import { dateOf } from "../../bot/store/days.ts";
import { now } from "../integration/api/support.ts";
import { hasBrowser } from "../support/browser.ts";
import { newId, type SeededBorrower } from "../support/seed-book.ts";
import { openConsole, type ConsoleServer } from "./console-server.ts";

let server: ConsoleServer;
let borrowers = 0;

/** An application as a turn leaves it. */
async function applied(officer: string): Promise<SeededBorrower> {
  borrowers += 1;
  const { book, database } = server.desk;
  const of = await book.borrower({ externalId: `B-${String(borrowers)}`, name: "王芳", officer, dueOn: day("2026-11-21") });
  await book.said(of, "最近手头紧，我想申请延期还款", now);
  await book.sent(of, "明白了。可以申请的有下面几种……", now, { template: "arrangement-offer" });
  const messageId = await book.said(of, "对", plus(now, 60_000));
  await database.arrangement.create({
    data: {
      id: newId(),
      borrowerId: of.id,
      loanId: of.loanId,
      offer: "three-parts",
      policyVersion: "test",
      state: "proposed",
      round: 1,
      scheduleHash: "-",
      messageId,
      amountMinor: 803_300n,
      currency: "CNY",
      parts: 3,
      firstOn: dateOf(day("2026-12-22")),
      termsBy: "borrower",
      firstNo: 1,
      lastNo: 1,
      originalDueOn: dateOf(day("2026-11-21")),
      needs: ["supervisor"],
      guarantor: "awaited",
      proposedAt: toDate(now),
      dueAt: toDate(plus(now, 3 * dayMs)),
    },
  });
  return of;
}

beforeAll(async () => {
  if (hasBrowser) server = await openConsole();
}, 300_000);
afterAll(async () => {
  if (hasBrowser) await server.close();
});

describe.runIf(hasBrowser)("the page of applications", () => {
  it.each([
    ["zh-CN", 390],
    ["zh-CN", 1280],
    ["en", 390],
    ["en", 1280],
  ] as const)("shows who waits, in which words, and takes a decision: %s, %i wide", { timeout: 240_000 }, async (locale, width) => {
    const of = await applied("li.wei");
    const { context, page } = await server.window({ locale, width, role: "supervisor" });
    await page.goto(`${server.url}/arrangements`);
    await page.locator("a.item").first().waitFor();
    expect(await server.shoot(page, `arrangements-${locale}-${String(width)}`)).toBeLessThanOrEqual(0);
    await page.locator("a.item").first().click();
    await page.getByText("最近手头紧").waitFor();
    expect(await server.shoot(page, `arrangement-${locale}-${String(width)}`)).toBeLessThanOrEqual(0);
    const words = locale === "en" ? { approve: "Approve", done: "Waits for the borrower" } : { approve: "同意", done: "等待借款人确认" };
    await page.getByRole("button", { name: words.approve, exact: true }).click();
    await page.getByText(words.done).waitFor();
    expect(await server.shoot(page, `arrangement-approved-${locale}-${String(width)}`)).toBeLessThanOrEqual(0);
    expect((await server.desk.database.arrangement.findFirstOrThrow({ where: { borrowerId: of.id } })).state).toBe("approved");
    await context.close();
  });

  it("does not let an officer approve their own", { timeout: 240_000 }, async () => {
    await applied("li.wei");
    const { context, page } = await server.window({ locale: "zh-CN", width: 1280, role: "officer" });
    await page.goto(`${server.url}/arrangements`);
    await page.locator("a.item").first().click();
    await page.getByText("您是这笔贷款的经办人").waitFor();
    expect(await page.getByRole("button", { name: "同意", exact: true }).count()).toBe(0);
    await context.close();
  });
});
