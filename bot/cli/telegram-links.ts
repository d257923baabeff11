import { userInfo } from "node:os";
import type { Command } from "commander";
import { makeTelegramLink } from "../app/console/commands.ts";
import { csvCell } from "../app/message-log/csv-cell.ts";
import type { Core } from "../assembly/core.ts";
import { openTelegram } from "../assembly/telegram.ts";
import { isoInstant } from "../domain/calendar.ts";
import { createConsoleStore } from "../store/console/console-store.ts";
import { unlinked } from "../store/unlinked.ts";
import { usageError } from "./usage-error.ts";

/** `huifang telegram-links`: a link for each borrower who has not opened one, as CSV. The output opens chats: it is a secret. */
export function registerTelegramLinks(program: Command, connect: () => Promise<Core>): void {
  program
    .command("telegram-links")
    .description("links into Telegram, as CSV, for borrowers on that channel who have not opened one; each opens a chat once")
    .option("--borrower <id...>", "only these, by the lender's id, whatever their channel")
    .option("--json", "one JSON object a line")
    .action(async (options: { borrower?: string[]; json?: true }) => {
      const core = await connect();
      try {
        const telegram = openTelegram(core);
        if (!telegram) throw usageError("TELEGRAM_BOT_TOKEN is not set");
        const deps = { ...core, store: createConsoleStore(core), telegramLink: () => telegram.link() };
        if (!options.json) console.log("borrower_id,url,valid_until");
        for (const { id, externalId } of await unlinked(core.database, "telegram", options.borrower ?? [])) {
          const made = await makeTelegramLink(deps, userInfo().username, id);
          if (made.status !== "made") {
            console.error(
              made.status === "refused" && made.state === "telegram_silent" ? "Telegram does not answer: set TELEGRAM_BOT_NAME" : `no link for ${id}`,
            );
            process.exitCode = 1;
            return;
          }
          const line = { borrower_id: externalId, url: made.url, valid_until: isoInstant(made.expiresAt) };
          console.log(options.json ? JSON.stringify(line) : [csvCell(line.borrower_id), line.url, line.valid_until].join(","));
        }
      } finally {
        await core.close();
      }
    });
}
