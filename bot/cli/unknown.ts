import type { Command } from "commander";
import { z } from "zod";
import { userInfo } from "node:os";
import { settleUnknown } from "../app/console/commands.ts";
import type { Core } from "../assembly/core.ts";
import { createConsoleStore } from "../store/console/console-store.ts";
import { unknownOutcomes } from "../store/unknown-outcomes.ts";
import { usageError } from "./usage-error.ts";

/** `huifang unknown`: sends whose outcome nobody knows, and what a person found out about them. Never sends again. */
export function registerUnknown(program: Command, connect: () => Promise<Core>): void {
  const unknown = program.command("unknown").description("sends whose outcome is unknown (a worker or provider died in the middle)");
  unknown
    .command("list")
    .option("--json", "one JSON object a line")
    .action(async (options: { json?: true }) => {
      const core = await connect();
      try {
        const rows = await unknownOutcomes(core.database);
        const lines = rows.map((row) => ({ message: row.id, channel: row.channel, claimed_at: row.claimedAt?.toISOString() ?? null, code: row.errorCode }));
        if (options.json) for (const line of lines) console.log(JSON.stringify(line));
        else if (lines.length === 0) console.log("no unknown outcomes");
        else console.table(lines);
      } finally {
        await core.close();
      }
    });
  unknown
    .command("resolve <message>")
    .requiredOption("--outcome <outcome>", "delivered or not_delivered, as the provider or the borrower says")
    .action(async (message: string, options: { outcome: string }) => {
      const { outcome } = options;
      if (!z.uuid().safeParse(message).success) throw usageError("<message>: expected an id as unknown list shows it");
      if (outcome !== "delivered" && outcome !== "not_delivered") throw usageError("--outcome: expected delivered or not_delivered");
      const core = await connect();
      try {
        const result = await settleUnknown({ ...core, store: createConsoleStore(core) }, userInfo().username, message, outcome);
        if (result.status === "done") console.log(`${message}: ${outcome}`);
        else {
          console.error(result.status === "missing" ? `no message ${message}` : `${message} is ${result.state}, not unknown`);
          process.exitCode = 1;
        }
      } finally {
        await core.close();
      }
    });
}
