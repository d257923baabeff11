/** Check-ins that are under way, whatever else happens: races, replays, erasure, a questionnaire that is withdrawn. */
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { startRound } from "../../../bot/app/checkins/start-round.ts";
import { erase } from "../../../bot/app/keep/erase.ts";
import type { InboundItem } from "../../../bot/app/ports.ts";
import { day, dayMs, minuteMs, plus, secondMs } from "../../../bot/domain/calendar.ts";
import type { BorrowerId } from "../../../bot/domain/ids.ts";
import { openAnswer } from "../../../bot/store/checkins/run-codec.ts";
import { syncErasureList } from "../../../bot/store/keep/erasure-list.ts";
import { createErasureStore } from "../../../bot/store/keep/erasure-store.ts";
import { publishQuestionnaires } from "../../support/scenario-checkins.ts";
import { secretAddress } from "../../support/big-book.ts";
import { makeTestDirectory } from "../../support/test-directory.ts";
import { openLoop } from "../invariants/loop.ts";
import { importBook, morning, openCheckins, running, runsOf, type CheckinWorld } from "./support.ts";

const supervisor = { kind: "person", id: "zhang.min", officer: "zhang.min", role: "supervisor", branch: null } as const;
const answers = ["可以", "2", "三万", "有几家"];

/** So many borrowers to whom the check-in "shop-month" was just offered. */
async function offered(borrowers: number): Promise<CheckinWorld> {
  const world = await openCheckins(morning);
  // Paid out a week and a half ago: no round of the plan is near.
  await importBook(world, running({ borrowers, paidOut: day("2026-11-13") }));
  await publishQuestionnaires(world.planning, ["shop-month"]);
  const { database } = world.book.core;
  const { branch } = await database.borrower.findFirstOrThrow({ select: { branch: true } });
  expect(await startRound(world.planning, supervisor, { questionnaire: "shop-month", goal: "a test's", branch })).toMatchObject({ status: "started" });
  await world.plan();
  world.clock.set(plus(morning, 220 * minuteMs));
  await world.loop.dispatchAll();
  expect(world.channel.sends).toHaveLength(borrowers);
  return world;
}

const text = (world: CheckinWorld, n: number, said: string, id: string): InboundItem => ({
  kind: "text",
  providerId: id,
  address: secretAddress(n),
  at: world.clock.now(),
  text: said,
});

/** All turns that are due, and what they say. */
async function settle({ loop, clock }: CheckinWorld): Promise<void> {
  await loop.turnAll();
  await loop.dispatchAll();
  clock.advance(5 * secondMs);
}

const borrowerOf = async ({ book }: CheckinWorld, externalId: string): Promise<BorrowerId> => {
  const id = (await book.borrowers()).get(externalId);
  if (!id) throw new Error(`no ${externalId}`);
  return id;
};

/** "question: answer" of all answers that hold, in order of borrower and question. */
async function held({ book: { core } }: CheckinWorld): Promise<string[]> {
  const rows = await core.database.checkinAnswer.findMany({ where: { withdrawnAt: null }, include: { run: { select: { borrowerId: true } } } });
  const all: string[] = [];
  for (const { id, question, answerSealed, run } of rows) {
    const key = await core.vault.keyOf(core.database, run.borrowerId as BorrowerId);
    const answer = answerSealed ? openAnswer(key, id, answerSealed) : undefined;
    all.push(`${question}: ${answer?.type === "choice" ? answer.key : answer?.type === "money" ? String(answer.minor) : "?"}`);
  }
  return all.toSorted();
}

const whole = (borrowers: number): string[] =>
  ["late_customers: few", "turnover: 3000000", "versus: same"].flatMap((one) => Array.from({ length: borrowers }, () => one));

describe("check-ins under way", { timeout: 120_000 }, () => {
  it("are moved once by two workers who race for each", async () => {
    const world = await offered(16);
    const other = openLoop(world.book, world.clock, world.channel);
    const ids = [...(await world.book.borrowers()).values()];
    for (const [at, said] of answers.entries()) {
      for (let n = 1; n <= 16; n++) await world.loop.receive("sim", [text(world, n, said, `${String(n)}-${String(at)}`)]);
      world.clock.advance(3 * secondMs);
      await Promise.all(ids.flatMap((id) => [world.loop.turn(id), other.turn(id), world.loop.turn(id)]));
      await Promise.all(ids.flatMap((id) => [world.loop.dispatch(id), other.dispatch(id)]));
      await settle(world);
    }
    expect(await held(world)).toEqual(whole(16));
    expect(await world.book.core.database.checkinAnswer.count()).toBe(3 * 16);
    expect((await runsOf(world)).map(({ phase }) => phase)).toEqual(Array.from({ length: 16 }, () => "done"));
    // The offer, three questions, the thanks.
    expect(world.channel.sends).toHaveLength(5 * 16);
  });

  it("hear a text once that the provider tells again and again, also after all is over", async () => {
    const world = await offered(4);
    const told: InboundItem[] = [];
    for (const [at, said] of answers.entries()) {
      const items = [1, 2, 3, 4].map((n) => text(world, n, said, `${String(n)}-${String(at)}`));
      told.push(...items);
      await world.loop.receive("sim", [...items, ...items.toReversed()]);
      await settle(world);
      await world.loop.receive("sim", told.toReversed());
      await settle(world);
    }
    const before = { sent: world.channel.sends.length, held: await held(world), answers: await world.book.core.database.checkinAnswer.count() };
    expect(before).toEqual({ sent: 5 * 4, held: whole(4), answers: 3 * 4 });
    for (let again = 0; again < 3; again++) {
      await world.loop.receive("sim", told.toReversed());
      await settle(world);
    }
    expect(world.channel.sends.length).toBe(before.sent);
    expect(await held(world)).toEqual(before.held);
  });

  it("hear texts in the order in which they were written, and one from before the last answer not at all", async () => {
    const world = await offered(3);
    for (let n = 1; n <= 3; n++) await world.loop.receive("sim", [text(world, n, "可以", `${String(n)}-yes`)]);
    await settle(world);
    const asked = world.clock.now();
    for (let n = 1; n <= 3; n++) {
      const first: InboundItem = { ...text(world, n, "2", `${String(n)}-first`), at: asked };
      const second: InboundItem = { ...text(world, n, "刚才说错了，是更好", `${String(n)}-second`), at: plus(asked, 900) };
      await world.loop.receive("sim", [second]);
      await world.loop.receive("sim", [first]);
    }
    await settle(world);
    const better = ["versus: better", "versus: better", "versus: better"];
    expect(await held(world)).toEqual(better);
    const sent = world.channel.sends.length;
    for (let n = 1; n <= 3; n++) await world.loop.receive("sim", [{ ...text(world, n, "三万", `${String(n)}-old`), at: plus(asked, 100) }]);
    await settle(world);
    expect(await held(world)).toEqual(better);
    expect(world.channel.sends.length).toBe(sent);
  });

  it("end when their borrower is erased: rows cannot be read, nothing is sent any more, and the sweep finds nothing", async () => {
    const world = await offered(2);
    const made = makeTestDirectory("erasures");
    onTestFinished(made.remove);
    for (const [at, said] of answers.slice(0, 2).entries()) {
      for (const n of [1, 2]) await world.loop.receive("sim", [text(world, n, said, `${String(n)}-${String(at)}`)]);
      await settle(world);
    }
    const id = await borrowerOf(world, "B00001");
    const { core } = world.book;
    const store = createErasureStore(core);
    const syncList = (all: Parameters<typeof syncErasureList>[1]) => syncErasureList(path.join(made.path, "list.jsonl"), all);
    const erased = await erase(
      { ...core, clock: world.clock, store, syncList },
      { borrower: "B00001", reason: "borrower_request", by: "dpo", forceOpen: true },
    );
    expect(erased).toMatchObject({ status: "erased" });
    const sent = world.channel.sends.length;
    await world.loop.receive("sim", [text(world, 1, "三万", "after")]);
    for (let days = 0; days < 4; days++) {
      world.clock.advance(dayMs);
      await world.loop.sweep();
      await settle(world);
    }
    expect(world.channel.sends.slice(sent).filter(({ address }) => address === secretAddress(1))).toEqual([]);
    const of = { where: { borrowerId: id } };
    expect(await core.database.checkinRun.findMany({ ...of, select: { phase: true, endedBecause: true, stateSealed: true, nextAt: true } })).toEqual([
      { phase: "stopped", endedBecause: "erased", stateSealed: null, nextAt: null },
    ]);
    expect(await core.database.checkinAnswer.findMany({ ...of, select: { question: true, answerSealed: true } })).toEqual([
      { question: "versus", answerSealed: null },
    ]);
    expect(await core.database.checkinFact.findMany({ ...of, select: { name: true, valueSealed: true } })).toEqual([
      { name: "shop.versus", valueSealed: null },
    ]);
    // The other one goes on.
    expect(world.channel.sends.slice(sent).some(({ address }) => address === secretAddress(2))).toBe(true);
  });

  it("go on when their questionnaire is withdrawn; whom nobody has asked yet is not asked", async () => {
    const world = await offered(2);
    const { questionnaires } = world.planning;
    await importBook(world, running({ borrowers: 1, from: 3, paidOut: day("2026-11-13") }));
    const { branch } = await world.book.core.database.borrower.findFirstOrThrow({ select: { branch: true } });
    for (const n of [1, 2]) await world.loop.receive("sim", [text(world, n, "可以", `${String(n)}-yes`)]);
    await settle(world);
    await startRound(world.planning, supervisor, { questionnaire: "shop-month", goal: "another", branch });
    world.clock.advance(dayMs - 4 * 60 * minuteMs);
    await world.plan();
    expect(await questionnaires.move({ questionnaire: "shop-month", version: 1, to: "withdrawn" }, { officer: "zhang.min", at: world.clock.now() })).toEqual({
      status: "done",
    });
    world.clock.advance(5 * 60 * minuteMs);
    await world.loop.dispatchAll();
    expect(world.channel.sends.filter(({ address }) => address === secretAddress(3))).toEqual([]);
    for (const [at, said] of answers.slice(1).entries()) {
      for (const n of [1, 2]) await world.loop.receive("sim", [text(world, n, said, `${String(n)}-${String(at)}`)]);
      await settle(world);
    }
    expect(await held(world)).toEqual(whole(2));
    expect(await startRound(world.planning, supervisor, { questionnaire: "shop-month", goal: "none", branch })).toEqual({
      status: "refused",
      state: "not_published",
    });
  });
});
