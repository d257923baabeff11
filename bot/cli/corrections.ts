import { open, rename } from "node:fs/promises";
import type { Command } from "commander";
import type { Core } from "../assembly/core.ts";
import type { LogEntryId } from "../domain/ids.ts";
import { actOf } from "./act-of.ts";
import { appendLog } from "../store/log-entries.ts";
import { lessonLines } from "../store/understanding/lesson-lines.ts";

/** `huifang understanding corrections`: what officers said that texts meant, as examples for `train --also`. */
export function registerCorrections(group: Command, connect: () => Promise<Core>): void {
  group
    .command("corrections")
    .description("what officers said that borrowers' texts meant, as JSON lines for evaluate and train --also; personal data, and an entry of the log")
    .requiredOption("--out <file>", "written for its owner's eyes alone (mode 600); never into the repository")
    .option("--json", "what was written as one JSON object")
    .action(async ({ out, json }: { out: string; json?: true }) => {
      const core = await connect();
      try {
        const count = await write(core, out);
        if (json) console.log(JSON.stringify({ out, corrections: count }));
        else console.log(`${String(count)} ${count === 1 ? "text" : "texts"} in ${out}\nNow: npx huifang understanding evaluate --also ${out}`);
      } finally {
        await core.close();
      }
    });
}

async function write(core: Core, out: string): Promise<number> {
  const { database, vault, newId } = core;
  // Before a word leaves the database it is on record who took them.
  await database.$transaction((tx) =>
    appendLog(tx, vault, [{ id: newId<LogEntryId>(), ...actOf(core), kind: "corrections.exported", borrowerId: null, body: {} }]),
  );
  const half = `${out}.half`;
  const file = await open(half, "w", 0o600);
  let count = 0;
  try {
    for await (const lines of lessonLines({ database, vault })) {
      await file.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
      count += lines.length;
    }
  } finally {
    await file.close();
  }
  await rename(half, out);
  return count;
}
