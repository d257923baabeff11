import { ActivityTypes, BotAdapter, MemoryStorage, TurnContext, type Activity, type ResourceResponse } from "botbuilder";
import { Botkit, BotkitConversation, type BotkitMessage, type BotWorker } from "botkit";

export interface AskedQuestion {
  readonly key: string;
  readonly text: string;
  /** What is taken for an answer, and what for. */
  readonly options: readonly { readonly key: string; readonly pattern: string }[];
}

/** The same questions as Botkit's own documentation would ask them: a BotkitConversation, state in memory. Returns how many answers it has recorded so far. */
export function botkitCheckin(questions: readonly AskedQuestion[]): { hear(conversation: number, text: string): Promise<void>; answers(): number } {
  let answers = 0;
  const adapter = new SilentAdapter();
  const controller = new Botkit({ adapter, storage: new MemoryStorage(), disable_webserver: true, disable_console: true });
  const talk = new BotkitConversation("check-in", controller);
  for (const { key, text, options } of questions) {
    const handlers = options.map((option) => ({
      pattern: option.pattern,
      type: "string",
      handler: async (_: string, convo: { setVar(name: string, value: string): void }) => {
        answers += 1;
        convo.setVar(key, option.key);
      },
    }));
    talk.ask(text, [...handlers, { default: true, handler: async (_: string, convo: { repeat(): Promise<void> }) => convo.repeat() }], { key });
  }
  talk.say("Thank you.");
  controller.addDialog(talk);
  controller.on("message", async (bot: BotWorker, _message: BotkitMessage) => {
    await bot.beginDialog("check-in");
  });
  return {
    answers: () => answers,
    async hear(conversation, text) {
      const id = String(conversation);
      const context = new TurnContext(adapter, {
        type: ActivityTypes.Message,
        id,
        text,
        channelId: "bench",
        serviceUrl: "",
        from: { id, name: "" },
        recipient: { id: "bot", name: "" },
        conversation: { id, isGroup: false, conversationType: "", name: "" },
      });
      const before = adapter.sent;
      await controller.handleTurn(context);
      if (adapter.sent === before) throw new Error("Botkit said nothing");
    },
  };
}

class SilentAdapter extends BotAdapter {
  sent = 0;

  override async sendActivities(_context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    return activities.map(() => ({ id: String((this.sent += 1)) }));
  }

  override async updateActivity(): Promise<void> {}

  override async deleteActivity(): Promise<void> {}

  override async continueConversation(): Promise<void> {}
}
