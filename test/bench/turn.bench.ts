/**
 * Whole inbound turns (text stored, job, understood, committed, answer dispatched and out) beside a bare Botkit
 * controller that echoes: `npm run bench:turn`. BENCH_TURNS a round, BENCH_WORKERS at once. The two seconds for which
 * a text settles are left out: the clock is set past them.
 */
import { dispatchJob } from "../../jobs/dispatch.ts";
import { queueBackend } from "../../jobs/queue-backend.ts";
import { createQueues } from "../../jobs/queues.ts";
import { turnJob } from "../../jobs/turn.ts";
import { createReceive } from "../../bot/app/receive/receive.ts";
import { createTurnRouter } from "../../bot/conversation/route-turn.ts";
import { day, instant, secondMs } from "../../bot/domain/calendar.ts";
import { understand } from "../../bot/domain/replies/understand.ts";
import { createDispatchStore } from "../../bot/store/dispatch/dispatch-store.ts";
import { createReceiveStore } from "../../bot/store/receive/receive-store.ts";
import { createTurnStore } from "../../bot/store/turns/turn-store.ts";
import { bigBook, openInstallation, secretAddress, verifyAll } from "../support/big-book.ts";
import { accepted, recordingChannel } from "../support/recording-provider.ts";
import { benchClock } from "./support/bench-clock.ts";
import { echoTurns } from "./support/botkit-echo.ts";
import { countedJobs } from "./support/counted-jobs.ts";
import { figure, interleaved, report, seconds, size } from "./support/compare.ts";
import { openPostgres, openRedis } from "./support/services.ts";

const turns = size("TURNS", 200);
const workers = size("WORKERS", 20);
const rounds = size("ROUNDS", 3);
const echoes = 10 * turns;

const said = ["下个月十五号还五千", "最近生意不好，能缓几天吗", "转人工", "已经还了"];

const postgres = await openPostgres();
const redis = await openRedis();
const clock = benchClock(instant("2026-11-25T12:00:10Z"));
const book = await openInstallation({ clock, hours: { from: "12:00", to: "13:00" }, database: await postgres.fresh(), connections: 2 * workers + 6 });
try {
  const { core } = book;
  await book.import({ loans: bigBook({ borrowers: (rounds + 1) * turns, zone: "UTC", dueOn: day("2026-11-25") }) });
  await verifyAll(core);
  await core.database.$executeRawUnsafe("ANALYZE");

  const backend = queueBackend({ kind: "redis", url: redis.url });
  const queues = createQueues(backend, core.clock, core.log);
  const ids = await book.borrowers();
  const answered = countedJobs(ids);
  const settings = { concurrency: workers, lockMs: 15_000, onFault: answered.fault };
  const base = { ...core, wake: queues.wake };
  const channel = recordingChannel(accepted);
  const working = [
    backend.worker("turn", turnJob({ ...base, store: createTurnStore(core), routeTurn: createTurnRouter({ understand }).routeTurn }), settings),
    backend.worker(
      "dispatch",
      answered.counted(
        dispatchJob({
          ...base,
          store: createDispatchStore({ ...core, speed: 1 }),
          channels: new Map([["sim", answered.reaching(channel)]]),
          lender: core.installation.lender,
        }),
        "dispatch",
      ),
      settings,
    ),
  ];
  // The wake of the webhook would come two seconds later; below it comes when the clock was set past them.
  const receive = createReceive({ ...core, store: createReceiveStore(core), wake: async () => undefined });
  const ours = async (round: number): Promise<number> => {
    const mine = Array.from({ length: turns }, (_, index) => round * turns + index + 1);
    const stored = await seconds(() =>
      inTurn(mine, workers, async (n) => {
        const text = said[n % said.length] ?? "";
        await receive("sim", [{ kind: "text", providerId: `in-${String(n)}`, address: secretAddress(n), at: clock.now(), text }]);
      }),
    );
    clock.advance(3 * secondMs);
    const wakes = mine.flatMap((n) => ids.get(`B${String(n).padStart(5, "0")}`) ?? []).map((id) => ({ queue: "turn" as const, id }));
    const done = await seconds(() => answered.until(turns, () => queues.wake(wakes)));
    return turns / (stored + done);
  };
  const echo = echoTurns();
  const measured = await interleaved(
    {
      ours,
      echo: async () =>
        echoes /
        (await seconds(() =>
          inTurn(
            Array.from({ length: echoes }, (_, n) => n),
            workers,
            (n) => echo(n, said[n % said.length] ?? ""),
          ),
        )),
    },
    { rounds },
  );
  report(`Turns, ${String(workers)} conversations at once`, [
    figure("whole committed turns", "/s", measured.ours, { name: "bare Botkit echo", values: measured.echo }, { at: "least", bound: 0.5 }),
  ]);
  await Promise.all(working.map((one) => one.close()));
  await queues.close();
} finally {
  await book.close();
  await redis.stop();
  await postgres.close();
}

/** All of them, so many at once. */
async function inTurn<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<unknown>): Promise<void> {
  let next = 0;
  const walk = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, walk));
}
