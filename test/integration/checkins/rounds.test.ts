/** A round that somebody starts after a shock: who may, who is asked, once and spread. */
import { describe, expect, it } from "vitest";
import { startRound, type RoundAsked } from "../../../bot/app/checkins/start-round.ts";
import { chooseBorrowers } from "../../../bot/app/checkins/choose-borrowers.ts";
import { day, minuteMs } from "../../../bot/domain/calendar.ts";
import { importBook, morning, openCheckins, running, runsOf, type CheckinWorld } from "./support.ts";

const person = (role: "officer" | "supervisor" | "compliance" | "admin", branch: string | null) =>
  ({ kind: "person", id: "zhang.min", officer: "zhang.min", role, branch }) as const;
const asked = { questionnaire: "after-shock", goal: "what the flood did" };
/** Paid out so lately that no round of the plan is near. */
const terms = { paidOut: day("2026-11-13") };

const start = ({ planning }: CheckinWorld, of: Partial<RoundAsked>, who = person("supervisor", null)) => startRound(planning, who, { ...asked, ...of });

async function askedOnes(world: CheckinWorld): Promise<string[]> {
  const externals = new Map([...(await world.book.borrowers())].map(([external, id]) => [String(id), external]));
  return (await runsOf(world)).map(({ borrowerId }) => externals.get(borrowerId) ?? "?").toSorted();
}

describe("a round after a shock", { timeout: 120_000 }, () => {
  it("asks whose trade is meant, in whatever words the lender has it, and nobody else", async () => {
    const world = await openCheckins();
    const trades = ["生猪养殖", "养猪", "饲料", "livestock", "stock trading", "Rice and pigs"];
    await importBook(
      world,
      trades.flatMap((trade, i) => running({ borrowers: 1, from: i + 1, ...terms }, { trade })),
    );
    expect(await start(world, { trade: "猪" })).toMatchObject({ status: "started" });
    await chooseBorrowers(world.planning);
    expect(await askedOnes(world)).toEqual(["B00001", "B00002"]);
    expect(await start(world, { trade: "stock" })).toMatchObject({ status: "started" });
    await chooseBorrowers(world.planning);
    expect(await askedOnes(world)).toEqual(["B00001", "B00002", "B00005"]);
  });

  it("asks a branch once, spread over the morning, also when two planners choose and one comes again", async () => {
    const world = await openCheckins();
    await importBook(world, [
      ...running({ borrowers: 200, ...terms }, { branch: "north" }),
      ...running({ borrowers: 20, from: 201, ...terms }, { branch: "south" }),
    ]);
    await start(world, { branch: "north" });
    await Promise.all([chooseBorrowers(world.planning), chooseBorrowers(world.planning)]);
    await chooseBorrowers(world.planning);
    const runs = await runsOf(world);
    expect(runs).toHaveLength(200);
    expect(new Set(runs.map(({ borrowerId }) => borrowerId)).size).toBe(200);
    const touches = await world.book.core.database.touch.findMany({ where: { kind: "checkin" }, select: { dueAt: true } });
    const minutes = new Set(touches.map(({ dueAt }) => Math.floor((dueAt.getTime() - morning) / minuteMs)));
    expect(touches).toHaveLength(200);
    expect(minutes.size).toBeGreaterThan(80);
  });

  it("is for a supervisor, of their own branch where they have one; it says what it asks and whom", async () => {
    const world = await openCheckins();
    expect(await start(world, {})).toEqual({ status: "refused", state: "nobody" });
    expect(await start(world, { branch: "north" }, person("officer", "north"))).toEqual({ status: "refused", state: "branch" });
    expect(await start(world, { branch: "north" }, person("supervisor", "south"))).toEqual({ status: "refused", state: "branch" });
    expect(await start(world, { trade: "rice" }, person("supervisor", "south"))).toEqual({ status: "refused", state: "branch" });
    expect(await start(world, { branch: "south" }, person("supervisor", "south"))).toMatchObject({ status: "started" });
    expect(await start(world, { branch: "north", questionnaire: "no-such" })).toEqual({ status: "refused", state: "not_published" });
    expect(await world.book.core.database.checkinRound.count()).toBe(1);
  });
});
