import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { forecast } from "../../bot/app/forecast/forecast.ts";
import type { Foreseen } from "../../bot/app/forecast/lines-of.ts";
import { importBook } from "../../bot/app/import/import-book.ts";
import { planAhead } from "../../bot/app/planning/plan-ahead.ts";
import { openTemplates } from "../../bot/assembly/templates.ts";
import { day } from "../../bot/domain/calendar.ts";
import { createForecastStore } from "../../bot/store/forecast/forecast-store.ts";
import { openCsv } from "../../bot/store/import/csv-source.ts";
import { createPlanningStore } from "../../bot/store/planning/planning-store.ts";
import { openBench, startOfTest, type Bench } from "../integration/import/support.ts";
import { expectedTouches } from "./expected-touches.ts";

// 682 loans of a Czech bank (PKDD'99), which are not part of this repository.
const maker = path.resolve(process.env["HUIFANG_SHARED"] ?? "../shared", "data/czech-bank-loans/make-live.mjs");
const here = existsSync(maker);

const weeks = [
  ["2026-11-23", "2026-11-29"],
  ["2027-01-11", "2027-01-17"],
] as const;

if (!here) console.warn(`no loan book at ${maker} (set HUIFANG_SHARED): its forecast is not counted`);

describe.skipIf(!here)("a real book", () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
    execFileSync(process.execPath, [maker, "--today", "2026-11-22", "--out", bench.directory]);
    const { problemCount } = await importBook(bench.deps, files(bench));
    if (problemCount > 0) throw new Error("the real book has bad rows");
  });
  afterAll(() => bench.close());

  it.each(weeks)("the forecast of %s to %s is what the book's own files say, touch by touch", async (from, to) => {
    const lines = await foreseen(bench, from, to);
    const expected = expectedTouches(read(bench, "loans.csv"), read(bench, "payments.csv"), from, to);
    expect(expected.length).toBeGreaterThan(100);
    expect(perStage(lines.map(({ stage }) => stage))).toEqual(perStage(expected.map(({ stage }) => stage)));
    expect(lines.map(({ loan, instalment, stage, day: on }) => `${loan}/${String(instalment)} ${String(stage)} ${on}`).toSorted()).toEqual(
      expected.map(({ loan, instalment, stage, on }) => `${loan}/${String(instalment)} ${String(stage)} ${on}`).toSorted(),
    );
  });

  it("the amounts that it names are what the files leave open", async () => {
    const [from, to] = weeks[0];
    const open = new Map(
      expectedTouches(read(bench, "loans.csv"), read(bench, "payments.csv"), from, to).map((one) => [`${one.loan}/${String(one.instalment)}`, one.openCents]),
    );
    const said = (await foreseen(bench, from, to)).flatMap(({ loan, instalment, text, then }) =>
      then ? [{ key: `${loan}/${String(instalment)}`, first: text, text: then.text }] : [],
    );
    expect(said.length).toBeGreaterThan(100);
    for (const { key, first, text } of said) {
      expect(first).not.toContain("¥");
      expect(text.replaceAll(",", "")).toContain(`¥${((open.get(key) ?? 0) / 100).toFixed(2)}`);
    }
  });

  it("forecasting and importing again change nothing; planning twice plans once", async () => {
    await bench.db.planDirty.deleteMany();
    const before = await bench.counts();
    await foreseen(bench, ...weeks[0]);
    expect(await bench.counts()).toEqual(before);
    const again = await importBook(bench.deps, files(bench));
    expect(again).toMatchObject({ loans: { rows: 682, unchanged: 682 }, payments: { posted: 0 }, problemCount: 0 });
    const logged = (before["log_entry"] ?? 0) + 1;
    expect(await bench.counts()).toEqual({ ...before, plan_dirty: 0, log_entry: logged, log_pending: logged });
    const { plans, policies } = await openTemplates();
    const planning = { ...bench.deps, store: createPlanningStore(bench.db, bench.vault), plans, policies };
    const { planned } = await planAhead(planning);
    expect(planned).toBeGreaterThan(0);
    expect(await planAhead(planning)).toEqual({ planned: 0 });
    expect(await bench.db.touch.count()).toBe(planned);
  });
});

async function foreseen(bench: Bench, from: string, to: string): Promise<Foreseen[]> {
  const { plans, policies, texts } = await openTemplates();
  const deps = {
    ...bench.deps,
    store: createForecastStore(bench.db, bench.vault),
    plans,
    policies,
    texts,
    lender: "Sample",
    goLiveAt: startOfTest,
    channels: new Set(["sim"]),
  };
  const lines: Foreseen[] = [];
  for await (const line of forecast(deps, { from: day(from), to: day(to) })) lines.push(line);
  return lines;
}

const files = ({ directory }: Bench) => ({
  loans: openCsv(path.join(directory, "loans.csv")),
  payments: openCsv(path.join(directory, "payments.csv")),
  dryRun: false,
  allOrNothing: false,
});
const read = ({ directory }: Bench, name: string): string => readFileSync(path.join(directory, name), "utf8");

function perStage(stages: readonly number[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const stage of stages) counts[stage] = (counts[stage] ?? 0) + 1;
  return counts;
}
