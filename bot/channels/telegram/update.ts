import { z } from "zod";
import { cleanText } from "../clean-text.ts";

const present = z.unknown().optional();
const chat = z.object({ id: z.int(), type: z.string().optional() });
const user = z.object({ id: z.int(), is_bot: z.boolean().default(false), language_code: z.string().max(35).optional() });
/** "0-4096 characters"; room for what a later API allows. */
const words = z.string().max(20_000).transform(cleanText);

const message = z.object({
  message_id: z.int(),
  date: z.int().min(0),
  chat,
  from: user.optional(),
  text: words.optional(),
  caption: words.optional(),
  reply_to_message: z.object({ message_id: z.int() }).optional(),
  photo: present,
  video: present,
  video_note: present,
  animation: present,
  document: present,
  voice: present,
  audio: present,
  location: present,
  venue: present,
  contact: present,
  sticker: present,
  poll: present,
  dice: present,
  story: present,
  paid_media: present,
});

const press = z.object({
  id: z.string().min(1).max(200),
  from: user,
  /** May be one that the bot cannot read any more: only chat and id are there then. */
  message: z.object({ message_id: z.int(), chat }).optional(),
  data: z.string().max(200).transform(cleanText).optional(),
});

const membership = z.object({ chat, date: z.int().min(0), new_chat_member: z.object({ status: z.string() }) });

/** Kinds of update that we ask Telegram for. */
export const wantedUpdates = ["message", "edited_message", "callback_query", "my_chat_member"] as const;

/** An Update as far as we read it; others of its kinds are passed over. */
export const updateForm = z.object({
  update_id: z.int().min(0),
  message: message.optional(),
  edited_message: message.optional(),
  callback_query: press.optional(),
  my_chat_member: membership.optional(),
});

export type Update = z.output<typeof updateForm>;
export type TelegramMessage = z.output<typeof message>;
