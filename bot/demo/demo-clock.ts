import { z } from "zod";
import type { Clock } from "../app/ports.ts";
import { dayIn, instantAt, systemNow, zone, type Instant } from "../domain/calendar.ts";
import { nextAllowed } from "../domain/policy/hours.ts";
import type { Policies } from "../domain/policy/policies.ts";
import type { Database } from "../store/database.ts";

/** Where a demonstration's clock stood, and when that was written. */
const form = z.object({ clockAt: z.number(), realAt: z.number(), speed: z.number().positive() });
type Anchor = z.infer<typeof form>;

const demoZone = zone("Asia/Shanghai");
const beginsAtMinute = 9 * 60 + 30;
/** Written every few seconds while it runs; older means that nobody runs it and the clock stands. */
const runningWithinMs = 15_000;

/**
 * A demonstration's clock: starts on a working morning and runs faster than time, so that a reader of the README sees
 * a day of work in some minutes, whatever day it is. `save` keeps where it stands for the next start.
 */
export interface DemoClock extends Clock {
  save(): Promise<void>;
}

export async function beginDemoClock(database: Database, policies: Policies, speed: number): Promise<DemoClock> {
  const today = dayIn(systemNow(), demoZone);
  const morning = instantAt(today, beginsAtMinute, demoZone);
  const first = nextAllowed(morning, { policy: policies.inZone(demoZone), zones: demoZone }) ?? morning;
  const { startAt } = await kept(database);
  const anchor: Anchor = { clockAt: startAt ?? Math.max(first, instantAt(dayIn(first, demoZone), beginsAtMinute, demoZone)), realAt: systemNow(), speed };
  const clock = running(anchor);
  const save = async (): Promise<void> => {
    const at: Anchor = { clockAt: clock.now(), realAt: systemNow(), speed };
    await database.installation.update({ where: { id: 1 }, data: { demoClock: at } });
  };
  return { ...clock, save };
}

/** The clock of the demonstration in that database, for a second process; undefined where there is none. */
export async function joinDemoClock(database: Database): Promise<Clock | undefined> {
  const { anchor } = await kept(database);
  return anchor && joined(anchor);
}

/** The moment by an installation's clock: its column `demo_clock`, null where it is no demonstration. */
export const installationNow = (demoClock: unknown): Instant => {
  const anchor = form.nullish().parse(demoClock);
  return anchor ? joined(anchor).now() : systemNow();
};

const joined = (anchor: Anchor): Clock =>
  systemNow() - anchor.realAt < runningWithinMs ? running(anchor) : { now: () => anchor.clockAt as Instant, speed: anchor.speed };

const running = (anchor: Anchor): Clock => ({
  now: () => Math.round(anchor.clockAt + (systemNow() - anchor.realAt) * anchor.speed) as Instant,
  speed: anchor.speed,
});

async function kept(database: Database): Promise<{ anchor?: Anchor; startAt?: number }> {
  const row = await database.installation.findUnique({ where: { id: 1 }, select: { demoClock: true } });
  if (!row?.demoClock) return {};
  const anchor = form.parse(row.demoClock);
  return { anchor, startAt: anchor.clockAt };
}
