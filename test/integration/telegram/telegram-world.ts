import { onTestFinished } from "vitest";
import { TelegramServer } from "telegram-test-api/lib/telegramServer.js";
import { z } from "zod";
import type { Channel } from "../../../bot/app/ports.ts";
import { makeTelegramLink, revokeLinks } from "../../../bot/app/console/commands.ts";
import { openTelegram, type Telegram } from "../../../bot/assembly/telegram.ts";
import { openCore, type Core } from "../../../bot/assembly/core.ts";
import { readConfig } from "../../../bot/config.ts";
import { addDays, dayIn, systemNow, zone } from "../../../bot/domain/calendar.ts";
import { createConsoleStore } from "../../../bot/store/console/console-store.ts";
import { freePort } from "../../../bot/services/free-port.ts";
import { bigBook, openInstallation, type TestInstallation } from "../../support/big-book.ts";
import { testClock, type TestClock } from "../../support/test-clock.ts";
import { openLoop, type Loop } from "../invariants/loop.ts";

export const token = "123456:test-token-of-the-emulator";
export const webhookSecret = "secret-of-the-webhook";

export interface Sent {
  readonly text: string;
  readonly chat_id: number;
  readonly messageId: number;
  readonly buttons: readonly { readonly text: string; readonly callback_data: string }[];
}

export interface TelegramWorld {
  readonly book: TestInstallation;
  readonly clock: TestClock;
  readonly server: TelegramServer;
  readonly telegram: Telegram;
  /** Turned by tests that need another provider for a moment. */
  readonly via: { channel: Channel };
  loop: Loop;
  /** A link for that borrower of the lender's. */
  link(externalId: string): Promise<string>;
  revoke(externalId: string): Promise<void>;
  /** What a person does in Telegram; it waits with the emulator until it is delivered. */
  writes(chat: number, text: string, more?: object): Promise<void>;
  presses(chat: number, of: Sent, label: string): Promise<void>;
  /** All that waits, as Telegram would post it. */
  updates(): object[];
  /** Posts updates to the webhook, and does what is to be done afterwards. */
  post(updates: readonly object[]): Promise<void>;
  /** Everything that waits is delivered, answered and sent. */
  settle(): Promise<void>;
  /** All that the bot sent to that chat. */
  sent(chat: number): Sent[];
  /** The lender's file of today is yesterday's. */
  importAgain(): Promise<void>;
  /** Another process of the same installation. */
  another(): Promise<Core>;
}

export async function telegramWorld({ borrowers = 2 }: { borrowers?: number } = {}): Promise<TelegramWorld> {
  const server = new TelegramServer({ host: "127.0.0.1", port: await freePort() });
  await server.start();
  onTestFinished(async () => void (await server.stop()));
  const clock = testClock(systemNow());
  const env = { TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: server.config.apiURL, TELEGRAM_WEBHOOK_SECRET: webhookSecret, TELEGRAM_BOT_NAME: "sample_bot" };
  const book = await openInstallation({ clock, hours: { from: "00:00", to: "23:59" }, env, connections: 10 });
  onTestFinished(() => book.close());
  const loans = bigBook({ borrowers, zone: "UTC", dueOn: addDays(dayIn(clock.now(), zone("UTC")), 5) }, { channel: "telegram", address: "" });
  await book.import({ loans });
  const telegram = opened(book.core);
  const via = { channel: telegram.channel };
  const channel: Channel = { ...telegram.channel, send: (out, signal) => via.channel.send(out, signal) };
  const console = { ...book.core, clock, store: createConsoleStore(book.core), telegramLink: () => telegram.link() };
  const seconds = (): number => Math.floor(clock.now() / 1_000);
  const person = (chat: number) => ({
    botToken: token,
    date: seconds(),
    from: { id: chat, is_bot: false, first_name: "x" },
    chat: { id: chat, type: "private" },
  });
  const world: TelegramWorld = {
    book,
    clock,
    server,
    telegram,
    via,
    loop: openLoop(book, clock, channel),
    async link(externalId) {
      const id = (await book.borrowers()).get(externalId) ?? "";
      const made = await makeTelegramLink(console, "li.wei", id);
      if (made.status !== "made") throw new Error(made.status);
      return made.url;
    },
    async revoke(externalId) {
      const revoked = await revokeLinks(console, "li.wei", (await book.borrowers()).get(externalId) ?? "");
      if (revoked.status !== "revoked") throw new Error(revoked.status);
    },
    writes: (chat, text, more = {}) => tell(server, "sendMessage", { ...person(chat), text, ...more }),
    async presses(chat, of, label) {
      const data = of.buttons.find((button) => button.text === label)?.callback_data;
      const { from, ...message } = person(chat);
      await tell(server, "sendCallback", { botToken: token, from, message: { ...message, message_id: of.messageId }, data });
    },
    updates: () => server.getUpdates(token),
    async post(updates) {
      for (const update of updates) {
        const headers = new Headers({ "x-telegram-bot-api-secret-token": webhookSecret });
        const read = channel.readWebhook({ headers, rawBody: Buffer.from(JSON.stringify(update)) });
        if (read.status !== "read") throw new Error(read.status);
        const { strangers = [] } = await world.loop.receive("telegram", read.items);
        await read.afterwards?.(strangers);
      }
    },
    async settle() {
      await world.post(world.updates());
      await world.loop.turnAll();
      clock.advance(1_100);
      await world.loop.dispatchAll();
      clock.advance(1_100);
      await world.loop.dispatchAll();
    },
    sent: (chat) =>
      server.storage.botMessages
        .filter(({ message }) => String(message.chat_id) === String(chat))
        .map(({ message, messageId }) => sentForm.parse({ ...message, messageId })),
    importAgain: () => book.import({ loans }),
    async another() {
      const core = await openCore(readConfig(book.env), book.core.log, { connections: 5, clock: () => Promise.resolve(clock) });
      onTestFinished(() => core.close());
      return core;
    },
  };
  return world;
}

export function opened(core: Core): Telegram {
  const telegram = openTelegram(core);
  if (!telegram) throw new Error("no token");
  return telegram;
}

const button = z.object({ text: z.string(), callback_data: z.string() });
const sentForm = z
  .object({
    text: z.string(),
    chat_id: z.coerce.number(),
    messageId: z.number(),
    reply_markup: z.object({ inline_keyboard: z.array(z.array(button)) }).optional(),
  })
  .transform(({ reply_markup, ...sent }): Sent => ({ ...sent, buttons: reply_markup?.inline_keyboard.flat() ?? [] }));

async function tell(server: TelegramServer, what: string, body: object): Promise<void> {
  const answer = await fetch(`${server.config.apiURL}/${what}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`the emulator answered ${String(answer.status)}`);
}
