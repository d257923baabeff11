import { ActivityTypes, BotAdapter, MemoryStorage, TurnContext, type Activity, type ResourceResponse } from "botbuilder";
import { Botkit, BotkitConversation, type BotkitMessage, type BotWorker } from "botkit";

/** The questions as a BotkitConversation, as its documentation has it: in memory, answers kept as they came, nothing checked. */
export function botkitQuestions(questions: readonly string[]): (conversation: number, text: string) => Promise<void> {
  const adapter = new CountingAdapter();
  const controller = new Botkit({ adapter, storage: new MemoryStorage(), disable_webserver: true, disable_console: true });
  const conversation = new BotkitConversation("questions", controller);
  for (const [i, question] of questions.entries()) conversation.ask(question, async () => undefined, `answer-${String(i)}`);
  conversation.say("谢谢您，已经记下。");
  controller.addDialog(conversation);
  controller.on("message", async (bot: BotWorker, _message: BotkitMessage) => {
    await bot.beginDialog("questions");
  });
  return async (of, text) => {
    const id = String(of);
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
  };
}

class CountingAdapter extends BotAdapter {
  sent = 0;

  override async sendActivities(_context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    return activities.map(() => ({ id: String((this.sent += 1)) }));
  }

  override async updateActivity(): Promise<void> {}

  override async deleteActivity(): Promise<void> {}

  override async continueConversation(): Promise<void> {}
}
