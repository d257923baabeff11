/** Whether this process can work, and wants to. */
import { z } from "zod";
import type { Readiness } from "../api/health.ts";
import { systemNow } from "../domain/calendar.ts";
import { compareMigrations, recordedMigrations } from "../services/check-migrations.ts";
import { migrationsDir, type Core } from "./core.ts";

/** Set at the first signal; never unset. */
export interface Lifecycle {
  draining: boolean;
}

export interface ReadinessDeps {
  readonly core: Pick<Core, "database" | "keyFingerprint">;
  readonly lifecycle: Lifecycle;
  readonly queuesAnswer: () => Promise<boolean>;
  /** A server takes texts in without queues too (the sweep finds them); a worker is nothing without them. */
  readonly needsQueues: boolean;
}

/** Balancers ask often, and from several places. */
const keptMs = 1_000;
const limitMs = 2_000;
/** Signatures with times are refused beyond minutes, and contact hours are kept to the minute. */
const mostDriftMs = 5_000;

export function createReadiness({ core, lifecycle, queuesAnswer, needsQueues }: ReadinessDeps): () => Promise<Readiness> {
  let kept: { at: number; checks: Promise<Readonly<Record<string, string>>> } | undefined;
  const look = async (): Promise<Readonly<Record<string, string>>> => {
    const [database, queues] = await Promise.all([within(lookAtDatabase(core)), within(queuesAnswer())]);
    return { ...(database ?? { database: "does not answer" }), queues: queues === true ? "ok" : "does not answer" };
  };
  return async () => {
    if (lifecycle.draining) return { status: "draining", checks: {} };
    const now = performance.now();
    if (kept === undefined || now - kept.at > keptMs) kept = { at: now, checks: look() };
    const checks = await kept.checks;
    const failing = Object.entries(checks).flatMap(([name, state]) => (state === "ok" ? [] : [name]));
    const fatal = failing.some((name) => name !== "clock" && (name !== "queues" || needsQueues));
    return { status: fatal ? "not_ready" : failing.length > 0 ? "degraded" : "ready", checks };
  };
}

const seen = z.tuple([z.object({ fingerprint: z.string().nullable(), now: z.date() })]);

async function lookAtDatabase({ database, keyFingerprint }: ReadinessDeps["core"]): Promise<Readonly<Record<string, string>>> {
  const before = systemNow();
  const [row] = seen.parse(await database.$queryRaw`SELECT (SELECT key_fingerprint FROM installation) AS fingerprint, clock_timestamp() AS now`);
  const after = systemNow();
  const at = row.now.getTime();
  // The database's clock may lie anywhere between the question and the answer.
  const drift = at < before ? before - at : at > after ? at - after : 0;
  const { missing } = compareMigrations(await database.$queryRawUnsafe(recordedMigrations), migrationsDir);
  return {
    database: "ok",
    migrations: missing.length === 0 ? "ok" : `${String(missing.length)} missing`,
    key: row.fingerprint === keyFingerprint ? "ok" : "another fingerprint",
    clock: drift <= mostDriftMs ? "ok" : `${String(Math.round(drift / 1_000))} s off the database's`,
  };
}

/** Undefined where it fails or takes too long. */
async function within<T>(work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((done) => {
    timer = setTimeout(() => done(undefined), limitMs);
  });
  const result = await Promise.race([work.catch(() => undefined), late]);
  clearTimeout(timer);
  return result;
}
