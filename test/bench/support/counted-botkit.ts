import { ActivityTypes, BotAdapter, MemoryStorage, TurnContext, type Activity, type ResourceResponse } from "botbuilder";
import { Botkit } from "botkit";

/** Botkit as its own documentation begins: in memory, without a server. `hear` throws where it says nothing. */
export function countedBotkit(): { readonly controller: Botkit; hear(conversation: number, text: string): Promise<void> } {
  const adapter = new CountingAdapter();
  const controller = new Botkit({ adapter, storage: new MemoryStorage(), disable_webserver: true, disable_console: true });
  return {
    controller,
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

class CountingAdapter extends BotAdapter {
  sent = 0;

  override async sendActivities(_context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    return activities.map(() => ({ id: String((this.sent += 1)) }));
  }

  override async updateActivity(): Promise<void> {}

  override async deleteActivity(): Promise<void> {}

  override async continueConversation(): Promise<void> {}
}
