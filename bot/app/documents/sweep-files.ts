import type { Base } from "../ports.ts";
import type { DocumentSweep, FileStore } from "./ports.ts";

const atOnce = 200;

/** Deletes what erased borrowers left and what a dead process began; one that cannot be deleted now is tried again. */
export async function sweepFiles({
  files,
  documents,
  clock,
  log,
}: Pick<Base, "clock" | "log"> & { files: FileStore; documents: DocumentSweep }): Promise<number> {
  let gone = 0;
  for (const { id, key } of await documents.due(clock.now(), atOnce)) {
    try {
      await files.remove(key);
      await documents.deleted(id);
      gone += 1;
    } catch (fault) {
      log.warn({ fileId: id, fault: fault instanceof Error ? fault.name : "unknown" }, "a file could not be deleted yet");
    }
  }
  return gone;
}
