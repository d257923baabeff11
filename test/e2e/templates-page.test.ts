import { mkdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { serve, type ServerType } from "@hono/node-server";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { prepareConsole } from "../../bot/services/prepare.mjs";
import { openDesk, type Desk } from "../integration/api/support.ts";
import { hasBrowser, launchBrowser } from "../support/browser.ts";

const shots = process.env["SHOTS"];
let browser: Browser;
let desk: Desk;
let server: ServerType;
let url: string;

beforeAll(async () => {
  if (!hasBrowser) return;
  await prepareConsole();
  if (shots) mkdirSync(shots, { recursive: true });
  [browser, desk] = await Promise.all([launchBrowser(), openDesk(path.join(import.meta.dirname, "../../dist/console"))]);
  server = await new Promise((resolve) => {
    const started: ServerType = serve({ fetch: desk.app.fetch, port: 0, hostname: "127.0.0.1" }, () => resolve(started));
  });
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}, 180_000);
afterAll(async () => {
  if (!hasBrowser) return;
  await browser.close();
  await new Promise((resolve) => {
    server.close(resolve);
    if ("closeAllConnections" in server) server.closeAllConnections();
  });
  await desk.close();
});

describe.runIf(hasBrowser)("the page of templates", () => {
  it.each(["zh-CN", "en"])(
    "shows each text as a phone does, on a phone and on a desk, and is withdrawn and approved: %s",
    { timeout: 90_000 },
    async (locale) => {
      for (const width of [390, 1280]) {
        const context = await browser.newContext({ locale, viewport: { width, height: 820 } });
        const [name = "", value = ""] = (await desk.as("compliance")).cookie.split(/=(.*)/s);
        await context.addCookies([{ name, value, url, httpOnly: true, sameSite: "Lax" }]);
        const page = await context.newPage();
        await page.goto(`${url}/templates`);
        const card = page.locator('section[aria-label="due-now"]');
        await card.waitFor();
        if (shots)
          await page.screenshot({
            path: path.join(shots, `templates-${locale}-${String(width)}.png`),
            clip: { x: 0, y: 0, width, height: 1600 },
            fullPage: true,
          });
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
        await card.getByRole("button", { name: locale === "en" ? "Withdraw" : "停用" }).click();
        await page
          .getByRole("dialog")
          .getByRole("button", { name: locale === "en" ? "Withdraw" : "停用" })
          .click();
        await card.getByRole("button", { name: locale === "en" ? "Approve" : "批准" }).waitFor();
        if (shots) await page.screenshot({ path: path.join(shots, `templates-withdrawn-${locale}-${String(width)}.png`) });
        await card.getByRole("button", { name: locale === "en" ? "Approve" : "批准" }).click();
        await card.getByRole("button", { name: locale === "en" ? "Withdraw" : "停用" }).waitFor();
        await context.close();
      }
    },
  );
});
