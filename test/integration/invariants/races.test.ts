import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { liftStop, pressStop } from "../../../bot/app/console/commands.ts";
import { dispatchDue, type DispatchDeps } from "../../../bot/app/dispatch/dispatch.ts";
import { postItems } from "../../../bot/app/lender/post-items.ts";
import { postPayments } from "../../../bot/app/import/post-payments.ts";
import { planAhead } from "../../../bot/app/planning/plan-ahead.ts";
import { createReceive } from "../../../bot/app/receive/receive.ts";
import { runTurns, type TurnDeps } from "../../../bot/app/turns/run-turn.ts";
import { randomOf } from "../../../bot/channels/sim/persons/random.ts";
import { createTurnRouter } from "../../../bot/conversation/route-turn.ts";
import { day, instant, minuteMs, plus, secondMs } from "../../../bot/domain/calendar.ts";
import type { BorrowerId } from "../../../bot/domain/ids.ts";
import { understand } from "../../../bot/domain/replies/understand.ts";
import { mostJoined } from "../../../bot/domain/reminders/joined.ts";
import { createConsoleStore } from "../../../bot/store/console/console-store.ts";
import { createDispatchStore } from "../../../bot/store/dispatch/dispatch-store.ts";
import { createBookStore } from "../../../bot/store/import/book-store.ts";
import { createPlanningStore } from "../../../bot/store/planning/planning-store.ts";
import { createReceiveStore } from "../../../bot/store/receive/receive-store.ts";
import { createTurnStore } from "../../../bot/store/turns/turn-store.ts";
import { bigBook, openInstallation, secretAddress, verifyAll, type TestInstallation } from "../../support/big-book.ts";
import { accepted, recordingChannel } from "../../support/recording-provider.ts";
import { testClock } from "../../support/test-clock.ts";
import { numberLog, readLog, type Entry } from "./checks.ts";

const dueOn = day("2026-11-25");
const noon = instant("2026-11-25T12:00:00Z");
const races = 200;
const ignore = async (): Promise<void> => undefined;

describe("a dispatch that races with what forbids it", () => {
  const clock = testClock(plus(noon, -minuteMs));
  const random = randomOf("races");
  const channel = recordingChannel();
  let book: TestInstallation;
  let ids: Map<string, BorrowerId>;
  let next = 1;
  beforeAll(async () => {
    book = await openInstallation({ clock, hours: { from: "12:00", to: "13:00" } });
    await book.import({ loans: bigBook({ borrowers: 4 * races + 100, zone: "UTC", dueOn }) });
    await verifyAll(book.core);
    await numberLog(book.core);
    await planAhead(planning(book));
    ids = await book.borrowers();
    clock.set(noon);
  });
  afterAll(() => book.close());

  /** `within`: how many milliseconds each may wait before it begins; `forbiddenAt`: where in the log it was forbidden. */
  const race = async (
    within: { forbid: number; dispatch: number },
    forbid: (n: number, id: BorrowerId) => Promise<unknown>,
    forbiddenAt: (log: readonly Entry[], id: BorrowerId, n: number, index: number) => number,
  ): Promise<void> => {
    const from = next;
    next += races;
    const numbers = Array.from({ length: races }, (_, index) => from + index);
    for (const n of numbers) {
      const id = idOf(ids, n);
      // Which commits first is the database's choice.
      await Promise.all([
        after(random() * within.forbid, () => forbid(n, id)),
        after(random() * within.dispatch, () => dispatchDue(dispatching(book, channel), id)),
      ]);
    }
    const log = await readLog(book.core);
    let sent = 0;
    const late: number[] = [];
    for (const [index, n] of numbers.entries()) {
      const id = idOf(ids, n);
      const claim = log.findIndex((entry) => entry.kind === "message.claimed" && entry.borrowerId === id && entry.body["class"] === "initiating");
      const forbidden = forbiddenAt(log, id, n, index);
      expect(forbidden, `what forbids number ${String(n)}`).toBeGreaterThanOrEqual(0);
      if (claim >= 0) sent++;
      if (claim > forbidden) late.push(n);
    }
    expect(late, "claimed after it was forbidden").toEqual([]);
    // Otherwise this was no race.
    expect(sent).toBeGreaterThan(0);
    expect(sent).toBeLessThan(races);
    const claimed = new Set(log.flatMap((entry) => (entry.kind === "message.claimed" ? [String(entry.body["message"])] : [])));
    expect(
      channel.sends.filter(({ messageId }) => !claimed.has(messageId)),
      "sent without a claim",
    ).toEqual([]);
  };

  it("a payment that is committed first is never dunned", { timeout: 120_000 }, async () => {
    await race(
      { forbid: 60, dispatch: 30 },
      (n) => {
        const deps = { ...book.core, book: createBookStore(book.core.database, book.core.vault) };
        // Paid before the loan was known here: without a receipt, only reminders race.
        const payments = [{ loanId: `L${pad(n)}`, paidOn: "2026-11-10", amount: "8033.00", reference: `R${pad(n)}` }];
        // by the import's way and by that of the API
        return n % 2 === 0 ? postPayments(deps, payments) : postItems(deps, payments);
      },
      // One after the other, so that the first payment in the log is the first race's.
      (log, _id, _n, index) => log.flatMap((entry, at) => (entry.kind === "import.payments" ? [at] : []))[index] ?? -1,
    );
  });

  it("an opt-out that is committed first is never written to", { timeout: 120_000 }, async () => {
    for (let n = next; n < next + races; n++) await optOut(n);
    const turns = turning(0);
    await race(
      { forbid: 30, dispatch: 30 },
      (_n, id) => runTurns(turns, id),
      (log, id) => heldAt(log, id, "opt_out"),
    );
  });

  it("an opt-out that a worker whose clock is ahead has committed holds at once", async () => {
    const n = next++;
    const id = idOf(ids, n);
    await optOut(n);
    await runTurns(turning(5 * secondMs), id);
    await dispatchDue(dispatching(book, channel), id);
    const claims = (await readLog(book.core)).filter((entry) => entry.kind === "message.claimed" && entry.borrowerId === id);
    expect(claims.map(({ body }) => body["class"])).not.toContain("initiating");
  });

  /** The text has come three seconds ago: its turn has settled. */
  async function optOut(n: number): Promise<void> {
    const at = plus(clock.now(), -3 * secondMs);
    const receive = createReceive({ ...book.core, clock: { now: () => at, speed: 1 }, store: createReceiveStore(book.core), wake: ignore });
    await receive("sim", [{ kind: "text", providerId: `stop-${String(n)}`, address: secretAddress(n), at, text: "退订" }]);
  }

  const turning = (aheadMs: number): TurnDeps => ({
    ...book.core,
    clock: { now: () => plus(clock.now(), aheadMs), speed: 1 },
    store: createTurnStore(book.core),
    routeTurn: createTurnRouter({ understand }).routeTurn,
    wake: ignore,
  });

  it("a do-not-contact of the lender's that is committed first holds", { timeout: 120_000 }, async () => {
    await race(
      { forbid: 0, dispatch: 60 },
      (n) => book.import({ loans: bigBook({ borrowers: 1, from: n, zone: "UTC", dueOn }, { do_not_contact: "yes" }) }),
      (log, id) => heldAt(log, id, "do_not_contact"),
    );
  });

  it("the red button stops whatever has not been claimed when it is pressed", { timeout: 120_000 }, async () => {
    const pressing = { ...book.core, store: createConsoleStore(book.core) };
    const pressed = new Map<number, string>();
    await race(
      { forbid: 30, dispatch: 5 },
      async (n) => {
        const set = await pressStop(pressing, "tester", { scope: "all" });
        pressed.set(n, set.id);
        // Lifted only when the dispatch of this round is over.
        await settled(n);
        await liftStop(pressing, "tester", set.id);
      },
      (log, _id, n) => log.findIndex((entry) => entry.kind === "stop.set" && entry.body["stop"] === pressed.get(n)),
    );

    async function settled(n: number): Promise<void> {
      for (let looks = 0; looks < 1_000; looks++) {
        const touch = await book.core.database.touch.findFirstOrThrow({ where: { borrowerId: idOf(ids, n) } });
        if (touch.decision !== null && touch.state !== "claimed") return;
        await after(5, ignore);
      }
      throw new Error("the dispatch never ended");
    }
  });

  it("a stop for one channel, branch or template reaches no further", async () => {
    const pressing = { ...book.core, store: createConsoleStore(book.core) };
    const first = idOf(ids, next++);
    const stops = [
      { scope: "branch" as const, value: "elsewhere" },
      { scope: "channel" as const, value: "web" },
      { scope: "template" as const, value: "reminder-late" },
    ];
    for (const stop of stops) await pressStop(pressing, "tester", stop);
    expect(await dispatchDue(dispatching(book, channel), first)).toEqual({ status: "drained", sent: 1 });
    const second = idOf(ids, next++);
    const set = await pressStop(pressing, "tester", { scope: "branch", value: "branch-1" });
    expect(await dispatchDue(dispatching(book, channel), second)).toEqual({ status: "drained", sent: 0 });
    await liftStop(pressing, "tester", set.id);
  });
});

describe("fifty workers and one borrower", () => {
  const clock = testClock(plus(noon, -minuteMs));
  let book: TestInstallation;
  beforeAll(async () => {
    book = await openInstallation({ clock, hours: { from: "12:00", to: "13:00" }, connections: 30 });
    const [row] = bigBook({ borrowers: 1, zone: "UTC", dueOn });
    await book.import({ loans: Array.from({ length: mostJoined + 4 }, (_, i) => i + 1).map((n) => ({ ...row, loan_id: `L${String(n)}` })) });
    await verifyAll(book.core);
    await planAhead(planning(book));
    clock.set(noon);
  });
  afterAll(() => book.close());

  it("send one text of twelve due touches where the budget is one: it carries eight, and of the others it is said why not", { timeout: 60_000 }, async () => {
    const slow = recordingChannel(async (out) => {
      await after(50, ignore);
      return accepted(out);
    });
    const [id = "" as BorrowerId] = (await book.borrowers()).values();
    const drain = async (): Promise<void> => {
      for (let looks = 0; looks < 400; looks++) {
        if ((await dispatchDue(dispatching(book, slow), id)).status === "drained") return;
        await after(10, ignore);
      }
      throw new Error("busy for ever");
    };
    await Promise.all(Array.from({ length: 50 }, drain));
    expect(slow.sends).toHaveLength(1);
    const touches = await book.core.database.touch.findMany({ select: { state: true, decision: true, reasons: true } });
    expect(touches.filter(({ state }) => state === "sent")).toHaveLength(mostJoined);
    const others = touches.filter(({ state }) => state !== "sent");
    expect(others).toHaveLength(4);
    expect(others.every(({ state, decision, reasons }) => state === "planned" && decision === "defer" && JSON.stringify(reasons).includes("budget"))).toBe(
      true,
    );
    expect((await readLog(book.core)).filter(({ kind }) => kind === "message.claimed")).toHaveLength(1);
  });
});

const planning = ({ core }: TestInstallation) => ({ ...core, store: createPlanningStore(core.database, core.vault) });

const dispatching = ({ core }: TestInstallation, channel: ReturnType<typeof recordingChannel>): DispatchDeps => ({
  ...core,
  store: createDispatchStore({ ...core, speed: 1 }),
  channels: new Map([["sim", channel]]),
  lender: core.installation.lender,
});

const after = async <T>(ms: number, run: () => Promise<T>): Promise<T> => {
  await new Promise((go) => setTimeout(go, ms));
  return run();
};

const heldAt = (log: readonly Entry[], id: BorrowerId, reason: string): number =>
  log.findIndex((entry) => entry.kind === "hold.set" && entry.borrowerId === id && entry.body["reason"] === reason);

const pad = (n: number): string => String(n).padStart(5, "0");

function idOf(ids: ReadonlyMap<string, BorrowerId>, n: number): BorrowerId {
  const id = ids.get(`B${pad(n)}`);
  if (!id) throw new Error(`no borrower ${String(n)}`);
  return id;
}
