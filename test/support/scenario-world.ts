/** The real use cases, stores, templates and Botkit router on a real database; only clock, queue and network are stand-ins. */
import path from "node:path";
import type { ArrangementDeps } from "../../bot/app/arrangements/decide-arrangement.ts";
import type { Proof } from "../../bot/app/dispatch/ambient.ts";
import type { PolicyShelf } from "../../bot/app/policy-shelf.ts";
import type { Bulletin, Logger, Receive } from "../../bot/app/ports.ts";
import type { CommandDeps } from "../../bot/app/console/commands.ts";
import { importBook } from "../../bot/app/import/import-book.ts";
import type { ImportDeps } from "../../bot/app/import/session.ts";
import { createReceive } from "../../bot/app/receive/receive.ts";
import { checkinPlanning } from "../../bot/assembly/checkins.ts";
import { checkinStoring } from "../../bot/assembly/checkin-storing.ts";
import { publishQuestionnaires } from "./scenario-checkins.ts";
import { ensureInstallation, installationKeys } from "../../bot/assembly/installation.ts";
import { templatesDir, type Templates } from "../../bot/assembly/templates.ts";
import { loadPolicies } from "../../bot/templates/load-policies.ts";
import { policiesOf } from "../../bot/templates/load-which-policy.ts";
import { readConfig } from "../../bot/config.ts";
import { createTurnRouter } from "../../bot/conversation/route-turn.ts";
import type { NewId } from "../../bot/domain/ids.ts";
import { understand } from "../../bot/domain/replies/understand.ts";
import { createArrangementStore } from "../../bot/store/arrangements/arrangement-store.ts";
import { createConsoleStore } from "../../bot/store/console/console-store.ts";
import { connectDatabase, type Database } from "../../bot/store/database.ts";
import { createDocumentIntake } from "../../bot/store/documents/intake-store.ts";
import { createDispatchStore } from "../../bot/store/dispatch/dispatch-store.ts";
import { createAlertStore } from "../../bot/store/escalations/alert-store.ts";
import { createBookStore } from "../../bot/store/import/book-store.ts";
import { createTidyStore } from "../../bot/store/keep/tidy-store.ts";
import { createPlanningStore } from "../../bot/store/planning/planning-store.ts";
import { createReceiveStore } from "../../bot/store/receive/receive-store.ts";
import { createSweepStore } from "../../bot/store/sweep/sweep-store.ts";
import { createTurnStore } from "../../bot/store/turns/turn-store.ts";
import { createVault, type Vault } from "../../bot/store/vault.ts";
import { dispatchJob } from "../../jobs/dispatch.ts";
import { escalationsJob } from "../../jobs/escalations.ts";
import { housekeepingJob } from "../../jobs/housekeeping.ts";
import { planJob } from "../../jobs/plan.ts";
import { createQueues, type QueueName, type Queues } from "../../jobs/queues.ts";
import { turnJob } from "../../jobs/turn.ts";
import { freshDatabase } from "./database.ts";
import { memoryFiles } from "./memory-files.ts";
import { bookOf } from "./scenario-book.ts";
import { recordingChannel, type RecordingChannel } from "./scenario-channel.ts";
import type { Clock } from "./scenario-clock.ts";
import type { Scenario } from "./scenario-form.ts";
import { inProcessQueue, type InProcessQueue } from "./scenario-queue.ts";

export interface World {
  readonly scenario: Scenario;
  readonly clock: Clock;
  readonly database: Database;
  readonly vault: Vault;
  readonly channel: RecordingChannel;
  readonly queue: InProcessQueue;
  readonly queues: Queues;
  readonly receive: Receive;
  readonly importing: ImportDeps;
  readonly checkins: ReturnType<typeof checkinPlanning>;
  readonly desk: CommandDeps;
  readonly arrangements: ArrangementDeps;
  readonly templates: Templates;
  /** What went wrong beside the story: job failures, by queue. */
  readonly faults: string[];
  close(): Promise<void>;
}

const lender = "示例小贷 Sample Lending";

/** The packs that the scenario names, for everybody in it. */
async function shelfOf({ packs }: Scenario): Promise<PolicyShelf> {
  const { byId } = await loadPolicies(path.join(templatesDir, "policies"));
  return { current: policiesOf(byId, [{ packs }]), reload: () => Promise.resolve() };
}

const proofOf = ({ proof: { domain, telephone }, borrowers }: Scenario): Proof => ({
  ...(domain !== undefined && { domain }),
  ...(telephone !== undefined && { branchPhones: new Map(Object.values(borrowers).map(({ branch }) => [branch, telephone])) }),
});

export async function openWorld(scenario: Scenario, clock: Clock, templates: Templates): Promise<World> {
  const fresh = await freshDatabase();
  const database = connectDatabase(fresh.url, 4);
  const config = readConfig({ DATABASE_URL: fresh.url, HUIFANG_KEY: "07".repeat(32), LENDER_NAME: lender });
  const keys = installationKeys(config);
  const vault = createVault(keys);
  const newId = countingIds();
  const base = { clock, newId, log: quiet };
  const { goLiveAt: _, ...installation } = await ensureInstallation(database, keys, config, clock.now());
  const policies = await shelfOf(scenario);
  const channel = recordingChannel(clock);
  const channels = new Map([[channel.name, channel]]);
  const queue = inProcessQueue(clock);
  const queues = createQueues(queue, clock, quiet);
  const storing = { database, vault, newId, speed: clock.speed, checkins: checkinStoring(templates, lender) };
  const checkins = checkinPlanning({ ...base, ...storing, ...templates });
  await publishQuestionnaires(checkins, scenario.checkins);
  const waking = { ...base, wake: queues.wake };
  // As bot/assembly/worker.ts wires them, but for node-cron, whose seconds are real.
  const runs: Record<QueueName, (data: unknown) => Promise<void>> = {
    plan: planJob({
      ...waking,
      store: createPlanningStore(database, vault),
      plans: templates.plans,
      capacity: templates.capacity,
      policies,
      checkins,
    }),
    dispatch: dispatchJob({
      ...waking,
      store: createDispatchStore(storing),
      channels,
      policies,
      texts: templates.texts,
      lender: installation.lender,
      proof: proofOf(scenario),
    }),
    turn: turnJob({
      ...waking,
      policies,
      store: createTurnStore(storing),
      routeTurn: createTurnRouter({ understand }).routeTurn,
      arrangements: templates.arrangements,
    }),
    escalations: escalationsJob({ ...waking, store: createAlertStore(database, vault, newId), route: templates.route, bulletin: silent }),
    // Nobody is subscribed, and nobody is alerted but on the console.
    outward: () => Promise.resolve(),
    housekeeping: housekeepingJob({
      ...waking,
      store: createSweepStore(storing),
      tidying: createTidyStore(database),
      files: memoryFiles(),
      documents: createDocumentIntake({ database, vault, newId }),
    }),
  };
  const faults: string[] = [];
  for (const [name, run] of Object.entries(runs)) {
    queue.worker(name, (data) => run(data).catch((fault: unknown) => void faults.push(`${name}: ${String(fault)}`)), {
      concurrency: 1,
      lockMs: 1_000,
      onFault: () => undefined,
    });
  }
  const importing: ImportDeps = { ...base, book: createBookStore(database, vault) };
  const report = await importBook(importing, { ...bookOf(scenario), dryRun: false, allOrNothing: true });
  if (report.problemCount > 0) throw new Error(`the scenario's book is wrong: ${JSON.stringify(report.problems)}`);
  for (const [externalId, { verified }] of Object.entries(scenario.borrowers)) {
    if (verified) await database.contactPoint.updateMany({ where: { borrower: { externalId } }, data: { state: "verified" } });
  }
  return {
    scenario,
    clock,
    database,
    vault,
    channel,
    queue,
    queues,
    importing,
    checkins,
    templates,
    faults,
    receive: createReceive({ ...waking, store: createReceiveStore({ database, vault, newId }) }),
    desk: { ...base, store: createConsoleStore({ database, vault, newId }), bulletin: silent },
    arrangements: { ...base, store: createArrangementStore({ database, vault, newId }), policy: templates.arrangements, bulletin: silent, wake: queues.wake },
    async close() {
      await database.$disconnect();
      await fresh.drop();
    },
  };
}

/** Ids in the order in which they are made: the same run tells the same story to the minute. */
function countingIds(): NewId {
  let made = 0;
  // A UUID made here is as good as any: the brand says only what it names.
  return <T extends string>() => `00000000-0000-4000-8000-${(made += 1).toString(16).padStart(12, "0")}` as string as T;
}

const ignore = (): void => undefined;
const quiet: Logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };
const silent: Bulletin = { publish: async () => undefined, subscribe: () => ignore };
