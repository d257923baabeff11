import { BotkitConversation, type BotkitMessage, type BotWorker } from "botkit";
import { countedBotkit } from "./counted-botkit.ts";

export interface AskedQuestion {
  readonly key: string;
  readonly text: string;
  /** What is taken for an answer, and what for. */
  readonly options: readonly { readonly key: string; readonly pattern: string }[];
}

/** The same questions as Botkit's own documentation would ask them: a BotkitConversation, state in memory. Returns how many answers it has recorded so far. */
export function botkitCheckin(questions: readonly AskedQuestion[]): { hear(conversation: number, text: string): Promise<void>; answers(): number } {
  let answers = 0;
  const { controller, hear } = countedBotkit();
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
  return { hear, answers: () => answers };
}
