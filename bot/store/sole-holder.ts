import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";

/** How often a process that waits asks whether the one at work is gone. */
const askEachMs = 2_000;

/**
 * Runs `work` in at most one process of the installation at a time, until the signal. The lock is a connection's of
 * its own (advisory, so that a dead process frees it); where that is lost, `work`'s signal ends it at once, and the
 * lock is fought for again. Faults of the database are waited out.
 */
export async function soleHolder(url: string, lock: number, signal: AbortSignal, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    const lost = new AbortController();
    const client = new pg.Client({ connectionString: url, application_name: "huifang sole holder", keepAlive: true });
    client.on("error", () => lost.abort());
    client.on("end", () => lost.abort());
    const until = AbortSignal.any([signal, lost.signal]);
    try {
      await client.connect();
      while (!until.aborted) {
        const { rows } = await client.query<{ mine: boolean }>("SELECT pg_try_advisory_lock($1) AS mine", [lock]);
        if (rows[0]?.mine) await work(until);
        else await pause(askEachMs, undefined, { signal: until });
      }
    } catch {
      // the database is away, or the wait was ended: asked again unless we stop
    } finally {
      await client.end().catch(() => undefined);
    }
    if (!signal.aborted) await pause(askEachMs, undefined, { signal }).catch(() => undefined);
  }
}
