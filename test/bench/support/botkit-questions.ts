import { BotkitConversation, type BotkitMessage, type BotWorker } from "botkit";
import { countedBotkit } from "./counted-botkit.ts";

/** The questions as a BotkitConversation, as its documentation has it: in memory, answers kept as they came, nothing checked. */
export function botkitQuestions(questions: readonly string[]): (conversation: number, text: string) => Promise<void> {
  const { controller, hear } = countedBotkit();
  const conversation = new BotkitConversation("questions", controller);
  for (const [i, question] of questions.entries()) conversation.ask(question, async () => undefined, `answer-${String(i)}`);
  conversation.say("谢谢您，已经记下。");
  controller.addDialog(conversation);
  controller.on("message", async (bot: BotWorker, _message: BotkitMessage) => {
    await bot.beginDialog("questions");
  });
  return hear;
}
