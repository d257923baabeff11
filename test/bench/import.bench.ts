/**
 * How fast a large book is imported, beside a raw COPY of the same payments into a bare table.
 *
 *   npx tsx test/bench/import.bench.ts [loans=20000] [payments=1000000]
 */
import { createReadStream, createWriteStream } from "node:fs";
import { once } from "node:events";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import { importBook } from "../../bot/app/import/import-book.ts";
import { instant } from "../../bot/domain/calendar.ts";
import { bookColumns } from "../../bot/domain/loans/book-columns.ts";
import { connectPostgres, withDatabase } from "../../bot/services/connect-postgres.ts";
import { connectDatabase } from "../../bot/store/database.ts";
import { createBookStore } from "../../bot/store/import/book-store.ts";
import { openCsv } from "../../bot/store/import/csv-source.ts";
import { rootKeys } from "../../bot/store/seal.ts";
import { createVault } from "../../bot/store/vault.ts";
import { startTestPostgres, TEMPLATE } from "../support/postgres.ts";
import { makeTestDirectory } from "../support/test-directory.ts";

const [loanRows = 20_000, paymentRows = 1_000_000] = process.argv.slice(2).map(Number);
const directory = makeTestDirectory("bench");
const server = await startTestPostgres();
try {
  const loans = path.join(directory.path, "loans.csv");
  const payments = path.join(directory.path, "payments.csv");
  await writeRows(
    loans,
    bookColumns.loans.required,
    loanRows,
    (n) =>
      `L${n},B${n},王芳,${String(13_800_000_000 + Number(n))},zh-CN,Asia/Shanghai,farmer,sim,sim-${n},term-24,seeds,crops,B,CNY,120000.00,2026-01-31,2026-02-28,24,5000.00,monthly,branch-1,officer-1`,
  );
  await writeRows(payments, bookColumns.payments.required, paymentRows, (n) => `L${String(Number(n) % loanRows)},2026-02-28,5000.00,P${n}`);
  await timed("raw COPY of payments", paymentRows, () => copyRaw(payments));
  const url = withDatabase(server.url, TEMPLATE);
  const database = connectDatabase(url);
  const ignore = (): void => undefined;
  const deps = {
    clock: { now: () => instant("2026-11-22T02:00:00Z"), speed: 1 },
    newId: <T extends string>() => crypto.randomUUID() as string as T,
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    book: createBookStore(database, createVault(rootKeys(Buffer.alloc(32, 7)))),
  };
  const run = (files: object) => () => importBook(deps, { ...files, dryRun: false, allOrNothing: false });
  await timed("loans (24 instalments each)", loanRows, run({ loans: openCsv(loans) }));
  await timed("loans again", loanRows, run({ loans: openCsv(loans) }));
  await timed("payments", paymentRows, run({ payments: openCsv(payments) }));
  await timed("payments again", paymentRows, run({ payments: openCsv(payments) }));
  await database.$disconnect();
} finally {
  await server.stop();
  directory.remove();
}

async function timed(name: string, rows: number, work: () => Promise<unknown>): Promise<void> {
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  const rss = Math.round(process.memoryUsage().rss / 1e6);
  console.log(
    `${name.padEnd(28)} ${rows.toLocaleString("en").padStart(9)} rows ${seconds.toFixed(1).padStart(6)} s ${Math.round(rows / seconds)
      .toLocaleString("en")
      .padStart(9)} rows/s  ${String(rss)} MB`,
  );
}

async function copyRaw(file: string): Promise<void> {
  const client = await connectPostgres(server.url);
  try {
    await client.query("CREATE TABLE raw_payment (loan_id text, paid_on date, amount numeric, reference text)");
    await pipeline(createReadStream(file), client.query(copyFrom("COPY raw_payment FROM STDIN WITH (FORMAT csv, HEADER)")));
  } finally {
    await client.end();
  }
}

async function writeRows(to: string, columns: readonly string[], rows: number, row: (n: string) => string): Promise<void> {
  const out = createWriteStream(to);
  out.write(`${columns.join(",")}\n`);
  for (let start = 0; start < rows; start += 1000) {
    const lines = Array.from({ length: Math.min(1000, rows - start) }, (_, index) => `${row(String(start + index))}\n`);
    if (!out.write(lines.join(""))) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
}
