/**
 * How fast a book is imported (read, checked, decided, written with its log entries) beside a raw COPY of the same rows
 * into a bare table: `npm run bench:import`. BENCH_LOANS, BENCH_PAYMENTS.
 */
import { createReadStream, createWriteStream } from "node:fs";
import { once } from "node:events";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import { importBook } from "../../bot/app/import/import-book.ts";
import { instant } from "../../bot/domain/calendar.ts";
import { bookColumns } from "../../bot/domain/loans/book-columns.ts";
import { connectPostgres } from "../../bot/services/connect-postgres.ts";
import { connectDatabase, type Database } from "../../bot/store/database.ts";
import { createBookStore } from "../../bot/store/import/book-store.ts";
import { openCsv } from "../../bot/store/import/csv-source.ts";
import { rootKeys } from "../../bot/store/seal.ts";
import { createVault } from "../../bot/store/vault.ts";
import { makeTestDirectory } from "../support/test-directory.ts";
import { figure, interleaved, report, seconds, size } from "./support/compare.ts";
import { openPostgres } from "./support/services.ts";

const loanRows = size("LOANS", 3_000);
const paymentRows = size("PAYMENTS", 30_000);
const rounds = size("ROUNDS", 3);

const directory = makeTestDirectory("bench");
const postgres = await openPostgres();
const loans = path.join(directory.path, "loans.csv");
const payments = path.join(directory.path, "payments.csv");
const ignore = (): void => undefined;
let most = 0;
const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 50);
try {
  await writeRows(
    loans,
    bookColumns.loans.required,
    loanRows,
    (n) =>
      `L${n},B${n},王芳,${String(13_800_000_000 + Number(n))},zh-CN,Asia/Shanghai,farmer,sim,sim-${n},term-24,seeds,crops,B,CNY,120000.00,2026-01-31,2026-02-28,24,5000.00,monthly,branch-1,officer-1`,
  );
  await writeRows(payments, bookColumns.payments.required, paymentRows, (n) => `L${String(Number(n) % loanRows)},2026-02-28,5000.00,P${n}`);
  let database: Database | undefined;
  /** The last round's, so that its payments and its "again" find the loans. */
  const into = async (files: object): Promise<void> => {
    if (!database) throw new Error("no database");
    const book = createBookStore(database, createVault(rootKeys(Buffer.alloc(32, 7))));
    const deps = {
      clock: { now: () => instant("2026-11-22T02:00:00Z"), speed: 1 },
      newId: <T extends string>() => crypto.randomUUID() as string as T,
      log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
      book,
    };
    await importBook(deps, { ...files, dryRun: false, allOrNothing: false });
  };
  const measured = await interleaved(
    {
      loans: async () => {
        await database?.$disconnect();
        database = connectDatabase((await postgres.fresh()).url);
        return loanRows / (await seconds(() => into({ loans: openCsv(loans) })));
      },
      bareLoans: async () => loanRows / (await copyRaw(loans, bookColumns.loans.required)),
      payments: async () => paymentRows / (await seconds(() => into({ payments: openCsv(payments) }))),
      barePayments: async () => paymentRows / (await copyRaw(payments, bookColumns.payments.required)),
      loansAgain: async () => loanRows / (await seconds(() => into({ loans: openCsv(loans) }))),
      paymentsAgain: async () => paymentRows / (await seconds(() => into({ payments: openCsv(payments) }))),
    },
    { rounds },
  );
  await database?.$disconnect();
  const [ofLoans, ofPayments] = [
    { name: "COPY of the same rows", values: measured.bareLoans },
    { name: "COPY of the same rows", values: measured.barePayments },
  ];
  report(`Import, ${loanRows.toLocaleString("en")} loans and ${paymentRows.toLocaleString("en")} payments`, [
    figure("loans, new (24 instalments each)", "rows/s", measured.loans, ofLoans),
    figure("loans, told again", "rows/s", measured.loansAgain, ofLoans),
    figure("payments, new", "rows/s", measured.payments, ofPayments),
    figure("payments, told again", "rows/s", measured.paymentsAgain, ofPayments),
    figure("largest memory", "MB", [most / 1e6]),
  ]);
} finally {
  clearInterval(watch);
  await postgres.close();
  directory.remove();
}

async function copyRaw(file: string, columns: readonly string[]): Promise<number> {
  const client = await connectPostgres(postgres.postgresUrl);
  try {
    await client.query(`DROP TABLE IF EXISTS raw_rows; CREATE TABLE raw_rows (${columns.map((column) => `${column} text`).join(", ")})`);
    return await seconds(() => pipeline(createReadStream(file), client.query(copyFrom("COPY raw_rows FROM STDIN WITH (FORMAT csv, HEADER)"))));
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
