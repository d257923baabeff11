import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeOf, now } from "../integration/api/support.ts";
import { hasBrowser } from "../support/browser.ts";
import { openConsole, type ConsoleServer } from "./console-server.ts";

const act = { actor: "test", at: now };
let served: ConsoleServer;
beforeAll(async () => {
  if (hasBrowser) served = await openConsole({ secondFactor: "required" });
}, 180_000);
afterAll(async () => {
  if (hasBrowser) await served.close();
});

describe.runIf(hasBrowser)("in a browser", () => {
  it("a new admin sets a password, signs in, enrols an authenticator, signs out and in again with a code", { timeout: 90_000 }, async () => {
    const { people } = served.desk.accounts;
    await people.add({ officer: "new.admin", name: "新管理员", branch: null, role: "admin", email: "new.admin@example.com", alert: null }, act);
    const link = await people.resetPassword("new.admin", act);
    if (typeof link === "string") throw new Error(link);
    const { context, page } = await served.window({ locale: "en", width: 390 });
    const password = "grüne Wolken am Dienstag";
    await page.goto(`${served.url}/set-password#${link.token}`);
    await page.getByRole("textbox", { name: "New password" }).fill(password);
    await page.getByRole("textbox", { name: "The same once more" }).fill(password);
    expect(await served.shoot(page, "set-password")).toBeLessThanOrEqual(0);
    await page.getByRole("button", { name: "Set password" }).click();
    await page.getByRole("link", { name: "Sign in" }).click();
    await page.getByRole("textbox", { name: "E-mail" }).fill("new.admin@example.com");
    await page.getByRole("textbox", { name: "Password" }).fill(password);
    expect(await served.shoot(page, "sign-in")).toBeLessThanOrEqual(0);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("Your role needs a second factor").waitFor();
    const section = page.locator("section", { hasText: "Second factor" });
    await section.getByRole("textbox", { name: "Present password" }).fill(password);
    await page.getByRole("button", { name: "Set up an authenticator" }).click();
    const secret = await section.locator("code.wrap").innerText();
    expect(await served.shoot(page, "enrol")).toBeLessThanOrEqual(0);
    const uri = `otpauth://totp/x?secret=${secret}`;
    await section.getByRole("textbox", { name: "Six digits" }).fill(await codeOf(uri));
    await page.getByRole("button", { name: "Turn on" }).click();
    await page.getByRole("heading", { name: "People" }).waitFor();
    await page.goto(`${served.url}/account`);
    // everything that was read for another is dropped by loading the page anew
    await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: "Sign out", exact: true }).click()]);
    await page.getByRole("textbox", { name: "E-mail" }).fill("new.admin@example.com");
    await page.getByRole("textbox", { name: "Password" }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("textbox", { name: "Six digits" }).fill(await codeOf(uri, 1));
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("link", { name: "My account" }).waitFor();
    await context.close();
  });
});
