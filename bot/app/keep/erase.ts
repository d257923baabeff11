/** Erasing a person: the key is destroyed, then the list that every restore replays learns of it. */
import type { Base } from "../ports.ts";
import type { EraseResult, ErasureReason, ErasureStore, SyncErasureList } from "./ports.ts";

export interface EraseDeps extends Base {
  readonly store: ErasureStore;
  readonly syncList: SyncErasureList;
}

/**
 * After the commit, since a line for somebody who was not erased would erase them at the next restore. What a crash in
 * between leaves out, the next erasure or `erasures export` adds: the whole list is compared each time. `listed: false`:
 * erased, but the file could not be written.
 */
export async function erase(
  deps: EraseDeps,
  of: { readonly borrower: string; readonly reason: ErasureReason; readonly by: string; readonly forceOpen: boolean },
): Promise<EraseResult & { readonly listed: boolean }> {
  const result = await deps.store.erase(of.borrower, { at: deps.clock.now(), reason: of.reason, by: of.by }, of.forceOpen);
  try {
    deps.syncList(await deps.store.erased());
    return { ...result, listed: true };
  } catch (fault) {
    deps.log.error({ fault: fault instanceof Error ? fault.name : "unknown" }, "erasure list not written");
    return { ...result, listed: false };
  }
}
