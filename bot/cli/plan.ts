import type { Command } from "commander";
import { forecast } from "../app/forecast/forecast.ts";
import type { Foreseen } from "../app/forecast/foresee.ts";
import { parseDay, type Day } from "../domain/calendar.ts";
import { createForecastStore } from "../store/forecast/forecast-store.ts";
import type { Core } from "../assembly/core.ts";
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
        const lines = forecast(forecastDeps(core), options);
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
  goLiveAt: core.installation.goLiveAt,
  channels: new Set(["sim", "web"]),
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
  const byDay = new Map<Day, Map<string, number>>();
  const why = new Map<string, number>();
  let touches = 0;
  for await (const line of lines) {
    touches++;
    const day = byDay.get(line.day) ?? new Map<string, number>();
    byDay.set(line.day, day);
    for (const column of [line.decision, `stage ${signed(line.stage)}`]) day.set(column, (day.get(column) ?? 0) + 1);
    if (line.decision !== "send") for (const { rule, detail } of line.reasons) count(why, `${line.decision}: ${rule}${detail ? ` (${detail})` : ""}`);
  }
  console.log(`${String(touches)} touches planned from ${from} to ${to}\n`);
  console.table(Object.fromEntries([...byDay].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([day, counts]) => [day, Object.fromEntries(counts)])));
  if (why.size > 0) console.log([...why].map(([reason, times]) => `  ${String(times).padStart(6)}  ${reason}`).join("\n"));
}

const signed = (stage: number): string => (stage > 0 ? `+${String(stage)}` : String(stage));
const count = (map: Map<string, number>, key: string): void => void map.set(key, (map.get(key) ?? 0) + 1);
