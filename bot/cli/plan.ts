import { SingleBar } from "cli-progress";
import type { Command } from "commander";
import { forecast } from "../app/forecast/forecast.ts";
import type { Foreseen } from "../app/forecast/lines-of.ts";
import { summarise } from "../app/forecast/summary.ts";
import type { Core } from "../assembly/core.ts";
import { forecastDeps } from "../assembly/forecast.ts";
import { parseDay, type Day } from "../domain/calendar.ts";
import { planSummary, summaryLines } from "./plan-summary.ts";
import { usageError } from "./usage-error.ts";

interface Options {
  readonly from: Day;
  readonly to: Day;
  readonly json?: true;
  readonly summary?: true;
}

/** `huifang plan --from D --to D`: what would be sent to whom, and why not; changes nothing. */
export function registerPlan(program: Command, connect: () => Promise<Core>): void {
  program
    .command("plan")
    .description("a dry run: what the gate says to the touches whose planned day lies in the range, by day and channel; changes nothing")
    .requiredOption("--from <day>", "first planned day, YYYY-MM-DD", dayOption)
    .requiredOption("--to <day>", "last planned day, YYYY-MM-DD", dayOption)
    .option("--json", "one JSON object a line: each touch, with its text")
    .option("--summary", "with --json: each day and channel instead, then what the expected load rests on")
    .action(async (options: Options) => {
      if (options.to < options.from) throw usageError("--to is before --from");
      if (options.summary && !options.json) throw usageError("--summary goes with --json; without it the summary is what is printed");
      const core = await connect();
      const bar = progressBar();
      try {
        const deps = forecastDeps(core);
        if (options.json && !options.summary) {
          const of = bar.shown ? await deps.store.count({}) : 0;
          await printJson(forecast(deps, options, (done) => bar.show(done, of)));
          return;
        }
        const summary = await summarise(deps, options, {}, { progress: bar.show });
        bar.stop();
        if (options.json) for (const line of summaryLines(summary)) console.log(JSON.stringify(line));
        else console.log(planSummary(summary));
      } finally {
        bar.stop();
        await core.close();
      }
    });
}

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

/** On a terminal that shows nothing else meanwhile; elsewhere nothing. */
function progressBar(): { readonly shown: boolean; show(done: number, of: number): void; stop(): void } {
  const shown = process.stderr.isTTY;
  const bar = new SingleBar({ format: "{bar} {percentage}% | {value} of {total} borrowers | {eta_formatted} left", hideCursor: true, clearOnComplete: true });
  let begun = false;
  return {
    shown,
    show(done, of) {
      if (!shown || of === 0) return;
      if (!begun) bar.start(of, done);
      else bar.update(done);
      begun = true;
    },
    stop: () => bar.stop(),
  };
}
