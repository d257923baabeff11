import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { erase } from "../../../bot/app/keep/erase.ts";
import { day, dayMs, minuteMs, plus } from "../../../bot/domain/calendar.ts";
import type { BorrowerId } from "../../../bot/domain/ids.ts";
import { retention } from "../../../bot/domain/retention.ts";
import { readErasureList, syncErasureList } from "../../../bot/store/keep/erasure-list.ts";
import { createErasureStore } from "../../../bot/store/keep/erasure-store.ts";
import { createTidyStore } from "../../../bot/store/keep/tidy-store.ts";
import { bigBook, secretAddress } from "../../support/big-book.ts";
import { makeTestDirectory } from "../../support/test-directory.ts";
import { reminded, type World } from "../invariants/world.ts";

function eraser(world: World, file: string) {
  const { core } = world.book;
  const deps = {
    ...core,
    clock: world.clock,
    store: createErasureStore(core),
    syncList: (all: Parameters<typeof syncErasureList>[1]) => syncErasureList(file, all),
  };
  return (borrower: string, forceOpen = true) => erase(deps, { borrower, reason: "borrower_request", by: "dpo", forceOpen });
}

function listFile(): string {
  const made = makeTestDirectory("erasures");
  onTestFinished(made.remove);
  return path.join(made.path, "list.jsonl");
}

const text = (world: World, n: number, words: string) =>
  ({ kind: "text", providerId: `x-${String(n)}-${words}`, address: secretAddress(n), at: world.clock.now(), text: words }) as const;

const borrowerOf = async ({ book }: World, externalId: string): Promise<BorrowerId> => {
  const id = (await book.borrowers()).get(externalId);
  if (!id) throw new Error(`no ${externalId}`);
  return id;
};

describe("an erased borrower", { timeout: 60_000 }, () => {
  it("is found by no address, owed no answer, and leaves no text that fails for ever", async () => {
    const world = await reminded();
    const file = listFile();
    const { database } = world.book.core;
    await world.loop.receive("sim", [text(world, 2, "下个月十五号还五千")]);
    expect(await eraser(world, file)("B00002")).toEqual({ status: "erased", listed: true });
    await world.loop.turnAll();
    const id = await borrowerOf(world, "B00002");
    expect(await database.inboundEvent.findMany({ where: { borrowerId: id, kind: "text" }, select: { state: true, errorCode: true } })).toEqual([
      { state: "done", errorCode: "erased" },
    ]);
    // The same number writes again: a stranger's text, kept only as one.
    expect(await world.loop.receive("sim", [text(world, 2, "在吗")])).toMatchObject({ stored: 0, nobody: 1 });
    expect(readErasureList(file)).toMatchObject([{ borrower: id, reason: "borrower_request", by: "dpo" }]);
    expect(await database.logEntry.count({ where: { borrowerId: id, kind: "borrower.erased" } })).toBe(1);
    expect(await eraser(world, file)("B00002")).toMatchObject({ status: "already_erased" });
  });

  it("whose text came in while they were erased, or whose open loan is planned again, troubles no later tick", async () => {
    const world = await reminded();
    const { core } = world.book;
    const id = await borrowerOf(world, "B00002");
    await world.loop.receive("sim", [text(world, 2, "好的")]);
    const pending = await core.database.inboundEvent.findMany({ where: { borrowerId: id, state: "pending" } });
    const [touch] = await core.database.touch.findMany({ where: { borrowerId: id } });
    await eraser(world, listFile())("B00002");
    await core.database.inboundEvent.updateMany({ where: { id: { in: pending.map((event) => event.id) } }, data: { state: "pending" } });
    await core.database.touch.update({
      where: { id: touch?.id ?? "" },
      data: { state: "planned", dueAt: new Date(world.clock.now()), expiresAt: new Date(plus(world.clock.now(), dayMs)) },
    });
    const sent = world.channel.sends.length;
    await world.loop.turnAll();
    await world.loop.dispatchAll();
    expect(world.channel.sends.length).toBe(sent);
    expect(await core.database.inboundEvent.count({ where: { borrowerId: id, state: "pending" } })).toBe(0);
    expect(await core.database.touch.findUnique({ where: { id: touch?.id ?? "" }, select: { state: true } })).toEqual({ state: "suppressed" });
  });

  it("must not be under a legal hold, nor have an open loan unless that is said", async () => {
    const world = await reminded();
    const file = listFile();
    const go = eraser(world, file);
    expect(await go("B00006", false)).toMatchObject({ status: "open_loan" });
    expect(await go("nobody", false)).toMatchObject({ status: "missing" });
    const id = await borrowerOf(world, "B00006");
    await world.book.core.database.hold.create({ data: { id: world.book.core.newId(), borrowerId: id, reason: "legal", from: new Date(world.clock.now()) } });
    expect(await go("B00006", true)).toMatchObject({ status: "legal_hold" });
    expect(await world.book.core.vault.keyOf(world.book.core.database, id)).toHaveLength(32);
    expect(existsSync(file)).toBe(false);
  });

  it("whose line was not written is added by the next erasure", async () => {
    const world = await reminded();
    const file = listFile();
    await eraser(world, file)("B00002");
    rmSync(file);
    await eraser(world, file)("B00004");
    expect(readErasureList(file)).toHaveLength(2);
  });

  it("is not stored again by the lender's next file", async () => {
    const world = await reminded();
    await eraser(world, listFile())("B00002");
    await expect(world.book.import({ loans: bigBook({ borrowers: 1, zone: "UTC", dueOn: day("2026-11-25"), from: 2 }) })).rejects.toThrow(
      /this borrower was erased/,
    );
  });
});

describe("retention", { timeout: 60_000 }, () => {
  it("deletes what is past its period and nothing younger", async () => {
    const world = await reminded();
    const { database } = world.book.core;
    await world.loop.receive("sim", [{ ...text(world, 1, "x"), address: "somebody else" }, text(world, 2, "好的")]);
    await world.loop.turnAll();
    const tidying = createTidyStore(database);
    const states = async () =>
      (await database.inboundEvent.findMany({ where: { kind: "text" }, select: { state: true } })).map(({ state }) => state).toSorted();
    const at = world.clock.now();
    expect(await tidying.tidy(plus(at, retention.inboundOfNobody - minuteMs), 100)).toBe(0);
    expect(await states()).toEqual(["done", "nobody"]);
    expect(await tidying.tidy(plus(at, retention.inboundOfNobody + minuteMs), 100)).toBe(1);
    expect(await states()).toEqual(["done"]);
    expect(await tidying.tidy(plus(at, retention.inboundDone + minuteMs), 100)).toBeGreaterThanOrEqual(1);
    expect(await states()).toEqual([]);
    expect(await database.message.count({ where: { direction: "in" } })).toBe(1);
  });
});
