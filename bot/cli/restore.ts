import { existsSync } from "node:fs";
import type { Command } from "commander";
import { erasureListOf, openKeeping } from "../assembly/keeping.ts";
import { migrationsDir } from "../assembly/core.ts";
import { runtimeRights } from "../assembly/runtime-rights.ts";
import { readConfig, type Config } from "../config.ts";
import { installationNow } from "../demo/demo-clock.ts";
import { grantRuntimeRole } from "../services/grant-runtime-role.ts";
import { migrateWithin } from "../services/migrate.ts";
import { readErasureList } from "../store/keep/erasure-list.ts";
import { restoreBackup } from "../store/keep/restore-backup.ts";

interface Options {
  from: string;
  keys: string;
  erasures: string[];
  force?: true;
  stopped: boolean;
  json?: true;
}

/** `huifang restore`: into an empty database; exit 1 where anything is wrong, and then nothing was changed. */
export function registerRestore(program: Command): void {
  program
    .command("restore")
    .description("restore a backup into an empty database; all sending stays stopped until you lift it")
    .requiredOption("--from <dir>", "backup of the data")
    .requiredOption("--keys <dir>", "backup of the keys: of the same moment or a later one")
    .option("--erasures <file>", "a list of the erased, besides HUIFANG_ERASURE_LIST; may be given again", (file: string, all: string[]) => [...all, file], [])
    .option("--force", "replace what is in the database; go on although keys are missing")
    .option("--no-stopped", "do not press the red button")
    .option("--json", "print one JSON object")
    .action(async (options: Options) => {
      const config = readConfig(process.env);
      const own = erasureListOf(config);
      const erasures = [...(existsSync(own) ? [own] : []), ...options.erasures].flatMap(readErasureList);
      const { client, root, newId, close } = await openKeeping(config);
      try {
        const restored = await restoreBackup(client, {
          ...options,
          force: options.force === true,
          root,
          newId,
          erasures,
          migrating: migrateWithin(migrationsDir),
          now: installationNow,
          onTable: () => undefined,
        });
        await grantAgain(config);
        if (options.json) return console.log(JSON.stringify({ ...restored, stopped: options.stopped }));
        console.log(`Restored ${String(restored.rows)} rows as of ${restored.takenAt} (keys as of ${restored.keysTakenAt}).`);
        for (const name of restored.upgraded) console.log(`Upgraded: ${name}`);
        console.log(`Erased again: ${String(restored.erasedAgain)}. ${listsSaid(existsSync(own) ? own : undefined, options.erasures)}`);
        if (restored.unknown > 0) console.log(`Being sent when the backup was made, outcome unknown: ${String(restored.unknown)} (npx huifang unknown list)`);
        if (restored.unanswered > 0) console.log(`Waiting for an answer then, and left to people: ${String(restored.unanswered)} texts`);
        if (restored.keyless > 0) console.error(`${String(restored.keyless)} borrowers have no key: what they wrote cannot be read.`);
        console.log("What was due before now is not sent: it may have been sent already.");
        console.log("Lost since the backup: replies, opt-outs, payments. Import the ledger, ask the providers, then lift the stop.");
        for (const { id, name } of restored.keysDisabled) console.log(`API key disabled: ${name}. If it was not revoked since: npx huifang keys enable ${id}`);
        console.log("Nobody is signed in. Passwords, second factors and who is disabled are as they were then.");
        if (restored.mayEnter.length > 0) console.log(`Can sign in: ${restored.mayEnter.join(", ")}. Who has left since: npx huifang users disable OFFICER`);
        if (options.stopped) console.log("All sending is stopped. To lift it: npx huifang stop-all off");
      } finally {
        await close();
      }
    });
}

/** Tables made anew come without the runtime role's rights. */
async function grantAgain({ DATABASE_ADMIN_URL: admin, DATABASE_URL: runtime }: Config): Promise<void> {
  if (admin !== undefined && runtime !== undefined) await grantRuntimeRole(admin, runtime, runtimeRights);
}

function listsSaid(own: string | undefined, more: readonly string[]): string {
  const read = [...(own === undefined ? [] : [own]), ...more];
  return read.length > 0
    ? `Lists read: the keys' backup, ${read.join(", ")}.`
    : "List read: the keys' backup only; who was erased after it was made is NOT erased again.";
}
