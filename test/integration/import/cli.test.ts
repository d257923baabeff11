import { Command, CommanderError } from "commander";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { importSummary } from "../../../bot/cli/import-summary.ts";
import { registerImport } from "../../../bot/cli/import.ts";
import { Tally } from "../../../bot/app/import/import-report.ts";
import { loansCsv, openBench, paymentsCsv, type Bench } from "./support.ts";

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(async () => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
  await bench.close();
});

async function huifang(...words: string[]): Promise<{ out: string; err: string; exit: number | string }> {
  let out = "";
  let err = "";
  vi.spyOn(process.stdout, "write").mockImplementation((text) => Boolean((out += String(text))));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => Boolean((err += String(text))));
  process.exitCode = undefined;
  const program = new Command().exitOverride();
  registerImport(program, () => Promise.resolve({ deps: bench.deps, close: () => Promise.resolve() }));
  try {
    await program.parseAsync(["import", ...words], { from: "user" });
  } catch (error) {
    // As bin/huifang does: whatever the argument parser refuses is wrong usage.
    if (error instanceof CommanderError) process.exitCode = 2;
    else throw error;
  } finally {
    vi.restoreAllMocks();
  }
  return { out, err, exit: process.exitCode ?? 0 };
}

describe("huifang import", () => {
  test("keeps good rows, says what was left out, and ends well", async () => {
    const loans = bench.file("loans.csv", loansCsv({}, { loan_id: "L2", borrower_name: "secret\u0007name" }));
    const { out, exit } = await huifang("--loans", loans);
    expect(exit).toBe(0);
    expect(out).toContain("Imported, but 1 row is bad and left out");
    expect(out).toContain("loans.csv:3  borrower_name: holds a control character");
    expect(out).not.toContain("secret");
  });

  test("--json ends with one object of the counts", async () => {
    const loans = bench.file("loans.csv", loansCsv({}));
    const payments = bench.file("payments.csv", paymentsCsv({}));
    const { out } = await huifang("--loans", loans, "--payments", payments, "--json");
    expect(JSON.parse(out.trim().split("\n").at(-1) ?? "")).toMatchObject({
      loans: { rows: 1, created: 1 },
      borrowers: { created: 1 },
      payments: { rows: 1, posted: 1 },
      problems: [],
      ledgerAsOf: "2026-11-22T02:00:00.000Z",
    });
  });

  test("reads other headers through a map in YAML", async () => {
    const payments = bench.file("payments.csv", paymentsCsv({}).replace("loan_id,paid_on", "合同号,还款日"));
    const map = bench.file("map.yaml", "loan_id: 合同号\npayments:\n  paid_on: 还款日\ncurrency: { value: CNY }\n");
    await huifang("--loans", bench.file("loans.csv", loansCsv({})));
    const { out, exit, err } = await huifang("--payments", payments, "--map", map);
    expect([exit, err]).toEqual([0, ""]);
    expect(out).toContain("1 posted");
  });

  test.each([
    ["a file that is not there", ["--loans", "/nowhere/loans.csv"], "cannot be read (ENOENT)"],
    ["columns that are missing", ["--payments", "LOANS"], "missing columns: paid_on, amount, reference; found: loan_id, borrower_id"],
    ["a map of unknown columns", ["--loans", "LOANS", "--map", "MAP"], "no such column: lone_id"],
    ["a ledger of the future", ["--loans", "LOANS", "--ledger-as-of", "2099-01-01T00:00:00Z"], "lies in the future"],
  ])("fails with exit 1 and one line for %s, and writes nothing", async (_, words, message) => {
    const files: Record<string, string> = { LOANS: bench.file("loans.csv", loansCsv({})), MAP: bench.file("map.json", '{"lone_id": "x"}') };
    const { err, exit } = await huifang(...words.map((word) => files[word] ?? word));
    expect(exit).toBe(1);
    expect(err).toContain(message);
    expect(await bench.counts()).toMatchObject({ loan: 0, log_entry: 0 });
  });

  test("says where a map is no YAML, never what stands there: the loan book may have been named by mistake", async () => {
    const loans = bench.file("loans.csv", loansCsv({}));
    const map = bench.file("map.yaml", 'loan: "id\n王秀英: [13800138000\n');
    const { err, out, exit } = await huifang("--loans", loans, "--map", map);
    expect(exit).toBe(1);
    expect(err).toMatch(/map\.yaml:\d+  is no YAML \([A-Z_]+\)/);
    expect(err + out).not.toMatch(/王秀英|13800138000/);
  });

  test("fails with exit 1 where --all-or-nothing finds a bad row", async () => {
    const { out, exit } = await huifang("--all-or-nothing", "--loans", bench.file("loans.csv", loansCsv({}, { loan_id: "L2", currency: "?" })));
    expect(exit).toBe(1);
    expect(out).toContain("Nothing was imported: 1 row is bad");
  });

  test.each([[["--json"]], [["--loans", "x", "--ledger-as-of", "noon"]]])("ends with exit 2 for wrong usage: %j", async (words) => {
    expect((await huifang(...words)).exit).toBe(2);
  });
});

test("the summary lists fifty problems and counts the rest", () => {
  const tally = new Tally();
  for (let line = 2; line < 2002; line += 1) tally.problem("loans", line, { column: "currency", value: "?", reason: "unknown", severity: "bad" });
  const lines = importSummary(tally.report(false, true, null))
    .trimEnd()
    .split("\n");
  expect(lines.filter((line) => line.startsWith("loans.csv:"))).toHaveLength(50);
  expect(lines.at(-1)).toBe("and 1950 more");
});
