import { mkdirSync, readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { serve, type ServerType } from "@hono/node-server";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepareConsole } from "../../bot/services/prepare.mjs";
import { now, openDesk, type Desk } from "../integration/api/support.ts";
import { hasBrowser, launchBrowser } from "../support/browser.ts";
import { fullBook } from "../support/full-book.ts";

const consoleDir = path.join(import.meta.dirname, "../../dist/console");
/** Where to leave pictures of every page; none are taken without it. */
const shots = process.env["SHOTS"];

interface Office {
  readonly desk: Desk;
  readonly url: string;
  readonly ids: { borrowerId: string; escalationId: string } | undefined;
  close(): Promise<void>;
}

let browser: Browser;
let full: Office;
let empty: Office;

beforeAll(async () => {
  if (!hasBrowser) return;
  await prepareConsole();
  if (shots) mkdirSync(shots, { recursive: true });
  [browser, full, empty] = await Promise.all([launchBrowser(), openOffice(true), openOffice(false)]);
}, 180_000);
afterAll(async () => {
  if (!hasBrowser) return;
  await browser.close();
  await Promise.all([full.close(), empty.close()]);
});

const sizes = { narrow: { width: 375, height: 812 }, wide: { width: 1280, height: 860 } };

describe.runIf(hasBrowser)("every page, in both languages, on a phone and on a desk", () => {
  for (const locale of ["zh-CN", "en"]) {
    for (const size of ["narrow", "wide"] as const) {
      it(`reads well in ${locale}, ${size}: no fault, nothing cut off at the side`, async () => {
        for (const office of [full, empty]) {
          const { page, faults } = await visit(office, { locale, size });
          for (const [name, route] of pagesOf(office)) {
            await page.goto(office.url + route);
            await settled(page);
            if (shots) await page.screenshot({ path: path.join(shots, `${name}-${office.ids ? "full" : "empty"}-${locale}-${size}.png`), fullPage: true });
            expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${route} ${locale} ${size}`).toBeLessThanOrEqual(0);
            expect(await page.evaluate(() => document.documentElement.lang)).toBe(locale);
          }
          expect(faults).toEqual([]);
          await page.context().close();
        }
      }, 60_000);
    }
  }
});

describe.runIf(hasBrowser)("an officer", () => {
  it("sees at one glance what is owed, what is on hold, what was last said and what was promised", async () => {
    const { page } = await visit(full, { locale: "zh-CN", size: "wide" });
    await page.goto(`${full.url}/borrowers/${full.ids?.borrowerId ?? ""}`);
    const glance = await page.locator(".glance").innerText();
    for (const said of ["¥6,033.00", "人工接管", "对", "¥5,000.00", "12月15日"]) expect(glance).toContain(said);
    await page.context().close();
  });

  it("takes a case and resolves it; a page that is open elsewhere shows it without being asked", async () => {
    const route = `/escalations/${full.ids?.escalationId ?? ""}`;
    const { page } = await visit(full, { locale: "en", size: "wide" });
    const { page: other } = await visit(full, { locale: "en", size: "wide" });
    await Promise.all([page.goto(full.url + route), other.goto(full.url + route)]);
    await other.getByRole("button", { name: "I take it" }).waitFor();
    await page.getByRole("button", { name: "I take it" }).click();
    await other.getByRole("button", { name: "Wait for the borrower" }).waitFor({ timeout: 10_000 });
    await page.getByRole("button", { name: "Resolve" }).click();
    await page.getByLabel("Agreed with the borrower").check();
    await page.getByLabel("Note").fill("15 December, 5,000");
    if (shots) await page.screenshot({ path: path.join(shots, "resolve-dialog.png") });
    await page.getByRole("dialog").getByRole("button", { name: "Resolve" }).click();
    await page.getByText("15 December, 5,000").waitFor();
    await Promise.all([page.context().close(), other.context().close()]);
  });

  it("stops all sending after being asked once more, and every page says so", async () => {
    const { page } = await visit(full, { locale: "en", size: "narrow" });
    await page.goto(full.url);
    await page.getByRole("button", { name: "Stop sending" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Stop sending" }).click();
    await page.getByText("Sending is stopped: everything").waitFor();
    await page.getByRole("link", { name: "Borrowers" }).click();
    await page.getByText("Sending is stopped: everything").waitFor();
    if (shots) await page.screenshot({ path: path.join(shots, "stopped.png") });
    await page.getByRole("button", { name: "Send again" }).click();
    await page.getByText("Sending is stopped").waitFor({ state: "detached" });
    await page.context().close();
  });

  it("gives a borrower a chat link that is shown once", async () => {
    const { page } = await visit(full, { locale: "en", size: "wide" });
    await page.goto(`${full.url}/borrowers/${full.ids?.borrowerId ?? ""}`);
    await page.getByRole("button", { name: "Make a chat link" }).click();
    expect(await page.getByRole("dialog").getByLabel("Chat link").inputValue()).toMatch(/^http:\/\/.*\/chat\/[\w-]{43}$/);
    await page.context().close();
  });

  it("keeps the language that was chosen", async () => {
    const { page } = await visit(empty, { locale: "zh-CN", size: "wide" });
    await page.goto(empty.url);
    await page.getByRole("button", { name: "English" }).click();
    await page.reload();
    await page.getByRole("heading", { name: "Today" }).waitFor();
    await page.context().close();
  });
});

describe.runIf(hasBrowser)("compliance", () => {
  it("finds a borrower by a telephone number that stands in no address, and reads everything with them", async () => {
    const { page } = await visit(full, { locale: "en", size: "wide" });
    await page.goto(`${full.url}/messages`);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.getByLabel("Phone").fill("１３８００００１００１");
    await page.getByRole("button", { name: "Find" }).click();
    await page.waitForURL(/borrower=B-1001/);
    await page.getByText("下个月十五号还五千").first().waitFor();
    expect(asked.filter((url) => /1380000|１３８/.test(decodeURIComponent(url)))).toEqual([]);
    await page.getByText("下个月十五号还五千").first().click();
    await page.getByText("admin looked").first().waitFor();
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("header.top").isVisible()).toBe(false);
    if (shots) await page.screenshot({ path: path.join(shots, "thread-print.png"), fullPage: true });
    await page.context().close();
  });

  it("sees what was not sent and why, and takes it home as a whole file", async () => {
    const { page } = await visit(full, { locale: "en", size: "wide" });
    await page.goto(`${full.url}/messages?rule=paid`);
    await page.getByText("Held back before it was written").first().waitFor();
    expect(await page.locator(".tag", { hasText: /^Sent/ }).count()).toBe(0);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Export CSV" }).click()]);
    const text = readFileSync(await download.path(), "utf8");
    expect(text.trimEnd().split("\r\n").at(-1)).toMatch(/^"#end","\{""rows"":1,/);
    await page.context().close();
  });
});

async function openOffice(filled: boolean): Promise<Office> {
  const desk = await openDesk(consoleDir);
  const ids = filled ? await fullBook(desk.book, now) : undefined;
  const server = await new Promise<ServerType>((resolve) => {
    const started: ServerType = serve({ fetch: desk.app.fetch, port: 0, hostname: "127.0.0.1" }, () => resolve(started));
  });
  const { port } = server.address() as AddressInfo;
  return {
    desk,
    ids,
    url: `http://127.0.0.1:${String(port)}`,
    async close() {
      await new Promise((resolve) => {
        server.close(resolve);
        if ("closeAllConnections" in server) server.closeAllConnections();
      });
      await desk.close();
    },
  };
}

async function visit(office: Office, { locale, size }: { locale: string; size: keyof typeof sizes }): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ locale, viewport: sizes[size], timezoneId: "Asia/Shanghai" });
  const [name = "", value = ""] = (await office.desk.as("supervisor")).cookie.split(/=(.*)/s);
  await context.addCookies([{ name, value, url: office.url, httpOnly: true, sameSite: "Lax" }]);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (fault) => faults.push(fault.message));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
  });
  return { page, faults };
}

const pagesOf = (office: Office): [string, string][] => [
  ["today", "/"],
  ["borrowers", "/borrowers"],
  ["escalations", "/escalations"],
  ["messages", "/messages"],
  ["promises", "/promises"],
  ["forecast", "/forecast?days=30"],
  ...(office.ids
    ? ([
        ["borrower", `/borrowers/${office.ids.borrowerId}`],
        ["escalation", `/escalations/${office.ids.escalationId}`],
        ["thread", `/messages/${office.ids.borrowerId}`],
      ] satisfies [string, string][])
    : []),
];

/** The stream of events never ends, so that "network idle" never comes: what is shown says that it is there. */
async function settled(page: Page): Promise<void> {
  await page.locator("h1").waitFor();
  // A page may load several parts at once.
  await page.waitForFunction(() => document.querySelector(".mantine-Loader-root, .underway") === null);
}
