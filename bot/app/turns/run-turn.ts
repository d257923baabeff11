/** One inbound turn: load, let Botkit route it with no transaction open, commit once (design §5, In). */
import type { ArrangementPolicy } from "../../domain/arrangements/arrangement-policy.ts";
import { dayIn, minuteMs, plus, secondMs, type Instant } from "../../domain/calendar.ts";
import { usualWeek } from "../../domain/policy/usual-week.ts";
import type { BorrowerId } from "../../domain/ids.ts";
import type { TurnPlan, TurnState } from "../../domain/turns/turn.ts";
import type { Base, RouteTurn, WakeUp } from "../ports.ts";
import type { PolicyShelf } from "../policy-shelf.ts";
import type { PendingTurn, TurnCommit, TurnStore } from "./ports.ts";

export interface TurnDeps extends Base {
  readonly store: TurnStore;
  readonly routeTurn: RouteTurn;
  readonly policies: PolicyShelf;
  readonly wake: WakeUp;
  /** Absent: nothing is offered to who asks for time. */
  readonly arrangements?: ArrangementPolicy | undefined;
}

/** People type in bursts: a turn begins when nothing has come for two seconds (design §3.7). */
const settleMs = 2 * secondMs;
const longestMs = 10 * secondMs;
/** A handler that throws three times will throw again: a person takes over. */
const mostAttempts = 3;
const retryMs = 30 * secondMs;

/** Drains the borrower's unread texts; safe to call at any time, from any worker, twice. */
export async function runTurns(deps: TurnDeps, borrower: BorrowerId): Promise<void> {
  for (let turns = 0; turns < 20; turns++) {
    const now = deps.clock.now();
    const pending = await deps.store.pending(borrower, now);
    if (!pending) return;
    const turn = withPolicy(deps, pending);
    const settledAt = settles(turn, deps.clock.speed);
    if (settledAt > now) return deps.wake([{ queue: "turn", id: borrower, at: settledAt }]);
    const routed = await route(deps, turn);
    if (!routed) continue;
    const commit = await committed(deps, routed.turn, routed.plan);
    if (!commit || commit.status === "stale") continue;
    await deps.wake([{ queue: "dispatch", id: borrower }, ...commit.escalations.map((id) => ({ queue: "escalations" as const, id }))]);
  }
}

/** What may be offered is data of the installation, not of the borrower. */
const withPolicy = ({ arrangements }: TurnDeps, turn: PendingTurn): PendingTurn =>
  arrangements && turn.arranging ? { ...turn, state: { ...turn.state, arranging: { policy: arrangements, loans: turn.arranging } } } : turn;

/** Two seconds after the last text, but not for ever: who keeps on typing is answered after ten. */
function settles({ newestReceivedAt, texts }: PendingTurn, speed: number): Instant {
  const oldest = Math.min(...texts.map((text) => text.receivedAt)) as Instant;
  const [quiet, latest] = [plus(newestReceivedAt, settleMs * speed), plus(oldest, longestMs * speed)];
  return quiet < latest ? quiet : latest;
}

/**
 * A burst of texts is one turn. Where it throws, its first text is tried alone, so that the text that throws holds up
 * no other: a cry for help beside it is heard. Undefined: that text was put off or given to a person.
 */
async function route(deps: TurnDeps, turn: PendingTurn): Promise<{ turn: PendingTurn; plan: TurnPlan } | undefined> {
  try {
    return { turn, plan: await deps.routeTurn(withLawfulHours(deps, turn), turn.texts) };
  } catch (fault) {
    if (turn.texts.length > 1) return route(deps, { ...turn, texts: turn.texts.slice(0, 1) });
    await putOff(deps, turn, fault);
    return undefined;
  }
}

/** What a wish about hours is held against: it may leave no minute in which a text may go out. */
function withLawfulHours({ policies }: TurnDeps, { state, whose }: PendingTurn): TurnState {
  const { policy } = policies.current.of(whose);
  return { ...state, lawful: usualWeek(policy, dayIn(state.now, state.borrower.zone)) };
}

/** Undefined: the commit threw, and the texts were put off or given to a person, as where routing throws. */
async function committed(deps: TurnDeps, turn: PendingTurn, plan: TurnPlan): Promise<TurnCommit | undefined> {
  try {
    return await deps.store.commit(turn, plan, deps.clock.now());
  } catch (fault) {
    await putOff(deps, turn, fault);
    return undefined;
  }
}

async function putOff(deps: TurnDeps, turn: PendingTurn, fault: unknown): Promise<void> {
  const code = fault instanceof Error ? fault.name : "unknown";
  const now = deps.clock.now();
  const retryAt = turn.attempts + 1 >= mostAttempts ? undefined : plus(now, Math.min(retryMs * 2 ** turn.attempts, 10 * minuteMs));
  deps.log.error({ borrowerId: turn.state.borrower.id, code, attempts: turn.attempts + 1, givenUp: retryAt === undefined }, "turn threw");
  const escalations = await deps.store.failed(turn, code, now, retryAt);
  await deps.wake(escalations.map((id) => ({ queue: "escalations" as const, id })));
}
