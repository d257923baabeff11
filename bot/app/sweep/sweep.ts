/**
 * What keeps the promise that jobs only wake: every tick looks for rows that are due and wakes them again, closes
 * claims whose worker died, and asks the ledger about promises.
 */
import { dayMs, plus } from "../../domain/calendar.ts";
import type { EscalationId } from "../../domain/ids.ts";
import type { Base, WakeUp } from "../ports.ts";
import { answerKeptMs } from "../requests/begin-keyed.ts";
import type { SweepStore } from "./ports.ts";

export interface SweepDeps extends Base {
  readonly store: SweepStore;
  readonly wake: WakeUp;
}

/** More wait for the next tick: a flood is worked off in order instead of filling the queue. */
const atOnce = 5_000;

/** For so long can what the lender's systems were told be told again. */
const outwardKeptMs = 30 * dayMs;

export async function sweep(deps: SweepDeps): Promise<{ woken: number; unknown: number }> {
  const { store, clock } = deps;
  const unknown = await store.closeDeadClaims(clock.now());
  if (unknown > 0) deps.log.warn({ unknown }, "sends of a dead worker: outcome unknown");
  const raised: EscalationId[] = [];
  for (const id of await store.duePromises(clock.now(), atOnce)) push(raised, await each(deps, id, () => store.decidePromise(id, clock.now())));
  for (const id of await store.dueUnanswered(clock.now(), atOnce)) push(raised, await each(deps, id, () => store.decideUnanswered(id, clock.now())));
  for (const id of await store.dueArrangements(clock.now(), atOnce)) push(raised, await each(deps, id, () => store.lookAtArrangement(id, clock.now())));
  for (const id of await store.dueCheckins(clock.now(), atOnce)) await each(deps, id, () => store.lookAtCheckin(id, clock.now()));
  const followed = await store.followUp(clock.now(), atOnce);
  if (followed > 0) deps.log.info({ followed }, "reminders to be said again on another channel");
  await store.forgetAnswers(plus(clock.now(), -answerKeptMs));
  const dispatch = await store.dueForDispatch(clock.now(), atOnce);
  const turns = await store.dueForTurn(clock.now(), atOnce);
  const escalations = new Set([...raised, ...(await store.dueEscalations(clock.now(), atOnce))]);
  const outward = await store.dueOutward(clock.now(), plus(clock.now(), -outwardKeptMs), atOnce);
  await deps.wake([
    ...turns.map((id) => ({ queue: "turn" as const, id })),
    ...[...escalations].map((id) => ({ queue: "escalations" as const, id })),
    ...dispatch.map((id) => ({ queue: "dispatch" as const, id })),
    ...outward.map((each) => ({ queue: "outward" as const, ...each })),
  ]);
  return { woken: dispatch.length + turns.length + escalations.size + outward.length, unknown };
}

/** One borrower's fault must not keep the others asleep. */
async function each<T>({ log }: SweepDeps, id: string, decide: () => Promise<T>): Promise<T | undefined> {
  try {
    return await decide();
  } catch (fault) {
    log.error({ id, fault: fault instanceof Error ? fault.name : "unknown" }, "sweep passed over a row");
    return undefined;
  }
}

const push = <T>(list: T[], item: T | undefined): void => {
  if (item !== undefined) list.push(item);
};
