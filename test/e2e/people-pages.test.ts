import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day } from "../../bot/domain/calendar.ts";
import { now } from "../integration/api/support.ts";
import { hasBrowser } from "../support/browser.ts";
import { openConsole, type ConsoleServer } from "./console-server.ts";

const act = { actor: "test", at: now };
let console_: ConsoleServer;
beforeAll(async () => {
  if (hasBrowser) console_ = await openConsole();
}, 180_000);
afterAll(async () => {
  if (hasBrowser) await console_.close();
});

describe.runIf(hasBrowser)("an admin's pages of people and keys", () => {
  it.each([
    ["en", 1280],
    ["zh-CN", 390],
    ["en", 390],
    ["zh-CN", 1280],
  ])("fit, empty and full: %s, %i pixels", { timeout: 60_000 }, async (locale, width) => {
    const { context, page } = await console_.window({ locale, width, role: "admin" });
    for (const [name, path] of [
      ["people", "/people"],
      ["keys", "/keys"],
    ] as const) {
      await page.goto(`${console_.url}${path}`);
      await page.locator(".card").waitFor();
      const state = width === 1280 && locale === "en" ? "empty" : "full";
      expect(await console_.shoot(page, `${name}-${state}-${locale}-${String(width)}`)).toBeLessThanOrEqual(0);
    }
    await context.close();
    if (locale === "en" && width === 1280) await fill();
  });

  it("adds a person, whose link is shown once, changes and disables them", { timeout: 60_000 }, async () => {
    const { context, page } = await console_.window({ locale: "en", width: 390, role: "admin" });
    await page.goto(`${console_.url}/`);
    await page.getByRole("button", { name: "Add a person" }).click();
    const form = page.getByRole("dialog");
    await form.getByLabel("Handle").fill("key:erp");
    await form.getByRole("textbox", { name: "Name" }).fill("陈静");
    await form.getByLabel("E-mail").fill("chen.jing@example.com");
    await form.getByRole("button", { name: "Add a person" }).click();
    await form.getByRole("alert").waitFor();
    expect(await console_.shoot(page, "people-add-refused")).toBeLessThanOrEqual(0);
    await form.getByLabel("Handle").fill("chen.jing");
    await form.getByRole("button", { name: "Add a person" }).click();
    await page.getByText(/\/set-password#[\w-]{43}$/).waitFor();
    await console_.shoot(page, "people-link");
    await page.getByRole("button", { name: "Close", exact: true }).last().click();
    const row = page.locator("li", { hasText: "chen.jing" });
    await row.getByRole("button", { name: "Change" }).click();
    await page.getByRole("dialog").getByLabel("Branch").fill("ningbo");
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await row.getByText("ningbo").waitFor();
    await row.getByRole("button", { name: "Disable" }).click();
    await console_.shoot(page, "people-disable");
    await page.getByRole("dialog").getByRole("button", { name: "Disable" }).click();
    await row.getByText("Disabled").waitFor();
    expect((await console_.desk.logged("officer.disabled")).at(-1)).toMatchObject({ actor: "officer:root.admin", body: { officer: "chen.jing" } });
    await context.close();
  });

  it("says what an officer still has, and hands it over from there", { timeout: 60_000 }, async () => {
    await console_.desk.book.borrower({ externalId: "B-1", name: "王秀英", dueOn: day("2026-11-15") });
    await console_.desk.as("officer");
    await console_.desk.as("supervisor");
    const { context, page } = await console_.window({ locale: "zh-CN", width: 390, role: "admin" });
    await page.goto(`${console_.url}/people`);
    await page.locator("li", { hasText: "li.wei" }).getByRole("button", { name: "停用" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "停用" }).click();
    await page.getByText("请先移交 1 位借款人").waitFor();
    await console_.shoot(page, "people-left");
    await page.getByRole("dialog").getByRole("button", { name: "移交" }).click();
    await page.getByRole("combobox").click();
    await page.getByRole("option", { name: /supervisor 测试/ }).click();
    await console_.shoot(page, "people-hand-over");
    await page.getByRole("dialog").getByRole("button", { name: "移交", exact: true }).click();
    await page.getByText("已移交 1 位借款人").waitFor();
    expect(await console_.desk.database.borrower.count({ where: { officer: "admin" } })).toBe(1);
    await context.close();
  });

  it("makes a key that is shown once, and revokes it", { timeout: 60_000 }, async () => {
    const { context, page } = await console_.window({ locale: "en", width: 390, role: "admin" });
    await page.goto(`${console_.url}/keys`);
    await page.getByRole("button", { name: "Add a key" }).click();
    await page.getByLabel("Which system").fill("my bank");
    await page.getByLabel(/ledger:read/).check();
    await console_.shoot(page, "keys-add");
    await page.getByRole("dialog").getByRole("button", { name: "Add a key" }).click();
    const key = await page.getByText(/^hf_\w+$/).innerText();
    await console_.shoot(page, "keys-made");
    const call = () => console_.desk.app.request("/api/v1/borrowers", { headers: { authorization: `Bearer ${key}` } });
    expect((await call()).status).toBe(200);
    await page.getByRole("button", { name: "Close", exact: true }).last().click();
    await page.locator("li", { hasText: "my bank" }).getByRole("button", { name: "Revoke" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
    await page.locator("li", { hasText: "my bank" }).getByText("Revoked").waitFor();
    expect((await call()).status).toBe(401);
    await context.close();
  });
});

async function fill(): Promise<void> {
  const { people, keys } = console_.desk.accounts;
  const roles = ["officer", "officer", "supervisor", "officer", "compliance", "officer", "officer", "officer"] as const;
  for (const [n, role] of roles.entries())
    await people.add(
      {
        officer: n === 2 ? `a-very-long-handle-${"x".repeat(55)}` : `person.${String(n)}`,
        name: n === 1 ? "阿不都热西提·阿不都热合曼·买买提" : `Officer Number ${String(n)}`,
        branch: n % 2 ? "hangzhou-xihu" : null,
        role,
        email: n === 3 ? null : `person${String(n)}@a-long-name-of-a-lender.example`,
        alert: null,
      },
      act,
    );
  await people.disable("person.5", act);
  await keys.add({ name: "warehouse", scopes: ["ledger:read", "messages:read", "cases:read"], days: null }, act);
  const second = await keys.add({ name: "core banking of the head office (production)", scopes: ["ledger:read", "ledger:write"], days: 90 }, act);
  if (second.status === "added") await console_.desk.app.request("/api/v1/borrowers", { headers: { authorization: `Bearer ${second.key}` } });
  const old = await keys.add({ name: "old", scopes: ["cases:read"], days: 1 }, act);
  if (old.status === "added") await keys.revoke(old.id, act);
}
