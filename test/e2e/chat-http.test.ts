import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { contactPointId, createFakeChat, listen, token, type FakeChat } from "./chat-fake.ts";

const id = "7d1f9a54-3c55-4a0e-9f6c-2f3c4a5b6c7d";
const other = "8d1f9a54-3c55-4a0e-9f6c-2f3c4a5b6c7d";

describe("the chat page's HTTP", () => {
  let chat: FakeChat;
  beforeEach(() => (chat = createFakeChat()));

  const get = (path: string) => chat.app.request(path);
  const post = (path: string, body: unknown, type = "application/json") =>
    chat.app.request(path, { method: "POST", headers: { "content-type": type }, body: typeof body === "string" ? body : JSON.stringify(body) });
  const texts = () => chat.received.flatMap((r) => (r.kind === "text" ? [r.text] : []));

  it.each([`/chat/${token}`, `/chat/${token}/messages`, "/chat/nobody", "/chat/nobody/messages"])("keeps the token of %s to itself", async (path) => {
    const { headers } = await get(path);
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'.*script-src 'self';.*frame-ancestors 'none'/);
    expect(headers.get("content-security-policy")).not.toContain("unsafe");
  });

  const upload = (body: BodyInit, headers: Record<string, string> = { "x-file-id": id, "x-file-name": encodeURIComponent("发票.jpg") }, of = token) =>
    chat.app.request(`/chat/${of}/files`, { method: "POST", headers: { "content-type": "application/octet-stream", ...headers }, body });

  it("takes a file under the page's own id, with its name", async () => {
    expect((await upload(Buffer.from("a photo"))).status).toBe(202);
    expect(chat.files.map(({ providerId, name, bytes }) => ({ providerId, name, bytes: Buffer.from(bytes).toString() }))).toEqual([
      { providerId: `${contactPointId}:${id}`, name: "发票.jpg", bytes: "a photo" },
    ]);
    const { messages } = await (await get(`/chat/${token}/messages`)).json();
    expect(messages.map(({ text }: { text: string }) => text)).toEqual(["📷 照片"]);
  });

  it.each([
    ["no id of the page's", {}, 400],
    ["an id that is none", { "x-file-id": "../1" }, 400],
  ])("refuses a file with %s", async (_, headers, status) => {
    expect((await upload(Buffer.from("a photo"), headers)).status).toBe(status);
    expect(chat.files).toEqual([]);
  });

  it("refuses files that are empty, too large, or for no chat, and says why one was not taken", async () => {
    expect((await upload("")).status).toBe(400);
    expect((await upload(Buffer.alloc(12 * 1024 * 1024 + 1))).status).toBe(413);
    expect((await upload("x", undefined, "nobody")).status).toBe(404);
    expect(chat.files).toEqual([]);
    chat.answerFile = { status: "refused", why: "heic" };
    const refused = await upload("x");
    expect([refused.status, await refused.json()]).toEqual([422, { refused: "heic" }]);
  });

  it("has no inline script and no token in the page", async () => {
    const page = await (await get(`/chat/${token}`)).text();
    expect(page).not.toMatch(/<script(?! src=)|\son\w+=|style=|javascript:/i);
    expect(page).not.toContain(token);
  });

  it("is light: page, script and style under 40 KB together", async () => {
    const sizes = await Promise.all(
      [`/chat/${token}`, "/chat-assets/chat.js", "/chat-assets/chat.css"].map(async (path) => (await (await get(path)).arrayBuffer()).byteLength),
    );
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(40_000);
  });

  it.each(["zh-CN", "zh-Hant-TW", "en", "sw-KE"])("speaks Chinese or English to %s", async (locale) => {
    chat.locale = locale;
    const page = await (await get(`/chat/${token}`)).text();
    expect(page).toContain(locale.startsWith("zh") ? "我是自动助手" : "This is an automated assistant");
  });

  it("tells unknown and expired links the same, in both languages", async () => {
    const unknown = await get("/chat/nobody");
    chat.expired = true;
    const expired = await get(`/chat/${token}`);
    expect([unknown.status, expired.status]).toEqual([404, 404]);
    const page = await unknown.text();
    expect(await expired.text()).toBe(page);
    expect(page).toMatch(/链接已失效[\s\S]*no longer valid/);
    for (const path of ["messages", "events"]) expect((await get(`/chat/${token}/${path}`)).status).toBe(404);
    expect((await post(`/chat/${token}/messages`, { id, text: "在吗" })).status).toBe(404);
    expect(chat.received).toEqual([]);
  });

  it("stores a text once, however often it is sent", async () => {
    for (let n = 0; n < 3; n += 1) expect((await post(`/chat/${token}/messages`, { id, text: "周五还" })).status).toBe(202);
    expect(texts()).toEqual(["周五还"]);
    expect(chat.received[0]?.providerId).toBe(`${contactPointId}:${id}`);
  });

  it("takes 10,000 characters however they are escaped, and no more", async () => {
    const escaped = `{"id":"${id}","text":"${"\\u8fd8".repeat(10_000)}"}`;
    expect((await post(`/chat/${token}/messages`, escaped)).status).toBe(202);
    expect((await post(`/chat/${token}/messages`, { id: other, text: "还".repeat(10_001) })).status).toBe(400);
    expect((await post(`/chat/${token}/messages`, { id: other, text: "还".repeat(100_000) })).status).toBe(413);
    expect(texts()).toEqual(["还".repeat(10_000)]);
  });

  it("takes out what cannot be stored", async () => {
    await post(`/chat/${token}/messages`, `{"id":"${id}","text":"五\\u0000千\\ud800"}`);
    expect(texts()).toEqual(["五千\uFFFD"]);
  });

  it.each([
    ["no id", { text: "在吗" }, "id"],
    ["an id of their own making", { id: "1", text: "在吗" }, "id"],
    ["no text", { id }, "text"],
    ["nothing but blanks", { id, text: " \n\u0000 " }, "text"],
    ["no JSON", "id=1", "body"],
  ])("answers %s with a problem document that names the field", async (_what, body, field) => {
    const answer = await post(`/chat/${token}/messages`, body);
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({ status: 400, detail: expect.stringContaining(field) });
  });

  it("takes no form of another site", async () => {
    expect((await post(`/chat/${token}/messages`, { id, text: "在吗" }, "text/plain")).status).toBe(400);
    expect(chat.received).toEqual([]);
  });

  it("gives what changed since the cursor", async () => {
    await chat.say("您好");
    const first = await (await get(`/chat/${token}/messages`)).json();
    expect(first).toMatchObject({ messages: [{ from: "us", text: "您好" }] });
    await post(`/chat/${token}/messages`, { id, text: "在" });
    const next = await (await get(`/chat/${token}/messages?after=${first.cursor}`)).json();
    expect(next.messages).toMatchObject([{ id, from: "borrower", text: "在" }]);
  });

  it("takes our messages for read once, and those of others never", async () => {
    await chat.say("您好");
    await post(`/chat/${token}/messages`, { id, text: "在" });
    for (let n = 0; n < 2; n += 1) expect((await post(`/chat/${token}/read`, { ids: ["m-0", id, "m-of-another"] })).status).toBe(204);
    expect(chat.received.filter((r) => r.kind === "receipt")).toMatchObject([{ state: "read", messageId: "m-0" }]);
  });

  it.each(["chat.js", "chat.css"])("sends %s again only when it changed", async (name) => {
    const first = await get(`/chat-assets/${name}`);
    const etag = first.headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    expect((await chat.app.request(`/chat-assets/${name}`, { headers: { "if-none-match": etag } })).status).toBe(304);
  });
});

describe("the chat page's events", () => {
  let chat: FakeChat;
  let server: Awaited<ReturnType<typeof listen>>;
  beforeEach(async () => {
    chat = createFakeChat(30);
    server = await listen(chat.app);
  });
  afterEach(() => server.stop());

  it("say that something changed, beat while nothing does, and end with the link", async () => {
    const answer = await fetch(`${server.root}/chat/${token}/events`);
    expect(answer.headers.get("content-type")).toContain("text/event-stream");
    const heard = eventsOf(answer);
    expect(await heard.next()).toMatchObject({ value: "hello" });
    expect(await heard.next()).toMatchObject({ value: "change" });
    expect(await heard.next()).toMatchObject({ value: "heartbeat" });
    await chat.say("您好");
    let event = await heard.next();
    while (event.value === "heartbeat") event = await heard.next();
    expect(event.value).toBe("change");
    chat.expired = true;
    while (!event.done) event = await heard.next();
    expect(event.done).toBe(true);
  });
});

async function* eventsOf(answer: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of answer.body ?? []) {
    rest += decoder.decode(chunk, { stream: true });
    for (let end = rest.indexOf("\n\n"); end >= 0; end = rest.indexOf("\n\n")) {
      yield /^event: (\w+)/m.exec(rest.slice(0, end))?.[1] ?? "";
      rest = rest.slice(end + 2);
    }
  }
}
