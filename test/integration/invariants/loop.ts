import { dispatchDue, type DispatchDeps } from "../../../bot/app/dispatch/dispatch.ts";
import { postPayments, type PaymentToPost } from "../../../bot/app/import/post-payments.ts";
import { planAhead } from "../../../bot/app/planning/plan-ahead.ts";
import type { Channel, Clock, Receive, WakeUp } from "../../../bot/app/ports.ts";
import { createReceive } from "../../../bot/app/receive/receive.ts";
import { sweep } from "../../../bot/app/sweep/sweep.ts";
import { runTurns, type TurnDeps } from "../../../bot/app/turns/run-turn.ts";
import { createTurnRouter } from "../../../bot/conversation/route-turn.ts";
import { secondMs } from "../../../bot/domain/calendar.ts";
import type { BorrowerId } from "../../../bot/domain/ids.ts";
import { understand } from "../../../bot/domain/replies/understand.ts";
import { createDispatchStore } from "../../../bot/store/dispatch/dispatch-store.ts";
import { createBookStore } from "../../../bot/store/import/book-store.ts";
import { createPlanningStore } from "../../../bot/store/planning/planning-store.ts";
import { createReceiveStore } from "../../../bot/store/receive/receive-store.ts";
import { createSweepStore } from "../../../bot/store/sweep/sweep-store.ts";
import { createTurnStore } from "../../../bot/store/turns/turn-store.ts";
import type { TestInstallation } from "../../support/big-book.ts";
import type { TestClock } from "../../support/test-clock.ts";

/** The loop without queues: each step when the test says so. */
export interface Loop {
  readonly receive: Receive;
  plan(): Promise<{ planned: number }>;
  dispatch(id: BorrowerId): ReturnType<typeof dispatchDue>;
  /** Dispatches whatever the sweep finds, until it finds nothing more at this moment. */
  dispatchAll(): Promise<void>;
  turn(id: BorrowerId): Promise<void>;
  /** Lets texts settle, then runs every turn that is due. */
  turnAll(): Promise<void>;
  sweep(): ReturnType<typeof sweep>;
  pay(...payments: readonly PaymentToPost[]): Promise<void>;
}

const asleep: WakeUp = async () => undefined;

export function openLoop({ core }: TestInstallation, clock: TestClock, channel: Channel, hear: typeof understand = understand): Loop {
  const storing = { ...core, speed: 1 };
  const dispatching: DispatchDeps = {
    ...core,
    clock,
    store: createDispatchStore(storing),
    channels: new Map([[channel.name, channel]]),
    lender: core.installation.lender,
  };
  const turning: TurnDeps = { ...core, clock, store: createTurnStore(core), routeTurn: createTurnRouter({ understand: hear }).routeTurn, wake: asleep };
  const sweeping = createSweepStore(storing);
  const base: { clock: Clock; wake: WakeUp } = { clock, wake: asleep };
  return {
    receive: createReceive({ ...core, ...base, store: createReceiveStore(core) }),
    plan: () => planAhead({ ...core, clock, store: createPlanningStore(core.database, core.vault) }),
    dispatch: (id) => dispatchDue(dispatching, id),
    async dispatchAll() {
      await atOnce(await sweeping.dueForDispatch(clock.now(), 10_000), (id) => dispatchDue(dispatching, id));
    },
    turn: (id) => runTurns(turning, id),
    async turnAll() {
      clock.advance(3 * secondMs);
      await atOnce(await sweeping.dueForTurn(clock.now(), 10_000), (id) => runTurns(turning, id));
    },
    sweep: () => sweep({ ...core, ...base, store: sweeping }),
    async pay(...payments) {
      const report = await postPayments({ ...core, clock, book: createBookStore(core.database, core.vault) }, payments);
      if (report.bad > 0) throw new Error(`the test's own payment is bad: ${JSON.stringify(report.problems)}`);
    },
  };
}

/** As a worker does: several borrowers at a time, each in a job of their own. */
async function atOnce(ids: readonly BorrowerId[], work: (id: BorrowerId) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < ids.length; from += 16) await Promise.all(ids.slice(from, from + 16).map(work));
}
