import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { join } from "node:path";
import { KeepFault } from "./keep-fault.ts";
import type { Manifest } from "./manifest.ts";

/** Reads every file and compares it with what the manifest says. Throws KeepFault with the first that differs. */
export async function verifyFiles(dir: string, manifest: Manifest): Promise<{ files: number; rows: number }> {
  let rows = 0;
  for (const table of manifest.tables) {
    const file = join(dir, table.file);
    if (!existsSync(file)) throw new KeepFault(`${file} is missing: this backup is incomplete`);
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
    if (hash.digest("hex") !== table.sha256) throw new KeepFault(`${file} was changed or damaged: its SHA-256 is not what the manifest says`);
    rows += table.rows;
  }
  return { files: manifest.tables.length, rows };
}
