/**
 * Planning a day of a large book beside one hand-written INSERT … SELECT of the same rows, and a tick with nothing due:
 * `npm run bench:plan`. BENCH_LOANS=1000000 for the large figure; ticks are measured at a hundredth, a tenth and all of it.
 */
import type pg from "pg";
import { planAhead } from "../../bot/app/planning/plan-ahead.ts";
import { sweep } from "../../bot/app/sweep/sweep.ts";
import { addDays, dayIn, instant, zone, type Day } from "../../bot/domain/calendar.ts";
import { connectPostgres } from "../../bot/services/connect-postgres.ts";
import { createPlanningStore } from "../../bot/store/planning/planning-store.ts";
import { createSweepStore } from "../../bot/store/sweep/sweep-store.ts";
import { openInstallation } from "../support/big-book.ts";
import { benchClock } from "./support/bench-clock.ts";
import { figure, interleaved, report, seconds, size, type Figure } from "./support/compare.ts";
import { openPostgres } from "./support/services.ts";
import { planThrough, sqlBook } from "./support/sql-book.ts";

const loans = size("LOANS", 30_000);
const rounds = size("ROUNDS", 3);

const now = instant("2026-11-24T00:00:00Z");
const stages = [-3, 0, 1, 3, 7, 15, 30];
const postgres = await openPostgres();
const clock = benchClock(now);
const fresh = await postgres.fresh();
const book = await openInstallation({ clock, hours: { from: "09:00", to: "18:00" }, stages, database: fresh, connections: 4 });
const client = await connectPostgres(fresh.url);
try {
  const { core } = book;
  const today = dayIn(now, zone("Asia/Shanghai"));
  const planning = { ...core, store: createPlanningStore(core.database, core.vault) };
  const sweeping = { ...core, store: createSweepStore({ ...core, speed: 1 }), wake: async () => undefined };
  const figures: Figure[] = [];

  let filled = 0;
  for (const upTo of [loans / 100, loans / 10, loans].map(Math.floor)) {
    await sqlBook(client, core.vault, { loans: upTo, from: filled, today, at: now });
    filled = upTo;
    await planThrough(client, addDays(today, 1));
    await core.database.planDirty.deleteMany();
    const { tick } = await interleaved(
      { tick: () => seconds(() => planAhead(planning).then(() => sweep(sweeping))).then((s) => s * 1_000) },
      { rounds: 15, warm: 5 },
    );
    figures.push(figure(`a tick with nothing due, ${upTo.toLocaleString("en")} loans`, "ms", tick));
  }

  const tomorrow = addDays(today, 1);
  const began = async (): Promise<void> => {
    await client.query("TRUNCATE touch; CHECKPOINT");
    await planThrough(client, today);
  };
  let planned = 0;
  const measured = await interleaved(
    {
      planned: async () => {
        await began();
        return seconds(async () => ({ planned } = await planAhead(planning)));
      },
      bare: async () => {
        await began();
        let inserted: number | null = 0;
        const took = await seconds(async () => (inserted = (await insertSelect(client, tomorrow)).rowCount));
        if (inserted !== planned) throw new Error(`planned ${String(planned)} touches, the bare statement ${String(inserted)}`);
        return took;
      },
    },
    { rounds },
  );
  figures.push(
    figure(
      `planning a day: ${planned.toLocaleString("en")} touches of ${loans.toLocaleString("en")} loans`,
      "s",
      measured.planned,
      { name: "one INSERT … SELECT", values: measured.bare },
      { at: "most", bound: 1.5 },
    ),
  );
  report("Planning", figures);
} finally {
  await client.end();
  await book.close();
  await postgres.close();
}

/** What one would write by hand for that day, with the moment of each touch the same for all. */
function insertSelect(on: pg.Client, planned: Day) {
  return on.query(
    `INSERT INTO touch (id, kind, key, borrower_id, loan_id, instalment_no, due_on, stage, planned_on, channel, template, priority, state, due_at, expires_at, created_at)
     SELECT gen_random_uuid(), 'reminder', 'reminder/' || l.id || '/' || i.no || '/' || i.due_on || '/' || s.stage, l.borrower_id, l.id, i.no, i.due_on, s.stage, $1::date,
       (SELECT c.channel FROM contact_point c WHERE c.borrower_id = l.borrower_id AND c.state <> 'closed' ORDER BY c.channel = 'sms', c.created_at DESC LIMIT 1),
       'reminder-due', 50, 'planned', $1::date + interval '9 hours', $1::date + interval '2 days', now()
     FROM unnest($2::int[]) AS s(stage) JOIN instalment i ON i.due_on = $1::date - s.stage JOIN loan l ON l.id = i.loan_id JOIN borrower b ON b.id = l.borrower_id
     WHERE i.cumulative_minor > l.paid_minor AND l.status = 'open' AND b.zone = 'Asia/Shanghai'
     ON CONFLICT (key) DO NOTHING`,
    [planned, stages],
  );
}
