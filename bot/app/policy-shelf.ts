import type { Policies } from "../domain/policy/policies.ts";

/** The packs as this process read them last. */
export interface PolicyShelf {
  readonly current: Policies;
  /** Reads the files again; throws where they are wrong, and keeps what was read before. */
  reload(): Promise<void>;
}
