import { userInfo } from "node:os";
import type { Command } from "commander";
import { openKeeping } from "../assembly/keeping.ts";
import { readConfig } from "../config.ts";
import { installationNow } from "../demo/demo-clock.ts";
import { systemNow } from "../domain/calendar.ts";
import { looseManifest, readManifest, type Manifest } from "../store/keep/manifest.ts";
import { recordBackup } from "../store/keep/record-backup.ts";
import { takeBackup } from "../store/keep/take-backup.ts";
import { verifyFiles } from "../store/keep/verify-backup.ts";
import { installationKeys } from "../assembly/installation.ts";
import { usageError } from "./usage-error.ts";

/** `huifang backup`: data and borrowers' keys, apart, while everything runs. */
export function registerBackup(program: Command): void {
  const backup = program
    .command("backup")
    .description("back up the data, and apart from them the borrowers' keys, while everything runs")
    .option("--out <dir>", "a new directory for the data")
    .option("--keys-out <dir>", "a new directory, on another machine's disk in the end, for the keys and the list of the erased")
    .option("--json", "print one JSON object")
    .action(async (options: { out?: string; keysOut?: string; json?: true }) => {
      if (options.out === undefined && options.keysOut === undefined) throw usageError("name at least one of --out, --keys-out");
      const made = await run(options);
      if (options.json) console.log(JSON.stringify(made.map(summary)));
      else {
        for (const one of made)
          console.log(`${one.part}: ${String(one.tables.length)} tables, ${String(rowsOf(one))} rows, ${megabytes(one)} MB, taken at ${one.taken_at}`);
        if (options.keysOut === undefined)
          console.error("Without its keys nothing personal in this backup can be read: back them up too, elsewhere (--keys-out).");
      }
    });
  backup
    .command("verify <dir>")
    .description("read every file of a backup and compare it with its manifest")
    .action(async (dir: string) => {
      const config = readConfig(process.env);
      const loose = looseManifest(dir);
      const hasKey = config.HUIFANG_KEY !== undefined;
      const manifest = hasKey ? readManifest(dir, loose.part, installationKeys(config)) : loose;
      const { files, rows } = await verifyFiles(dir, manifest);
      console.log(`${dir}: ${manifest.part} of ${manifest.taken_at}, ${String(files)} files, ${String(rows)} rows, all as the manifest says`);
      if (!hasKey) console.log("HUIFANG_KEY is not set: that the manifest itself is unchanged was not checked.");
    });
}

async function run(options: { out?: string; keysOut?: string }): Promise<Manifest[]> {
  const config = readConfig(process.env);
  const { client, root, newId, close } = await openKeeping(config);
  try {
    const made = await takeBackup(client, {
      root,
      now: systemNow(),
      ...(options.out !== undefined && { out: options.out }),
      ...(options.keysOut !== undefined && { keysOut: options.keysOut }),
    });
    const { rows } = await client.query<{ demo_clock: unknown }>("SELECT demo_clock FROM installation WHERE id = 1");
    await recordBackup(client, { root, newId, now: installationNow(rows[0]?.demo_clock), by: userInfo().username, made });
    return made;
  } finally {
    await close();
  }
}

const summary = (one: Manifest) => ({
  part: one.part,
  set: one.set,
  taken_at: one.taken_at,
  tables: one.tables.length,
  rows: rowsOf(one),
  bytes: bytesOf(one),
});
const rowsOf = (one: Manifest): number => one.tables.reduce((sum, { rows }) => sum + rows, 0);
const bytesOf = (one: Manifest): number => one.tables.reduce((sum, { bytes }) => sum + bytes, 0);
const megabytes = (one: Manifest): string => (bytesOf(one) / 1e6).toFixed(1);
