import { addDays, instantAt, plus, type Day, type Zone } from "../../domain/calendar.ts";
import { openOn } from "../../domain/policy/hours.ts";
import { level, type Window } from "../../domain/reminders/capacity.ts";
import { spreadOn } from "../../domain/reminders/touches.ts";
import type { PlanningDeps } from "./deps.ts";

/** Whoever is brought to an hour of today is not looked at before. */
const soonMs = 600_000;

/** Brings today's and tomorrow's reminders under what officers can answer; asks the database once a day where nothing is over. */
export async function levelDays(deps: PlanningDeps, zone: Zone, today: Day): Promise<void> {
  const { store, capacity = [], clock, newId } = deps;
  if (capacity.length === 0) return;
  const soon = plus(clock.now(), soonMs);
  for (const on of [today, addDays(today, 1)]) {
    const day = windowOn(deps, zone, on, soon);
    if (!day) continue;
    const before = on === today ? undefined : windowOn(deps, zone, today, soon);
    for (const group of await store.crowded({ zone, ...day, capacity })) {
      const taken = before && (await store.takenBy({ zone, ...before, of: group }));
      const nextFrom = instantAt(addDays(on, 1), spreadOn(addDays(on, 1), deps.policies.current.inZone(zone)).fromMinute, zone);
      const moves = level({ ...group, day, nextFrom, ...(before && taken && { before: { ...before, taken } }) });
      if (moves.length > 0) await store.move({ ...day, moves }, { now: clock.now(), newId });
    }
  }
}

/** What is left of the minutes over which a day's reminders are spread; undefined: nothing, or a closed day. */
function windowOn({ policies }: PlanningDeps, zone: Zone, on: Day, soon: Window["from"]): Window | undefined {
  const policy = policies.current.inZone(zone);
  if (!openOn(on, { policy })) return undefined;
  const { fromMinute, minutes } = spreadOn(on, policy);
  const begins = instantAt(on, fromMinute, zone);
  const from = begins > soon ? begins : soon;
  const to = instantAt(on, fromMinute + minutes, zone);
  return from < to ? { from, to } : undefined;
}
