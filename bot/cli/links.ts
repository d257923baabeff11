import { userInfo } from "node:os";
import type { Command } from "commander";
import { revokeLinks } from "../app/console/commands.ts";
import type { Core } from "../assembly/core.ts";
import { createConsoleStore } from "../store/console/console-store.ts";

/** `huifang links`: keys to borrowers' chats that were given out. */
export function registerLinks(program: Command, connect: () => Promise<Core>): void {
  const links = program.command("links").description("links to borrowers' chats that were given out");
  links
    .command("revoke")
    .description("ends all of a borrower's links at once: to the chat page, and into a messenger where not opened yet")
    .requiredOption("--borrower <id>", "by the lender's id")
    .option("--json", "the counts as one JSON object")
    .action(async (options: { borrower: string; json?: true }) => {
      const core = await connect();
      try {
        const found = await core.database.borrower.findUnique({ where: { externalId: options.borrower }, select: { id: true } });
        const result = found && (await revokeLinks({ ...core, store: createConsoleStore(core) }, userInfo().username, found.id));
        if (result?.status !== "revoked") {
          console.error("--borrower: no such borrower");
          process.exitCode = 1;
          return;
        }
        const { chat, invitations } = result;
        if (options.json) console.log(JSON.stringify({ chat, invitations }));
        else console.log(`revoked: ${String(chat)} chat links, ${String(invitations)} links into a messenger`);
      } finally {
        await core.close();
      }
    });
}
