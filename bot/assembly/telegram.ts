/** The Telegram channel of this installation, where a bot's token is given. */
import type { Channel, Receive } from "../app/ports.ts";
import { createBotApi, botIdOf } from "../channels/telegram/bot-api.ts";
import { createBotName, dropWebhook, keepWebhookSet, startLink } from "../channels/telegram/bot.ts";
import { poll } from "../channels/telegram/polling.ts";
import { createTelegramChannel, updateContext, type TelegramDeps } from "../channels/telegram/telegram-channel.ts";
import { soleHolder } from "../store/sole-holder.ts";
import type { Core } from "./core.ts";

export interface Telegram {
  readonly channel: Channel;
  /** Makes the address that a borrower opens of a token; undefined where the bot's name is not known and Telegram does not answer. */
  link(): Promise<((token: string) => string) | undefined>;
  /** Lets updates come in: by webhook where PUBLIC_URL is https, else by polling. One line for people. */
  listen(receive: Receive): { readonly said: string; close(): Promise<void> };
}

/** Key of the advisory lock under which one process polls. */
const pollLock = 7_201_102;

export function openTelegram(core: Core): Telegram | undefined {
  const { config, log, vault } = core;
  if (config.TELEGRAM_BOT_TOKEN === undefined) return undefined;
  const api = createBotApi({ apiRoot: config.TELEGRAM_API_ROOT ?? "https://api.telegram.org", token: config.TELEGRAM_BOT_TOKEN });
  const deps: TelegramDeps = {
    api,
    clock: core.clock,
    // Names that no channel can have: keyed digests apart from those of addresses.
    webhookSecret: config.TELEGRAM_WEBHOOK_SECRET ?? vault.root.addressIndex("telegram webhook secret", botIdOf(api)).toString("base64url"),
    blind: (id) => vault.root.addressIndex("telegram message", id).toString("base64url"),
    unknownChat: async (language) => ((await stopped(core)) ? undefined : core.texts.render("chat-unknown", language, { lender: core.installation.lender })),
  };
  const botName = createBotName(api, config.TELEGRAM_BOT_NAME);
  return {
    channel: createTelegramChannel(deps),
    link: () =>
      botName().then(
        (name) => (token: string) => startLink(name, token),
        () => undefined,
      ),
    listen(receive) {
      const stop = new AbortController();
      const root = config.PUBLIC_URL;
      const webhook = root?.startsWith("https:") === true;
      const listening = webhook
        ? keepWebhookSet(api, { url: new URL("/channels/telegram/webhook", root).href, secret: deps.webhookSecret }, log, stop.signal)
        : soleHolder(core.databaseUrl, pollLock, stop.signal, async (signal) => {
            await dropWebhook(api, log, signal);
            await poll({ context: updateContext(deps), receive, log }, signal);
          });
      return {
        said: webhook ? "Telegram: updates by webhook" : "Telegram: updates by polling (PUBLIC_URL is no https address)",
        async close() {
          stop.abort();
          await listening;
        },
      };
    },
  };
}

/** The red button holds for strangers too. */
async function stopped({ database }: Core): Promise<boolean> {
  const of = [{ scope: "all" }, { scope: "channel", value: "telegram" }, { scope: "template", value: "chat-unknown" }];
  return (await database.stop.count({ where: { liftedAt: null, OR: of } })) > 0;
}
