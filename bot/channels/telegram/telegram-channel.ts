import type { Channel, Clock } from "../../app/ports.ts";
import { httpSend } from "../http-send.ts";
import { createPost } from "../post.ts";
import { botIdOf, type BotApi } from "./bot-api.ts";
import { readSendAnswer } from "./send-answer.ts";
import { sendParams } from "./send-params.ts";
import type { UpdateContext } from "./items-of.ts";
import { readWebhook } from "./webhook.ts";

export interface TelegramDeps {
  readonly api: BotApi;
  /** What setWebhook was told; Telegram sends it with each update. */
  readonly webhookSecret: string;
  readonly clock: Clock;
  /** A keyed digest: Telegram's ids of messages hold a person's id, which must not lie in the clear. */
  blind(id: string): string;
  /** The approved text for somebody whom we do not know, in the language of their Telegram; undefined: nothing is sent. */
  unknownChat(language: string): Promise<string | undefined>;
}

/** Telegram's Bot API, https://core.telegram.org/bots/api. A borrower begins by opening a link of ours. */
export function createTelegramChannel(deps: TelegramDeps): Channel {
  const { api, blind } = deps;
  const post = createPost();
  const context = updateContext(deps);
  return {
    name: "telegram",
    // "not more than 30 messages per second" over all chats, "avoid more than one message per second" in one (Bots FAQ)
    perSecond: 25,
    gapMs: 1_000,
    async send(out, signal) {
      const params = sendParams(out);
      if (!params.ok) return { status: "not_sent", code: params.code, retry: false };
      return httpSend(post, { ...api.request("sendMessage", params.params), signal }, (answer) =>
        readSendAnswer(answer, (id) => blind(`${out.address}:${id}`)),
      );
    },
    readWebhook: (request) => readWebhook(request, deps.webhookSecret, context),
  };
}

/** What reading an update needs; the same for webhook and polling. */
export const updateContext = ({ api, clock, blind, unknownChat }: TelegramDeps): UpdateContext => ({
  api,
  clock,
  blind,
  unknownChat,
  botId: botIdOf(api),
  mayGreet: createGreetings(clock),
});

/** One greeting a minute for a chat that is nobody's: a bot on the other side must not make a loop. */
function createGreetings(clock: Clock): (chat: number) => boolean {
  const greeted = new Map<number, number>();
  return (chat) => {
    const now = clock.now();
    if (now - (greeted.get(chat) ?? Number.NEGATIVE_INFINITY) < greetingMs * clock.speed) return false;
    greeted.delete(chat);
    greeted.set(chat, now);
    // The oldest goes first, so that the map stays small.
    for (const oldest of greeted.size > 10_000 ? greeted.keys() : []) {
      greeted.delete(oldest);
      break;
    }
    return true;
  };
}

const greetingMs = 60_000;
