import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { FileStore } from "../app/documents/ports.ts";
import { checkedKey } from "./store-key.ts";

/** In a folder of this machine. For one server, or several that mount the same folder. */
export function createLocalFiles(folder: string): FileStore {
  return {
    says: `files in ${folder}`,
    async put(key, bytes) {
      const to = join(folder, checkedKey(key));
      await mkdir(dirname(to), { recursive: true, mode: 0o700 });
      // Beside it first: whoever reads sees the whole file or none.
      const beside = `${to}.${randomUUID()}.part`;
      try {
        const file = await open(beside, "wx", 0o600);
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(beside, to);
        await synced(dirname(to));
      } catch (fault) {
        await rm(beside, { force: true });
        throw fault;
      }
    },
    async get(key) {
      try {
        return await readFile(join(folder, checkedKey(key)));
      } catch (fault) {
        if (fault instanceof Error && "code" in fault && fault.code === "ENOENT") return undefined;
        throw fault;
      }
    },
    remove: (key) => rm(join(folder, checkedKey(key)), { force: true }),
  };
}

/** The name is on disk too. Windows has no such thing and needs none. */
async function synced(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
