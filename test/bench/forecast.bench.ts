/**
 * The dry run of one or many days over a large book beside reading the same rows, and the memory it takes:
 * `npm run bench:forecast`. BENCH_LOANS=1000000 BENCH_DAYS=30 for the large figure.
 */
import type pg from "pg";
import { forecast } from "../../bot/app/forecast/forecast.ts";
import { addDays, dayIn, instant, zone, type Day } from "../../bot/domain/calendar.ts";
import { summarise } from "../../bot/app/forecast/summary.ts";
import { forecastDeps } from "../../bot/assembly/forecast.ts";
import { connectPostgres } from "../../bot/services/connect-postgres.ts";
import { openInstallation } from "../support/big-book.ts";
import { benchClock } from "./support/bench-clock.ts";
import { figure, interleaved, report, seconds, size } from "./support/compare.ts";
import { openPostgres } from "./support/services.ts";
import { sqlBook } from "./support/sql-book.ts";

const loans = size("LOANS", 20_000);
const days = size("DAYS", 1);
/** 1: the summary, as the page shows it; else a line for each touch with its text, as `plan --json` prints it. */
const counting = (process.env["BENCH_COUNTING"] ?? "") !== "";
const rounds = size("ROUNDS", 3);

const now = instant("2026-11-24T00:00:00Z");
const stages = [-3, 0, 1, 3, 7, 15, 30];
const postgres = await openPostgres();
const fresh = await postgres.fresh();
const book = await openInstallation({ clock: benchClock(now), hours: { from: "09:00", to: "18:00" }, stages, database: fresh, connections: 4 });
const client = await connectPostgres(fresh.url);
try {
  const { core } = book;
  const today = dayIn(now, zone("Asia/Shanghai"));
  await sqlBook(client, core.vault, { loans, today, at: now });
  const on = addDays(today, 1);
  const to = addDays(on, days - 1);
  const range = { from: on, to };
  let touches = 0;
  let mostHeap = 0;
  const look = (): void => void (mostHeap = Math.max(mostHeap, process.memoryUsage().heapUsed));
  const summary = async (): Promise<void> => {
    const { days: counted } = await summarise(forecastDeps(core), range, {}, { progress: look });
    touches = counted.reduce((sum, day) => sum + day.touches, 0);
  };
  const lines = async (): Promise<void> => {
    touches = 0;
    for await (const line of forecast(forecastDeps(core), range)) {
      touches += line.day >= on ? 1 : 0;
      if (touches % 1_000 === 0) look();
    }
  };
  const measured = await interleaved(
    {
      forecast: () => seconds(counting ? summary : lines),
      reading: () => seconds(() => readSame(client, on, to)),
    },
    { rounds },
  );
  report("The dry run", [
    figure(`${String(days)} days of ${loans.toLocaleString("en")} loans: ${touches.toLocaleString("en")} touches`, "s", measured.forecast, {
      name: "reading the same rows",
      values: measured.reading,
    }),
    figure(
      "borrowers looked at",
      "/s",
      measured.forecast.map((s) => loans / s),
    ),
    figure("largest heap", "MB", [mostHeap / 1e6], undefined, { at: "most", bound: 250 }),
  ]);
} finally {
  await client.end();
  await book.close();
  await postgres.close();
}

/** Everything that the day's touches rest on, in pages of the same size, decrypted by nobody and decided by nobody. */
async function readSame(on: pg.Client, from: Day, to: Day): Promise<void> {
  for (let after = ""; ;) {
    const { rows } = await on.query<{ external_id: string }>(
      `SELECT b.*, k.wrapped, c.*, i.*, b.external_id FROM (SELECT * FROM borrower WHERE external_id > $1 ORDER BY external_id LIMIT 1000) b
       JOIN keys.borrower_key k ON k.borrower_id = b.id LEFT JOIN contact_point c ON c.borrower_id = b.id
       JOIN loan l ON l.borrower_id = b.id AND l.status = 'open'
       LEFT JOIN LATERAL (SELECT s.* FROM instalment s WHERE s.loan_id = l.id AND s.cumulative_minor > l.paid_minor AND s.due_on BETWEEN $2::date - 30 AND $3::date + 3 OFFSET 0) i ON true
       ORDER BY b.external_id`,
      [after, from, to],
    );
    const last = rows.at(-1);
    if (!last) return;
    after = last.external_id;
  }
}
