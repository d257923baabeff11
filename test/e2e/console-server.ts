import { mkdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { serve, type ServerType } from "@hono/node-server";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { prepareConsole } from "../../bot/services/prepare.mjs";
import type { Role } from "../../bot/app/access/caller.ts";
import { openDesk, type Desk } from "../integration/api/support.ts";
import { launchBrowser } from "../support/browser.ts";

const shots = process.env["SHOTS"];

export interface ConsoleServer {
  readonly desk: Desk;
  readonly browser: Browser;
  readonly url: string;
  /** A browser window; of that role: signed in. */
  window(options: { locale: string; width: number; role?: Role }): Promise<{ context: BrowserContext; page: Page }>;
  /** With SHOTS=<folder> a picture of the page. Answers how much wider the page is than its window, in pixels. */
  shoot(page: Page, name: string): Promise<number>;
  close(): Promise<void>;
}

/** The built console before a desk of its own, and a browser. */
export async function openConsole(options: Parameters<typeof openDesk>[1] = {}): Promise<ConsoleServer> {
  await prepareConsole();
  if (shots) mkdirSync(shots, { recursive: true });
  const [browser, desk] = await Promise.all([launchBrowser(), openDesk(path.join(import.meta.dirname, "../../dist/console"), options)]);
  const server = await new Promise<ServerType>((resolve) => {
    const started: ServerType = serve({ fetch: desk.app.fetch, port: 0, hostname: "127.0.0.1" }, () => resolve(started));
  });
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return {
    desk,
    browser,
    url,
    async window({ locale, width, role }) {
      const context = await browser.newContext({ locale, viewport: { width, height: 820 }, timezoneId: "Asia/Shanghai" });
      const [name = "", value = ""] = role ? (await desk.as(role)).cookie.split(/=(.*)/s) : [];
      if (name !== "") await context.addCookies([{ name, value, url, httpOnly: true, sameSite: "Lax" }]);
      return { context, page: await context.newPage() };
    },
    async shoot(page, name) {
      if (shots) await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true, animations: "disabled" });
      return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    },
    async close() {
      await browser.close();
      await new Promise((resolve) => {
        server.close(resolve);
        if ("closeAllConnections" in server) server.closeAllConnections();
      });
      await desk.close();
    },
  };
}
