/**
 * Check-in turns (text stored, job, understood, step of the engine, run, answer and fact committed, next question sent)
 * beside a BotkitConversation of the same questions, in memory: `npm run bench:checkin-turns`. BENCH_BORROWERS a round,
 * each of four turns; BENCH_WORKERS at once. The two seconds for which a text settles are left out, as in bench:turn.
 */
import { dispatchJob } from "../../jobs/dispatch.ts";
import { queueBackend } from "../../jobs/queue-backend.ts";
import { createQueues } from "../../jobs/queues.ts";
import { turnJob } from "../../jobs/turn.ts";
import { chooseBorrowers } from "../../bot/app/checkins/choose-borrowers.ts";
import { startRound } from "../../bot/app/checkins/start-round.ts";
import { createReceive } from "../../bot/app/receive/receive.ts";
import { checkinPlanning } from "../../bot/assembly/checkins.ts";
import { createTurnRouter } from "../../bot/conversation/route-turn.ts";
import { day, instant, secondMs } from "../../bot/domain/calendar.ts";
import { understand } from "../../bot/domain/replies/understand.ts";
import { createDispatchStore } from "../../bot/store/dispatch/dispatch-store.ts";
import { createReceiveStore } from "../../bot/store/receive/receive-store.ts";
import { createTurnStore } from "../../bot/store/turns/turn-store.ts";
import { bigBook, openInstallation, secretAddress, verifyAll } from "../support/big-book.ts";
import { accepted, recordingChannel } from "../support/recording-provider.ts";
import { publishQuestionnaires } from "../support/scenario-checkins.ts";
import { benchClock } from "./support/bench-clock.ts";
import { botkitQuestions } from "./support/botkit-questions.ts";
import { figure, interleaved, report, seconds, size } from "./support/compare.ts";
import { countedJobs } from "./support/counted-jobs.ts";
import { openPostgres, openRedis } from "./support/services.ts";

const borrowers = size("BORROWERS", 200);
const workers = size("WORKERS", 20);
const rounds = size("ROUNDS", 3);

const answers = ["可以", "2", "三万", "有几家"];
const questions = ["上月比去年同月怎么样？", "上月大约收进多少？", "客户拖货款吗？"];
const supervisor = { kind: "person", id: "bench", officer: "bench", role: "supervisor", branch: null } as const;

const postgres = await openPostgres();
const redis = await openRedis();
const clock = benchClock(instant("2026-11-25T11:50:10Z"));
const book = await openInstallation({ clock, hours: { from: "08:00", to: "20:00" }, database: await postgres.fresh(), connections: 2 * workers + 6 });
try {
  const { core } = book;
  const terms = { disbursed_on: "2026-11-13", instalments: "12", borrower_type: "micro_enterprise" };
  await book.import({ loans: bigBook({ borrowers: (rounds + 1) * borrowers, zone: "UTC", dueOn: day("2026-12-25") }, terms) });
  await verifyAll(core);
  const planning = checkinPlanning({ ...core, clock });
  await publishQuestionnaires(planning, ["shop-month"]);
  const { branch } = await core.database.borrower.findFirstOrThrow({ select: { branch: true } });
  await startRound(planning, supervisor, { questionnaire: "shop-month", goal: "bench", branch });
  await chooseBorrowers(planning);
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
  const idOf = (n: number) => ids.get(`B${String(n).padStart(5, "0")}`) ?? [];
  const wakes = (queue: "dispatch" | "turn", mine: readonly number[]) => mine.flatMap(idOf).map((id) => ({ queue, id }));
  const all = Array.from({ length: (rounds + 1) * borrowers }, (_, i) => i + 1);
  await answered.until(all.length, () => queues.wake(wakes("dispatch", all)));

  // The wake of the webhook would come two seconds later; below it comes when the clock was set past them.
  const receive = createReceive({ ...core, store: createReceiveStore(core), wake: async () => undefined });
  const ours = async (round: number): Promise<number> => {
    const mine = all.slice(round * borrowers, (round + 1) * borrowers);
    let spent = 0;
    for (const [i, text] of answers.entries()) {
      spent += await seconds(() =>
        inTurn(mine, workers, (n) =>
          receive("sim", [{ kind: "text", providerId: `in-${String(n)}-${String(i)}`, address: secretAddress(n), at: clock.now(), text }]),
        ),
      );
      clock.advance(3 * secondMs);
      spent += await seconds(() => answered.until(mine.length, () => queues.wake(wakes("turn", mine))));
    }
    const done = await core.database.checkinRun.count({ where: { phase: "done" } });
    if (done !== (round + 1) * borrowers) throw new Error(`${String(done)} check-ins are done after round ${String(round)}`);
    return (answers.length * mine.length) / spent;
  };
  const ask = botkitQuestions(questions);
  const botkit = async (round: number): Promise<number> => {
    const mine = Array.from({ length: 10 * borrowers }, (_, i) => (round + 1) * 1_000_000 + i);
    let spent = 0;
    for (const text of answers) spent += await seconds(() => inTurn(mine, workers, (n) => ask(n, text)));
    return (answers.length * mine.length) / spent;
  };
  const measured = await interleaved({ ours, botkit }, { rounds });
  report(`Check-in turns, ${String(workers)} conversations at once`, [
    figure("committed check-in turns, sent", "/s", measured.ours, { name: "BotkitConversation in memory", values: measured.botkit }),
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
