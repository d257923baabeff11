import type { Browser, BrowserContext, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { hasBrowser, launchBrowser } from "../support/browser.ts";
import { createFakeChat, listen, token, type FakeChat } from "./chat-fake.ts";

const reminder = "您好，我是安和小贷的自动提醒助手（机器人）。您有一笔还款 ¥8,033.00，还款日是11月25日，还有3天。";

describe.skipIf(!hasBrowser)("the chat page in a browser", () => {
  let browser: Browser;
  let chat: FakeChat;
  let server: Awaited<ReturnType<typeof listen>>;
  let context: BrowserContext;
  let faults: string[];
  beforeAll(async () => void (browser = await launchBrowser()));
  afterAll(() => browser?.close());
  beforeEach(async () => {
    chat = createFakeChat();
    server = await listen(chat.app);
    faults = [];
  });
  afterEach(async () => {
    await context.close();
    await server.stop();
  });

  async function open(width = 320): Promise<Page> {
    context = await browser.newContext({ viewport: { width, height: 568 }, hasTouch: true, timezoneId: "Asia/Shanghai" });
    const page = await context.newPage();
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (said) => said.type() === "error" && faults.push(said.text()));
    await page.goto(`${server.root}/chat/${token}`);
    return page;
  }
  const said = (page: Page) => page.locator(".bubble .said").allTextContents();
  const write = async (page: Page, text: string): Promise<void> => {
    await page.fill("#text", text);
    await page.tap("#send");
  };
  const picture = async (page: Page, name: string): Promise<void> => {
    const folder = process.env["SCREENSHOTS"];
    if (folder) await page.screenshot({ path: `${folder}/chat-${name}.png` });
  };

  it.each([
    ["zh-CN", 320, "📷 照片"],
    ["en", 320, "📷 Photo"],
    ["en", 1280, "📷 Photo"],
  ] as const)("sends a photo, in %s, %i wide", async (locale, width, shown) => {
    chat.locale = locale;
    const page = await open(width);
    await page.setInputFiles("#file", { name: "发票 1.jpg", mimeType: "image/jpeg", buffer: Buffer.from("a small photo") });
    await page.locator(".bubble.borrower").waitFor();
    expect(await said(page)).toEqual([shown]);
    expect(chat.files.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([["发票 1.jpg", "a small photo"]]);
    await picture(page, `photo-${locale}-${String(width)}`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    expect(await page.locator("#attach").evaluate((button) => Math.min(button.clientWidth, button.clientHeight))).toBeGreaterThanOrEqual(44);
    expect(faults).toEqual([]);
  });

  it("says kindly why a photo was not taken, and makes a large one smaller before it goes out", async () => {
    const page = await open();
    chat.answerFile = { status: "refused", why: "heic" };
    await page.setInputFiles("#file", { name: "a.heic", mimeType: "image/heic", buffer: Buffer.from("apple") });
    await page.locator("#notice", { hasText: "HEIC" }).waitFor();
    await picture(page, "photo-refused");
    chat.answerFile = { status: "stored" };
    const large = await sharp({
      create: { width: 3_000, height: 2_000, channels: 3, background: "#888888", noise: { type: "gaussian", mean: 128, sigma: 60 } },
    })
      .jpeg({ quality: 95 })
      .toBuffer();
    expect(large.length).toBeGreaterThan(1_500_000);
    await page.setInputFiles("#file", { name: "a.jpg", mimeType: "image/jpeg", buffer: large });
    await page.locator(".bubble.borrower").waitFor();
    const sent = chat.files.at(-1)?.bytes ?? new Uint8Array();
    expect(sent.length).toBeLessThan(large.length);
    expect((await sharp(sent).metadata()).width).toBe(2_400);
    // the refused answer is one that the browser reports by itself
    expect(faults.filter((fault) => !fault.includes("422"))).toEqual([]);
  });

  it.each([
    ["zh-CN", 320],
    ["en", 320],
    ["zh-CN", 1280],
  ] as const)("shows, sends and hears, in %s, %i wide", async (locale, width) => {
    chat.locale = locale;
    await chat.say(
      locale === "en" ? "A payment of CN¥8,033.00 is due on November 25, in 3 days. If it is already arranged, there is nothing to do." : reminder,
    );
    const page = await open(width);
    await page.locator(".bubble.us").waitFor();
    await write(page, locale === "en" ? "I will pay on Friday" : "下周五还五千");
    await page.locator(".bubble.borrower[data-state=received]").waitFor();
    await chat.say(locale === "en" ? "Noted, thank you." : "好的，记下了。");
    await page.locator(".bubble.us").nth(1).waitFor();
    expect(await page.locator(".bubble.borrower small").textContent()).toContain(locale === "en" ? "Sent" : "已发送");
    expect(await page.locator("header").textContent()).toContain(locale === "en" ? "automated assistant" : "自动助手");
    const overflow = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
    expect(overflow).toBeLessThanOrEqual(0);
    for (const button of await page.locator("button").all()) expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await picture(page, `${locale}-${width}`);
    expect(faults).toEqual([]);
  });

  it("draws what people write as text, never as HTML", async () => {
    const evil = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
    await chat.say(evil);
    const page = await open();
    await write(page, evil);
    await page.locator(".bubble.borrower[data-state=received]").waitFor();
    expect(await said(page)).toEqual([evil, evil]);
    expect(await page.title()).not.toBe("owned");
    expect(await page.locator("#log img, #log script").count()).toBe(0);
  });

  it("keeps what was written while offline, through a reload, and sends it once when the net is back", async () => {
    const page = await open();
    await page.locator(".empty").waitFor();
    await context.setOffline(true);
    await write(page, "在吗");
    await page.locator("#notice:not([hidden])").waitFor();
    await page.fill("#text", "还没写完");
    await picture(page, "offline");
    expect(await page.locator(".bubble.borrower small").textContent()).toContain("联网后自动重发");
    await context.setOffline(false);
    await page.reload();
    await page.locator(".bubble.borrower[data-state=received]").waitFor();
    expect(await said(page)).toEqual(["在吗"]);
    expect(await page.inputValue("#text")).toBe("还没写完");
    expect(chat.received.filter((r) => r.kind === "text")).toHaveLength(1);
    await page.reload();
    await page.locator(".bubble").waitFor();
    expect(await said(page)).toEqual(["在吗"]);
  });

  it("shows a text once where it was stored but the answer was lost", async () => {
    const page = await open();
    await page.locator(".empty").waitFor();
    let lost = 0;
    await page.route("**/messages", async (route) => {
      if (route.request().method() !== "POST" || lost > 0) return route.continue();
      lost += 1;
      await route.fetch();
      await route.abort();
    });
    await write(page, "在吗");
    await page.locator(".bubble.borrower[data-state=received]").waitFor();
    expect(await said(page)).toEqual(["在吗"]);
    expect(chat.received.filter((r) => r.kind === "text")).toHaveLength(1);
  });

  it("finds what was said while the server was away", async () => {
    const page = await open();
    await page.locator(".empty").waitFor();
    await server.stop();
    await chat.say(reminder);
    server = await listen(chat.app, server.port);
    await page.locator(".bubble.us").waitFor();
    expect(await said(page)).toEqual([reminder]);
  });

  it("asks for a person with one tap", async () => {
    const page = await open();
    await page.tap("#person");
    await page.locator(".bubble.borrower[data-state=received]").waitFor();
    expect(await said(page)).toEqual(["找人工"]);
  });

  it("says that our messages were read, once seen", async () => {
    await chat.say(reminder);
    await open();
    await expect.poll(() => chat.received).toMatchObject([{ kind: "receipt", state: "read", messageId: "m-0" }]);
    expect(faults).toEqual([]);
  });

  it("says so when the link runs out under it", async () => {
    const page = await open();
    await page.locator(".empty").waitFor();
    chat.expired = true;
    await write(page, "在吗");
    await expect.poll(() => page.locator("#notice").textContent()).toContain("链接已失效");
    expect(await page.locator("#send").isDisabled()).toBe(true);
    await page.goto(`${server.root}/chat/${token}`);
    await picture(page, "expired");
    expect(await page.locator("body").textContent()).toMatch(/链接已失效[\s\S]*no longer valid/);
  });
});
