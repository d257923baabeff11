import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayMs, minuteMs, plus, type Instant } from "../../../bot/domain/calendar.ts";
import { day } from "../../../bot/domain/calendar.ts";
import { logLooks } from "../../../bot/store/console/looks.ts";
import { newId, type SeededBorrower } from "../../support/seed-book.ts";
import { now, openDesk, type Desk } from "./support.ts";

let desk: Desk;
let borrowers: SeededBorrower[];

beforeAll(async () => {
  desk = await openDesk();
  borrowers = [];
  for (let n = 0; n < 12; n++) borrowers.push(await desk.book.borrower({ externalId: `B-${String(n)}`, name: "王", dueOn: day("2026-11-22") }));
});
afterAll(() => desk.close());

const idOf = (n: number): string => borrowers[n]?.id ?? "";
const entriesOf = (id: string) => desk.database.logEntry.count({ where: { kind: "borrower.looked_at", borrowerId: id } });
const looks = (viewer: string, at: Instant, page: string, ids: readonly string[]) =>
  desk.database.$transaction((tx) => logLooks({ tx, vault: desk.vault, newId }, { viewer, at }, page, ids));

describe("a look", () => {
  it("is one entry for a viewer, a borrower and a quarter of an hour, whatever pages were read at once", async () => {
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => desk.get(n % 2 ? `/api/console/borrowers/${idOf(0)}` : `/api/console/borrowers/${idOf(0)}/conversation`)),
    );
    expect(await entriesOf(idOf(0))).toBe(1);
    await desk.get("/api/console/today");
    await desk.get("/api/console/borrowers");
    expect(await entriesOf(idOf(0))).toBe(1);
  });

  it("is another entry for another viewer, and in the next quarter of an hour", async () => {
    const id = idOf(1);
    const begins = plus(now, -(now % (15 * minuteMs)));
    await looks("a", begins, "borrower", [id]);
    await looks("a", plus(begins, 15 * minuteMs - 1), "borrower", [id]);
    const before = await entriesOf(id);
    await looks("b", begins, "borrower", [id]);
    await looks("a", plus(begins, 15 * minuteMs), "borrower", [id]);
    expect([before, await entriesOf(id)].map((n) => n - before)).toEqual([0, 2]);
  });

  it("at a list is an entry for each borrower in it; lists that overlap neither double it nor wait in a circle", async () => {
    const viewer = randomUUID();
    const ids = borrowers.map(({ id }) => id as string);
    await Promise.all(Array.from({ length: 12 }, (_, n) => looks(viewer, now, "list", n % 2 ? ids.slice(n % 5) : ids.toReversed().slice(n % 3))));
    const entries = await desk.database.logEntry.groupBy({ by: ["borrowerId"], where: { actor: `officer:${viewer}` }, _count: true });
    expect(entries.map(({ _count }) => _count)).toEqual(ids.map(() => 1));
    expect(await desk.database.logPending.count()).toBe(await desk.database.logEntry.count());
  });

  it("that was rolled back leaves the entry to the one that waited for it", async () => {
    const viewer = randomUUID();
    const failing = desk.database.$transaction(async (tx) => {
      await logLooks({ tx, vault: desk.vault, newId }, { viewer, at: now }, "borrower", [idOf(2)]);
      await new Promise((resolve) => setImmediate(resolve));
      throw new Error("rolled back");
    });
    await Promise.all([expect(failing).rejects.toThrow("rolled back"), looks(viewer, now, "conversation", [idOf(2)])]);
    expect(await desk.database.logEntry.count({ where: { actor: `officer:${viewer}` } })).toBe(1);
  });

  it("of yesterday holds no slot any more", async () => {
    const viewer = randomUUID();
    await looks(viewer, plus(now, -3 * dayMs), "borrower", [idOf(3), idOf(4)]);
    await looks(viewer, now, "borrower", [idOf(3)]);
    expect(await desk.database.lookSlot.count({ where: { viewer } })).toBe(1);
  });

  it("at somebody who was erased is an entry too", async () => {
    const id = idOf(11);
    await desk.database.$executeRaw`DELETE FROM keys.borrower_key WHERE borrower_id = ${id}::uuid`;
    await looks("c", now, "borrower", [id]);
    expect(await desk.database.logEntry.count({ where: { borrowerId: id, actor: "officer:c" } })).toBe(1);
  });
});
