/** Plays a scenario file and writes down what everybody saw. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Templates } from "../../bot/assembly/templates.ts";
import { zone } from "../../bot/domain/calendar.ts";
import { momentIn, standingClock } from "./scenario-clock.ts";
import { endState } from "./scenario-end.ts";
import { readLog } from "./scenario-entries.ts";
import { scenarioForm, type Scenario } from "./scenario-form.ts";
import { brokenRules } from "./scenario-never.ts";
import { doStep } from "./scenario-steps.ts";
import { tick } from "./scenario-time.ts";
import { entryLine, namesOf, timeText } from "./scenario-transcript.ts";
import { openWorld, type World } from "./scenario-world.ts";

export interface Played {
  readonly scenario: Scenario;
  readonly golden: string;
  /** Rules of design §3 that did not hold; none, ever. */
  readonly broken: readonly string[];
}

export async function playScenario(file: string, templates: Templates): Promise<Played> {
  const scenario = scenarioForm.parse(parse(readFileSync(file, "utf8")));
  const world = await openWorld(scenario, standingClock(momentIn(scenario.start, zone(scenario.zone))), templates);
  try {
    const story = await play(world);
    const golden = [`# ${scenario.title}`, "", ...story, "", "In the end", ...(await endState(world)), ""].join("\n");
    return { scenario, golden, broken: await brokenRules(world) };
  } finally {
    await world.close();
  }
}

async function play(world: World): Promise<string[]> {
  const lines: string[] = [];
  let read = (await readLog(world)).at(-1)?.id ?? "";
  const tell = async (): Promise<void> => {
    const names = await namesOf(world);
    for (const entry of await readLog(world, read)) {
      const line = entryLine(world, names, entry);
      if (line !== undefined) lines.push(line);
      read = entry.id;
    }
  };
  await tick(world);
  await tell();
  for (const step of world.scenario.steps) {
    const done = await doStep(world, step);
    if (done !== undefined) lines.push(`${timeText(world, world.clock.now())} ${done}`);
    await tell();
  }
  return lines;
}
