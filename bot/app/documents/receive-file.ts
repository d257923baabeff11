/** A borrower's file: checked by its content, stripped, encrypted, kept; then its turn is handed in as any text's is. */
import type { DocumentFileId } from "../../domain/ids.ts";
import type { Base, Receive, ReceiveFile } from "../ports.ts";
import type { Clean, DocumentIntake, FileStore } from "./ports.ts";

export interface ReceiveFileDeps extends Base {
  readonly store: DocumentIntake;
  readonly files: FileStore;
  readonly clean: Clean;
  readonly receive: Receive;
}

/**
 * A row first, the bytes second, the row again: whatever crashes in between, no file is the borrower's without its bytes,
 * and bytes without a file are swept away. Sent again under the same id, it goes on where it was.
 */
export function createReceiveFile({ store, files, clean, receive, clock, newId, log }: ReceiveFileDeps): ReceiveFile {
  return async (channel, file) => {
    const cleaned = await clean(file.bytes);
    if ("refused" in cleaned) {
      log.info({ channel, why: cleaned.refused, bytes: file.bytes.length }, "file not taken");
      return { status: "refused", why: cleaned.refused };
    }
    const begun = await store.begin(channel, file, cleaned, newId<DocumentFileId>(), clock.now());
    if (begun.status === "nobody") return { status: "nobody" };
    if (begun.status === "too_many") return { status: "refused", why: "too_many" };
    if (begun.status === "begun") {
      await files.put(begun.key, begun.sealed);
      await store.finish(begun.id, clock.now());
    }
    const { providerId, address, contactPointId, at } = file;
    const media = cleaned.mime === "application/pdf" ? "document" : "photo";
    // Also where it was known: the process may have died between the file and its turn.
    await receive(channel, [{ kind: "text", providerId, address, contactPointId, at, text: "", media }]);
    return { status: begun.status === "begun" ? "stored" : "known" };
  };
}
