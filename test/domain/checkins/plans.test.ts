import { check, constantFrom, integer, property, record, uniqueArray, type Arbitrary } from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, day, daysBetween, instantAt, minuteOfDay, zone, type Day } from "../../../bot/domain/calendar.ts";
import { adHocKey } from "../../../bot/domain/checkins/ad-hoc.ts";
import { checkinsDue, type CheckinHistory } from "../../../bot/domain/checkins/checkins-due.ts";
import { cropOf } from "../../../bot/domain/checkins/crops.ts";
import { largeDays, phaseOf, type CheckinLoan } from "../../../bot/domain/checkins/phase.ts";
import { roundsOf } from "../../../bot/domain/checkins/rounds.ts";
import { spreadMinute } from "../../../bot/domain/checkins/spread-minute.ts";
import { equalSchedule } from "../../../bot/domain/loans/loan.ts";
import { currency } from "../../../bot/domain/money.ts";
import { loadCheckinPlan } from "../../../bot/templates/load-checkin-plans.ts";
import { loadCheckins } from "../../../bot/templates/load-checkins.ts";

const { byId: questionnaires, problems } = await loadCheckins("templates/checkins");
const { plan: loaded, problems: planProblems } = await loadCheckinPlan("templates", questionnaires);
if (!loaded) throw new Error("no plan");
const plan = loaded;

const monthly = (firstDueOn: string, instalments: number) =>
  equalSchedule({ firstDueOn: day(firstDueOn), frequency: "monthly", instalments, amountMinor: 800_000n });
const loan = (more: Partial<CheckinLoan> = {}): CheckinLoan => ({
  id: "L1",
  borrowerType: "micro_enterprise",
  product: "shop",
  riskGrade: "B",
  trade: "retail",
  purpose: "stock",
  branch: "north",
  currency: currency("CNY"),
  principalMinor: 9_600_000n,
  disbursedOn: day("2026-01-10"),
  status: "open",
  schedule: monthly("2026-02-15", 12),
  ...more,
});
const nothing: CheckinHistory = { running: false, rounds: [], reminders: [], lateElsewhere: false, consents: [] };
const due = (of: CheckinLoan, today: string, history: Partial<CheckinHistory> = {}) =>
  checkinsDue(plan, questionnaires, of, { ...nothing, ...history }, day(today));

/** Every day on which the planner runs, with what it planned before. */
function planned(of: CheckinLoan, days: readonly Day[], reminders: readonly Day[] = [], consents: readonly string[] = []) {
  return days.reduce<{ key: string; checkin: string; loan: string; on: Day; at: Day }[]>((rounds, today) => {
    const next = checkinsDue(plan, questionnaires, of, { ...nothing, rounds, reminders, consents }, today);
    return next ? [...rounds, { key: next.round, checkin: next.checkin, loan: next.loan, on: next.on, at: today }] : rounds;
  }, []);
}
const daysFrom = (from: string, count: number): Day[] => Array.from({ length: count }, (_, i) => addDays(day(from), i));

describe("the phase of a loan", () => {
  const late = { lateSince: day("2026-06-15") };
  it.each<[string, Partial<CheckinLoan>, string, string | undefined]>([
    ["on the day it was paid out", {}, "2026-01-10", "just_disbursed"],
    ["not before it was paid out", {}, "2026-01-09", undefined],
    ["on the last of the first days", {}, "2026-02-14", "just_disbursed"],
    ["then it runs", {}, "2026-02-15", "running"],
    ["long before the last instalment", {}, "2026-11-30", "running"],
    ["before the last instalment", {}, "2026-12-01", "before_maturity"],
    ["on the day of the last instalment", {}, "2027-01-15", "before_maturity"],
    ["late", late, "2026-06-16", "overdue"],
    ["not late on the due day itself", late, "2026-06-15", "running"],
    ["late also before the last instalment", { lateSince: day("2026-12-15") }, "2026-12-20", "overdue"],
    ["after the last was paid", { settledOn: day("2027-01-14") }, "2027-01-20", "closing"],
    ["30 days later it is over", { settledOn: day("2027-01-14") }, "2027-02-14", undefined],
    ["closed, nobody knows when", { status: "closed" }, "2026-06-15", undefined],
    ["closed, and it is known when", { status: "closed", settledOn: day("2026-06-10") }, "2026-06-15", "closing"],
    ["written off", { status: "written_off", ...late }, "2026-07-15", undefined],
  ])("%s", (_, more, today, phase) => {
    expect(phaseOf(loan(more), plan.phaseDays, day(today))).toBe(phase);
  });

  it.each<[string, readonly [string, bigint][], string[]]>([
    [
      "of equal ones the last",
      [
        ["2026-02-15", 100n],
        ["2026-03-15", 100n],
      ],
      ["2026-03-15"],
    ],
    [
      "twice the usual",
      [
        ["2026-02-15", 100n],
        ["2026-03-15", 200n],
        ["2026-04-15", 100n],
        ["2026-05-15", 50n],
      ],
      ["2026-03-15", "2026-05-15"],
    ],
    ["a harvest's only one", [["2026-10-15", 100n]], ["2026-10-15"]],
    ["none of none", [], []],
    [
      "interest first, the principal at the end",
      [
        ["2026-02-15", 5n],
        ["2026-03-15", 5n],
        ["2026-04-15", 1_005n],
      ],
      ["2026-04-15"],
    ],
  ])("large instalments: %s", (_, schedule, days) => {
    expect(largeDays({ schedule: schedule.map(([dueOn, amountMinor]) => ({ dueOn: day(dueOn), amountMinor })) }, 2)).toEqual(days);
  });
});

describe("the shipped plan", () => {
  it("is read without fault, with its crop calendar", () => {
    expect([...problems, ...planProblems]).toEqual([]);
    expect(plan.version).toMatch(/^[0-9a-f]{12}$/);
    expect(plan.crops.length).toBeGreaterThan(10);
  });

  it.each<[string, Partial<CheckinLoan>, string, Partial<CheckinHistory>, string | undefined]>([
    ["nothing on the first days", {}, "2026-01-15", {}, undefined],
    ["the welcome in the first week", {}, "2026-01-16", {}, "welcome-funds 2026-01-17 chat checkin/L1/welcome-funds/paid-out/2026-01-10/7"],
    [
      "a large loan is visited instead",
      { principalMinor: 50_000_001n },
      "2026-01-16",
      {},
      "welcome-funds 2026-01-17 visit checkin/L1/welcome-funds/paid-out/2026-01-10/7",
    ],
    [
      "a loan at the limit is not",
      { principalMinor: 50_000_000n },
      "2026-01-16",
      {},
      "welcome-funds 2026-01-17 chat checkin/L1/welcome-funds/paid-out/2026-01-10/7",
    ],
    [
      "large in a currency without a limit: the chat",
      { principalMinor: 50_000_001n, currency: currency("SEK") },
      "2026-01-16",
      {},
      "welcome-funds 2026-01-17 chat checkin/L1/welcome-funds/paid-out/2026-01-10/7",
    ],
    ["nothing while another run is open", {}, "2026-01-16", { running: true }, undefined],
    ["a small business every other month", {}, "2026-03-09", {}, "enterprise-month 2026-03-10 chat checkin/L1/enterprise-month/2-months/1"],
    ["not in the month between", {}, "2026-04-10", { rounds: [] }, undefined],
    ["each month where it is graded as risky", { riskGrade: "D" }, "2026-04-10", {}, "enterprise-month 2026-04-10 chat checkin/L1/enterprise-month/1-months/3"],
    ["wages every four months", { borrowerType: "consumer" }, "2026-05-10", {}, "consumer-income 2026-05-10 chat checkin/L1/consumer-income/4-months/1"],
    ["a project", { borrowerType: "project" }, "2026-03-10", {}, "project-progress 2026-03-10 chat checkin/L1/project-progress/2-months/1"],
    ["ahead of the last instalment", {}, "2026-12-06", {}, "before-large 2026-12-06 chat checkin/L1/before-large/large/2027-01-15/40"],
    ["late", { lateSince: day("2026-06-15") }, "2026-06-25", {}, "what-happened 2026-06-25 chat checkin/L1/what-happened/late/2026-06-15/10"],
    ["late, but not yet", { lateSince: day("2026-06-15") }, "2026-06-20", {}, undefined],
    [
      "late: nothing else is asked",
      { lateSince: day("2026-02-15") },
      "2026-03-10",
      { rounds: [{ key: "checkin/L1/what-happened/late/2026-02-15/10", checkin: "what-happened", loan: "L1", on: day("2026-02-25") }] },
      undefined,
    ],
    ["the end without a consent of its own", { settledOn: day("2027-01-15") }, "2027-01-20", {}, undefined],
    [
      "the end with it",
      { settledOn: day("2027-01-15") },
      "2027-01-20",
      { consents: ["needs-and-tips"] },
      "closing-needs 2027-01-20 chat checkin/L1/closing-needs/settled/2027-01-15/5",
    ],
    ["the end, while another loan is late", { settledOn: day("2027-01-15") }, "2027-01-20", { consents: ["needs-and-tips"], lateElsewhere: true }, undefined],
    ["written off", { status: "written_off", lateSince: day("2026-06-15") }, "2026-06-25", {}, undefined],
  ])("%s", (_, more, today, history, expected) => {
    const found = due(loan(more), today, history);
    expect(found && `${found.checkin} ${found.on} ${found.kind} ${found.round}`).toBe(expected);
  });

  it("a withdrawn questionnaire is not begun", () => {
    const left = new Map([...questionnaires].filter(([id]) => id !== "welcome-funds"));
    expect(checkinsDue(plan, left, loan(), nothing, day("2026-01-17"))).toBeUndefined();
  });

  it.each<[string, string[], string | undefined]>([
    ["a reminder two days later", ["2026-03-12"], "2026-03-15"],
    ["a reminder on the day, and four days after it", ["2026-03-10", "2026-03-14"], "2026-03-17"],
    ["a reminder three days later", ["2026-03-13"], "2026-03-10"],
    ["reminders all through its days", ["2026-03-10", "2026-03-14", "2026-03-18", "2026-03-22"], undefined],
  ])("reminders go first: %s", (_, reminders, on) => {
    const all = planned(loan(), daysFrom("2026-03-08", 20), reminders.map(day));
    expect(all[0]?.on).toBe(on);
  });

  it("the year of a small business: never two rounds within the gap, each with its own key", () => {
    const year = planned(
      loan(),
      daysFrom("2026-01-10", 400),
      monthly("2026-02-15", 12).map(({ dueOn }) => addDays(dueOn, -3)),
    );
    expect(year.map(({ key, on }) => `${on} ${key.replace("checkin/L1/", "")}`)).toEqual([
      "2026-01-17 welcome-funds/paid-out/2026-01-10/7",
      "2026-02-05 welcome-funds/paid-out/2026-01-10/26",
      "2026-03-15 enterprise-month/2-months/1",
      "2026-05-15 enterprise-month/2-months/2",
      "2026-07-15 enterprise-month/2-months/3",
      "2026-09-15 enterprise-month/2-months/4",
      "2026-11-15 enterprise-month/2-months/5",
      "2026-12-06 before-large/large/2027-01-15/40",
      "2027-01-15 enterprise-month/2-months/6",
    ]);
  });

  it("a farmer is asked by the crop, a village over many days", () => {
    const farmer = loan({ borrowerType: "farmer", trade: "玉米种植", purpose: "seeds" });
    const months = roundsOf({ checkin: "farmer-season", when: { by: "season", seasons: ["sow", "tend", "harvest"] } }, farmer, plan, {
      from: day("2026-01-10"),
      to: day("2026-12-31"),
    });
    expect(months.map(({ key }) => key)).toEqual(["sow/2026-05", "tend/2026-07", "harvest/2026-10"].map((about) => `checkin/L1/farmer-season/${about}`));
    const village = Array.from({ length: 500 }, (_, i) =>
      roundsOf({ checkin: "farmer-season", when: { by: "season", seasons: ["sow"] } }, { ...farmer, id: `L${String(i)}` }, plan, {
        from: day("2026-01-10"),
        to: day("2026-12-31"),
      }),
    ).flat();
    const perDay = [...new Set(village.map(({ on }) => on))].map((on) => village.filter((round) => round.on === on).length);
    expect(village).toHaveLength(500);
    expect(Math.max(...perDay)).toBeLessThan(50);
  });

  it.each([
    ["小麦", "", "winter-wheat"],
    ["Rice paddy", "", "rice"],
    ["油菜种植", "", "rape"],
    ["大棚蔬菜", "", "vegetables"],
    ["crops", "买小麦种子", "winter-wheat"],
    ["farming", "cattle", "cattle"],
    ["养蜂", "蜂箱", "other"],
  ])("of trade %s and purpose %s the crop is %s", (trade, purpose, id) => {
    expect(cropOf(plan.crops, { trade, purpose })?.id).toBe(id);
  });

  it.each([
    ["the 31st comes back after a short month", "2026-01-31", 1, ["2026-02-28", "2026-03-31", "2026-04-30"]],
    ["February 29th in a leap year", "2028-01-29", 1, ["2028-02-29", "2028-03-29", "2028-04-29"]],
    ["a loan of February 29th a year later", "2028-02-29", 12, ["2029-02-28", "2030-02-28"]],
  ])("months are counted from the day of payment: %s", (_, from, every, days) => {
    const of = loan({ disbursedOn: day(from) });
    const found = roundsOf({ checkin: "x", when: { by: "months", every } }, of, plan, { from: day(from), to: addDays(day(from), every === 12 ? 800 : 92) });
    expect(found.map(({ on }) => on)).toEqual(days);
  });
});

describe("whatever days the planner runs or misses", () => {
  const anyLoan: Arbitrary<CheckinLoan> = record({
    borrowerType: constantFrom("individual", "consumer", "micro_enterprise", "farmer", "project"),
    riskGrade: constantFrom("A", "D"),
    trade: constantFrom("小麦", "retail", "rice"),
    disbursedOn: integer({ min: 0, max: 60 }).map((n) => addDays(day("2028-01-01"), n)),
    status: constantFrom("open"),
    lateSince: constantFrom<Day | undefined>(undefined, day("2028-06-15")),
  }).map(({ lateSince, ...more }) => loan({ ...more, schedule: monthly("2028-03-31", 9), ...(lateSince && { lateSince }) }));
  const offsets = uniqueArray(integer({ min: 0, max: 330 }), { minLength: 1, maxLength: 330 }).map((all) => all.toSorted((a, b) => a - b));
  const reminders = monthly("2028-03-31", 9).flatMap(({ dueOn }) => [addDays(dueOn, -3), dueOn]);

  it("a round is planned once, in its own days, away from reminders and from other rounds", () => {
    const found = check(
      property(anyLoan, offsets, (of, days) => {
        const rounds = planned(
          of,
          days.map((n) => addDays(day("2028-01-01"), n)),
          reminders,
          ["needs-and-tips"],
        );
        expect(new Set(rounds.map(({ key }) => key)).size).toBe(rounds.length);
        rounds.forEach(({ on, at }, i) => {
          expect(daysBetween(at, on)).toBeGreaterThanOrEqual(0);
          expect(daysBetween(at, on)).toBeLessThanOrEqual(1);
          expect(reminders.filter((reminder) => Math.abs(daysBetween(reminder, on)) <= plan.reminderDays)).toEqual([]);
          expect(rounds.filter((other, j) => j !== i && Math.abs(daysBetween(other.on, on)) < plan.gapDays)).toEqual([]);
        });
        // The same rounds as a planner that never forgets would know: a missed day makes no new ones.
        const known = new Set(
          plan.lines.flatMap((line) => roundsOf(line, of, plan, { from: day("2027-12-01"), to: day("2029-03-01") })).map(({ key, on }) => `${key} ${on}`),
        );
        const days14 = (on: Day): Day[] => Array.from({ length: plan.windowDays }, (_, back) => addDays(on, -back));
        expect(rounds.filter(({ key, on }) => !days14(on).some((first) => known.has(`${key} ${first}`)))).toEqual([]);
      }),
      { numRuns: 300, seed: 20_261_128 },
    );
    expect(found.errorInstance).toBeFalsy();
    expect(found.failed).toBe(false);
  });

  it("two planners on the same day plan the same round", () => {
    const once = daysFrom("2026-01-10", 300).map((today) => checkinsDue(plan, questionnaires, loan(), nothing, today));
    const again = daysFrom("2026-01-10", 300).map((today) => checkinsDue(plan, questionnaires, loan(), nothing, today));
    expect(once).toEqual(again);
    expect(once.filter((one) => one !== undefined).length).toBeGreaterThan(20);
  });
});

describe("the minute at which a round begins", () => {
  const hours = { fromMinute: 540, minutes: 480 };

  it("a thousand borrowers are spread over the hours, and each keeps the minute", () => {
    const minutes = Array.from({ length: 1_000 }, (_, i) => spreadMinute(hours, `borrower-${String(i)}`, "checkin/L1/enterprise-month/2-months/1"));
    const counts = new Map<number, number>();
    for (const minute of minutes) counts.set(minute, (counts.get(minute) ?? 0) + 1);
    expect(Math.min(...minutes)).toBeGreaterThanOrEqual(540);
    expect(Math.max(...minutes)).toBeLessThan(1_020);
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(10);
    expect(spreadMinute(hours, "borrower-7", "r")).toBe(spreadMinute(hours, "borrower-7", "r"));
    expect(new Set(["a", "b", "c", "d"].map((round) => spreadMinute(hours, "borrower-7", round))).size).toBeGreaterThan(1);
  });

  it.each(["2026-03-29", "2026-10-25"])("on the day %s on which the clocks change it is that minute of the wall clock", (on) => {
    const berlin = zone("Europe/Berlin");
    const minute = spreadMinute(hours, "borrower-7", "r");
    expect(minuteOfDay(instantAt(day(on), minute, berlin), berlin)).toBe(minute);
  });
});

describe("a round by hand, after a shock", () => {
  const flood = { id: "flood-2026", checkin: "after-shock", trades: ["玉米", "maize"], branches: ["north"] };
  it.each<[string, Partial<CheckinLoan>, boolean]>([
    ["trade and branch", { trade: "玉米种植" }, true],
    ["another trade", { trade: "retail" }, false],
    ["another branch", { trade: "maize", branch: "south" }, false],
    ["closed", { trade: "maize", status: "closed" }, false],
  ])("%s", (_, more, meant) => {
    expect(adHocKey(flood, loan(more), "B1")).toBe(meant ? "checkin/ad-hoc/flood-2026/after-shock/B1" : undefined);
  });

  it("one borrower with two loans is asked once", () => {
    expect(adHocKey(flood, loan({ id: "L1", trade: "maize" }), "B1")).toBe(adHocKey(flood, loan({ id: "L2", trade: "maize" }), "B1"));
  });
});
