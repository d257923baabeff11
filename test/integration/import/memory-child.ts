/** Imports a payments file as a dry run, in a process whose heap is too small to hold it. */
import { importBook } from "../../../bot/app/import/import-book.ts";
import { instant } from "../../../bot/domain/calendar.ts";
import { connectDatabase } from "../../../bot/store/database.ts";
import { createBookStore } from "../../../bot/store/import/book-store.ts";
import { openCsv } from "../../../bot/store/import/csv-source.ts";
import { rootKeys } from "../../../bot/store/seal.ts";
import { createVault } from "../../../bot/store/vault.ts";

const [url = "", loans = "", payments = ""] = process.argv.slice(2);
const ignore = (): void => undefined;
const database = connectDatabase(url);
const deps = {
  clock: { now: () => instant("2026-11-22T02:00:00Z"), speed: 1 },
  newId: <T extends string>() => crypto.randomUUID() as string as T,
  log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  book: createBookStore(database, createVault(rootKeys(Buffer.alloc(32, 7)))),
};
const report = await importBook(deps, { loans: openCsv(loans), payments: openCsv(payments), dryRun: true, allOrNothing: false });
await database.$disconnect();
console.log(JSON.stringify(report.payments));
