import { describe, expect, it } from "vitest";
import type { ForecastBorrower } from "../../../bot/app/forecast/ports.ts";
import { whyDay, type WhyDay } from "../../../bot/app/forecast/why-day.ts";
import { en } from "../../../bot/console/strings/en.ts";
import { whySentence } from "../../../bot/console/strings/why-words.ts";
import { zhCn } from "../../../bot/console/strings/zh-cn.ts";
import { day } from "../../../bot/domain/calendar.ts";
import { gateRules } from "../../../bot/domain/policy/gate.ts";
import type { WhyFacts, WhyTouch } from "../../../bot/domain/reminders/why.ts";
import { at } from "../policy/facts.ts";
import { borrower, forecastOver } from "./one-borrower.ts";

const facts = (on: string, change: Partial<WhyFacts> = {}): WhyFacts => ({
  on: day(on),
  goLiveOn: day("2026-11-01"),
  plannedThrough: day("2026-11-24"),
  openLoans: 1,
  touches: [],
  answers: 0,
  ...change,
});
const why = (on: string, of: Partial<ForecastBorrower> = {}, change: Partial<WhyFacts> = {}): Promise<WhyDay> =>
  whyDay(forecastOver(borrower(of)), "borrower-1", facts(on, change));

const touch: WhyTouch = {
  kind: "reminder",
  loan: "L1",
  instalmentNo: 3,
  stage: 0,
  plannedOn: day("2026-11-25"),
  state: "planned",
  reasons: [],
  channel: "sim",
};
const dueDay = { about: [{ kind: "reminder", loan: "L1", instalmentNo: 3, stage: 0 }] };

describe("a day that is not over", () => {
  const cases: [name: string, on: string, of: Partial<ForecastBorrower>, facts: Partial<WhyFacts>, expected: object][] = [
    ["a reminder that is to go out", "2026-11-25", {}, {}, { kind: "will_send", channel: "sim", plannedOn: "2026-11-25", ...dueDay }],
    ["one that is planned already and waits", "2026-11-25", {}, { plannedThrough: day("2026-11-26"), touches: [touch] }, { kind: "will_send", ...dueDay }],
    [
      "one that a hold puts off",
      "2026-11-25",
      { holds: [{ reason: "claims_paid", from: at("11-20T08:00"), until: at("11-25T17:30") }] },
      {},
      { kind: "will_send", plannedOn: "2026-11-25" },
    ],
    [
      "one that the borrower's own hours move to another day",
      "2026-11-25",
      { preference: new Map([[4 as const, { fromMinute: 540, toMinute: 1_080 }]]) },
      {},
      { kind: "will_not", reasons: [{ rule: "expired" }, { rule: "preference" }], ...dueDay },
    ],
    [
      "one that the week's budget puts off",
      "2026-12-02",
      { initiatedAt: [at("11-26T10:00"), at("11-27T10:00"), at("11-28T10:00")] },
      {},
      { kind: "will_move", to: "2026-12-03", reasons: [{ rule: "budget", detail: "week" }] },
    ],
    ["one that is never said", "2026-11-25", { contact: undefined }, {}, { kind: "will_not", reasons: [{ rule: "no_contact_point" }], ...dueDay }],
    ["a day of no stage", "2026-11-27", {}, {}, { kind: "nothing_planned", because: "no_stage" }],
    ["no open instalment at all", "2027-02-01", { instalments: [] }, { openLoans: 0 }, { kind: "nothing_planned", because: "no_open_loan" }],
  ];
  it.each(cases)("%s", async (_, on, of, change, expected) => {
    expect(await why(on, of, change)).toMatchObject(expected);
  });

  it("what is known of a day that is over is never replaced by a forecast", async () => {
    const sent = { ...touch, state: "sent" as const, message: { id: "m", on: day("2026-11-25"), time: "10:00", outcome: "arrived" as const } };
    expect(await why("2026-11-25", {}, { touches: [sent] })).toMatchObject({ kind: "sent", time: "10:00" });
    expect(await why("2026-11-20", {}, {})).toMatchObject({ kind: "nothing_planned", because: "no_stage" });
  });

  it("a notice that waits is told as it is: the forecast knows reminders alone", async () => {
    const receipt = { ...touch, kind: "receipt", stage: null, instalmentNo: null };
    expect(await why("2026-11-25", {}, { touches: [receipt] })).toMatchObject({ kind: "waits" });
  });
});

describe("the sentence", () => {
  const languages = [
    ["en", en],
    ["zh-CN", zhCn],
  ] as const;

  it.each(gateRules)("says %s in both languages, of a day that was and of one to come", (rule) => {
    const details: (string | undefined)[] = rule === "hold" ? ["dispute"] : rule === "budget" ? ["week"] : [undefined];
    for (const [language, t] of languages) {
      for (const detail of details) {
        const reasons = [{ rule, ...(detail !== undefined && { detail }) }];
        for (const kind of ["suppressed", "will_not"] as const) {
          const said = whySentence({ kind, about: dueDay.about, reasons }, "2026-11-25", language, t);
          expect(said).toContain(t.gateRule[rule]);
          expect(said).toContain("2026-11-25");
          expect(said).toContain("L1");
        }
      }
    }
  });

  it("is one sentence", async () => {
    const ahead = await why("2026-11-25");
    const time = ahead.kind === "will_send" ? ahead.time : "";
    expect(whySentence(ahead, "2026-11-25", "en", en)).toBe(
      `On 2026-11-25 at ${time} a text is to go out by Simulated (L1 no. 3, on the due day), if nothing is paid and nothing changes before.`,
    );
    expect(whySentence(ahead, "2026-11-25", "zh-CN", zhCn)).toMatch(/^预计 2026-11-25 .*。$/);
  });
});
