import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import type { InboundItem, Received } from "../../../bot/app/ports.ts";
import { createBotApi } from "../../../bot/channels/telegram/bot-api.ts";
import { poll } from "../../../bot/channels/telegram/polling.ts";
import { createTelegramChannel } from "../../../bot/channels/telegram/telegram-channel.ts";
import { dayMs } from "../../../bot/domain/calendar.ts";
import { createChannelPace } from "../../../bot/store/dispatch/channel-pace.ts";
import { startStandIn } from "../../contract/stand-in-provider.ts";
import { openLoop } from "../invariants/loop.ts";
import { secretsInDatabase } from "../invariants/secrets.ts";
import { opened, telegramWorld, token, type Sent, type TelegramWorld } from "./telegram-world.ts";

const wang = 900_000_001;
const li = 900_000_002;
const startOf = (url: string): string => `/start ${new URL(url).searchParams.get("start") ?? ""}`;
const last = (world: TelegramWorld, chat: number): Sent => {
  const sent = world.sent(chat).at(-1);
  if (!sent) throw new Error("nothing was sent");
  return sent;
};
const points = ({ book }: TelegramWorld) => book.core.database.contactPoint.findMany({ where: { channel: "telegram" }, orderBy: { createdAt: "asc" } });
const count = ({ book }: TelegramWorld, kind: string): Promise<number> => book.core.database.logEntry.count({ where: { kind } });

async function linked(world: TelegramWorld, chat = wang, externalId = "B00001"): Promise<void> {
  await world.writes(chat, startOf(await world.link(externalId)));
  await world.settle();
}

describe("a chat in Telegram", () => {
  it("is opened by a link, asks who is there before any debt, and goes on by buttons to a promise", async () => {
    const world = await telegramWorld();
    const url = await world.link("B00001");
    expect(url).toMatch(/^https:\/\/t\.me\/sample_bot\?start=[\w-]{43}$/);
    await world.writes(wang, startOf(url));
    await world.settle();
    const question = last(world, wang);
    expect(question.text).toContain("请问您是");
    expect(question.text).not.toMatch(/8,?033|还款|贷/);
    expect(question.buttons.map(({ text }) => text)).toEqual(["是", "不是"]);
    await world.presses(wang, question, "是");
    await world.settle();
    expect(last(world, wang).text).toContain("8,033.00");
    expect((await points(world)).map(({ state }) => state)).toEqual(["unverified", "unverified", "verified"]);
    await world.writes(wang, "下周五还5000");
    await world.settle();
    const quoted = last(world, wang);
    expect(quoted.buttons.map(({ text }) => text)).toEqual(["对", "不对"]);
    await world.presses(wang, quoted, "对");
    await world.settle();
    expect(await world.book.core.database.promiseToPay.count({ where: { state: "open", amountMinor: 500_000n } })).toBe(1);
    // Telegram's ids of persons lie nowhere in the clear, nor does the token of the bot or of a link.
    const secrets = [String(wang), token, startOf(url).slice(7)];
    expect(await secretsInDatabase(world.book.env["DATABASE_URL"] ?? "", secrets)).toEqual([]);
  });

  it("goes on after a restart, and shows nothing twice where updates come again and in another order", async () => {
    const world = await telegramWorld();
    await linked(world);
    const question = last(world, wang);
    await world.presses(wang, question, "是");
    await world.writes(wang, "人工");
    const updates = world.updates();
    // another process, as after a crash: nothing of the first is left but the database
    const other = await world.another();
    await world.post([...updates, ...updates.toReversed()]);
    world.loop = openLoop({ ...world.book, core: other }, world.clock, opened(other).channel);
    await world.post(updates);
    await world.settle();
    const texts = world.sent(wang).map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
    expect(await world.book.core.database.message.count({ where: { direction: "in" } })).toBe(3);
    expect(await count(world, "status.person_confirmed")).toBe(1);
  });

  it("takes a button of an older message, or one pressed twice, for a late text: kept, never acted upon", async () => {
    const world = await telegramWorld();
    await linked(world);
    const question = last(world, wang);
    await world.presses(wang, question, "是");
    await world.settle();
    await world.writes(wang, "下周五还5000");
    await world.settle();
    const older = last(world, wang);
    await world.writes(wang, "下周五还3000");
    await world.settle();
    const before = world.sent(wang).length;
    await world.presses(wang, older, "对");
    await world.presses(wang, question, "不是");
    await world.settle();
    expect(world.sent(wang)).toHaveLength(before);
    expect(await world.book.core.database.promiseToPay.count()).toBe(0);
    expect(await world.book.core.database.hold.count({ where: { reason: "wrong_person" } })).toBe(0);
    const newest = world.sent(wang).findLast(({ buttons }) => buttons.length > 0);
    if (!newest) throw new Error("no question");
    await world.presses(wang, newest, "对");
    await world.post(world.updates());
    world.clock.advance(10);
    await world.presses(wang, newest, "不对");
    await world.settle();
    expect(await world.book.core.database.promiseToPay.findMany({ select: { amountMinor: true, state: true } })).toEqual([
      { amountMinor: 300_000n, state: "open" },
    ]);
  });

  it("says of a picture that a person will look at it, and tells one", async () => {
    const world = await telegramWorld();
    await linked(world);
    await world.writes(wang, "", { text: undefined, photo: [{ file_id: "f" }] });
    await world.writes(wang, "", { text: undefined, voice: { file_id: "f" } });
    await world.settle();
    expect(last(world, wang).text).toContain("看不懂图片");
    expect(world.sent(wang).filter(({ text }) => text.includes("看不懂图片"))).toHaveLength(1);
    const cases = await world.book.core.database.escalation.findMany({ include: { evidence: true } });
    expect(cases.map(({ reason, evidence }) => [reason, evidence.length])).toEqual([["human_wanted", 2]]);
  });
});

describe("a link into Telegram", () => {
  it("opens once: whoever comes second, too late, with a revoked one or without is told so, and learns nothing", async () => {
    const world = await telegramWorld({ borrowers: 3 });
    const url = await world.link("B00001");
    const late = await world.link("B00002");
    await world.writes(wang, startOf(url));
    await world.settle();
    await world.writes(li, startOf(url));
    await world.writes(900_000_003, "/start");
    await world.writes(900_000_004, "/start no-such-token");
    world.clock.advance(15 * dayMs);
    await world.writes(900_000_005, startOf(late));
    const revoked = startOf(await world.link("B00003"));
    await world.revoke("B00003");
    await world.writes(900_000_006, revoked);
    await world.settle();
    for (const chat of [li, 900_000_003, 900_000_004, 900_000_005, 900_000_006]) {
      expect(world.sent(chat).map(({ text }) => text)).toEqual([expect.stringMatching(/no longer valid/)]);
      expect(last(world, chat).text).not.toMatch(/欧阳/);
    }
    expect(await count(world, "channel_link.refused")).toBe(3);
    expect((await points(world)).filter(({ state }) => state !== "closed")).toHaveLength(4);
  });

  it("does not answer strangers while everything is stopped", async () => {
    const world = await telegramWorld();
    await world.book.core.database.stop.create({ data: { id: crypto.randomUUID(), scope: "all", setBy: "admin", setAt: new Date() } });
    await world.writes(li, "/start");
    await world.settle();
    expect(world.sent(li)).toEqual([]);
  });

  it("of two borrowers may end in one chat: a button answers for the borrower whose question it was", async () => {
    const world = await telegramWorld();
    await linked(world, wang, "B00001");
    const first = last(world, wang);
    await linked(world, wang, "B00002");
    const second = last(world, wang);
    expect(second.messageId).not.toBe(first.messageId);
    await world.presses(wang, first, "是");
    await world.settle();
    const verified = (await points(world)).filter(({ state }) => state === "verified");
    const ids = await world.book.borrowers();
    expect(verified.map(({ borrowerId }) => borrowerId)).toEqual([ids.get("B00001")]);
  });

  it("moves a borrower to another chat and closes the old one; importing the book again closes neither", async () => {
    const world = await telegramWorld();
    await linked(world, wang);
    await linked(world, li);
    await world.importAgain();
    expect((await points(world)).map(({ state }) => state)).toEqual(["unverified", "unverified", "closed", "unverified"]);
  });
});

describe("where Telegram refuses", () => {
  const refusing = async (world: TelegramWorld, status: number, body: object): Promise<void> => {
    const standIn = await startStandIn();
    standIn.mode = { kind: "answer", status, body: JSON.stringify({ ok: false, error_code: status, ...body }) };
    const { clock } = world;
    const deps = { webhookSecret: "-", clock, blind: (id: string) => id, unknownChat: async () => undefined };
    world.via.channel = createTelegramChannel({ ...deps, api: createBotApi({ apiRoot: standIn.root, token }) });
    await world.settle();
    await standIn.close();
    world.via.channel = world.telegram.channel;
  };

  it("a blocked bot closes the contact point, with an entry, and a new start opens it unverified", async () => {
    const world = await telegramWorld({ borrowers: 1 });
    await linked(world);
    await world.presses(wang, last(world, wang), "是");
    await refusing(world, 403, { description: "Forbidden: bot was blocked by the user" });
    expect((await points(world)).map(({ state }) => state)).toEqual(["unverified", "closed"]);
    expect(await count(world, "contact_point.closed")).toBe(1);
    expect(await world.book.core.database.message.count({ where: { state: "failed", errorCode: "blocked" } })).toBe(1);
    await world.writes(wang, "/start");
    await world.settle();
    expect((await points(world)).map(({ state }) => state)).toEqual(["unverified", "unverified"]);
    expect(last(world, wang).text).toContain("请问您是");
  });

  it("an update says so too, unless the borrower has written since", async () => {
    const world = await telegramWorld({ borrowers: 1 });
    await linked(world);
    const kicked = (id: number, date: number) => ({
      update_id: id,
      my_chat_member: { chat: { id: wang, type: "private" }, date, new_chat_member: { status: "kicked" } },
    });
    const seconds = Math.floor(world.clock.now() / 1_000);
    await world.post([kicked(5_001, seconds - 60)]);
    expect((await points(world)).map(({ state }) => state)).toEqual(["unverified", "unverified"]);
    await world.post([kicked(5_002, seconds), kicked(5_002, seconds)]);
    expect((await points(world)).map(({ state }) => state)).toEqual(["unverified", "closed"]);
    expect(await count(world, "contact_point.closed")).toBe(1);
  });

  it("a 429 is waited out and the text goes then, once", async () => {
    const world = await telegramWorld({ borrowers: 1 });
    await linked(world);
    await world.presses(wang, last(world, wang), "是");
    const before = world.sent(wang).length;
    await refusing(world, 429, { description: "Too Many Requests", parameters: { retry_after: 30 } });
    expect(world.sent(wang)).toHaveLength(before);
    await world.settle();
    expect(world.sent(wang)).toHaveLength(before);
    world.clock.advance(31_000);
    await world.settle();
    await world.settle();
    expect(world.sent(wang)).toHaveLength(before + 1);
  });
});

describe("polling", () => {
  it("by two processes at once stores each update once, and goes on in the second when the first stops", async () => {
    const world = await telegramWorld({ borrowers: 1 });
    const other = await world.another();
    const seen: InboundItem[] = [];
    const receive = async (name: string, items: readonly InboundItem[]): Promise<Received> => {
      seen.push(...items);
      return world.loop.receive(name, items);
    };
    const first = world.telegram.listen(receive);
    const second = opened(other).listen(receive);
    await world.writes(wang, startOf(await world.link("B00001")));
    for (let i = 0; i < 5; i++) await world.writes(wang, `第${String(i)}条`);
    const all = () => world.book.core.database.message.count({ where: { direction: "in" } });
    await expect.poll(all, { timeout: 20_000, interval: 100 }).toBe(6);
    await first.close();
    await world.writes(wang, "还在吗");
    await expect.poll(all, { timeout: 20_000, interval: 100 }).toBe(7);
    await second.close();
    await pause(50);
    expect(seen.map(({ providerId }) => providerId).length).toBe(7);
  });

  it("moves on only past what is stored", async () => {
    const world = await telegramWorld({ borrowers: 1 });
    const offsets: unknown[] = [];
    let tries = 0;
    const update = (id: number) => ({ update_id: id, message: { message_id: id, date: 1, chat: { id: wang, type: "private" }, text: "x" } });
    const api = {
      ...createBotApi({ apiRoot: "http://127.0.0.1:1", token }),
      ask: async <T>(_method: string, params: object, form: z.ZodType<T>): Promise<T> => {
        const offset = "offset" in params ? Number(params.offset) : 0;
        offsets.push(offset);
        return form.parse([7, 8].filter((id) => id >= offset).map(update));
      },
    };
    const stop = new AbortController();
    const receive = async (): Promise<Received> => {
      if (++tries === 2) throw new Error("the database is away");
      if (tries > 3) stop.abort();
      return { stored: 1, known: 0, nobody: 0 };
    };
    const context = { api, botId: "1", clock: world.clock, blind: (id: string) => id, unknownChat: async () => undefined, mayGreet: () => false };
    setTimeout(() => stop.abort(), 3_000);
    await poll({ context, receive, log: world.book.core.log, pauseMs: 20 }, stop.signal);
    expect(offsets.slice(0, 3)).toEqual([0, 8, 9]);
  });
});

describe("the pace of a channel", () => {
  it("is kept over all processes, and a rest holds for all of them", async () => {
    const world = await telegramWorld({ borrowers: 1 });
    const paces = [1, 2, 3].map(() => createChannelPace(world.book.core.database, () => performance.now()));
    const channel = { name: "telegram", perSecond: 50 };
    const began = performance.now();
    let taken = 0;
    await Promise.all(
      paces.map(async (pace) => {
        while (performance.now() - began < 2_000) {
          const waitMs = await pace.place(channel, false);
          if (waitMs === 0) taken++;
          else await pause(Math.min(waitMs, 500));
        }
      }),
    );
    expect(taken).toBeGreaterThan(30);
    expect(taken).toBeLessThanOrEqual(50 * 2 + 20);
    await paces[0]?.rest(channel, 5_000);
    await pause(250);
    for (const pace of paces) expect(await pace.place(channel, true)).toBeGreaterThan(3_000);
    expect(await paces[1]?.place({ name: "web", perSecond: Number.POSITIVE_INFINITY }, false)).toBe(0);
  });
});
