import { z } from "zod";
import type { Clock, InboundItem } from "../../app/ports.ts";
import { instant, plus, type Instant } from "../../domain/calendar.ts";
import type { Media } from "../../domain/turns/media.ts";
import type { BotApi } from "./bot-api.ts";
import { readPress } from "./press-data.ts";
import type { TelegramMessage, Update } from "./update.ts";

export interface UpdateContext {
  readonly api: BotApi;
  readonly botId: string;
  readonly clock: Clock;
  blind(id: string): string;
  unknownChat(language: string): Promise<string | undefined>;
  /** Whether a chat that is nobody's may be answered now. */
  mayGreet(chat: number): boolean;
}

/** What an update brings; `afterwards` is told Telegram once that is stored. Groups, channels and other bots are passed over. */
export interface ReadUpdate {
  readonly items: readonly InboundItem[];
  afterwards(strangers: readonly string[]): Promise<void>;
}

const nothing: ReadUpdate = { items: [], afterwards: async () => undefined };

export function itemsOf(update: Update, context: UpdateContext): ReadUpdate {
  // A press brings no time of its own, and a demonstration's time is not Telegram's.
  const { clock, botId } = context;
  const at = (seconds: number): Instant => (clock.speed === 1 ? plus(epoch, seconds * 1_000) : clock.now());
  const providerId = `${botId}:${String(update.update_id)}`;
  if (update.callback_query) return pressed(update.callback_query, providerId, context);
  const { my_chat_member: membership } = update;
  if (membership) {
    // "kicked": blocked. Unblocking alone opens nothing: the person starts the chat again.
    const over = membership.new_chat_member.status === "kicked" && isPrivate(membership.chat);
    if (!over) return nothing;
    return { ...nothing, items: [{ kind: "gone", providerId, address: String(membership.chat.id), at: at(membership.date), code: "blocked" }] };
  }
  const message = update.message ?? update.edited_message;
  if (!message || !isPrivate(message.chat) || message.from?.is_bot === true) return nothing;
  const item = update.message ? (started(message) ?? said(message, context)) : said(message, context);
  if (!item) return nothing;
  // An edited message keeps the time at which it was written: what was answered meanwhile is not answered again.
  const placed: InboundItem = { ...item, providerId, address: String(message.chat.id), at: at(message.date) };
  return { items: [placed], afterwards: (strangers) => greet(message, strangers.length > 0, context) };
}

const epoch = instant("1970-01-01T00:00:00Z");
const isPrivate = ({ id, type }: { id: number; type?: string | undefined }): boolean => id > 0 && (type === undefined || type === "private");

type Said = { readonly kind: "text"; text: string; media?: Media; about?: { pressed: false; providerMessageId: string } };

/** "/start" or "/start token"; in a private chat also "/start@bot". */
function started({ text = "" }: TelegramMessage): { readonly kind: "start"; token?: string } | undefined {
  const match = /^\/start(?:@\w+)?(?:\s+(\S+))?\s*$/.exec(text);
  if (!match) return undefined;
  const token = match[1];
  return { kind: "start", ...(token !== undefined && { token: token.slice(0, 64) }) };
}

/** Undefined for service messages, which nobody wrote. */
function said(message: TelegramMessage, { blind }: UpdateContext): Said | undefined {
  const media = mediaOf(message);
  const text = message.text ?? message.caption ?? (media === undefined ? undefined : "");
  if (text === undefined) return undefined;
  const answered = message.reply_to_message;
  return {
    kind: "text",
    text,
    ...(media !== undefined && { media }),
    ...(answered && { about: { pressed: false, providerMessageId: blind(`${String(message.chat.id)}:${String(answered.message_id)}`) } }),
  };
}

const kinds: readonly (readonly [field: keyof TelegramMessage, media: Media])[] = [
  ["photo", "photo"],
  ["video", "video"],
  ["video_note", "video"],
  // Telegram gives an animation a document too, for older bots.
  ["animation", "video"],
  ["document", "document"],
  ["voice", "voice"],
  ["audio", "voice"],
  // and a venue a location
  ["location", "location"],
  ["contact", "contact"],
  ["sticker", "sticker"],
  ["poll", "other"],
  ["dice", "other"],
  ["story", "other"],
  ["paid_media", "other"],
];

const mediaOf = (message: TelegramMessage): Media | undefined => kinds.find(([field]) => message[field] !== undefined && message[field] !== null)?.[1];

function pressed(press: NonNullable<Update["callback_query"]>, providerId: string, { api, clock }: UpdateContext): ReadUpdate {
  const { message } = press;
  const read = message && isPrivate(message.chat) ? readPress(press.data ?? "") : undefined;
  const about = read && ({ pressed: true, messageId: read.messageId } as const);
  const address = String(message?.chat.id);
  return {
    items: read && about ? [{ kind: "text", providerId, address, at: clock.now(), text: read.payload, about }] : [],
    async afterwards() {
      // Until it is answered the button shows a clock; then it goes, so that it is not pressed twice.
      await api.ask("answerCallbackQuery", { callback_query_id: press.id }, anything);
      if (read && message)
        await api.ask("editMessageReplyMarkup", { chat_id: message.chat.id, message_id: message.message_id, reply_markup: { inline_keyboard: [] } }, anything);
    },
  };
}

/** Whoever opens the chat with a link that does not hold, or without one, is told so; it names no borrower. */
async function greet({ chat, from }: TelegramMessage, stranger: boolean, { api, unknownChat, mayGreet }: UpdateContext): Promise<void> {
  if (!stranger || !mayGreet(chat.id)) return;
  const text = await unknownChat(from?.language_code ?? "en");
  if (text !== undefined) await api.ask("sendMessage", { chat_id: chat.id, text }, anything);
}

const anything = z.unknown();
