import { execFile } from "node:child_process";
import { createWriteStream, writeFileSync } from "node:fs";
import { once } from "node:events";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { freshDatabase } from "../../support/database.ts";
import { makeTestDirectory } from "../../support/test-directory.ts";
import { loansCsv } from "./support.ts";

const rows = 200_000;

test("a file of any length is read in bounded memory: 200,000 rows in a heap that could not hold them", async () => {
  const database = await freshDatabase();
  const directory = makeTestDirectory("memory");
  try {
    const loans = path.join(directory.path, "loans.csv");
    writeFileSync(loans, loansCsv({}));
    const payments = path.join(directory.path, "payments.csv");
    await writePayments(payments);
    const child = path.join(import.meta.dirname, "memory-child.ts");
    const { stdout } = await promisify(execFile)(process.execPath, ["--max-old-space-size=112", "--import", "tsx", child, database.url, loans, payments]);
    expect(JSON.parse(stdout)).toMatchObject({ rows, posted: rows, bad: 0 });
  } finally {
    await database.drop();
    directory.remove();
  }
}, 60_000);

async function writePayments(to: string): Promise<void> {
  const out = createWriteStream(to);
  out.write("loan_id,paid_on,amount,reference\n");
  for (let start = 0; start < rows; start += 1000) {
    const lines = Array.from({ length: 1000 }, (_, index) => `L1,2026-02-28,1.00,a-reference-as-long-as-those-of-banks-are-${String(start + index)}\n`);
    if (!out.write(lines.join(""))) await once(out, "drain");
  }
  out.end();
  await once(out, "finish");
}
