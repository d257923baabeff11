import { describe, expect, it } from "vitest";
import { dispatchDue, type DispatchDeps } from "../../../bot/app/dispatch/dispatch.ts";
import { planAhead } from "../../../bot/app/planning/plan-ahead.ts";
import { createReceive } from "../../../bot/app/receive/receive.ts";
import { day, instant, toDate } from "../../../bot/domain/calendar.ts";
import type { BorrowerId } from "../../../bot/domain/ids.ts";
import { connectPostgres } from "../../../bot/services/connect-postgres.ts";
import { sql } from "../../../bot/store/database.ts";
import { createChannelPace } from "../../../bot/store/dispatch/channel-pace.ts";
import { createDispatchStore } from "../../../bot/store/dispatch/dispatch-store.ts";
import { createPlanningStore } from "../../../bot/store/planning/planning-store.ts";
import { createReceiveStore } from "../../../bot/store/receive/receive-store.ts";
import { together } from "../../../bot/store/together.ts";
import { createTurnStore } from "../../../bot/store/turns/turn-store.ts";
import { bigBook, openInstallation, secretAddress, verifyAll } from "../../support/big-book.ts";
import { freshDatabase } from "../../support/database.ts";
import { recordingChannel } from "../../support/recording-provider.ts";
import { testClock } from "../../support/test-clock.ts";

describe("what is asked together", () => {
  it("is one batch when it is asked in the same moment, and each gets its own answer", async () => {
    const batches: number[] = [];
    const double = together(
      async (asks: readonly number[]) => {
        batches.push(asks.length);
        return asks.map((n) => 2 * n);
      },
      { most: 100, atOnce: 1 },
    );
    expect(await Promise.all([1, 2, 3].map((n) => double(n)))).toEqual([2, 4, 6]);
    expect(batches).toEqual([3]);
  });

  it("waits for the batches under way, and no batch is larger than it may be", async () => {
    const batches: number[] = [];
    const [begun, end] = [gate(), gate()];
    const same = together(
      async (asks: readonly number[]) => {
        batches.push(asks.length);
        begun.open();
        await end.passed;
        return asks;
      },
      { most: 4, atOnce: 1 },
    );
    const first = same(0);
    await begun.passed;
    const others = Promise.all([1, 2, 3, 4, 5, 6].map((n) => same(n)));
    end.open();
    expect([await first, ...(await others)]).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(batches).toEqual([1, 4, 2]);
  });

  it("is nobody else's fault: a batch that throws is done again one by one", async () => {
    const picky = together(
      async (asks: readonly number[]) => {
        if (asks.includes(2)) throw new Error("not two");
        return asks;
      },
      { most: 100, atOnce: 2 },
    );
    const settled = await Promise.allSettled([1, 2, 3].map((n) => picky(n)));
    expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });
});

describe("texts that are decided in one transaction", () => {
  it("go out once each, beside one that cannot be read, one erased, two that others hold, and one that is asked for twice", async () => {
    const clock = testClock(instant("2026-11-25T11:59:00Z"));
    const channel = recordingChannel();
    const book = await openInstallation({ clock, hours: { from: "12:00", to: "13:00" } });
    const { core } = book;
    await book.import({ loans: bigBook({ borrowers: 40, zone: "UTC", dueOn: day("2026-11-25") }) });
    await verifyAll(core);
    await planAhead({ ...core, store: createPlanningStore(core.database, core.vault) });
    clock.set(instant("2026-11-25T12:00:30Z"));
    const ids = await book.borrowers();
    const of = (n: number): BorrowerId => ids.get(`B${String(n).padStart(5, "0")}`) ?? missing(n);
    await core.database.$executeRaw(sql`UPDATE borrower SET name_sealed = '\\x00'::bytea WHERE id = ${of(1)}::uuid`);
    await core.database.$executeRaw(sql`DELETE FROM keys.borrower_key WHERE borrower_id = ${of(2)}::uuid`);
    const other = await connectPostgres(core.databaseUrl);
    await other.query("BEGIN");
    await other.query("SELECT 1 FROM borrower WHERE id = $1 FOR UPDATE", [of(3)]);
    await other.query("SELECT 1 FROM loan WHERE borrower_id = $1 FOR UPDATE", [of(4)]);
    await core.database.hold.create({
      data: { id: core.newId(), borrowerId: of(5), reason: "opt_out", from: toDate(clock.now()) },
    });

    const dispatching: DispatchDeps = {
      ...core,
      store: createDispatchStore({ ...core, speed: 1 }),
      channels: new Map([["sim", channel]]),
      lender: core.installation.lender,
    };
    const asked = [...Array.from({ length: 40 }, (_, index) => of(index + 1)), of(6)];
    const drained = await Promise.allSettled(asked.map((id) => dispatchDue(dispatching, id)));
    const statuses = drained.map((one) => (one.status === "fulfilled" ? one.value.status : "threw"));
    expect(statuses.slice(0, 5)).toEqual(["threw", "drained", "busy", "busy", "drained"]);
    const sentTo = channel.sends.map(({ address }) => address).toSorted();
    expect(sentTo).toEqual(Array.from({ length: 35 }, (_, index) => secretAddress(index + 6)));

    await other.query("COMMIT");
    await other.end();
    await Promise.all([3, 4].map((n) => dispatchDue(dispatching, of(n))));
    expect(
      channel.sends
        .map(({ address }) => address)
        .slice(35)
        .toSorted(),
    ).toEqual([secretAddress(3), secretAddress(4)]);
    await book.close();
  });
});

describe("turns that are read in one query", () => {
  it("hold each text once, also where two jobs ask for the same borrower", async () => {
    const clock = testClock(instant("2026-11-25T12:00:00Z"));
    const book = await openInstallation({ clock, hours: { from: "12:00", to: "13:00" } });
    const { core } = book;
    await book.import({ loans: bigBook({ borrowers: 2, zone: "UTC", dueOn: day("2026-11-25") }) });
    const receive = createReceive({ ...core, store: createReceiveStore(core), wake: async () => undefined });
    const said = [1, 1, 2].map((n, i) => ({ kind: "text", providerId: `p${String(i)}`, address: secretAddress(n), at: clock.now(), text: "你好" }) as const);
    await receive("sim", said);
    const ids = await book.borrowers();
    const [one, two] = [ids.get("B00001") ?? missing(1), ids.get("B00002") ?? missing(2)];
    const store = createTurnStore(core);
    const turns = await Promise.all([one, two, one].map((id) => store.pending(id, clock.now())));
    expect(turns.map((turn) => turn?.texts.length)).toEqual([2, 1, 2]);
    const plan = { says: [], events: [], understood: [], asked: null, unclearInRow: 0 };
    const commits = await Promise.all(turns.flatMap((turn) => (turn ? [store.commit(turn, plan, clock.now())] : [])));
    expect(commits.map(({ status }) => status).toSorted()).toEqual(["committed", "committed", "stale"]);
    await book.close();
  });
});

describe("many who ask for a place in a channel's pace at once", () => {
  it("all get one while there are places: nobody is sent away because somebody else was asking", async () => {
    const book = await openInstallation({ hours: { from: "12:00", to: "13:00" }, database: await freshDatabase() });
    const pace = createChannelPace(book.core.database, () => 0);
    const channel = { name: "sim", perSecond: 200 };
    const waits = await Promise.all(Array.from({ length: 30 }, () => pace.place(channel, false)));
    expect(waits.filter((ms) => ms === 0)).toHaveLength(20);
    const later = waits.filter((ms) => ms > 0);
    // One behind the other, so that they do not come back all at once.
    expect(later).toHaveLength(10);
    expect(new Set(later.map((ms) => Math.round(ms / 5))).size).toBe(10);
    await book.close();
  });
});

function gate(): { readonly passed: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { passed, open: () => open() };
}

function missing(n: number): never {
  throw new Error(`no borrower ${String(n)}`);
}
