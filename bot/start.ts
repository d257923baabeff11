/** All in one: `npm start`. With the embedded database and nothing in it, a demo book of borrowers who answer. */
import { openAccounts, publicUrlOf } from "./assembly/accounts.ts";
import { openChannels, simSecret } from "./assembly/channels.ts";
import { keepQuestionnaires } from "./assembly/checkins.ts";
import { openCore, type Core } from "./assembly/core.ts";
import { putInForce } from "./assembly/policies-in-force.ts";
import { openQueues } from "./assembly/queues.ts";
import { createMetrics } from "./assembly/observe/metrics.ts";
import { createStateMetrics } from "./assembly/observe/state-metrics.ts";
import { createReadiness } from "./assembly/readiness.ts";
import { listen } from "./assembly/door.ts";
import { serverApp } from "./assembly/server.ts";
import { openTelegram } from "./assembly/telegram.ts";
import { untilStopped, type Closing } from "./assembly/until-stopped.ts";
import { startWorker } from "./assembly/worker.ts";
import { keptSecret, systemClock } from "./assembly/installation.ts";
import { createQuestionnaireStore } from "./store/checkins/questionnaire-store.ts";
import { createRoundStore } from "./store/checkins/round-store.ts";
import { createDocumentStore } from "./store/documents/document-store.ts";
import { openFiles } from "./assembly/files.ts";
import { createConsoleStore } from "./store/console/console-store.ts";
import { createBookStore } from "./store/import/book-store.ts";
import { createSimProvider } from "./channels/sim/provider.ts";
import { readConfig } from "./config.ts";
import { createDemo } from "./demo/demo.ts";
import { seedDemoPeople, type DemoPerson } from "./demo/demo-people.ts";
import { createDemoLedger } from "./demo/demo-ledger.ts";
import { everySecond } from "./demo/every-second.ts";
import { mayDemonstrate } from "./demo/may-begin.ts";
import { beginDemoClock, type DemoClock } from "./demo/demo-clock.ts";
import { createLog } from "./log.ts";
import { prepareConsole } from "./services/prepare.mjs";

export const start = (options: { demo: boolean }): Promise<void> => untilStopped((closing) => open(options, closing));

async function open(options: { demo: boolean }, closing: Closing): Promise<void> {
  const config = readConfig(process.env);
  const began = performance.now();
  // The port first: taken, nothing else is started.
  const door = await listen({ config });
  closing.push(() => door.close());
  const built = prepareConsole();
  // Awaited last; a fault before that must not make this one an unheard rejection.
  built.catch(() => undefined);
  let demoClock: DemoClock | undefined;
  const core = await openCore(config, createLog(config.LOG_LEVEL), {
    clock: async (database, { policies }) => {
      if (!(await mayDemonstrate(database, config, options.demo))) return systemClock;
      demoClock = await beginDemoClock(database, policies.current, config.DEMO_SPEED);
      return demoClock;
    },
  });
  closing.push(() => core.close());
  const rules = [...(await putInForce(core, "start", "any")), ...(await keepQuestionnaires(core))];
  const queues = await openQueues(core);
  closing.splice(1, 0, () => queues.close());
  const simRoot = `http://127.0.0.1:${String(door.port)}/sim-provider`;
  const channels = openChannels(core, simRoot);
  const importing = { ...core, book: createBookStore(core.database, core.vault) };
  const lifecycle = { draining: false };
  closing.unshift(async () => void (lifecycle.draining = true));
  const board = queues.openBoard();
  closing.splice(1, 0, async () => board?.close());
  const metrics = createMetrics();
  const metricsText = createStateMetrics({ core, depths: queues.queues.depths, metrics });
  const ready = createReadiness({ core, lifecycle, queuesAnswer: queues.answer, needsQueues: false });
  const ledger = createDemoLedger({ ...core, importing });
  const checkins = {
    rounds: { ...core, rounds: createRoundStore(core), questionnaires: createQuestionnaireStore(core) },
    documents: { ...core, store: createDocumentStore(core), files: openFiles(config) },
  };
  const demo = demoClock && createDemo({ core, importing, ledger, checkins, clock: demoClock, console: { ...core, store: createConsoleStore(core) } });
  const chats = (await demo?.seed()) ?? [];
  const accounts = openAccounts(core, door.port);
  const cast = demo ? await seedDemoPeople(accounts.people, (name, make) => keptSecret(config.HUIFANG_DATA_DIR, name, make)) : [];
  const sim = createSimProvider({
    secret: simSecret(core),
    clock: core.clock,
    webhookUrl: `http://127.0.0.1:${String(door.port)}/channels/sim/webhook`,
    pay: (payment) => ledger.pay(payment),
  });
  // Where a database is given, simulated persons live on it only if a demonstration was asked for.
  const simulates = demo !== undefined || config.DATABASE_URL === undefined;
  const app = serverApp({ core, wake: queues.queues.wake, channels, accounts, ready, metrics, metricsText, board, ...(simulates && { simProvider: sim.app }) });
  door.serve(app.fetch);
  const telegram = openTelegram(core)?.listen(app.receive);
  if (telegram) closing.splice(1, 0, () => telegram.close());
  const working = startWorker({ core, ...queues, channels, metrics });
  const playing = everySecond(
    () => sim.tick().then(() => demo?.tick()),
    (fault) => {
      core.log.warn({ fault: fault instanceof Error ? fault.name : "fault" }, "the demonstration missed a second");
    },
  );
  closing.splice(
    2,
    0,
    () => playing.stop(),
    () => working.close(),
  );
  await built;
  announce(core, [...rules, queues.said, ...(telegram ? [telegram.said] : [])], door.port, { cast, chats }, Math.round(performance.now() - began));
}

interface Shown {
  readonly cast: readonly DemoPerson[];
  readonly chats: readonly { who: string; path: string }[];
}

function announce(core: Core, said: readonly string[], port: number, { cast, chats }: Shown, ms: number): void {
  const root = publicUrlOf(core, port);
  const lines = [
    ...core.said,
    ...said,
    "",
    `Huifang is ready after ${(ms / 1000).toFixed(1)} s: ${root}`,
    ...cast.map(({ email, password }) => `  sign in as  ${email.padEnd(24)}  password  ${password}`),
    ...(cast.length === 0 ? ["  the first account:  npx huifang users add --role admin --officer NAME --name NAME --email ADDRESS"] : []),
    ...chats.map(({ who, path }) => `  chat as     ${who}:  ${root}${path}`),
    ...(core.clock.speed > 1 ? [`  a demonstration: simulated borrowers, and a clock ${String(core.clock.speed)} times as fast (DEMO_SPEED)`] : []),
    "  Ctrl-C ends it; the data stays in " + core.config.HUIFANG_DATA_DIR,
  ];
  for (const line of lines) console.log(line);
}
