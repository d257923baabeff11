import type { BotAdapter, Storage, TurnContext } from "botbuilder";
import { Botkit, type BotkitMessage, type BotWorker } from "botkit";
import { Ware } from "./ware.ts";

/**
 * Botkit 4.15 without its swallowing of errors. Its own turn runs async callbacks inside middleware inside `new
 * Promise`: a throw in hears, on, interrupts or a middleware becomes an unhandled rejection, the process ends and
 * `handleTurn` never settles. Here every one of them rejects `handleTurn`, unchanged.
 *
 * No webserver (channels are ours) and no dialogs (questionnaires are our own engine), so a turn leaves no state.
 */
export class GuardedController extends Botkit {
  override middleware = { spawn: new Ware(), ingest: new Ware(), send: new Ware(), receive: new Ware(), interpret: new Ware() };

  constructor(adapter: BotAdapter, storage: Storage) {
    super({ adapter, storage, disable_webserver: true, disable_console: true });
  }

  override async handleTurn(context: TurnContext): Promise<void> {
    const message = messageOf(context);
    context.turnState.set("botkitMessage", message);
    const bot = await this.spawn(context);
    await this.middleware.ingest.through(bot, message);
    await this.middleware.receive.through(bot, message);
    // private in Botkit's types: these two do the matching, and do reject
    if ((await this["listenForInterrupts"](bot, message)) !== false) return;
    await this.middleware.interpret.through(bot, message);
    if ((await this["listenForTriggers"](bot, message)) !== false) return;
    await this.trigger(message.type, bot, message);
  }

  /** Botkit's prints the error, with whatever the borrower wrote in it, and throws another one. */
  override async trigger(event: string, bot?: BotWorker, message?: BotkitMessage): Promise<void> {
    const handlers: readonly EventHandler[] = this["_events"][event] ?? [];
    for (const handler of handlers) if ((await handler.call(bot, bot, message)) === false) return;
  }
}

type EventHandler = (bot?: BotWorker, message?: BotkitMessage) => Promise<unknown>;

function messageOf(context: TurnContext): BotkitMessage {
  const { activity } = context;
  return {
    type: activity.type,
    text: activity.text,
    user: activity.from.id,
    channel: activity.conversation.id,
    value: activity.value,
    reference: {
      channelId: activity.channelId,
      serviceUrl: activity.serviceUrl,
      conversation: activity.conversation,
      user: activity.from,
      bot: activity.recipient,
    },
    context,
    incoming_message: activity,
  };
}
