import type { MessageLogStore } from "../../app/message-log/ports.ts";
import type { LogCounts } from "../../app/message-log/views.ts";
import type { BorrowerId, LogEntryId } from "../../domain/ids.ts";
import { momentCursor, readMomentCursor } from "../console/cursor.ts";
import type { Desk } from "../console/desk.ts";
import { logLooks } from "../console/looks.ts";
import { sql } from "../database.ts";
import { appendLog } from "../log-entries.ts";
import { byAddress } from "./by-address.ts";
import { choicesOf } from "./choices.ts";
import { eachItem, type MessageLogStoreDeps } from "./each-item.ts";
import { logItems } from "./log-items.ts";
import { matching, type Found } from "./matching.ts";
import { threadOf } from "./thread.ts";

const pageSize = 50;
/** Counting further would read the book for a number that nobody reads. */
const mostCounted = 10_000;

/** What compliance reads of the log; whoever's data is shown is logged as looked at, in the transaction that reads. */
export function createMessageLogStore({ database, vault, newId }: MessageLogStoreDeps): MessageLogStore {
  const atDesk = <T>(work: (desk: Desk) => Promise<T>): Promise<T> => database.$transaction((tx) => work({ tx, vault, newId }));
  return {
    list: (filter, sees, after, look) =>
      atDesk(async (desk) => {
        const rows = await desk.tx.$queryRaw<Found[]>(matching(filter, sees, readMomentCursor(after), pageSize + 1));
        const shown = rows.slice(0, pageSize);
        const items = await logItems(desk, shown);
        await logLooks(
          desk,
          look,
          "messages",
          items.map(({ borrower }) => borrower.id),
        );
        const last = rows.length > pageSize ? shown.at(-1) : undefined;
        return { items, next: last ? momentCursor(last.at, last.id) : null };
      }),
    async counts(filter, sees): Promise<LogCounts> {
      const rows = await database.$queryRaw<{ outcome: Found["outcome"]; count: number }[]>(
        sql`SELECT outcome, count(*)::int AS count FROM (${matching(filter, sees, undefined, mostCounted + 1)}) AS newest GROUP BY 1 ORDER BY 2 DESC`,
      );
      const total = rows.reduce((sum, { count }) => sum + count, 0);
      return { total: Math.min(total, mostCounted), more: total > mostCounted, outcomes: rows };
    },
    thread: (borrower, sees, after, look) => atDesk((desk) => threadOf(desk, borrower, sees, after, look)),
    choices: (sees) => choicesOf(database, sees),
    byAddress: (addresses, sees) => byAddress(database, vault, addresses, sees),
    each: (filter, sees, take) => eachItem({ database, vault, newId }, filter, sees, take),
    logExport: (kind, { viewer, at }, borrower, body) =>
      atDesk(async ({ tx }) => {
        const of = borrower === undefined ? null : await tx.borrower.findUnique({ where: { externalId: borrower }, select: { id: true } });
        const borrowerId = of ? (of.id as BorrowerId) : null;
        await appendLog(tx, vault, [{ id: newId<LogEntryId>(), at, kind, borrowerId, actor: `officer:${viewer}`, body }]);
      }),
  };
}
