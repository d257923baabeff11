import type { BotkitMessage, BotWorker } from "botkit";
import { countedBotkit } from "./counted-botkit.ts";

/** Botkit with one handler that says what it heard. */
export function echoTurns(): (conversation: number, text: string) => Promise<void> {
  const { controller, hear } = countedBotkit();
  controller.on("message", async (bot: BotWorker, message: BotkitMessage) => {
    await bot.reply(message, message.text ?? "");
  });
  return hear;
}
