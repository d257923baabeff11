/**
 * Texts through the real dispatch (job, gate, render, log, sealed text, provider, outcome) beside bare BullMQ jobs that
 * do nothing, on the same Redis: `npm run bench:dispatch`. BENCH_TEXTS a round and side, BENCH_WORKERS at once.
 */
import { dispatchJob } from "../../jobs/dispatch.ts";
import { queueBackend } from "../../jobs/queue-backend.ts";
import { createQueues } from "../../jobs/queues.ts";
import { planAhead } from "../../bot/app/planning/plan-ahead.ts";
import type { Channel } from "../../bot/app/ports.ts";
import { createSimChannel } from "../../bot/channels/sim/sim-channel.ts";
import { day, instant } from "../../bot/domain/calendar.ts";
import { createDispatchStore } from "../../bot/store/dispatch/dispatch-store.ts";
import { createPlanningStore } from "../../bot/store/planning/planning-store.ts";
import { bigBook, openInstallation, verifyAll } from "../support/big-book.ts";
import { accepted, recordingChannel } from "../support/recording-provider.ts";
import { benchClock } from "./support/bench-clock.ts";
import { countedJobs } from "./support/counted-jobs.ts";
import { figure, interleaved, report, seconds, size } from "./support/compare.ts";
import { startProvider } from "./support/provider.ts";
import { openPostgres, openRedis } from "./support/services.ts";

const texts = size("TEXTS", 1_000);
// As many as a worker has on its way by itself (WORKER_CONCURRENCY 8, eight times as many texts).
const workers = size("WORKERS", 64);
const rounds = size("ROUNDS", 3);
const bareJobs = 10 * texts;

const postgres = await openPostgres();
const redis = await openRedis();
const provider = await startProvider();
const clock = benchClock(instant("2026-11-25T12:00:10Z"));
const book = await openInstallation({ clock, hours: { from: "12:00", to: "13:00" }, database: await postgres.fresh(), connections: workers + 6 });
try {
  const { core } = book;
  await book.import({ loans: bigBook({ borrowers: 2 * (rounds + 1) * texts, zone: "UTC", dueOn: day("2026-11-25") }) });
  await verifyAll(core);
  await planAhead({ ...core, store: createPlanningStore(core.database, core.vault) });
  await core.database.$executeRawUnsafe("ANALYZE");
  const borrowers = await book.borrowers();
  const ids = [...borrowers.values()];

  const backend = queueBackend({ kind: "redis", url: redis.url });
  const queues = createQueues(backend, core.clock, core.log);
  const http = { ...createSimChannel({ apiRoot: provider.root, secret: "of the bench", clock }), perSecond: Number.POSITIVE_INFINITY };
  const counts = countedJobs(borrowers);
  const dispatchOver = (channel: Channel) =>
    dispatchJob({
      ...core,
      wake: queues.wake,
      store: createDispatchStore({ ...core, speed: 1 }),
      channels: new Map([[channel.name, counts.reaching(channel)]]),
      lender: core.installation.lender,
    });
  const [overHttp, overNothing] = [dispatchOver(http), dispatchOver(recordingChannel(accepted))];
  let run = overHttp;
  const settings = { concurrency: workers, lockMs: 15_000, onFault: counts.fault };
  const working = backend.worker(
    "dispatch",
    counts.counted((data) => run(data), "dispatch"),
    settings,
  );
  const bare = backend.worker(
    "bare",
    counts.counted(async () => undefined),
    settings,
  );
  const bareQueue = backend.queue("bare");

  const dispatched = (job: typeof run) => async (): Promise<number> => {
    run = job;
    const mine = ids.splice(0, texts);
    const took = await seconds(() => counts.until(texts, () => queues.wake(mine.map((id) => ({ queue: "dispatch" as const, id })))));
    return texts / took;
  };
  const measured = await interleaved(
    {
      http: dispatched(overHttp),
      nothing: dispatched(overNothing),
      bare: async () => {
        const jobs = Array.from({ length: bareJobs }, (_, n) => ({ name: "bare", data: { borrower: String(n) }, opts: {} }));
        return bareJobs / (await seconds(() => counts.until(bareJobs, () => bareQueue.addBulk(jobs))));
      },
    },
    { rounds },
  );
  const sent = await core.database.message.count({ where: { state: "sent" } });
  if (sent !== 2 * (rounds + 1) * texts) throw new Error(`only ${String(sent)} texts were sent`);
  const baseline = { name: "bare BullMQ jobs", values: measured.bare };
  report(`Dispatch, ${String(workers)} workers at once`, [
    figure("texts over HTTP", "/s", measured.http, baseline, { at: "least", bound: 0.5 }),
    figure("texts to a provider that does nothing", "/s", measured.nothing, baseline),
  ]);
  await Promise.all([working.close(), bare.close(), bareQueue.close(), queues.close()]);
} finally {
  await book.close();
  provider.stop();
  await redis.stop();
  await postgres.close();
}
