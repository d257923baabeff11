import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { Logger } from "../../app/ports.ts";
import { BotApiFault, type BotApi } from "./bot-api.ts";
import { wantedUpdates } from "./update.ts";

/** Telegram posts updates to that address from now on; those that wait are kept. Tried until it is taken. */
export async function keepWebhookSet(api: BotApi, webhook: { readonly url: string; readonly secret: string }, log: Logger, signal: AbortSignal): Promise<void> {
  const params = { url: webhook.url, secret_token: webhook.secret, allowed_updates: wantedUpdates };
  await untilDone("setWebhook", () => api.ask("setWebhook", params, z.unknown()), log, signal);
}

/** While a webhook is set, getUpdates is refused. */
export async function dropWebhook(api: BotApi, log: Logger, signal: AbortSignal): Promise<void> {
  await untilDone("deleteWebhook", () => api.ask("deleteWebhook", {}, z.unknown()), log, signal);
}

/** The bot's name in links (without @), asked once. */
export function createBotName(api: BotApi, given: string | undefined): () => Promise<string> {
  let asked: Promise<string> | undefined;
  return async () => {
    if (given !== undefined) return given;
    asked ??= api.ask("getMe", {}, z.object({ username: z.string().min(1) })).then(({ username }) => username);
    try {
      return await asked;
    } catch (fault) {
      asked = undefined;
      throw fault;
    }
  };
}

/** https://core.telegram.org/api/links#bot-links: opens the chat, whose start button sends "/start token". */
export const startLink = (botName: string, token: string): string => `https://t.me/${botName}?start=${token}`;

async function untilDone(what: string, work: () => Promise<unknown>, log: Logger, signal: AbortSignal): Promise<void> {
  for (let failed = 0; !signal.aborted; failed++) {
    try {
      await work();
      return;
    } catch (fault) {
      log.warn({ channel: "telegram", method: what, fault: fault instanceof BotApiFault ? fault.code : "unknown" }, "Telegram refused, will try again");
      await pause(Math.min(60_000, 1_000 * 2 ** Math.min(failed, 6)), undefined, { signal }).catch(() => undefined);
    }
  }
}
