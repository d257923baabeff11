/** What a restored installation must know before anything runs on it; in the restore's own transaction. */
import type pg from "pg";
import { z } from "zod";
import { erasureReasons, type Erasure } from "../../app/keep/ports.ts";
import type { LogDraft } from "../../app/ports.ts";
import { fromDate, toDate, type Instant } from "../../domain/calendar.ts";
import type { BorrowerId, LogEntryId, NewId } from "../../domain/ids.ts";
import { disabledByRestore } from "../people/disabled-key.ts";
import type { RootKeys } from "../seal.ts";
import { appendByClient } from "./append-by-client.ts";
import { parametersOf } from "./erase-borrower.ts";
import { erasureTraces } from "./erasure-traces.ts";
import { KeepFault } from "./keep-fault.ts";
import type { Manifest } from "./manifest.ts";

interface Of {
  readonly root: RootKeys;
  readonly erasures: readonly Erasure[];
  readonly newId: NewId;
  readonly now: (demoClock: unknown) => Instant;
  readonly force: boolean;
  readonly stopped: boolean;
  readonly data: Manifest;
  readonly keys: Manifest;
}

export interface AfterRestore {
  /** Erased again: their keys or traces were in the backup. */
  readonly erasedAgain: number;
  /** Sends under way when the backup was made. */
  readonly unknown: number;
  /** Texts that waited for an answer then: heard for safety and opt-out, not answered any more. */
  readonly unanswered: number;
  /** API keys, by id and name: no call is let in with them before a person enables them again. */
  readonly keysDisabled: readonly { readonly id: string; readonly name: string }[];
  /** Handles of all who can sign in, with the passwords that they had then: among them may be some who were disabled since. */
  readonly mayEnter: readonly string[];
  /** Borrowers whose texts nobody can read, since the keys' backup lacks their key; only with `force`. */
  readonly keyless: number;
}

export async function afterRestore(client: pg.ClientBase, of: Of): Promise<AfterRestore> {
  const installed = await client.query<{ demo_clock: unknown }>("SELECT demo_clock FROM installation WHERE id = 1");
  const now = of.now(installed.rows[0]?.demo_clock);
  const log: LogDraft[] = [];
  const draft = (kind: string, borrowerId: BorrowerId | null, body: LogDraft["body"]): void => {
    log.push({ id: of.newId<LogEntryId>(), at: now, kind, borrowerId, actor: "system", body });
  };
  const erasedAgain = await eraseAgain(client, of.erasures, now);
  for (const { borrower, reason } of erasedAgain) draft("borrower.erased", borrower, { reason, again: "restore" });
  const keyless = await keylessBorrowers(client);
  if (keyless > 0 && !of.force)
    throw new KeepFault(
      `${String(keyless)} borrowers have no key in this backup of the keys, and were not erased: it is older than the data. Give a newer one, or --force to go on without what they wrote`,
    );
  const unknown = await closeClaims(client);
  for (const { id, borrower } of unknown) draft("message.unknown", borrower, { message: id, code: "restored" });
  const unanswered = await makeLate(client);
  const keysDisabled = await disableKeys(client, now);
  for (const { id, name } of keysDisabled) draft("key.disabled", null, { key: id, name, because: "restore" });
  await client.query("UPDATE installation SET restored_at = $1, last_backup_at = NULL WHERE id = 1", [toDate(now)]);
  draft("installation.restored", null, {
    takenAt: of.data.taken_at,
    set: of.data.set,
    keysTakenAt: of.keys.taken_at,
    erasedAgain: erasedAgain.length,
    unknown: unknown.length,
    unanswered,
    keysDisabled: keysDisabled.length,
  });
  if (of.stopped) await stopAll(client, of.newId(), now, draft);
  await appendByClient(client, of.root, log);
  return { erasedAgain: erasedAgain.length, unknown: unknown.length, unanswered, keyless, keysDisabled, mayEnter: await mayEnter(client) };
}

const erasureRow = z.object({ borrower: z.uuid().transform((id) => id as BorrowerId), at: z.date(), reason: z.enum(erasureReasons), by: z.string() });

/** Both lists together: that of the keys' backup is loaded already. Returns those of whom something was there. */
async function eraseAgain(client: pg.ClientBase, more: readonly Erasure[], now: Instant): Promise<Erasure[]> {
  const of = <T>(pick: (one: Erasure) => T): T[] => more.map(pick);
  await client.query(
    `INSERT INTO keys.erasure (borrower_id, erased_at, reason, erased_by)
     SELECT * FROM unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[]) ON CONFLICT DO NOTHING`,
    [of((one) => one.borrower), of((one) => toDate(one.at)), of((one) => one.reason), of((one) => one.by)],
  );
  // Who was erased before the backup was made has its entry in the log.
  const { rows } = await client.query(
    `SELECT borrower_id AS borrower, erased_at AS at, reason, erased_by AS by FROM keys.erasure e
     WHERE EXISTS (SELECT 1 FROM keys.borrower_key k WHERE k.borrower_id = e.borrower_id)
        OR (EXISTS (SELECT 1 FROM borrower b WHERE b.id = e.borrower_id)
            AND NOT EXISTS (SELECT 1 FROM log_entry l WHERE l.borrower_id = e.borrower_id AND l.kind = 'borrower.erased'))
     ORDER BY erased_at, borrower_id`,
  );
  const again = z
    .array(erasureRow)
    .parse(rows)
    .map((one) => ({ ...one, at: fromDate(one.at) }));
  const ids = again.map(({ borrower }) => borrower);
  for (const trace of erasureTraces) await client.query(trace, parametersOf(trace, ids, toDate(now)));
  return again;
}

async function keylessBorrowers(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM borrower b WHERE NOT EXISTS (SELECT 1 FROM keys.borrower_key k WHERE k.borrower_id = b.id)
       AND NOT EXISTS (SELECT 1 FROM keys.erasure e WHERE e.borrower_id = b.id)`,
  );
  return rows[0]?.n ?? 0;
}

/** What was being sent when the backup was made has long been sent or not: nobody knows, and it is never sent again. */
async function closeClaims(client: pg.ClientBase): Promise<{ id: string; borrower: BorrowerId }[]> {
  const { rows } = await client.query<{ id: string; borrower: BorrowerId }>(
    "UPDATE message SET state = 'unknown', error_code = 'restored' WHERE state = 'claimed' RETURNING id, borrower_id AS borrower",
  );
  await client.query("UPDATE touch SET state = 'sent' WHERE state = 'claimed' AND message_id = ANY($1::uuid[])", [rows.map(({ id }) => id)]);
  return rows;
}

/** A text that waited then was answered by what is lost, or is too old to be answered by a machine now. */
async function makeLate(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `WITH waiting AS (
       SELECT borrower_id, max(provider_at) AS newest, count(*) AS n FROM inbound_event WHERE state = 'pending' AND kind = 'text' GROUP BY 1),
     late AS (
       UPDATE borrower b SET version = version + 1, answered_through = greatest(coalesce(b.answered_through, '-infinity'), w.newest + interval '1 millisecond')
       FROM waiting w WHERE b.id = w.borrower_id RETURNING w.n)
     SELECT coalesce(sum(n), 0)::int AS n FROM late`,
  );
  return rows[0]?.n ?? 0;
}

/** One that was revoked since must not be let in again, and the backup cannot know which: a person says so for each. */
async function disableKeys(client: pg.ClientBase, now: Instant): Promise<{ id: string; name: string }[]> {
  const { rows } = await client.query<{ id: string; name: string }>(
    "UPDATE api_key SET enabled = false, metadata = $2, updated_at = $1 WHERE enabled RETURNING id, coalesce(name, '') AS name",
    [toDate(now), disabledByRestore],
  );
  return rows.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

async function mayEnter(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ officer: string }>(
    `SELECT o.officer FROM officer o JOIN sign_in_user u ON u.id = o.id WHERE o.disabled_at IS NULL ORDER BY 1`,
  );
  return rows.map(({ officer }) => officer);
}

async function stopAll(client: pg.ClientBase, id: string, now: Instant, draft: (kind: string, borrower: null, body: LogDraft["body"]) => void): Promise<void> {
  const set = await client.query(
    `INSERT INTO stop (id, scope, set_by, set_at) SELECT $1, 'all', 'restore', $2
     WHERE NOT EXISTS (SELECT 1 FROM stop WHERE scope = 'all' AND lifted_at IS NULL) RETURNING id`,
    [id, toDate(now)],
  );
  if ((set.rowCount ?? 0) > 0) draft("stop.set", null, { stop: id, scope: "all", because: "restore" });
}
