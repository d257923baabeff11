import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { importBook } from "../app/import/import-book.ts";
import type { ImportDeps } from "../app/import/session.ts";
import { dayIn, zone } from "../domain/calendar.ts";
import { openCsv } from "../store/import/csv-source.ts";
import { demoBook } from "./demo-book.ts";

/** Imports the demo book through the same door as a lender's; returns how many borrowers it has. */
export async function seedDemo(deps: ImportDeps, dataDir: string): Promise<number> {
  const { loansCsv, paymentsCsv } = demoBook(dayIn(deps.clock.now(), zone("Asia/Shanghai")));
  const folder = join(dataDir, "demo");
  mkdirSync(folder, { recursive: true });
  const [loans, payments] = [join(folder, "loans.csv"), join(folder, "payments.csv")];
  writeFileSync(loans, loansCsv);
  writeFileSync(payments, paymentsCsv);
  const report = await importBook(deps, { loans: openCsv(loans), payments: openCsv(payments), dryRun: false, allOrNothing: true });
  if (report.problemCount > 0) throw new Error(`the demo book has ${String(report.problemCount)} bad rows`);
  return report.borrowers.created;
}
