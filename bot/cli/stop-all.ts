import { userInfo } from "node:os";
import type { Command } from "commander";
import { liftStop, pressStop } from "../app/console/commands.ts";
import type { StopView } from "../app/console/views.ts";
import { openDesk } from "../assembly/keeping.ts";
import { readConfig } from "../config.ts";
import { isoInstant } from "../domain/calendar.ts";
import type { Stop } from "../domain/policy/gate.ts";
import { usageError } from "./usage-error.ts";

interface Options {
  channel?: string;
  branch?: string;
  template?: string;
  json?: true;
}

/** `huifang stop-all`: the red button; needs the database and nothing else. */
export function registerStopAll(program: Command): void {
  const stopAll = program.command("stop-all").description("the red button: from its commit on nothing automatic goes out there");
  const scoped = (command: Command): Command =>
    command
      .option("--channel <name>", "only this channel")
      .option("--branch <name>", "only this branch")
      .option("--template <id>", "only this template")
      .option("--json", "one JSON object a line");
  const withStops = async (options: Options, work: (deps: Awaited<ReturnType<typeof openDesk>>) => Promise<void>): Promise<void> => {
    const desk = await openDesk(readConfig(process.env));
    try {
      await work(desk);
      print(await desk.store.stops(), options);
    } finally {
      await desk.close();
    }
  };
  scoped(stopAll.command("on"))
    .description("stop; waits a moment for sends under way")
    .option("--reason <text>", "why; kept in the log")
    .action((options: Options & { reason?: string }) =>
      withStops(options, async (deps) => void (await pressStop(deps, userInfo().username, scopeOf(options), options.reason))),
    );
  scoped(stopAll.command("off"))
    .description("lift the stop of exactly this scope; what fell due meanwhile goes out unless its next stage has begun")
    .action((options: Options) =>
      withStops(options, async (deps) => {
        const wanted = scopeOf(options);
        const set = (await deps.store.stops()).filter((stop) => stop.scope === wanted.scope && (stop.value ?? undefined) === wanted.value);
        if (set.length === 0) {
          console.error(`nothing to lift: ${said(wanted)} is not stopped`);
          process.exitCode = 1;
        }
        for (const stop of set) await liftStop(deps, userInfo().username, stop.id);
      }),
    );
  stopAll
    .command("status")
    .description("what is stopped")
    .option("--json", "one JSON object a line")
    .action((options: Options) => withStops(options, async () => undefined));
}

function scopeOf({ channel, branch, template }: Options): Stop {
  const named = Object.entries({ channel, branch, template }).flatMap(([scope, value]) => (value === undefined ? [] : [{ scope: scopeNamed(scope), value }]));
  if (named.length > 1) throw usageError("name one of --channel, --branch, --template");
  return named[0] ?? { scope: "all" };
}

const scopeNamed = (name: string): Stop["scope"] => (name === "channel" || name === "branch" ? name : "template");
const said = ({ scope, value }: Stop): string => (value === undefined ? "everything" : `${scope} ${value}`);

function print(stops: readonly StopView[], { json }: Options): void {
  if (json) for (const { scope, value, setBy, setAt } of stops) console.log(JSON.stringify({ scope, value, set_by: setBy, set_at: isoInstant(setAt) }));
  else if (stops.length === 0) console.log("Nothing is stopped.");
  else
    for (const { scope, value, setBy, setAt } of stops)
      console.log(`Stopped: ${said({ scope: scopeAll(scope), ...(value !== null && { value }) })}, by ${setBy} at ${isoInstant(setAt)}`);
}

const scopeAll = (scope: string): Stop["scope"] => (scope === "all" ? "all" : scopeNamed(scope));
