/** The restore drill: some days of work, a backup while it goes on, the database lost, and everything back. */
import { describe, expect, it, onTestFinished } from "vitest";
import { day, dayMs, hourMs, instant, minuteMs, plus } from "../../../bot/domain/calendar.ts";
import { connectDatabase } from "../../../bot/store/database.ts";
import { eraseBorrower } from "../../../bot/store/keep/erase-borrower.ts";
import { erasuresIn } from "../../../bot/store/keep/erasure-list.ts";
import { bigBook, secretAddress, secretName } from "../../support/big-book.ts";
import { numberLog, readLog } from "../invariants/checks.ts";
import { openLoop } from "../invariants/loop.ts";
import { secretsInDatabase } from "../invariants/secrets.ts";
import { answered, reminded as remindedAndNumbered, story, type World } from "../invariants/world.ts";
import { backUp, contents, emptyTarget, restoreInto } from "./support.ts";

/** What a restore writes itself, by table. */
const changed = ["public.installation", "public.log_entry", "public.log_pending", "public.stop"];

/** Without the column by which other tests put the log in order: no migration makes it. */
async function reminded(): Promise<World> {
  const world = await remindedAndNumbered();
  await world.book.core.database.$executeRaw`ALTER TABLE log_entry DROP COLUMN test_seq`;
  return world;
}

async function talked(): Promise<World> {
  const world = await reminded();
  for (const item of story(world)) {
    world.clock.set(item.at > world.clock.now() ? item.at : world.clock.now());
    await world.loop.receive("sim", [item]);
  }
  await answered(world);
  return world;
}

const erase = ({ book: { core }, clock }: World, borrower: string) =>
  eraseBorrower(core, borrower, { at: clock.now(), reason: "borrower_request", by: "dpo" }, true);

/** The same installation on another database. */
function on(world: World, url: string): World {
  const database = connectDatabase(url, 4);
  onTestFinished(() => database.$disconnect());
  const book = { ...world.book, core: { ...world.book.core, database, databaseUrl: url } };
  return { ...world, book, loop: openLoop(book, world.clock, world.channel) };
}

describe("after a restore", { timeout: 120_000 }, () => {
  it("every table is as it was, log entries to the byte, and the others' words can be read", async () => {
    const world = await talked();
    const before = await contents(world.book.core.databaseUrl);
    const backup = await backUp(world.book.core.databaseUrl);
    const url = await emptyTarget();
    const restored = await restoreInto(url, backup, { now: world.clock.now() });
    expect(restored).toMatchObject({ erasedAgain: 0, unknown: 0, keyless: 0 });
    const after = await contents(url);
    expect([...after.keys()]).toEqual([...before.keys()]);
    for (const [table, rows] of before) {
      if (!changed.includes(table)) expect(after.get(table), table).toEqual(rows);
      else if (table !== "public.installation")
        expect(
          rows.filter((row) => !after.get(table)?.includes(row)),
          `${table}: rows that are lost`,
        ).toEqual([]);
    }
    expect((after.get("public.log_entry")?.length ?? 0) - (before.get("public.log_entry")?.length ?? 0)).toBe(2);
    const back = on(world, url);
    await numberLog(back.book.core);
    const log = await readLog(back.book.core);
    expect(log.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["installation.restored", "stop.set"]));
    expect(log.some(({ body }) => JSON.stringify(body).includes("下个月十五号还五千"))).toBe(true);
    expect(await secretsInDatabase(url, [secretName(1), secretAddress(1), "下个月十五号还五千"])).toEqual([]);
  });

  it("who was erased before the backup and who was erased after it stay erased, whichever backup of the keys is used", async () => {
    const world = await talked();
    const { core } = world.book;
    expect(await erase(world, "B00001")).toEqual({ status: "erased" });
    const older = await backUp(core.databaseUrl);
    expect(await erase(world, "B00004")).toEqual({ status: "erased" });
    const newer = await backUp(core.databaseUrl);
    const list = await erasuresIn(core.database);

    for (const [backup, erasures, again] of [
      [older, list, 1],
      [{ data: older.data, keys: newer.keys }, [], 1],
      [newer, [], 0],
    ] as const) {
      const url = await emptyTarget();
      expect(await restoreInto(url, backup, { erasures, now: world.clock.now() })).toMatchObject({ erasedAgain: again, keyless: 0 });
      const back = on(world, url);
      for (const [n, externalId] of [
        [1, "B00001"],
        [4, "B00004"],
      ] as const) {
        const { id } = await back.book.core.database.borrower.findUniqueOrThrow({ where: { externalId } });
        expect(await core.vault.keysOf(back.book.core.database, [id as Parameters<typeof core.vault.keyOf>[1]])).toEqual(new Map());
        const points = await back.book.core.database.contactPoint.findMany({ where: { borrowerId: id } });
        expect(points.map(({ state }) => state)).toEqual(points.map(() => "closed"));
        expect(points.some(({ addressIndex }) => Buffer.from(addressIndex).equals(core.vault.root.addressIndex("sim", secretAddress(n))))).toBe(false);
        expect(await back.book.core.database.touch.count({ where: { borrowerId: id, state: "planned" } })).toBe(0);
        expect(await back.book.core.database.logEntry.count({ where: { borrowerId: id, kind: "borrower.erased" } })).toBe(1);
      }
      expect((await back.book.core.database.borrower.count()) > 2).toBe(true);
    }
  });

  it("an older backup of the keys is refused where borrowers' keys are missing that nobody erased", async () => {
    const world = await reminded();
    const older = await backUp(world.book.core.databaseUrl);
    await world.book.import({ loans: bigBook({ borrowers: 2, zone: "UTC", dueOn: day("2026-12-25"), from: 900 }) });
    const newer = await backUp(world.book.core.databaseUrl);
    const url = await emptyTarget();
    const mixed = { data: newer.data, keys: older.keys };
    await expect(restoreInto(url, mixed)).rejects.toThrow("2 borrowers have no key");
    expect((await contents(url)).size).toBe(0);
    expect(await restoreInto(url, mixed, { force: true })).toMatchObject({ keyless: 2 });
  });

  it("nothing that was due before is sent, not in a storm and not one by one; what falls due later is, once the stop is lifted", async () => {
    const world = await reminded();
    await world.book.import({ loans: bigBook({ borrowers: 5, zone: "UTC", dueOn: day("2026-11-26"), from: 800 }) });
    await world.book.import({ loans: bigBook({ borrowers: 5, zone: "UTC", dueOn: day("2026-11-28"), from: 810 }) });
    await world.loop.plan();
    const backup = await backUp(world.book.core.databaseUrl);
    // All of it happens in the database that is lost: the 26th's reminders go out.
    world.clock.set(instant("2026-11-26T12:00:00Z"));
    await world.loop.dispatchAll();
    const sent = world.channel.sends.length;

    const url = await emptyTarget();
    world.clock.set(instant("2026-11-26T13:00:00Z"));
    await restoreInto(url, backup, { now: world.clock.now() });
    const back = on(world, url);
    const run = async (): Promise<void> => {
      await back.loop.plan();
      await back.loop.sweep();
      await back.loop.turnAll();
      await back.loop.dispatchAll();
    };
    await run();
    await back.book.core.database.stop.updateMany({ data: { liftedAt: new Date(world.clock.now()) } });
    for (let hours = 0; hours < 24; hours++) {
      world.clock.advance(hourMs);
      await run();
    }
    expect(world.channel.sends.length, "sent a day after the restore").toBe(sent);
    const late = await back.book.core.database.touch.findMany({ where: { dueOn: new Date("2026-11-26") } });
    expect(late.map(({ state, reasons }) => [state, reasons])).toEqual(late.map(() => ["suppressed", [{ rule: "restored" }]]));
    expect(late).toHaveLength(5);
    world.clock.set(instant("2026-11-28T12:00:01Z"));
    await back.book.core.database.loan.updateMany({ data: { ledgerAsOf: new Date(world.clock.now()) } });
    await run();
    expect(world.channel.sends.length - sent, "the reminders of two days later").toBe(5);
  });

  it("what was being sent is unknown and never sent again; what waited for an answer is heard, not answered", async () => {
    const world = await reminded();
    const { core } = world.book;
    const [touch] = await core.database.touch.findMany({ where: { state: "sent" }, take: 1 });
    await core.database.message.update({ where: { id: touch?.messageId ?? "" }, data: { state: "claimed" } });
    await core.database.touch.update({ where: { id: touch?.id ?? "" }, data: { state: "claimed" } });
    const said = (n: number, text: string) => ({ kind: "text" as const, providerId: `x${String(n)}`, address: secretAddress(n), at: world.clock.now(), text });
    await world.loop.receive("sim", [said(2, "下个月十五号还五千"), said(6, "退订"), said(8, "我不想活了")]);
    const backup = await backUp(core.databaseUrl);
    const url = await emptyTarget();
    world.clock.advance(10 * minuteMs);
    expect(await restoreInto(url, backup, { now: world.clock.now(), stopped: false })).toMatchObject({ unknown: 1, unanswered: 3 });
    const back = on(world, url);
    const sent = world.channel.sends.length;
    await back.loop.turnAll();
    await back.loop.dispatchAll();
    world.clock.advance(dayMs);
    await back.loop.dispatchAll();
    const { database } = back.book.core;
    expect(await database.message.findUnique({ where: { id: touch?.messageId ?? "" }, select: { state: true, errorCode: true } })).toEqual({
      state: "unknown",
      errorCode: "restored",
    });
    expect(world.channel.sends.slice(sent).filter(({ address }) => address === secretAddress(2))).toEqual([]);
    const holds = await database.hold.findMany({ select: { reason: true } });
    expect(holds.map(({ reason }) => reason).toSorted()).toEqual(["distress", "opt_out"]);
    expect(await database.promiseToPay.count()).toBe(0);
  });

  it("a backup that is taken while the loop runs is one moment: restored, it goes on by itself", async () => {
    const world = await reminded();
    const all = story(world);
    let fed = 0;
    const feeding = (async () => {
      for (const item of all) {
        await world.loop.receive("sim", [item]);
        fed++;
        if (fed % 8 === 0) {
          await world.loop.turnAll();
          await world.loop.dispatchAll();
        }
      }
    })();
    const backup = await backUp(world.book.core.databaseUrl);
    await feeding;
    const url = await emptyTarget();
    await restoreInto(url, backup, { now: plus(world.clock.now(), minuteMs) });
    const back = on(world, url);
    const { database } = back.book.core;
    // One moment: every message that came in has its event and its entry, and the other way round.
    const [events, messages, entries] = await Promise.all([
      database.inboundEvent.count({ where: { kind: "text", state: { not: "nobody" } } }),
      database.message.count({ where: { direction: "in" } }),
      database.logEntry.count({ where: { kind: "message.received" } }),
    ]);
    expect([messages, entries]).toEqual([events, events]);
    // What the provider delivers again is taken once, and the rest is heard.
    for (const item of all) await back.loop.receive("sim", [item]);
    await answered(back);
    expect(await database.inboundEvent.count({ where: { state: "pending" } })).toBe(0);
  });
});
