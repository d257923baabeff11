import { z } from "zod";
import type { OutboundText } from "../../app/ports.ts";
import { pressData } from "./press-data.ts";

/** The parameters of sendMessage that we use: plain text, since a parse mode would read borrowers' values as markup. */
export const sendMessageParams = z.strictObject({
  chat_id: z.int(),
  /** "1-4096 characters" */
  text: z.string().min(1).max(4096),
  link_preview_options: z.strictObject({ is_disabled: z.literal(true) }),
  reply_markup: z
    .strictObject({ inline_keyboard: z.array(z.array(z.strictObject({ text: z.string().min(1), callback_data: z.string().min(1) })).min(1)).min(1) })
    .optional(),
});

export type SendParams = { readonly ok: true; readonly params: z.output<typeof sendMessageParams> } | { readonly ok: false; readonly code: string };

/** Refused without a call: a text that is too long, or a point whose borrower has not opened the chat yet. */
export function sendParams({ address, text, messageId, buttons = [] }: Pick<OutboundText, "address" | "text" | "messageId" | "buttons">): SendParams {
  // Private chats have positive ids, below 2^52.
  if (!/^[1-9]\d{0,15}$/.test(address)) return { ok: false, code: "not_linked" };
  if (text.length > 4096) return { ok: false, code: "text_too_long" };
  const row = buttons.flatMap(({ label, payload }) => {
    const data = pressData(messageId, payload);
    return data === undefined ? [] : [{ text: label, callback_data: data }];
  });
  // Some buttons without the others would leave half a question.
  const keyboard = row.length > 0 && row.length === buttons.length && { reply_markup: { inline_keyboard: [row] } };
  const params = { chat_id: Number(address), text, link_preview_options: { is_disabled: true }, ...keyboard };
  const checked = sendMessageParams.safeParse(params);
  return checked.success ? { ok: true, params: checked.data } : { ok: false, code: "bad_request" };
}
