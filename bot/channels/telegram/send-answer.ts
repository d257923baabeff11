import { z } from "zod";
import type { SendOutcome } from "../../app/ports.ts";
import type { ProviderAnswer } from "../http-send.ts";
import { failure } from "./bot-api.ts";

const sent = z.object({ ok: z.literal(true), result: z.object({ message_id: z.int() }) });

/** Descriptions that say that this chat reaches nobody any more; Telegram documents no codes of its own for them. */
const gone: readonly (readonly [status: number, words: RegExp, code: string])[] = [
  [403, /bot was blocked by the user/i, "blocked"],
  [403, /user is deactivated/i, "deactivated"],
  [403, /bot can't initiate conversation/i, "never_started"],
  [400, /chat not found|PEER_ID_INVALID/i, "chat_not_found"],
];

/**
 * 200 with `ok: true` is a success; an `ok: false` is Telegram's own word that it took nothing, but for 5xx, where it
 * may have. `blindId`: what we keep as the provider's id of the message.
 */
export function readSendAnswer({ status, json }: ProviderAnswer, blindId: (messageId: number) => string): SendOutcome | undefined {
  const success = status === 200 ? sent.safeParse(json) : undefined;
  if (success?.success) return { status: "sent", providerMessageId: blindId(success.data.result.message_id) };
  const { data: refused } = failure.safeParse(json);
  if (!refused) return undefined;
  // "The bot is exceeding flood control": the whole bot slows down, at most for a day.
  if (status === 429) {
    const seconds = refused.parameters?.retry_after;
    return { status: "not_sent", code: "http_429", retry: true, ...(seconds !== undefined && { afterMs: Math.min(seconds * 1_000, 86_400_000) }) };
  }
  // The bot's token is wrong or was revoked: somebody has to mend it, and the text is as good as before.
  if (status === 401 || status === 404) return { status: "not_sent", code: "token_refused", retry: true };
  // A group that became another chat; we bind private chats only, which never do.
  if (status === 400 && refused.parameters?.migrate_to_chat_id !== undefined) return over("migrated");
  const code = gone.find(([on, words]) => on === status && words.test(refused.description))?.[2];
  return code === undefined ? undefined : over(code);
}

const over = (code: string): SendOutcome => ({ status: "not_sent", code, retry: false, addressGone: true });
