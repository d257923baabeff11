/** The workers and the clock of one process. */
import { understand } from "../domain/replies/understand.ts";
import { createTurnRouter } from "../conversation/route-turn.ts";
import type { Channel } from "../app/ports.ts";
import { createClockSlots } from "../store/clock-slots.ts";
import { createChannelPace } from "../store/dispatch/channel-pace.ts";
import { createDocumentIntake } from "../store/documents/intake-store.ts";
import { createDispatchStore } from "../store/dispatch/dispatch-store.ts";
import { createAlertStore } from "../store/escalations/alert-store.ts";
import { createTidyStore } from "../store/keep/tidy-store.ts";
import { createPlanningStore } from "../store/planning/planning-store.ts";
import { createSweepStore } from "../store/sweep/sweep-store.ts";
import { createTurnStore } from "../store/turns/turn-store.ts";
import { startClock } from "../../jobs/clock.ts";
import { dispatchJob } from "../../jobs/dispatch.ts";
import { escalationsJob } from "../../jobs/escalations.ts";
import { housekeepingJob } from "../../jobs/housekeeping.ts";
import { outwardsJob } from "../../jobs/outward.ts";
import { planJob } from "../../jobs/plan.ts";
import type { QueueBackend, WorkerSettings } from "../../jobs/queue-backend.ts";
import type { QueueName, Queues } from "../../jobs/queues.ts";
import { turnJob } from "../../jobs/turn.ts";
import { checkinPlanning } from "./checkins.ts";
import type { Core } from "./core.ts";
import { openFiles } from "./files.ts";
import { proofOf } from "./proof.ts";
import type { Metrics } from "./observe/metrics.ts";
import { observedChannel, observedDispatchStore, observedRun, observedSweepStore, observedTurnStore } from "./observe/observed-work.ts";
import { openOutward } from "./outward.ts";

export interface WorkerDeps {
  readonly core: Core;
  readonly queues: Queues;
  readonly backend: QueueBackend;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly metrics: Metrics;
}

/** So many texts may be on their way for each other job of the worker. */
const dispatchShare = 8;

/** A dead worker's jobs are run again after this; its claims are closed by the sweep in their own time. */
const lockMs = 15_000;

export function startWorker({ core, queues, backend, channels: plain, metrics }: WorkerDeps): { close(): Promise<void> } {
  const { database, vault, newId, clock, log } = core;
  const base = { clock, newId, log, wake: queues.wake };
  const storing = { database, vault, newId, speed: clock.speed, checkins: core.checkins };
  const channels = new Map([...plain].map(([name, channel]) => [name, observedChannel(channel, metrics)]));
  const { routeTurn } = createTurnRouter({ understand });
  const outward = openOutward(core);
  const runs: Record<QueueName, (data: unknown) => Promise<void>> = {
    plan: planJob({
      ...base,
      store: createPlanningStore(database, vault),
      plans: core.plans,
      capacity: core.capacity,
      policies: core.policies,
      checkins: checkinPlanning(core),
    }),
    dispatch: dispatchJob({
      ...base,
      store: observedDispatchStore(createDispatchStore(storing), metrics),
      channels,
      policies: core.policies,
      texts: core.texts,
      lender: core.installation.lender,
      proof: proofOf(core),
      ...(clock.speed === 1 && { needsApproval: (template: string, version: string) => !core.released(template, version) }),
      pace: createChannelPace(database, () => performance.now()),
    }),
    turn: turnJob({
      ...base,
      policies: core.policies,
      store: observedTurnStore(createTurnStore(storing), metrics),
      routeTurn,
      arrangements: core.arrangements,
    }),
    escalations: escalationsJob({ ...base, store: createAlertStore(database, vault, newId), route: core.route, bulletin: core.bulletin }),
    outward: outwardsJob(outward),
    housekeeping: housekeepingJob({
      ...base,
      store: observedSweepStore(createSweepStore(storing), metrics),
      tidying: createTidyStore(database),
      files: openFiles(core.config),
      documents: createDocumentIntake({ database, vault, newId }),
    }),
  };
  const settings = (name: QueueName): WorkerSettings => ({
    concurrency: concurrencyOf(name, core.config.WORKER_CONCURRENCY),
    lockMs,
    onFault: (fault) => {
      log.error({ queue: name, fault: fault.name, code: codeOf(fault) }, "job failed");
    },
  });
  const workers = (Object.keys(runs) as QueueName[]).map((name) => backend.worker(name, observedRun(name, runs[name], metrics, log), settings(name)));
  // The store notifies with the change itself, so that the lender's systems hear of it at once.
  const deaf = core.bulletin.subscribe("outward", (id) => void queues.wake([{ queue: "outward", of: "subscription", id }]));
  const ticking = startClock(queues, createClockSlots(database), log, clock.speed);
  return {
    async close() {
      deaf();
      await ticking.stop();
      await Promise.all(workers.map((worker) => worker.close()));
      await outward.close();
    },
  };
}

function concurrencyOf(name: QueueName, given: number): number {
  if (name === "plan" || name === "housekeeping") return 1;
  // Mostly waiting for others' servers: a few that hang must not use up all places.
  if (name === "outward") return Math.max(32, given);
  // These wait for providers, too, and share their transactions: many cost the database no more connections than a few.
  return name === "dispatch" ? dispatchShare * given : given;
}

/** An error's code, never its message or detail, which may hold a value. */
const codeOf = (fault: Error): string | undefined => ("code" in fault && typeof fault.code === "string" ? fault.code : undefined);
