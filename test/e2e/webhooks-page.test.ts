import { mkdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { serve, type ServerType } from "@hono/node-server";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addWebhook } from "../../bot/app/outward/manage.ts";
import { prepareConsole } from "../../bot/services/prepare.mjs";
import { createEgress } from "../../bot/outward/egress.ts";
import { nothingAllowed } from "../../bot/outward/egress-rules.ts";
import { newWebhookSecret } from "../../bot/outward/sign-webhook.ts";
import { day } from "../../bot/domain/calendar.ts";
import { emit } from "../../bot/store/outward/emit.ts";
import { createSubscriptionStore } from "../../bot/store/outward/subscription-store.ts";
import { now, openDesk, silent, type Desk } from "../integration/api/support.ts";
import { hasBrowser, launchBrowser } from "../support/browser.ts";
import { newId } from "../support/seed-book.ts";

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

describe.runIf(hasBrowser)("an admin's page of the lender's systems", () => {
  it.each(["zh-CN", "en"])("is empty, then full, on a phone and on a desk: %s", { timeout: 90_000 }, async (locale) => {
    for (const width of [390, 1280]) {
      const context = await browser.newContext({ locale, viewport: { width, height: 820 }, timezoneId: "Asia/Shanghai" });
      const [name = "", value = ""] = (await desk.as("admin")).cookie.split(/=(.*)/s);
      await context.addCookies([{ name, value, url, httpOnly: true, sameSite: "Lax" }]);
      const page = await context.newPage();
      for (const filled of [false, true]) {
        if (filled) await fill();
        await page.goto(`${url}/webhooks`);
        await page.locator("h1").waitFor();
        await page.waitForFunction(() => document.querySelector(".mantine-Loader-root") === null && document.querySelectorAll(".card").length === 2);
        if (shots) await page.screenshot({ path: path.join(shots, `webhooks-${filled ? "full" : "empty"}-${locale}-${String(width)}.png`), fullPage: true });
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
      }
      await context.close();
      await desk.database.outwardDelivery.deleteMany();
      await desk.database.webhookSubscription.deleteMany();
    }
  });

  it("shows a new secret once", { timeout: 60_000 }, async () => {
    const context = await browser.newContext({ locale: "en", viewport: { width: 1280, height: 820 } });
    const [name = "", value = ""] = (await desk.as("admin")).cookie.split(/=(.*)/s);
    await context.addCookies([{ name, value, url, httpOnly: true, sameSite: "Lax" }]);
    const page = await context.newPage();
    await page.goto(`${url}/webhooks`);
    await page.getByRole("button", { name: "Add a system" }).click();
    await page.getByLabel("Address").fill("https://169.254.169.254/");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByText("This was refused").waitFor();
    await page.getByLabel("Address").fill("https://erp.lender.example/hook");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    expect(await page.getByText(/^whsec_/).innerText()).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    if (shots) await page.screenshot({ path: path.join(shots, "webhook-secret.png") });
    await context.close();
  });
});

let made = 0;
async function fill(): Promise<void> {
  const { database, vault, book } = desk;
  const store = createSubscriptionStore({ database, vault, newId });
  const manage = { clock: { now: () => now, speed: 1 }, newId, log: silent, store, checkUrl: createEgress(nothingAllowed).check, newSecret: newWebhookSecret };
  await addWebhook(manage, "admin", { url: `https://erp.lender.example/${"a-long-token-".repeat(8)}`, events: ["status_update", "escalation"] });
  await addWebhook(manage, "admin", { url: "https://old.lender.example/hook", events: ["status_update.opt_out", "escalation"] });
  await database.webhookSubscription.updateMany({ where: { host: "old.lender.example" }, data: { state: "gone" } });
  const borrower = await book.borrower({ externalId: `B-${String((made += 1))}`, name: "n", dueOn: day("2026-11-20") });
  for (const type of ["status_update.promise_made", "escalation.opened", "status_update.opt_out"] as const)
    await database.$transaction((tx) => emit(tx, { type, at: now, borrowerId: borrower.id, data: {} }));
  const [first] = await database.outwardDelivery.findMany({ take: 1 });
  await database.outwardDelivery.update({ where: { id: first?.id ?? "" }, data: { state: "dead", outcome: "http_500", attempts: 14, endedAt: new Date(now) } });
}
