/**
 * Ratios against a named baseline, in one run. Each round measures every side once, in turn, so that what else the
 * machine does meanwhile falls on all of them; the medians of the rounds are compared. A first round warms up.
 */
import os from "node:os";

/** What is measured, in the unit of the comparison. */
export type Side = (round: number) => Promise<number>;

export interface Figure {
  readonly what: string;
  readonly unit: string;
  readonly value: number;
  /** Of the rounds, lowest and highest. */
  readonly span: readonly [number, number];
  readonly baseline?: { readonly name: string; readonly value: number };
  /** A bound of the ratio to the baseline, or of the value where there is none. */
  readonly aim?: { readonly at: "least" | "most"; readonly bound: number };
}

export async function interleaved<Name extends string>(sides: Readonly<Record<Name, Side>>, { rounds = 3, warm = 1 } = {}): Promise<Record<Name, number[]>> {
  const measured = Object.fromEntries(Object.keys(sides).map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = -warm; round < rounds; round++) {
    for (const name of Object.keys(sides) as Name[]) {
      const value = await sides[name](round + warm).catch((fault: unknown) => {
        // At once: closing what is still at work may fault louder.
        console.error(`${name}:`, fault);
        throw fault;
      });
      if (round >= 0) measured[name].push(value);
    }
  }
  return measured;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (low === undefined || high === undefined) throw new RangeError("no values");
  return (low + high) / 2;
}

export function figure(
  what: string,
  unit: string,
  values: readonly number[],
  against?: { readonly name: string; readonly values: readonly number[] },
  aim?: Figure["aim"],
): Figure {
  return {
    what,
    unit,
    value: median(values),
    span: [Math.min(...values), Math.max(...values)],
    ...(against && { baseline: { name: against.name, value: median(against.values) } }),
    ...(aim && { aim }),
  };
}

/** As a table for people; with BENCH_JSON=1 a line of JSON for each figure besides. */
export function report(title: string, figures: readonly Figure[]): void {
  const cpu = os.cpus()[0]?.model ?? "unknown processor";
  console.log(`\n${title}: ${String(os.cpus().length)} × ${cpu}, load ${(os.loadavg()[0] ?? 0).toFixed(1)}, Node ${process.versions.node}`);
  for (const one of figures) console.log(lineOf(one));
  if (process.env["BENCH_JSON"] === "1") for (const one of figures) console.log(JSON.stringify(one));
}

function lineOf({ what, unit, value, span, baseline, aim }: Figure): string {
  const ratio = baseline && value / baseline.value;
  const told = ratio ?? value;
  const met = aim && (aim.at === "least" ? told >= aim.bound : told <= aim.bound) ? "met" : "missed";
  return [
    `  ${what.padEnd(46)} ${number(value).padStart(10)} ${unit}`,
    `(${number(span[0])}–${number(span[1])})`,
    ...(baseline && ratio !== undefined ? [`${ratio.toFixed(ratio < 0.1 ? 4 : 2)}x of ${baseline.name} (${number(baseline.value)} ${unit})`] : []),
    ...(aim ? [`aim ${aim.at === "least" ? "≥" : "≤"} ${number(aim.bound)}${ratio === undefined ? ` ${unit}` : "x"}: ${met}`] : []),
  ].join("  ");
}

const number = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString("en") : value >= 10 ? value.toFixed(1) : value.toFixed(value < 0.1 ? 3 : 2);

export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}

/** A size that the environment may set: BENCH_LOANS=1000000. */
export function size(name: string, otherwise: number): number {
  const given = Number(process.env[`BENCH_${name}`] ?? otherwise);
  if (!Number.isSafeInteger(given) || given < 1) throw new RangeError(`BENCH_${name} must be a whole number`);
  return given;
}
