/** Who is asked by plan, on a database: once, on the day, and with work that grows with what is due. */
import { describe, expect, it } from "vitest";
import { planCheckins } from "../../../bot/app/checkins/plan-checkins.ts";
import { addDays, day, dayMs, hourMs, instant, minuteMs, plus } from "../../../bot/domain/calendar.ts";
import { keepConsents } from "../../../bot/store/consents.ts";
import { dueLooks } from "../../../bot/store/checkins/look-store.ts";
import { sql } from "../../../bot/store/database.ts";
import { readLog } from "../invariants/checks.ts";
import { importBook, morning, openCheckins, running, runsOf, today, type CheckinWorld } from "./support.ts";

const looks = async ({ book }: CheckinWorld): Promise<string[]> =>
  (await book.core.database.checkinLook.findMany({ orderBy: { lookAt: "asc" } })).map(({ lookAt }) => lookAt.toISOString());
const touchesOf = ({ book }: CheckinWorld) => book.core.database.touch.findMany({ where: { kind: "checkin" }, orderBy: { dueAt: "asc" } });

describe("a round of the plan", { timeout: 120_000 }, () => {
  it("begins on its day, once, whoever plans and however often", async () => {
    const world = await openCheckins();
    await importBook(world, running({ borrowers: 40 }));
    const made = await Promise.all([1, 2, 3, 4].map(() => world.plan()));
    expect(made.reduce((sum, { chats }) => sum + chats, 0)).toBe(40);
    expect(await world.plan()).toEqual({ chats: 0, visits: 0 });
    const runs = await runsOf(world);
    expect(new Set(runs.map(({ borrowerId }) => borrowerId)).size).toBe(40);
    expect(new Set(runs.map(({ questionnaire, phase }) => `${questionnaire} ${phase}`))).toEqual(new Set(["enterprise-month planned"]));
    expect(await world.book.core.database.checkinRound.findMany({ select: { key: true, kind: true } })).toEqual([
      { key: "plan/enterprise-month/2026-11", kind: "scheduled" },
    ]);
    const counted = (await readLog(world.book.core)).filter(({ kind }) => kind === "checkins.planned");
    expect(counted.reduce((sum, { body }) => sum + Number(body["chats"]), 0)).toBe(40);
  });

  it("is spread over its borrowers' morning", async () => {
    const world = await openCheckins();
    await importBook(world, running({ borrowers: 300 }));
    await world.plan();
    const minutes = (await touchesOf(world)).map(({ dueAt }) => Math.floor((dueAt.getTime() - morning) / minuteMs));
    expect(minutes).toHaveLength(300);
    expect(new Set(minutes).size).toBeGreaterThan(100);
    expect(Math.min(...minutes)).toBeGreaterThanOrEqual(60);
    expect(Math.max(...minutes)).toBeLessThan(60 + 150);
  });

  it("of a day to come is looked at then, and not before", async () => {
    const world = await openCheckins(instant("2026-11-20T08:00:00Z"));
    await importBook(world, running({ borrowers: 1 }));
    expect(await world.plan()).toEqual({ chats: 0, visits: 0 });
    expect(await looks(world)).toEqual(["2026-11-25T00:00:00.000Z"]);
    world.clock.set(plus(instant("2026-11-25T00:00:00Z"), -minuteMs));
    expect(await world.plan()).toEqual({ chats: 0, visits: 0 });
    world.clock.set(instant("2026-11-25T00:01:00Z"));
    expect(await world.plan()).toEqual({ chats: 1, visits: 0 });
    expect((await touchesOf(world)).map(({ plannedOn }) => plannedOn.toISOString().slice(0, 10))).toEqual(["2026-11-25"]);
  });

  it("waits for a day without reminders near it, and asks why nothing came only once the ledger covers the day", async () => {
    const world = await openCheckins();
    // The round's fortnight is that of the reminders of −3, 0, +1, +3 and +7, from the 26th on.
    await importBook(world, running({ borrowers: 1, first: day("2026-11-29") }));
    const made: string[] = [];
    for (let days = 0; days < 20; days++) {
      world.clock.set(plus(morning, days * dayMs));
      if (days === 16) await world.book.import({ payments: [] }, world.clock.now());
      if ((await world.plan()).chats > 0) made.push(addDays(today, days));
    }
    // Late since the 29th, to be asked about ten days later; till the 10th of December nobody knew what was paid.
    expect(made).toEqual(["2026-12-11"]);
    expect((await runsOf(world)).map(({ questionnaire }) => questionnaire)).toEqual(["what-happened"]);
  });

  it("is an officer's visit where the loan is large", async () => {
    const world = await openCheckins();
    await importBook(world, running({ borrowers: 1 }, { principal: "600000.00" }));
    expect(await world.plan()).toEqual({ chats: 0, visits: 1 });
    expect(await world.plan()).toEqual({ chats: 0, visits: 0 });
    const visits = await world.book.core.database.visitTask.findMany({ select: { state: true, questionnaire: true, dueOn: true } });
    expect(visits).toEqual([{ state: "open", questionnaire: "enterprise-month", dueOn: new Date("2026-12-09") }]);
    expect(await touchesOf(world)).toEqual([]);
  });

  it("is not begun while another one of the same borrower is open, whichever loan it is about", async () => {
    const world = await openCheckins();
    const [one] = running({ borrowers: 1 });
    await importBook(world, [{ ...one }, { ...one, loan_id: "L00002", principal: "900.00" }]);
    expect(await world.plan()).toEqual({ chats: 1, visits: 0 });
    world.clock.advance(dayMs);
    expect(await world.plan()).toEqual({ chats: 0, visits: 0 });
    const [run] = await runsOf(world);
    const largest = await world.book.core.database.loan.findUnique({ where: { externalId: "L00001" }, select: { id: true } });
    expect(run?.loanId).toBe(largest?.id);
  });

  it("that asks why nothing came is not said once it has", async () => {
    const world = await openCheckins(instant("2026-11-24T08:00:00Z"));
    await importBook(world, running({ borrowers: 2, first: day("2026-11-15") }));
    await world.plan();
    world.clock.set(instant("2026-11-25T00:05:00Z"));
    await world.book.import({ payments: [] }, world.clock.now());
    expect(await world.plan()).toEqual({ chats: 2, visits: 0 });
    await world.loop.pay({ loanId: "L00001", paidOn: "2026-11-25", amount: "100.00", reference: "R1" });
    world.clock.set(instant("2026-11-25T11:40:00Z"));
    await world.loop.dispatchAll();
    const paid = (await world.book.borrowers()).get("B00001") ?? "";
    const states = (await touchesOf(world)).map(({ borrowerId, state, reasons }) => [borrowerId === paid ? "paid" : "late", state, JSON.stringify(reasons)]);
    expect(states.toSorted()).toEqual([
      ["late", "sent", expect.any(String)],
      ["paid", "suppressed", expect.stringContaining('"paid"')],
    ]);
  });

  it("after the last payment is for who agreed to hear of offers, also when the loan is closed by then", async () => {
    const world = await openCheckins(instant("2026-11-15T08:00:00Z"));
    await importBook(
      world,
      running({ borrowers: 2, paidOut: day("2026-05-01"), first: day("2026-11-28") }, { instalments: "1", instalment_amount: "1000.00", risk_grade: "A" }),
    );
    await world.plan();
    const agreed = (await world.book.borrowers()).get("B00001");
    if (!agreed) throw new Error("no B00001");
    await world.book.core.database.$transaction((tx) =>
      keepConsents(tx, [{ borrowerId: agreed, purpose: "offer", given: true, at: world.clock.now(), source: "officer" }]),
    );
    for (const loanId of ["L00001", "L00002"]) await world.loop.pay({ loanId, paidOn: "2026-11-20", amount: "1000.00", reference: "all" });
    await world.book.core.database.checkinRun.updateMany({ data: { phase: "withdrawn", endedAt: new Date(), nextAt: null } });
    let made = 0;
    for (let days = 0; days < 20; days++) {
      world.clock.set(plus(instant("2026-11-20T08:00:00Z"), days * dayMs));
      made += (await world.plan()).chats;
    }
    expect((await runsOf(world)).filter(({ questionnaire }) => questionnaire === "closing-needs").map(({ borrowerId }) => borrowerId)).toEqual([agreed]);
    expect(made).toBe(1);
  });
});

describe("planning", { timeout: 120_000 }, () => {
  it("reads nothing of the book on a day with nothing due", async () => {
    const world = await openCheckins(instant("2026-11-20T08:00:00Z"));
    await importBook(world, running({ borrowers: 200 }));
    await world.plan();
    world.clock.advance(dayMs);
    await world.loop.plan();
    const read: string[] = [];
    const watched = new Proxy(world.planning.looks, {
      get(target, name) {
        read.push(String(name));
        return Reflect.get(target, name) as unknown;
      },
    });
    expect(await planCheckins({ ...world.planning, looks: watched })).toEqual({ chats: 0, visits: 0 });
    expect(read).toEqual(["planIs", "areDue"]);
  });

  it("finds what is due by an index, whatever the size of the book", async () => {
    const { book } = await openCheckins();
    const { database } = book.core;
    await database.$executeRaw(sql`
      INSERT INTO checkin_look (loan_id, look_at) SELECT gen_random_uuid(), timestamptz '2026-11-25 07:00Z' + n * interval '1 minute' FROM generate_series(1, 100000) n`);
    await database.$executeRaw(sql`ANALYZE checkin_look`);
    const [row] = await database.$queryRaw<{ "QUERY PLAN": unknown }[]>(sql`EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${dueLooks(morning, 500)}`);
    const text = JSON.stringify(row);
    expect(text).toContain("checkin_look_look_at_idx");
    expect(text).not.toContain("Seq Scan");
    const buffers = Number(/"Shared Hit Blocks":(\d+)/.exec(text)?.[1]) + Number(/"Shared Read Blocks":(\d+)/.exec(text)?.[1]);
    expect(buffers).toBeLessThan(200);
  });

  it("looks at a loan at once when its ledger changed, and forgets one that is written off", async () => {
    const world = await openCheckins(instant("2026-11-20T08:00:00Z"));
    await importBook(world, running({ borrowers: 2 }));
    await world.plan();
    expect(await looks(world)).toHaveLength(2);
    await world.book.import({ loans: running({ borrowers: 1 }, { status: "written_off" }) });
    await world.plan();
    expect(await looks(world)).toEqual(["2026-11-25T00:00:00.000Z"]);
    // Open again by mistake put right: it is looked at again.
    await world.book.import({ loans: running({ borrowers: 1 }, { status: "open" }) });
    await world.plan();
    expect(await looks(world)).toHaveLength(2);
  });

  it("by another plan looks at every loan anew, but not more than once a day", async () => {
    const world = await openCheckins(instant("2026-11-20T08:00:00Z"));
    await importBook(world, running({ borrowers: 3 }));
    await world.plan();
    const { checkinPlan: plan } = world.planning;
    if (!plan) throw new Error("there is no check-in plan");
    const other = { ...world.planning, checkinPlan: { ...plan, version: "other", lines: [] } };
    world.clock.advance(hourMs);
    await planCheckins(other);
    expect(new Set(await looks(world))).toEqual(new Set(["2026-11-25T00:00:00.000Z"]));
    world.clock.advance(dayMs);
    await planCheckins(other);
    expect(new Set(await looks(world))).toEqual(new Set(["2027-02-19T00:00:00.000Z"]));
  });
});
