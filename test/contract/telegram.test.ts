import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBotApi } from "../../bot/channels/telegram/bot-api.ts";
import { pressData, readPress } from "../../bot/channels/telegram/press-data.ts";
import { sendParams } from "../../bot/channels/telegram/send-params.ts";
import { createTelegramChannel } from "../../bot/channels/telegram/telegram-channel.ts";
import type { WebhookRead } from "../../bot/app/ports.ts";
import { instant } from "../../bot/domain/calendar.ts";
import { hasTelegramSpec, telegramFaults } from "../support/telegram-spec.ts";
import { channelContract } from "./channel.contract.ts";
import { startStandIn } from "./stand-in-provider.ts";

const token = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11";
const secret = "secret-of-the-webhook";
const now = instant("2026-11-22T01:00:00Z");
const chat = { id: 987654321, type: "private" };
const seconds = now / 1_000;

const create = (apiRoot: string): ReturnType<typeof createTelegramChannel> =>
  createTelegramChannel({
    api: createBotApi({ apiRoot, token }),
    webhookSecret: secret,
    clock: { now: () => now, speed: 1 },
    blind: (id) => Buffer.from(id).toString("base64url"),
    unknownChat: async () => "who are you?",
  });
const channel = create("http://127.0.0.1:1");
const posted = (json: unknown, header = secret) => ({
  rawBody: Buffer.from(JSON.stringify(json)),
  headers: new Headers({ "x-telegram-bot-api-secret-token": header }),
});
const textUpdate = (text: string) => ({ update_id: 7, message: { message_id: 5, date: seconds, chat, from: { id: chat.id, is_bot: false }, text } });
const itemsOf = (update: object) => {
  const read: WebhookRead = channel.readWebhook(posted({ update_id: 7, ...update }));
  return read.status === "read" ? read.items : read.status;
};

channelContract("telegram", {
  create,
  provider: {
    address: String(chat.id),
    signs: "sender",
    accepted: { status: 200, body: JSON.stringify({ ok: true, result: { message_id: 5, date: seconds, chat, text: "x" } }) },
    signedText: (text) => posted(textUpdate(text)),
  },
});

describe("a send to Telegram", () => {
  const out = {
    messageId: "7d1f9a54-3c55-4a0e-9f6c-2f3c4a5b6c7d",
    contactPointId: "c" as never,
    address: String(chat.id),
    text: "您是说12月15日还5000元，对吗？",
  };
  const buttons = ["对", "不对"].map((label) => ({ label, payload: label }));

  it.each([
    [
      429,
      { error_code: 429, description: "Too Many Requests: retry after 9", parameters: { retry_after: 9 } },
      { status: "not_sent", retry: true, afterMs: 9_000 },
    ],
    [403, { error_code: 403, description: "Forbidden: bot was blocked by the user" }, { status: "not_sent", retry: false, addressGone: true, code: "blocked" }],
    [403, { error_code: 403, description: "Forbidden: user is deactivated" }, { status: "not_sent", retry: false, addressGone: true, code: "deactivated" }],
    [400, { error_code: 400, description: "Bad Request: chat not found" }, { status: "not_sent", retry: false, addressGone: true, code: "chat_not_found" }],
    [
      400,
      { error_code: 400, description: "Bad Request: group chat was upgraded", parameters: { migrate_to_chat_id: -1001 } },
      { status: "not_sent", retry: false, addressGone: true, code: "migrated" },
    ],
    [400, { error_code: 400, description: "Bad Request: message text is empty" }, { status: "not_sent", retry: false, code: "http_400" }],
    [401, { error_code: 401, description: "Unauthorized" }, { status: "not_sent", retry: true, code: "token_refused" }],
    [404, { error_code: 404, description: "Not Found" }, { status: "not_sent", retry: true, code: "token_refused" }],
    [502, { error_code: 502, description: "Bad Gateway" }, { status: "unknown", code: "http_502" }],
    [500, { error_code: 500, description: "Internal Server Error: restart" }, { status: "unknown", code: "http_500" }],
  ])("answered %i %j", async (status, body, expected) => {
    const standIn = await startStandIn();
    standIn.mode = { kind: "answer", status, body: JSON.stringify({ ok: false, ...body }) };
    const outcome = await create(standIn.root).send(out, new AbortController().signal);
    await standIn.close();
    expect(outcome).toMatchObject(expected);
    expect("addressGone" in outcome).toBe("addressGone" in expected);
  });

  it("makes no call for a text beyond Telegram's limit, or a borrower who has not opened the chat", async () => {
    expect(await channel.send({ ...out, text: "长".repeat(4_097) }, new AbortController().signal)).toEqual({
      status: "not_sent",
      code: "text_too_long",
      retry: false,
    });
    for (const address of ["B-001", "-100123", "+8613800138000", "1e3", ""])
      expect(await channel.send({ ...out, address }, new AbortController().signal)).toEqual({ status: "not_sent", code: "not_linked", retry: false });
  });

  it("carries buttons whose press says which message it answers, within Telegram's 64 bytes", () => {
    const params = sendParams({ ...out, buttons });
    expect(params).toMatchObject({ ok: true, params: { reply_markup: { inline_keyboard: [[{ text: "对" }, { text: "不对" }]] } } });
    fc.assert(
      fc.property(fc.uuid(), fc.string({ unit: "grapheme", maxLength: 30 }), (id, payload) => {
        const data = pressData(id, payload);
        if (data === undefined || payload.trim() === "") return;
        expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64);
        expect(readPress(data)).toEqual({ messageId: id, payload });
      }),
    );
  });

  it("goes without buttons where one of them does not fit", () => {
    const params = sendParams({ ...out, buttons: [...buttons, { label: "x", payload: "长".repeat(15) }] });
    expect(params).not.toHaveProperty("params.reply_markup");
  });

  it.skipIf(!hasTelegramSpec)("has the form that the Bot API describes", () => {
    for (const made of [sendParams(out), sendParams({ ...out, buttons })]) expect(made.ok && telegramFaults("sendMessage", made.params)).toEqual([]);
    expect(telegramFaults("sendMessage", { chat_id: 1, txt: 1 })).toEqual(["sendMessage.txt: unknown", "sendMessage.text: missing"]);
  });
});

describe("an update of Telegram's", () => {
  it("is refused for whatever anyone may write in the header", () => {
    for (const header of ["", secret.slice(1), `${secret}x`, secret.toUpperCase()])
      expect(channel.readWebhook(posted(textUpdate("5000"), header)).status).toBe("refused");
  });

  it("says what is wrong without the value", () => {
    expect(channel.readWebhook(posted({ update_id: "secret words" }))).toEqual({ status: "unreadable", problem: "update_id: invalid_type" });
  });

  it("is a text of that chat, under an id that names nobody", () => {
    expect(itemsOf(textUpdate("周五还"))).toEqual([{ kind: "text", providerId: "123456:7", address: "987654321", at: now, text: "周五还" }]);
  });

  it.each(["/start", "/start@our_bot", "/start  "])("%j opens the chat", (text) => {
    expect(itemsOf(textUpdate(text))).toEqual([{ kind: "start", providerId: "123456:7", address: "987654321", at: now }]);
  });

  it("holds the token of a link", () => {
    expect(itemsOf(textUpdate("/start AbC_d-9"))).toMatchObject([{ kind: "start", token: "AbC_d-9" }]);
    expect(itemsOf(textUpdate(`/start ${"x".repeat(4_000)}`))).toMatchObject([{ kind: "start", token: "x".repeat(64) }]);
  });

  it.each(["/startle", "/stop", "start", "我想 /start"])("%j is a text like any other", (text) => {
    expect(itemsOf(textUpdate(text))).toMatchObject([{ kind: "text", text }]);
  });

  it.each([
    [{ photo: [{ file_id: "x" }] }, "photo"],
    [{ document: { file_id: "x" } }, "document"],
    [{ animation: {}, document: {} }, "video"],
    [{ voice: { file_id: "x" } }, "voice"],
    [{ video_note: {} }, "video"],
    [{ venue: {}, location: { latitude: 1, longitude: 2 } }, "location"],
    [{ contact: { phone_number: "1" } }, "contact"],
    [{ sticker: { emoji: "👍" } }, "sticker"],
    [{ dice: { value: 3 } }, "other"],
  ])("%j is kept as media without words", (content, media) => {
    expect(itemsOf({ message: { message_id: 5, date: seconds, chat, ...content } })).toMatchObject([{ kind: "text", text: "", media }]);
  });

  it("takes a caption for the text", () => {
    expect(itemsOf({ message: { message_id: 5, date: seconds, chat, photo: [], caption: "已经还了" } })).toMatchObject([{ text: "已经还了", media: "photo" }]);
  });

  it("keeps the time at which an edited message was written", () => {
    expect(itemsOf({ edited_message: { message_id: 5, date: seconds - 60, edit_date: seconds, chat, text: "500" } })).toMatchObject([
      { kind: "text", at: now - 60_000, text: "500" },
    ]);
  });

  it("knows whose message is answered", () => {
    const [item] = itemsOf({ message: { message_id: 6, date: seconds, chat, text: "对", reply_to_message: { message_id: 5 } } });
    expect(item).toMatchObject({ about: { pressed: false } });
    expect(JSON.stringify(item).replace(`"address":"987654321"`, "")).not.toContain("987654321");
  });

  it("reads a pressed button as its label, tied to the message", () => {
    const data = pressData("7d1f9a54-3c55-4a0e-9f6c-2f3c4a5b6c7d", "对");
    const callback_query = { id: "q", from: { id: chat.id }, message: { message_id: 5, chat, date: 0 }, data };
    expect(itemsOf({ callback_query })).toEqual([
      {
        kind: "text",
        providerId: "123456:7",
        address: "987654321",
        at: now,
        text: "对",
        about: { pressed: true, messageId: "7d1f9a54-3c55-4a0e-9f6c-2f3c4a5b6c7d" },
      },
    ]);
    expect(itemsOf({ callback_query: { ...callback_query, data: "not ours" } })).toEqual([]);
    expect(itemsOf({ callback_query: { ...callback_query, message: undefined } })).toEqual([]);
  });

  it.each([
    ["a group", { message: { message_id: 5, date: seconds, chat: { id: -5, type: "group" }, text: "hi" } }],
    ["a channel", { message: { message_id: 5, date: seconds, chat: { id: -1005, type: "channel" }, text: "hi" } }],
    ["another bot", { message: { message_id: 5, date: seconds, chat, from: { id: 1, is_bot: true }, text: "hi" } }],
    ["Telegram itself", { message: { message_id: 5, date: seconds, chat, pinned_message: {} } }],
    ["a group's block", { my_chat_member: { date: seconds, chat: { id: -5, type: "group" }, new_chat_member: { status: "kicked" } } }],
    ["an unblocking", { my_chat_member: { date: seconds, chat, new_chat_member: { status: "member" } } }],
    ["a kind that is new", { business_message: {} }],
  ])("of %s brings nothing", (_who, update) => expect(itemsOf(update)).toEqual([]));

  it("says that the bot was blocked", () => {
    expect(itemsOf({ my_chat_member: { date: seconds, chat, new_chat_member: { status: "kicked" } } })).toEqual([
      { kind: "gone", providerId: "123456:7", address: "987654321", at: now, code: "blocked" },
    ]);
  });

  it("never throws, whatever it holds", () => {
    for (const wrap of [(json: unknown) => json, (json: unknown) => ({ update_id: 1, message: json })])
      fc.assert(
        fc.property(fc.jsonValue(), (json) => {
          expect(["read", "unreadable"]).toContain(channel.readWebhook(posted(wrap(json))).status);
        }),
      );
  });
});
