/** Gauges that are read when they are asked for: the database's waiting work, the queues' depths. Every process says the same. */
import { systemNow } from "../../domain/calendar.ts";
import { databaseNow, lastTick, ledgerKnownTo, waitingWork } from "../../store/state-of-work.ts";
import type { Queues } from "../../../jobs/queues.ts";
import type { Core } from "../core.ts";
import type { Metrics } from "./metrics.ts";

export interface StateDeps {
  readonly core: Pick<Core, "database" | "clock" | "connections">;
  readonly depths: Queues["depths"];
  readonly metrics: Metrics;
}

/** Several scrapers must not multiply the reading. */
const keptMs = 5_000;
/** It reads every loan. */
const ledgerKeptMs = 60_000;
const limitMs = 4_000;

export function createStateMetrics(deps: StateDeps): () => Promise<string> {
  const refresh = kept(keptMs, async () => {
    await Promise.all([part(deps, "database", ofDatabase), part(deps, "queues", ofQueues)]);
  });
  const refreshLedger = kept(ledgerKeptMs, () => ofLedger(deps).catch(() => undefined));
  return async () => {
    await Promise.all([refresh(), refreshLedger()]);
    const { total, idle, waiting } = deps.core.connections();
    deps.metrics.pool.set({ state: "busy" }, total - idle);
    deps.metrics.pool.set({ state: "idle" }, idle);
    deps.metrics.pool.set({ state: "waited_for" }, waiting);
    return deps.metrics.registry.metrics();
  };
}

async function ofDatabase({ core, metrics }: StateDeps): Promise<void> {
  const [waiting, tick, before] = [await waitingWork(core.database, core.clock.now()), await lastTick(core.database), systemNow()];
  const database = await databaseNow(core.database);
  const now = core.clock.now();
  metrics.age.reset();
  for (const { what, count, oldest } of waiting) {
    metrics.state.set({ what }, count);
    if (oldest !== undefined) metrics.age.set({ what }, Math.max(0, (now - oldest) / 1_000));
  }
  if (tick !== undefined) metrics.age.set({ what: "tick" }, Math.max(0, (systemNow() - tick) / 1_000));
  metrics.clockDrift.set((before - database) / 1_000);
}

async function ofQueues({ depths, metrics }: StateDeps): Promise<void> {
  for (const { queue, counts, oldestMs } of await depths()) {
    for (const [state, count] of Object.entries(counts)) metrics.queueJobs.set({ queue, state }, count);
    metrics.queueOldest.set({ queue }, oldestMs === undefined ? 0 : Math.max(0, (systemNow() - oldestMs) / 1_000));
  }
}

async function ofLedger({ core, metrics }: StateDeps): Promise<void> {
  const known = await ledgerKnownTo(core.database);
  if (known !== undefined) metrics.ledgerAge.set((core.clock.now() - known) / 1_000);
}

/** What does not answer is said to be down; its gauges keep what they were last. */
async function part(deps: StateDeps, name: string, read: (deps: StateDeps) => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((done) => {
    timer = setTimeout(() => done(false), limitMs);
  });
  const answered = read(deps).then(
    () => true,
    () => false,
  );
  deps.metrics.up.set({ part: name }, (await Promise.race([answered, late])) ? 1 : 0);
  clearTimeout(timer);
}

function kept(ms: number, read: () => Promise<void>): () => Promise<void> {
  let last: { readonly at: number; readonly done: Promise<void> } | undefined;
  return () => {
    const now = performance.now();
    if (last === undefined || now - last.at > ms) last = { at: now, done: read() };
    return last.done;
  };
}
