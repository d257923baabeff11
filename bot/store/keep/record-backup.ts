import type pg from "pg";
import { toDate, type Instant } from "../../domain/calendar.ts";
import type { LogEntryId, NewId } from "../../domain/ids.ts";
import type { RootKeys } from "../seal.ts";
import { appendByClient } from "./append-by-client.ts";
import type { Manifest } from "./manifest.ts";

/** Afterwards, in the installation itself: so that it can say when the last backup was made. */
export async function recordBackup(
  client: pg.ClientBase,
  of: { root: RootKeys; newId: NewId; now: Instant; by: string; made: readonly Manifest[] },
): Promise<void> {
  const [first] = of.made;
  if (!first) return;
  await client.query("BEGIN");
  try {
    // Only the data make a backup: keys alone bring nothing back.
    if (of.made.some(({ part }) => part === "data")) await client.query("UPDATE installation SET last_backup_at = $1 WHERE id = 1", [toDate(of.now)]);
    const body = { set: first.set, parts: of.made.map(({ part }) => part) };
    await appendByClient(client, of.root, [
      { id: of.newId<LogEntryId>(), at: of.now, kind: "backup.taken", borrowerId: null, actor: `officer:${of.by}`, body },
    ]);
    await client.query("COMMIT");
  } catch (fault) {
    await client.query("ROLLBACK");
    throw fault;
  }
}
