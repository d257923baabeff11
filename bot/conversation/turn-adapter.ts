import { ActivityTypes, BotAdapter, TurnContext, type Activity, type ResourceResponse } from "botbuilder";
import type { Say, TurnState, InboundText } from "../domain/turns/turn.ts";
import { GuardedWorker } from "./guarded-worker.ts";
import { memoryOf } from "./turn-memory.ts";

/**
 * The one adapter: what is said is kept with the turn, and nothing leaves the process. The texts go out from the
 * outbox, after the turn is committed and the gate has passed them.
 */
export class TurnAdapter extends BotAdapter {
  /** Botkit asks the adapter which worker to spawn. */
  readonly botkit_worker = GuardedWorker;

  contextOf(state: TurnState, text: InboundText): TurnContext {
    return new TurnContext(this, {
      type: ActivityTypes.Message,
      id: text.id,
      text: text.text,
      channelId: state.contact.channel,
      serviceUrl: "",
      from: { id: state.contact.id, name: "" },
      recipient: { id: "huifang", name: "" },
      conversation: { id: state.borrower.id, isGroup: false, conversationType: "", name: "" },
    });
  }

  override async sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const { said } = memoryOf(context);
    return activities.map((activity) => {
      said.push(sayOf(activity));
      return { id: String(said.length) };
    });
  }

  override async updateActivity(): Promise<void> {
    throw new Error("a said text cannot be changed");
  }

  override async deleteActivity(): Promise<void> {
    throw new Error("a said text cannot be deleted");
  }

  override async continueConversation(): Promise<void> {
    throw new Error("the bot speaks first through touches, not through Botkit");
  }
}

/** A say on its way through Botkit: the template and its values, no text yet. */
export const activityOf = (say: Say) => ({ type: ActivityTypes.Message, channelData: { say } });

function sayOf(activity: Partial<Activity>): Say {
  const channelData: { readonly say?: Say } | undefined = activity.channelData;
  // free text would pass by the templates and their approval
  if (!channelData?.say) throw new Error("only templates may be said");
  return channelData.say;
}
