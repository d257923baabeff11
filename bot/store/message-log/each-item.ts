import type { MessageFilter, Sees } from "../../app/message-log/ports.ts";
import type { MessageLogItem } from "../../app/message-log/views.ts";
import { hourMs } from "../../domain/calendar.ts";
import type { MomentCursor } from "../console/cursor.ts";
import type { NewId } from "../../domain/ids.ts";
import { sql, type Database } from "../database.ts";
import type { Vault } from "../vault.ts";
import { logItems } from "./log-items.ts";
import { matching, type Found } from "./matching.ts";

export interface MessageLogStoreDeps {
  readonly database: Database;
  readonly vault: Vault;
  readonly newId: NewId;
}

/** Rows a portion: small beside the texts of one, large beside a round trip. */
const portion = 1_000;
/** A reader slower than this is cut off, and the file's end is missing: a snapshot of hours keeps the database from clearing up. */
const longestMs = hourMs;

/**
 * All rows that match, as they stood when the first was read (one repeatable-read snapshot), a portion at a time: memory
 * does not grow with them. A portion is taken before the next is read, so that a slow reader slows the reading.
 */
export async function eachItem(
  { database, vault, newId }: MessageLogStoreDeps,
  filter: MessageFilter,
  sees: Sees,
  take: (items: readonly MessageLogItem[]) => Promise<void>,
): Promise<void> {
  await database.$transaction(
    async (tx) => {
      await tx.$executeRaw(sql`SET TRANSACTION READ ONLY`);
      let after: MomentCursor | undefined;
      for (;;) {
        const rows: Found[] = await tx.$queryRaw<Found[]>(matching(filter, sees, after, portion));
        if (rows.length > 0) await take(await logItems({ tx, vault, newId }, rows));
        const last = rows.at(-1);
        if (rows.length < portion || !last) return;
        after = { at: last.at, id: last.id };
      }
    },
    { isolationLevel: "RepeatableRead", timeout: longestMs },
  );
}
