import { describe, expect, it } from "vitest";
import { dispatchDue } from "../../../bot/app/dispatch/dispatch.ts";
import type { Wake } from "../../../bot/app/ports.ts";
import { sweep } from "../../../bot/app/sweep/sweep.ts";
import { plus, secondMs, toDate } from "../../../bot/domain/calendar.ts";
import type { BorrowerId } from "../../../bot/domain/ids.ts";
import { sql } from "../../../bot/store/database.ts";
import { createDispatchStore } from "../../../bot/store/dispatch/dispatch-store.ts";
import { createSweepStore } from "../../../bot/store/sweep/sweep-store.ts";
import { secretAddress } from "../../support/big-book.ts";
import { recordingChannel } from "../../support/recording-provider.ts";
import { readLog } from "./checks.ts";
import { reminded, type World } from "./world.ts";

/** Borrower number 2's key is destroyed, as erasing does; the rows that remain are due. */
async function erased(): Promise<World & { readonly ids: ReadonlyMap<string, BorrowerId>; readonly gone: BorrowerId }> {
  const world = await reminded();
  const ids = await world.book.borrowers();
  const gone = ids.get("B00002");
  if (!gone) throw new Error("no borrower 2");
  await world.book.core.database.$executeRaw(sql`DELETE FROM keys.borrower_key WHERE borrower_id = ${gone}::uuid`);
  return { ...world, ids, gone };
}

describe("one borrower of whom nothing can be read any more", () => {
  it("keeps no webhook of others back", async () => {
    const { book, clock, loop } = await erased();
    const text = (n: number) => ({ kind: "text", providerId: `p-${String(n)}`, address: secretAddress(n), at: clock.now(), text: "退订" }) as const;
    await loop.receive("sim", [text(2), text(4)]);
    await loop.turnAll();
    expect(await book.core.database.hold.count({ where: { reason: "opt_out" } })).toBe(1);
  });

  it("keeps the sweep from waking nobody else", async () => {
    const { book, clock, ids, gone } = await erased();
    const { core } = book;
    await core.database.borrower.update({ where: { id: gone }, data: { unansweredCheckAt: toDate(clock.now()) } });
    await core.database.touch.updateMany({ where: { borrowerId: { in: [gone, ids.get("B00004") ?? ""] } }, data: { state: "planned", messageId: null } });
    const woken: Wake[] = [];
    await sweep({ ...core, clock, store: createSweepStore({ ...core, speed: 1 }), wake: async (wakes) => void woken.push(...wakes) });
    expect(woken.map(({ id }) => id)).toContain(ids.get("B00004"));
  });
});

describe("a database so slow that claims expire", () => {
  it("gives a claim back once, and does not fill the log with more of them", async () => {
    const { book, clock } = await reminded();
    const { core } = book;
    const touch = await core.database.touch.findFirstOrThrow({ where: { state: "sent" } });
    await core.database.message.deleteMany({ where: { id: touch.messageId ?? "" } });
    await core.database.touch.update({ where: { id: touch.id }, data: { state: "planned", messageId: null } });
    const before = (await readLog(core)).filter(({ kind }) => kind === "message.claimed").length;
    const store = createDispatchStore({ ...core, speed: 1 });
    const slow: typeof store = {
      ...store,
      decide: async (...args) => {
        const result = await store.decide(...args);
        clock.set(plus(clock.now(), 2 * secondMs));
        return result;
      },
    };
    const channel = recordingChannel();
    await dispatchDue({ ...core, clock, store: slow, channels: new Map([["sim", channel]]), lender: "Test" }, touch.borrowerId as BorrowerId);
    expect(channel.sends).toEqual([]);
    expect((await readLog(core)).filter(({ kind }) => kind === "message.claimed").length - before).toBeLessThanOrEqual(3);
  });
});
