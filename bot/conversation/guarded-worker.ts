import { BotWorker, type BotkitMessage } from "botkit";
import { TurnContext } from "botbuilder";
import type { Ware } from "./ware.ts";

/** A worker whose `say` rejects when sending fails; Botkit's own leaves that promise pending for ever. */
export class GuardedWorker extends BotWorker {
  override async say(message: Partial<BotkitMessage> | string): Promise<unknown> {
    const activity = this.ensureMessageFormat(message);
    const send: Ware = this.controller.middleware.send;
    await send.through(this, activity);
    const context: unknown = this.getConfig("context");
    if (!(context instanceof TurnContext)) throw new Error("say outside of a turn");
    return context.sendActivity(activity);
  }
}
