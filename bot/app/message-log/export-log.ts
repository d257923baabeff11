import { createHash } from "node:crypto";
import { isoInstant, type Instant } from "../../domain/calendar.ts";
import type { Look } from "../console/ports.ts";
import type { Clock } from "../ports.ts";
import { exportFormats } from "./export-rows.ts";
import type { MessageFilter, MessageLogStore, Sees } from "./ports.ts";
import type { LogOutcome, MessageLogItem } from "./views.ts";

export interface ExportDeps {
  readonly clock: Clock;
  readonly store: MessageLogStore;
}

export interface ExportOrder {
  readonly format: "csv" | "jsonl";
  readonly filter: MessageFilter;
  /** The filter as it was asked for: days and their zone, not moments. */
  readonly asked: Readonly<Record<string, unknown>>;
  readonly sees: Sees;
  readonly look: Look;
}

/** The last line of an export. A file without it, or with other counts or another hash, is not whole. */
export interface ExportManifest {
  readonly rows: number;
  readonly outcomes: Readonly<Partial<Record<LogOutcome, number>>>;
  readonly erased: number;
  /** Moments of the oldest and the newest row. */
  readonly from: string | null;
  readonly to: string | null;
  readonly asked: Readonly<Record<string, unknown>>;
  readonly sees: Sees;
  readonly policy_versions: readonly string[];
  readonly format: "csv" | "jsonl";
  readonly by: string;
  readonly begun_at: string;
  /** Of all bytes before the last line. */
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Writes the log's rows that match, newest first, a line each, and the manifest as the last. That it began is an entry
 * before the first byte leaves; that it ended, or broke, another: what has left cannot be called back. Rejects with
 * what `write` rejects with.
 */
export async function exportLog({ clock, store }: ExportDeps, order: ExportOrder, write: (bytes: Uint8Array) => Promise<void>): Promise<ExportManifest> {
  const { filter, sees, look, format: name } = order;
  const format = exportFormats[name];
  const tally = newTally();
  const borrower = filter.borrowers?.length === 1 ? filter.borrowers[0] : undefined;
  const said = { viewer: look.viewer, asked: order.asked, format: name };
  const put = (text: string): Promise<void> => {
    const bytes = Buffer.from(text);
    tally.hash.update(bytes);
    tally.bytes += bytes.length;
    return write(bytes);
  };
  await store.logExport("log.export_begun", look, borrower, said);
  try {
    if (format.head !== "") await put(format.head);
    await store.each(filter, sees, async (items) => {
      for (const item of items) count(tally, item);
      await put(items.map((item) => format.row(item)).join(""));
    });
    const manifest = manifestOf(order, tally);
    await write(Buffer.from(format.end(manifest)));
    await store.logExport("log.exported", { ...look, at: clock.now() }, borrower, { ...said, rows: tally.rows, sha256: manifest.sha256 });
    return manifest;
  } catch (fault) {
    await store.logExport("log.export_broken", { ...look, at: clock.now() }, borrower, { ...said, rows: tally.rows });
    throw fault;
  }
}

const newTally = () => ({
  hash: createHash("sha256"),
  bytes: 0,
  rows: 0,
  erased: 0,
  outcomes: new Map<LogOutcome, number>(),
  policies: new Set<string>(),
  newest: undefined as Instant | undefined,
  oldest: undefined as Instant | undefined,
});
type Tally = ReturnType<typeof newTally>;

function count(tally: Tally, item: MessageLogItem): void {
  tally.rows++;
  if (item.borrower.name === null) tally.erased++;
  tally.outcomes.set(item.outcome, (tally.outcomes.get(item.outcome) ?? 0) + 1);
  if (item.policyVersion !== null) tally.policies.add(item.policyVersion);
  tally.newest ??= item.at;
  tally.oldest = item.at;
}

function manifestOf({ asked, sees, format, look }: ExportOrder, tally: Tally): ExportManifest {
  return {
    rows: tally.rows,
    outcomes: Object.fromEntries(tally.outcomes),
    erased: tally.erased,
    from: tally.oldest === undefined ? null : isoInstant(tally.oldest),
    to: tally.newest === undefined ? null : isoInstant(tally.newest),
    asked,
    sees,
    policy_versions: [...tally.policies].toSorted(),
    format,
    by: look.viewer,
    begun_at: isoInstant(look.at),
    sha256: tally.hash.digest("hex"),
    bytes: tally.bytes,
  };
}
