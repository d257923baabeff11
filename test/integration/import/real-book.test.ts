import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { importBook } from "../../../bot/app/import/import-book.ts";
import { openCsv } from "../../../bot/store/import/csv-source.ts";
import { openBench } from "./support.ts";

// 682 loans of a Czech bank (PKDD'99), which are not part of this repository.
const maker = path.resolve("../shared/data/czech-bank-loans/make-live.mjs");
const here = existsSync(maker);

test.skipIf(!here)(`a real book is taken whole, and told again changes nothing${here ? "" : " (the book is not on this machine)"}`, async () => {
  const bench = await openBench();
  try {
    execFileSync(process.execPath, [maker, "--today", "2026-11-22", "--out", bench.directory]);
    const files = {
      loans: openCsv(path.join(bench.directory, "loans.csv")),
      payments: openCsv(path.join(bench.directory, "payments.csv")),
      dryRun: false,
      allOrNothing: false,
    };
    const first = await importBook(bench.deps, files);
    expect(first).toMatchObject({
      loans: { rows: 682, created: 682, bad: 0 },
      borrowers: { created: 682 },
      payments: { rows: 11_782, posted: 11_782, bad: 0 },
      problemCount: 0,
    });
    const counts = await bench.counts();
    expect(counts).toMatchObject({ borrower: 682, loan: 682, instalment: 24_888, payment: 11_782, plan_dirty: 682 });
    await bench.db.planDirty.deleteMany();
    const second = await importBook(bench.deps, files);
    expect(second).toMatchObject({ loans: { unchanged: 682 }, borrowers: { unchanged: 682 }, payments: { known: 11_782, posted: 0 }, problemCount: 0 });
    const entries = (counts["log_entry"] ?? 0) + 1;
    expect(await bench.counts()).toEqual({ ...counts, plan_dirty: 0, log_entry: entries, log_pending: entries });
  } finally {
    await bench.close();
  }
});
