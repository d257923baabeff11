/** What becomes of check-ins when their questionnaire is drafted anew, published, withdrawn, or loses a question. */
import { describe, expect, it } from "vitest";
import { hourMs, minuteMs, plus } from "../../../bot/domain/calendar.ts";
import { secretAddress } from "../../support/big-book.ts";
import { importBook, morning, openCheckins, running, runsOf, type CheckinWorld } from "./support.ts";

const name = "enterprise-month";
const by = (officer: string) => ({ officer, at: morning });
const sourceOf = ({ book }: CheckinWorld): string => book.core.checkinFiles.find(({ questionnaire }) => questionnaire === name)?.source ?? "";
const newer = (world: CheckinWorld, author: string) => ({
  questionnaire: name,
  version: 2,
  source: sourceOf(world).replace(/^version: 1$/m, "version: 2"),
  author,
});

let texts = 0;
async function says({ loop, clock }: CheckinWorld, n: number, text: string): Promise<void> {
  clock.advance(minuteMs);
  texts += 1;
  await loop.receive("sim", [{ kind: "text", providerId: `v${String(texts)}`, address: secretAddress(n), at: clock.now(), text }]);
  await loop.turnAll();
  await loop.dispatchAll();
}

async function offered(borrowers = 1): Promise<CheckinWorld> {
  const world = await openCheckins();
  await importBook(world, running({ borrowers }));
  await world.plan();
  return world;
}

async function dispatched(world: CheckinWorld): Promise<CheckinWorld> {
  world.clock.set(plus(morning, 4 * hourMs));
  await world.loop.dispatchAll();
  return world;
}

describe("a version", { timeout: 60_000 }, () => {
  it("that was withdrawn before it was offered is offered to nobody", async () => {
    const world = await offered(2);
    expect(await world.planning.questionnaires.move({ questionnaire: name, version: 1, to: "withdrawn" }, by("zhang.min"))).toEqual({ status: "done" });
    await dispatched(world);
    expect(world.channel.sends).toEqual([]);
    const touches = await world.book.core.database.touch.findMany({ where: { kind: "checkin" } });
    expect(touches.map(({ state }) => state)).toEqual(["suppressed", "suppressed"]);
    // and nobody is asked by it again
    expect((await world.planning.questionnaires.published()).some(({ questionnaire }) => questionnaire === name)).toBe(false);
  });

  it("that was withdrawn while somebody answers is answered to the end", async () => {
    const world = await dispatched(await offered());
    await says(world, 1, "ok");
    await world.planning.questionnaires.move({ questionnaire: name, version: 1, to: "withdrawn" }, by("zhang.min"));
    for (const text of ["2", "20000", "1"]) await says(world, 1, text);
    expect(await runsOf(world)).toMatchObject([{ phase: "done", answered: 3, version: 1 }]);
  });

  it("without a question that is open goes on with the next, and what was said to it is no answer to another", async () => {
    const world = await dispatched(await offered());
    for (const text of ["ok", "2"]) await says(world, 1, text);
    expect(await runsOf(world)).toMatchObject([{ phase: "asking", openQuestion: "turnover" }]);
    await world.planning.questionnaires.withdrawQuestion({ questionnaire: name, version: 1, question: "turnover" }, by("zhang.min"));
    await says(world, 1, "20000");
    expect(await runsOf(world)).toMatchObject([{ phase: "asking", openQuestion: "customers", answered: 1 }]);
    await says(world, 1, "1");
    expect(await runsOf(world)).toMatchObject([{ phase: "done", answered: 2 }]);
  });

  it("without any of its questions ends kindly, with none left open", async () => {
    const world = await dispatched(await offered());
    await says(world, 1, "ok");
    for (const question of ["versus", "turnover", "customers", "biggest", "suppliers", "outlook"])
      await world.planning.questionnaires.withdrawQuestion({ questionnaire: name, version: 1, question }, by("zhang.min"));
    await says(world, 1, "2");
    expect(await runsOf(world)).toMatchObject([{ phase: "done", answered: 0, openQuestion: null }]);
    expect(world.channel.sends.at(-1)?.text).toMatch(/Noted, thank you|记下了，谢谢/);
  });

  it("is used by nobody before a second person approved it and it was published; then new rounds begin with it, and begun ones keep theirs", async () => {
    const world = await dispatched(await offered());
    const { questionnaires } = world.planning;
    expect(await questionnaires.keep([newer(world, "he.jing")], "draft", morning)).toEqual([]);
    const inForce = async () => (await questionnaires.published()).find(({ questionnaire }) => questionnaire === name)?.version;
    const move = (to: "approved" | "published", officer: string) => questionnaires.move({ questionnaire: name, version: 2, to }, by(officer));
    expect(await move("published", "li.wei")).toEqual({ status: "refused", state: "draft" });
    expect(await move("approved", "He.Jing")).toEqual({ status: "refused", state: "own_text" });
    expect(await inForce()).toBe(1);
    expect(await move("approved", "li.wei")).toEqual({ status: "done" });
    expect(await inForce()).toBe(1);
    expect(await move("published", "he.jing")).toEqual({ status: "done" });
    expect(await inForce()).toBe(2);
    await importBook(world, running({ borrowers: 1, from: 2 }));
    await world.plan();
    expect((await runsOf(world)).map(({ version }) => version).toSorted()).toEqual([1, 2]);
  });

  it("that was approved is not changed by its file, nor by hand", async () => {
    const world = await openCheckins();
    const changed = { ...newer(world, "he.jing"), version: 1, source: `${sourceOf(world)}# another\n` };
    expect((await world.planning.questionnaires.keep([changed], "draft", morning)).map(({ version }) => version)).toEqual([1]);
    const { database } = world.book.core;
    await expect(database.checkinQuestionnaire.updateMany({ where: { questionnaire: name }, data: { source: changed.source } })).rejects.toThrow(
      /never edited/,
    );
    await expect(database.checkinQuestionnaire.updateMany({ where: { questionnaire: name }, data: { state: "draft" } })).rejects.toThrow(/never a draft/);
    const kept = await database.checkinQuestionnaire.findFirst({ where: { questionnaire: name, version: 1 } });
    expect([kept?.source, kept?.state]).toEqual([sourceOf(world), "published"]);
  });
});
