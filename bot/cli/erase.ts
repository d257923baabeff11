import { userInfo } from "node:os";
import type { Command } from "commander";
import { erase } from "../app/keep/erase.ts";
import { erasureReasons, type EraseResult } from "../app/keep/ports.ts";
import type { Core } from "../assembly/core.ts";
import { erasureListOf } from "../assembly/keeping.ts";
import { syncErasureList } from "../store/keep/erasure-list.ts";
import { createErasureStore } from "../store/keep/erasure-store.ts";
import { usageError } from "./usage-error.ts";

const refusals: Readonly<Record<Exclude<EraseResult["status"], "erased">, string>> = {
  missing: "no such borrower",
  already_erased: "erased already",
  legal_hold: "a legal hold forbids it: it must be lifted first",
  open_loan: "a loan is still open; --force-open erases all the same, and reminders of it end",
};

/** `huifang borrowers erase` and `huifang erasures export`. */
export function registerErase(program: Command, connect: () => Promise<Core>): void {
  program
    .command("borrowers")
    .description("acts on borrowers")
    .command("erase <borrower>")
    .description("destroy a borrower's key: name, addresses and texts can never be read again; there is no way back")
    .requiredOption("--reason <code>", erasureReasons.join(", "))
    .option("--by <name>", "who decided it; else the user of this machine")
    .option("--force-open", "although a loan is open")
    .action(async (borrower: string, options: { reason: string; by?: string; forceOpen?: true }) => {
      const reason = erasureReasons.find((one) => one === options.reason);
      if (!reason) throw usageError(`--reason: expected one of ${erasureReasons.join(", ")}`);
      const core = await connect();
      try {
        const result = await erase(depsOf(core), { borrower, reason, by: options.by ?? userInfo().username, forceOpen: options.forceOpen === true });
        if (result.status !== "erased") fail(`${borrower}: ${refusals[result.status]}`);
        else console.log(`${borrower}: erased. Backups of the keys from before still hold the key: delete them when their time is over.`);
        if (!result.listed) fail(`The list ${erasureListOf(core.config)} could not be written: mend that, then run: npx huifang erasures export`);
      } finally {
        await core.close();
      }
    });
  program
    .command("erasures")
    .description("the list of the erased, which every restore replays")
    .command("export")
    .description("bring the list's file up to date")
    .option("--out <file>", "another file than HUIFANG_ERASURE_LIST")
    .action(async (options: { out?: string }) => {
      const core = await connect();
      try {
        const file = options.out ?? erasureListOf(core.config);
        const erased = await createErasureStore(core).erased();
        console.log(`${file}: ${String(erased.length)} erased, ${String(syncErasureList(file, erased))} lines added`);
      } finally {
        await core.close();
      }
    });
}

const depsOf = (core: Core): Parameters<typeof erase>[0] => ({
  ...core,
  store: createErasureStore(core),
  syncList: (erasures) => syncErasureList(erasureListOf(core.config), erasures),
});

function fail(line: string): void {
  console.error(line);
  process.exitCode = 1;
}
