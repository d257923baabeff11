import type { Instant } from "../../domain/calendar.ts";
import type { GateRule } from "../../domain/policy/gate.ts";
import type { Sees } from "../access/caller.ts";
import type { Look } from "../console/ports.ts";
import type { Page } from "../console/views.ts";
import type { LogChoices, LogCounts, LogOutcome, MessageLogItem, ThreadView } from "./views.ts";

export type { Sees };

/** Every field narrows; without any it is the whole log. */
export interface MessageFilter {
  /** The lender's ids. */
  readonly borrowers?: readonly string[] | undefined;
  readonly officer?: string | undefined;
  readonly branch?: string | undefined;
  readonly channel?: string | undefined;
  /** Not before; and before `until`. */
  readonly from?: Instant | undefined;
  readonly until?: Instant | undefined;
  readonly direction?: "in" | "out" | undefined;
  readonly outcome?: LogOutcome | undefined;
  /** Among the gate's reasons. */
  readonly rule?: GateRule | undefined;
  readonly template?: string | undefined;
}

export interface MessageLogStore {
  /** Newest first. The look at everyone shown is logged in the transaction that reads. */
  list(filter: MessageFilter, sees: Sees, after: string | undefined, look: Look): Promise<Page<MessageLogItem>>;
  /** Counts only: nobody is looked at. */
  counts(filter: MessageFilter, sees: Sees): Promise<LogCounts>;
  /** Newest first; undefined: no such borrower, or not theirs to see. */
  thread(borrower: string, sees: Sees, after: string | undefined, look: Look): Promise<ThreadView | undefined>;
  choices(sees: Sees): Promise<LogChoices>;
  /** The lender's ids of those who have or had one of these addresses. */
  byAddress(addresses: readonly string[], sees: Sees): Promise<readonly string[]>;
  /** All that matches, newest first, as it stands at one moment; rejects what `take` rejects with. */
  each(filter: MessageFilter, sees: Sees, take: (items: readonly MessageLogItem[]) => Promise<void>): Promise<void>;
  /** An entry that says who took what out. `borrower`: the lender's id where all of it was of one. */
  logExport(
    kind: "log.export_begun" | "log.exported" | "log.export_broken",
    by: Look,
    borrower: string | undefined,
    body: Readonly<Record<string, unknown>>,
  ): Promise<void>;
}
