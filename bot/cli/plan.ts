import type { Command } from "commander";
import { forecast } from "../app/forecast/forecast.ts";
import type { Foreseen } from "../app/forecast/foresee.ts";
import { parseDay, type Day } from "../domain/calendar.ts";
import { createForecastStore } from "../store/forecast/forecast-store.ts";
import type { Core } from "../assembly/core.ts";
import { proofOf } from "../assembly/proof.ts";
import { usageError } from "./usage-error.ts";

/** `huifang plan --from D --to D`: what would be sent to whom, and why not; changes nothing. */
export function registerPlan(program: Command, connect: () => Promise<Core>): void {
  program
    .command("plan")
    .description("a dry run: the touches whose planned day lies in the range, with the gate's decision; changes nothing")
    .requiredOption("--from <day>", "first planned day, YYYY-MM-DD", dayOption)
    .requiredOption("--to <day>", "last planned day, YYYY-MM-DD", dayOption)
    .option("--json", "one JSON object a line")
    .action(async (options: { from: Day; to: Day; json?: true }) => {
      if (options.to < options.from) throw usageError("--to is before --from");
      const core = await connect();
      try {
        const lines = forecast(forecastDeps(core), options, { counting: options.json === undefined });
        if (options.json) await printJson(lines);
        else await printSummary(lines, options);
      } finally {
        await core.close();
      }
    });
}

export const forecastDeps = (core: Core): Parameters<typeof forecast>[0] => ({
  ...core,
  store: createForecastStore(core.database, core.vault),
  lender: core.installation.lender,
  proof: proofOf(core),
  goLiveAt: core.installation.goLiveAt,
  restoredAt: core.installation.restoredAt,
  channels: new Set(["sim", "web", ...(core.config.TELEGRAM_BOT_TOKEN === undefined ? [] : ["telegram"])]),
});

function dayOption(text: string): Day {
  const day = parseDay(text);
  if (day === undefined) throw usageError(`"${text}" is no day; write it as 2026-11-22`);
  return day;
}

async function printJson(lines: AsyncIterable<Foreseen>): Promise<void> {
  for await (const line of lines) {
    // A closed pipe (| head) ends us; a full one is waited for.
    if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await new Promise((drained) => process.stdout.once("drain", drained));
  }
}

async function printSummary(lines: AsyncIterable<Foreseen>, { from, to }: { from: Day; to: Day }): Promise<void> {
  const days = new Map<Day, Map<string, number>>();
  const why = new Map<string, number>();
  const stages = new Set<number>();
  let touches = 0;
  for await (const line of lines) {
    touches++;
    stages.add(line.stage);
    const day = days.get(line.day) ?? new Map<string, number>();
    days.set(line.day, day);
    for (const column of [line.decision, signed(line.stage)]) count(day, column);
    if (line.decision !== "send") for (const { rule, detail } of line.reasons) count(why, `${line.decision}: ${rule}${detail ? ` (${detail})` : ""}`);
  }
  console.log(`${String(touches)} touches planned from ${from} to ${to}: what the gate says, and by stage (days from the due day)\n`);
  if (touches === 0) return;
  const columns = ["send", "defer", "suppress", ...[...stages].toSorted((a, b) => a - b).map(signed)];
  const row = (cells: readonly string[]): string =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(10) : cell.padStart(Math.max(6, (columns[i - 1] ?? "").length + 1)))).join(" ");
  console.log(row(["day", ...columns]));
  for (const [day, counts] of [...days].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    console.log(row([day, ...columns.map((column) => String(counts.get(column) ?? "·"))]));
  if (why.size > 0)
    console.log(
      `\nwhy later or not at all:\n${[...why]
        .toSorted(([, a], [, b]) => b - a)
        .map(([reason, times]) => `  ${String(times).padStart(6)}  ${reason}`)
        .join("\n")}`,
    );
}

const signed = (stage: number): string => (stage > 0 ? `+${String(stage)}` : String(stage));
const count = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1);
