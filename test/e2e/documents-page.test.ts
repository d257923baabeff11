import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createReceiveFile } from "../../bot/app/documents/receive-file.ts";
import { day, hourMs, plus } from "../../bot/domain/calendar.ts";
import type { ContactPointId } from "../../bot/domain/ids.ts";
import { cleanFile } from "../../bot/files/clean-file.ts";
import { createDocumentIntake } from "../../bot/store/documents/intake-store.ts";
import { now, silent } from "../integration/api/support.ts";
import { hasBrowser } from "../support/browser.ts";
import { memoryFiles } from "../support/memory-files.ts";
import { newId, type SeededBorrower } from "../support/seed-book.ts";
import { openConsole, type ConsoleServer } from "./console-server.ts";

let server: ConsoleServer;
let borrowers = 0;
beforeAll(async () => {
  if (hasBrowser) server = await openConsole();
}, 300_000);
afterAll(async () => {
  if (hasBrowser) await server.close();
});

const invoice = () =>
  sharp(
    Buffer.from(
      `<svg width="900" height="600" xmlns="http://www.w3.org/2000/svg"><rect width="900" height="600" fill="#fbf7ea"/><rect x="60" y="60" width="780" height="90" fill="#7a8b99"/><rect x="60" y="200" width="${String(400 + borrowers)}" height="26" fill="#333"/><rect x="60" y="260" width="620" height="26" fill="#333"/><circle cx="720" cy="450" r="80" fill="none" stroke="#b3261e" stroke-width="10"/></svg>`,
    ),
  )
    .jpeg()
    .toBuffer();

/** A borrower who was asked for an invoice and sent one. */
async function sent(officer = "li.wei"): Promise<SeededBorrower> {
  borrowers += 1;
  const { book, database, vault, files } = server.desk;
  const of = await book.borrower({ externalId: `B-${String(borrowers)}`, name: "王芳", officer, dueOn: day("2026-11-21") });
  await database.documentRequest.create({
    data: {
      id: newId(),
      borrowerId: of.id,
      loanId: of.loanId,
      kind: "use-of-funds",
      state: "asked",
      askedAt: new Date(plus(now, -48 * hourMs)),
      askedBy: "bot",
    },
  });
  const receiveFile = createReceiveFile({
    clock: { now: () => now, speed: 1 },
    newId,
    log: silent,
    store: createDocumentIntake({ database, vault, newId }),
    files: memoryFiles(files),
    clean: cleanFile,
    receive: async () => ({ stored: 1, known: 0, nobody: 0 }),
  });
  const file = { contactPointId: of.contactPointId as ContactPointId, address: "", at: now };
  await receiveFile("sim", { ...file, providerId: newId(), name: "进货发票 11月.jpg", bytes: await invoice() });
  return of;
}

describe.runIf(hasBrowser)("the pages of documents", () => {
  it.each([
    ["zh-CN", 390],
    ["zh-CN", 1280],
    ["en", 390],
    ["en", 1280],
  ] as const)("show what came, with the picture, and take a decision: %s, %i wide", { timeout: 240_000 }, async (locale, width) => {
    const of = await sent();
    const { context, page } = await server.window({ locale, width, role: "officer" });
    await page.goto(`${server.url}/documents`);
    await page.locator("a.item").first().waitFor();
    expect(await server.shoot(page, `documents-${locale}-${String(width)}`)).toBeLessThanOrEqual(0);
    await page.locator("a.item").last().click();
    const picture = page.locator("img.document-picture");
    await picture.waitFor();
    await page.waitForFunction(() => [...document.images].every((image) => image.complete));
    expect(await picture.evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0))).toBe(900);
    expect(await server.shoot(page, `document-${locale}-${String(width)}`)).toBeLessThanOrEqual(0);
    const words =
      locale === "en"
        ? { refuse: "Refuse", unreadable: "Cannot be read", refused: "Refused once" }
        : { refuse: "退回", unreadable: "看不清", refused: "已退回 1 次" };
    await page.getByRole("button", { name: words.refuse, exact: true }).click();
    await page.locator("input[aria-haspopup=listbox]").click();
    await page.getByRole("option", { name: words.unreadable }).click();
    await page.getByRole("dialog").getByRole("button", { name: words.refuse, exact: true }).click();
    await page.getByText(words.refused).first().waitFor();
    expect(await server.desk.database.documentRequest.findFirstOrThrow({ where: { borrowerId: of.id } })).toMatchObject({
      state: "refused",
      decidedBy: "li.wei",
    });
    await page.goto(`${server.url}/borrowers/${of.id}`);
    await page
      .getByText(locale === "en" ? "Invoice or receipt" : "进货发票或收据")
      .first()
      .waitFor();
    expect(await server.shoot(page, `borrower-documents-${locale}-${String(width)}`)).toBeLessThanOrEqual(0);
    await context.close();
  });

  it("shows compliance the file and no button that decides", { timeout: 240_000 }, async () => {
    await sent();
    const { context, page } = await server.window({ locale: "zh-CN", width: 1280, role: "compliance" });
    await page.goto(`${server.url}/documents`);
    await page.locator("a.item").first().click();
    await page.locator("img.document-picture").waitFor();
    expect(await page.getByRole("button", { name: "核实通过" }).count()).toBe(0);
    await context.close();
  });

  it("says so where there is nothing", { timeout: 240_000 }, async () => {
    const { context, page } = await server.window({ locale: "zh-CN", width: 390, role: "supervisor" });
    await server.desk.database.documentFile.deleteMany();
    await server.desk.database.documentRequest.deleteMany();
    await page.goto(`${server.url}/documents`);
    await page.getByText("这里还没有资料").waitFor();
    expect(await server.shoot(page, "documents-empty-zh-CN-390")).toBeLessThanOrEqual(0);
    await context.close();
  });
});
