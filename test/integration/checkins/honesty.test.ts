/** What rounds say together, on a database: trends of figures, medians of many, and whether a round was a formality. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays, day, dayIn, dayMs, plus, toDate, zone, type Instant } from "../../../bot/domain/calendar.ts";
import type { Answer, FactValue } from "../../../bot/domain/checkins/answer.ts";
import { begin } from "../../../bot/domain/checkins/begin.ts";
import type { Questionnaire } from "../../../bot/domain/checkins/questionnaire.ts";
import type { RunEvent } from "../../../bot/domain/checkins/run.ts";
import type { CheckinRunId, InboundId, LoanId } from "../../../bot/domain/ids.ts";
import { currency } from "../../../bot/domain/money.ts";
import { formalityOfRuns } from "../../../bot/store/checkin-results/formality-of-runs.ts";
import { openShownVersions } from "../../../bot/store/checkin-results/shown-versions.ts";
import { earlierFactsOf, seenBefore } from "../../../bot/store/checkins/earlier-facts.ts";
import { loanFactsOf } from "../../../bot/store/checkins/loan-facts.ts";
import { createMedianStore } from "../../../bot/store/checkins/median-store.ts";
import { openFact, sealFact } from "../../../bot/store/checkins/run-codec.ts";
import { writeRuns } from "../../../bot/store/checkins/write-runs.ts";
import { loadCheckins } from "../../../bot/templates/load-checkins.ts";
import { showCheckin } from "../../../bot/templates/show-checkin.ts";
import { newId, type SeededBorrower } from "../../support/seed-book.ts";
import { seedCheckins } from "../../support/seed-checkins.ts";
import { now, openDesk, type Desk } from "../api/support.ts";

const { byId } = await loadCheckins("templates/checkins");
const shanghai = zone("Asia/Shanghai");
const cny = currency("CNY");
const money = (minor: bigint): Answer => ({ type: "money", minor, currency: cny, about: true });
const choice = (key: string): Answer => ({ type: "choice", key });

let desk: Desk;
const versions = new Map<string, { id: string; questionnaire: string; of: Questionnaire }>();
beforeAll(async () => {
  desk = await openDesk();
  for (const name of ["enterprise-month", "project-progress", "welcome-funds"]) {
    const of = byId.get(name);
    if (of) versions.set(name, { id: await seedCheckins(desk.database).version(name), questionnaire: name, of });
  }
});
afterAll(() => desk.close());

let borrowers = 300;
const borrower = (more: { branch?: string; currency?: string } = {}): Promise<SeededBorrower> =>
  desk.book.borrower({ externalId: `B-${String((borrowers += 1))}`, name: "王芳", dueOn: day("2026-11-28"), ...more });
function version(name: string) {
  const found = versions.get(name);
  if (!found) throw new Error(`no ${name}`);
  return found;
}
const ago = (days: number): Instant => plus(now, -days * dayMs);

async function round(of: SeededBorrower, name: string, at: Instant, answers: Readonly<Record<string, Answer>> = {}, phase = "done"): Promise<string> {
  const seed = seedCheckins(desk.database);
  return seed.run(of, await seed.round(name, "测试", at), version(name), at, { answers, phase });
}

/** A round of so many days ago in which that was said. */
async function told(
  of: SeededBorrower,
  name: string,
  days: number,
  facts: Readonly<Record<string, FactValue>>,
  unit = "CNY/month",
  loanId: string = of.loanId,
): Promise<void> {
  const runId = await round(of, name, ago(days));
  for (const [fact, value] of Object.entries(facts)) {
    const id = newId<string>();
    await desk.database.checkinFact.create({
      data: { id, borrowerId: of.id, loanId, runId, question: "said", name: fact, unit, valueSealed: sealFact(of.key, id, value), at: toDate(ago(days)) },
    });
  }
}

/** The step that ends a round: the last answer, its fact, and the end. */
async function ends(
  of: SeededBorrower,
  name: string,
  question: string,
  answer: Answer,
  fact: { name: string; unit: string; value: number },
  last: RunEvent = { type: "done" },
) {
  const runId = (await round(of, name, now, {}, "asking")) as CheckinRunId;
  const because = (await desk.book.said(of, "大概这些", now)) as InboundId;
  const events: RunEvent[] = [{ type: "answered", question, answer, because, corrects: false, tookMs: 9_000 }, { type: "fact", question, ...fact }, last];
  const run = {
    ...begin(plus(now, dayMs)),
    offeredAt: now,
    phase: last.type === "done" ? ("done" as const) : ("expired" as const),
    answers: { [question]: answer },
  };
  await desk.database.$transaction((tx) =>
    writeRuns({ tx, vault: desk.vault, newId }, [
      {
        runId,
        borrowerId: of.id,
        key: of.key,
        run,
        world: { currency: cny, zone: shanghai, questionnaire: version(name).of },
        events: events.map((event) => ({ event, because })),
        now,
      },
    ]),
  );
  const rows = await desk.database.checkinFact.findMany({ where: { runId, name: { startsWith: "trend." } } });
  const trends = Object.fromEntries(
    rows.map(({ id, name: fact, unit, valueSealed }) => [fact.replace("trend.", ""), [valueSealed && openFact(of.key, id, valueSealed), unit]]),
  );
  return { runId, trends };
}
const turnover = (of: SeededBorrower, major: number, last?: RunEvent) =>
  ends(of, "enterprise-month", "turnover", money(BigInt(major) * 100n), { name: "turnover", unit: "currency/month", value: major }, last);

describe("when a round is done", () => {
  it("what became of a figure over the rounds is a fact of the loan, sealed, and an entry; the next round's checks see it", async () => {
    const of = await borrower();
    for (const [days, value] of [
      [366, 40_000],
      [95, 50_000],
      [63, 40_000],
      [32, 30_000],
    ] as const)
      await told(of, "enterprise-month", days, { turnover: value });
    const { trends, runId } = await turnover(of, 20_000);
    expect(trends).toEqual({
      "turnover.falls": [3, "rounds"],
      "turnover.rises": [0, "rounds"],
      "turnover.same_running": [0, "rounds"],
      "turnover.swings": [0, "share"],
      "turnover.against_before": [-0.3333, "share"],
      "turnover.against_year_ago": [-0.5, "share"],
    });
    const entries = (await desk.logged("checkin.trend")).filter(({ body }) => body["checkin"] === runId);
    expect(entries.map(({ body }) => body)).toMatchObject([{ fact: "turnover", falls: 3, against_before: -0.3333 }]);

    const next = (await round(of, "enterprise-month", plus(now, dayMs), {}, "planned")) as CheckinRunId;
    const earlier = await earlierFactsOf(
      desk.database,
      [{ borrowerId: of.id, runId: next, loanId: of.loanId as LoanId, key: of.key, zone: shanghai }],
      plus(now, dayMs),
    );
    const seen = seenBefore(earlier.get(next) ?? [], addDays(dayIn(now, shanghai), 1));
    expect(seen).toMatchObject({ "before.turnover": 20_000, "year_ago.turnover": 40_000, "trend.turnover.falls": 3, "trend.turnover.against_year_ago": -0.5 });
    expect(Object.keys(seen).filter((name) => name.startsWith("before.trend") || name.startsWith("year_ago.trend"))).toEqual([]);
  });

  it("a corrected figure counts as it was corrected to", async () => {
    const of = await borrower();
    await told(of, "enterprise-month", 60, { turnover: 30_000 });
    await told(of, "enterprise-month", 30, { turnover: 90_000 });
    await desk.database.checkinFact.updateMany({ where: { borrowerId: of.id, at: toDate(ago(30)) }, data: { supersededAt: toDate(ago(30)) } });
    expect((await turnover(of, 20_000)).trends).toMatchObject({ "turnover.falls": [1, "rounds"], "turnover.against_before": [-0.3333, "share"] });
  });

  it.each<[string, RunEvent]>([["that expired", { type: "expired" }]])("a round %s leaves none", async (_, last) => {
    const of = await borrower();
    await told(of, "enterprise-month", 30, { turnover: 90_000 });
    expect((await turnover(of, 20_000, last)).trends).toEqual({});
  });

  it("a share is of the loan that it was said of: another project is no step back", async () => {
    const of = await borrower();
    const other = (await borrower()).loanId;
    await told(of, "project-progress", 60, { "project.progress": 0.9 }, "share", other);
    await told(of, "project-progress", 30, { "project.progress": 0.2 }, "share");
    const { trends, runId } = await ends(
      of,
      "project-progress",
      "progress",
      { type: "percent", share: 0.4 },
      { name: "project.progress", unit: "share", value: 0.4 },
    );
    expect(trends).toMatchObject({ "project.progress.rises": [1, "rounds"], "project.progress.against_before": [1, "share"] });
    const earlier = await earlierFactsOf(desk.database, [{ borrowerId: of.id, runId, loanId: of.loanId as LoanId, key: of.key, zone: shanghai }], now);
    expect(seenBefore(earlier.get(runId) ?? [], dayIn(now, shanghai))["before.project.progress"]).toBe(0.2);
  });
});

describe("what many say", () => {
  const facts = async (of: SeededBorrower) =>
    (await loanFactsOf(desk.database, [{ id: of.loanId as LoanId, today: day("2026-11-22") }])).get(of.loanId as LoanId)?.facts;

  it("is known of five or more of a trade, by branch where there are as many, in one currency; refreshed once a day, whoever asks", async () => {
    const store = createMedianStore(desk);
    const [east, west] = [[], []] as [SeededBorrower[], SeededBorrower[]];
    for (const value of [10_000, 21_000, 22_000, 23_000, 900_000]) {
      const of = await borrower({ branch: "east" });
      east.push(of);
      await told(of, "enterprise-month", 20, { "median.test": value });
      // what was said before is no second voice
      await told(of, "enterprise-month", 50, { "median.test": 1 });
    }
    for (const value of [4_000, 5_000, 6_000, 7_000]) {
      const of = await borrower({ branch: "west" });
      west.push(of);
      await told(of, "enterprise-month", 20, { "median.test": value });
    }
    const yen = await borrower({ branch: "east", currency: "JPY" });
    const day1 = plus(now, 7 * dayMs);
    expect((await Promise.all([1, 2, 3].map(() => store.refresh(day1)))).filter((found) => found !== undefined)).toHaveLength(1);
    expect(await store.refresh(day1)).toBeUndefined();
    expect(
      [await facts(east[0] as SeededBorrower), await facts(west[0] as SeededBorrower), await facts(yen)].map((all) => all?.["median.median.test"]),
    ).toEqual([
      22_000,
      // four are too few: the trade's, of nine
      13_000,
      undefined,
    ]);
    expect(await desk.database.checkinMedian.count({ where: { borrowers: { lt: 5 } } })).toBe(0);
    // an erased borrower's figure is gone with the key
    await desk.database.$executeRaw`DELETE FROM keys.borrower_key WHERE borrower_id = ${east[0]?.id ?? ""}::uuid`;
    const made = await store.refresh(plus(day1, dayMs));
    expect(made).toBe(await desk.database.checkinMedian.count());
    expect((await facts(east[1] as SeededBorrower))?.["median.median.test"]).toBe(14_000);
    expect(await desk.database.checkinMedian.findMany({ where: { fact: "median.test" }, select: { branch: true, borrowers: true } })).toEqual([
      { branch: "", borrowers: 8 },
    ]);
  });
});

describe("whether a round was a formality", () => {
  const shown = openShownVersions((source) => showCheckin(source, "a kept version", "惠农").shown);
  const formality = async (...ids: string[]) => formalityOfRuns({ tx: desk.database, vault: desk.vault }, shown, ids);
  const steady = { versus: choice("same"), turnover: money(3_000_000n), customers: choice("none") };

  it("is said with what was counted: the same as last time, one phone for two, another's file", async () => {
    const of = await borrower();
    await round(of, "enterprise-month", ago(40), steady);
    const id = await round(of, "enterprise-month", ago(10), steady);
    expect((await formality(id)).get(id)).toEqual({ score: 0.5, reasons: [{ because: "same_as_last_round", answers: 3 }] });

    const other = await borrower();
    const { addressIndex } = await desk.database.contactPoint.findUniqueOrThrow({ where: { id: of.contactPointId } });
    await desk.database.contactPoint.update({ where: { id: other.contactPointId }, data: { addressIndex } });
    await desk.database.checkinRun.update({ where: { id }, data: { contactPointId: of.contactPointId } });
    const file = (owner: SeededBorrower, days: number, reusedOf: string | null) => ({
      id: newId<string>(),
      borrowerId: owner.id,
      channel: "sim",
      providerId: newId<string>(),
      state: "stored",
      storeKey: newId<string>(),
      size: 3,
      mime: "image/jpeg",
      stripped: true,
      reusedOf,
      receivedAt: toDate(plus(ago(days), 60_000)),
    });
    const first = await desk.database.documentFile.create({ data: file(other, 30, null) });
    await desk.database.documentFile.create({ data: file(of, 10, first.id) });
    expect((await formality(id)).get(id)).toEqual({
      score: 0.87,
      reasons: [
        { because: "same_as_last_round", answers: 3 },
        { because: "reused_file", files: 1, ofOthers: 1 },
        { because: "shared_device", others: 1 },
      ],
    });
  });

  it("faster than it can be read counts from the asking to the text, not to when it was read; several answers of one text are one", async () => {
    const of = await borrower();
    const at = ago(5);
    const quick = await round(of, "enterprise-month", at, { versus: choice("same"), turnover: money(2_900_000n), customers: choice("few") });
    const together = await round(of, "enterprise-month", ago(4), { versus: choice("less"), turnover: money(2_700_000n), customers: choice("none") });
    const texts = async (run: string, each: boolean) => {
      const one = each ? undefined : await desk.book.said(of, "少一些，两万七，没有", at);
      for (const answer of await desk.database.checkinAnswer.findMany({ where: { runId: run }, orderBy: { at: "asc" } })) {
        const asked = answer.at.getTime() - Number(answer.tookMs);
        const message = one ?? (await desk.book.said(of, "1", (asked + 400) as Instant));
        await desk.database.$executeRaw`ALTER TABLE checkin_answer DISABLE TRIGGER checkin_answer_stands`;
        await desk.database.checkinAnswer.update({ where: { id: answer.id }, data: { messageId: message } });
        await desk.database.$executeRaw`ALTER TABLE checkin_answer ENABLE TRIGGER checkin_answer_stands`;
      }
    };
    await texts(quick, true);
    await texts(together, false);
    const found = await formality(quick, together);
    expect(found.get(quick)).toEqual({ score: 0.6, reasons: [{ because: "faster_than_read", answers: 3, of: 3 }] });
    expect(found.get(together)?.reasons).toEqual([]);
  });

  it("of a round without an answer, or of an erased borrower, nothing is said", async () => {
    const [silentOne, gone] = [await borrower(), await borrower()];
    const ids = [await round(silentOne, "enterprise-month", ago(10), {}, "offered"), await round(gone, "enterprise-month", ago(10), steady)];
    await desk.database.$executeRaw`DELETE FROM keys.borrower_key WHERE borrower_id = ${gone.id}::uuid`;
    expect(await formality(...ids)).toEqual(new Map());
  });
});
