import { describe, expect, it } from "vitest";
import { day } from "../../../bot/domain/calendar.ts";
import type { LoanId } from "../../../bot/domain/ids.ts";
import type { Reply } from "../../../bot/domain/replies/reply.ts";
import type { OpenLoan, TurnPlan, TurnState } from "../../../bot/domain/turns/turn.ts";
import { amount, cny, date, hearTurn, inDays, known, loanId, now, quoted, replyOf, stranger, textOf, type Meaning } from "./turn-fixture.ts";

/** One text, and what was made of it. */
const heard = (state: TurnState, text: string, meaning: Meaning): TurnPlan => hearTurn(state, [textOf(0, text)], (): Reply => replyOf(meaning));
const says = (plan: TurnPlan): string[] => plan.says.map(({ template, params }) => [template, ...Object.values(params)].join(" "));
const events = (plan: TurnPlan): string[] => plan.events.map(({ event }) => event.type);

const second: OpenLoan = {
  id: "loan-2" as LoanId,
  ending: "0072",
  openMinor: 50_000n,
  currency: cny,
  instalments: [{ no: 1, dueOn: day("2026-11-22"), outstandingMinor: 50_000n }],
};
const two = (change: Parameters<typeof known>[0] = {}): TurnState => known({ ...change, loans: [...known().loans, second] });
const question: Meaning = { is: ["question"], act: false };

describe("questions that the ledger answers", () => {
  it.each<[text: string, state: TurnState, says: string[]]>([
    ["我一共还欠多少？", known(), ["answer-owed 0071 ¥8,033.00 ¥16,066.00"]],
    ["How much do I owe?", known({ locale: "en" }), ["answer-owed 0071 CN¥8,033.00 CN¥16,066.00"]],
    ["我还欠多少？", two(), ["answer-owed 0071 ¥8,033.00 ¥16,066.00", "answer-owed 0072 ¥500.00 ¥500.00"]],
    ["什么时候还款？", known(), ["due-now ¥8,033.00 11月21日"]],
    ["钱到账了吗？", known(), ["answer-not-received"]],
    ["钱到账了吗？", known({ received: [{ paidOn: day("2026-11-20"), amountMinor: 500n, currency: cny }] }), ["answer-received ¥5.00 11月20日"]],
    ["还欠多少？", known({ loans: [] }), ["nothing-due"]],
  ])("%s", (text, state, expected) => {
    expect(says(heard(state, text, question))).toEqual(expected);
    expect(events(heard(state, text, question))).toEqual([]);
  });

  it.each<[string, string]>([
    ["可以提前还清吗？", "answer-payoff 0071 ¥16,066.00"],
    ["结清证明怎么开？", "answer-certificate"],
  ])("%s: a person hears of it too", (text, expected) => {
    const plan = heard(known(), text, question);
    expect(says(plan)).toEqual([expected]);
    expect(events(plan)).toEqual(["human_wanted"]);
  });

  it("anything else is passed on", () => {
    expect(says(heard(known(), "罚息是多少？", question))).toEqual(["question-passed-on"]);
  });
  it("a stranger is told nothing of it", () => {
    expect(says(heard(stranger(), "我还欠多少？", question))).toEqual(["question-passed-on"]);
  });
  it("hardship beside it is for people", () => {
    expect(says(heard(known(), "失业了，还欠多少？", { is: ["hardship", "question"] }))).toEqual(["hardship-noted", "question-passed-on"]);
  });
});

describe("stopping and beginning again", () => {
  const stopped = known({ contact: { optedOut: true } });
  it.each(["START", "start.", "恢复", "请恢复提醒", "ＳＴＡＲＴ"])("%s after a stop", (text) => {
    expect(says(heard(stopped, text, { is: ["unclear"] }))).toEqual(["opt-in-done"]);
    expect(events(heard(stopped, text, { is: ["unclear"] }))).toEqual(["opted_in"]);
  });
  it.each(["我 start 做生意了", "别恢复", "等身体恢复了就还"])("%s takes nothing back", (text) => {
    expect(events(heard(stopped, text, { is: ["unclear"] }))).toEqual(["human_wanted"]);
  });
  it("a point that a wrong person closed stays closed", () => {
    expect(events(heard(known({ contact: { optedOut: true, closed: true } }), "START", { is: ["unclear"] }))).toEqual(["human_wanted"]);
  });
  it("START where nothing was stopped changes nothing", () => {
    expect(events(heard(known(), "START", { is: ["unclear"] }))).toEqual([]);
  });
  it.each<[string, true | undefined]>([
    ["退订", undefined],
    ["全部退订，电话短信都不要", true],
    ["STOP ALL", true],
  ])("%s", (text, everywhere) => {
    const [first] = heard(known(), text, { is: ["opt_out"] }).events;
    expect(first?.event).toEqual({ type: "opted_out", ...(everywhere && { everywhere }) });
  });
});

describe("promises", () => {
  const parts: Meaning = {
    is: ["promise"],
    parts: [
      { ...date(inDays(6)), ...amount(300_000n) },
      { ...date(inDays(20)), ...amount(503_300n) },
    ],
  };

  it("several parts are quoted together, and a yes makes a promise of each", () => {
    const asked = heard(known(), "28号还3000，12号还5033", parts);
    expect(says(asked)).toEqual(["confirm-promise-parts 11月28日 ¥3,000.00和12月12日 ¥5,033.00"]);
    const plan = heard(known({ asked: asked.asked }), "对", { is: ["unclear"], yes: true });
    expect(plan.events.map(({ event }) => event)).toEqual([
      { type: "promised", loanId, instalmentNo: 3, amountMinor: 300_000n, currency: cny, on: inDays(6) },
      { type: "promised", loanId, instalmentNo: 3, amountMinor: 503_300n, currency: cny, on: inDays(20), afterMinor: 300_000n },
    ]);
  });

  it("parts that go beyond what is open, or one without its amount, are an instalment plan for people", () => {
    const tooMuch: Meaning = {
      is: ["promise"],
      parts: [
        { ...date(inDays(6)), ...amount(9_000_000n) },
        { ...date(inDays(20)), ...amount(503_300n) },
      ],
    };
    expect(events(heard(known(), "x", tooMuch))).toEqual(["asked_for_time"]);
    const bare: Meaning = { is: ["promise"], parts: [{ ...date(inDays(6)), ...amount(300_000n) }, date(inDays(20))] };
    expect(events(heard(known(), "x", bare))).toEqual(["asked_for_time"]);
  });

  it("with two loans due the quotation says which, the oldest debt first", () => {
    expect(says(heard(two(), "28号还", { is: ["promise"], parts: [date(inDays(6))] }))).toEqual(["confirm-promise-loan 0071 ¥8,033.00 11月28日"]);
  });
  it("the loan that is named is meant", () => {
    expect(says(heard(two(), "尾号0072那笔28号还", { is: ["promise"], parts: [date(inDays(6))] }))).toEqual(["confirm-promise-loan 0072 ¥500.00 11月28日"]);
    expect(says(heard(two({ asked: quoted() }), "合同0072", { is: ["unclear"] }))).toEqual(["confirm-promise-loan 0072 ¥500.00 12月15日"]);
  });
  it("more than the oldest loan has is spread over the loans", () => {
    const plan = heard(two(), "28号全还，16566", { is: ["promise"], parts: [{ ...date(inDays(6)), ...amount(1_656_600n) }] });
    expect(says(plan)).toEqual(["confirm-promise-spread 11月28日 ¥16,566.00 0071 ¥16,066.00和0072 ¥500.00"]);
  });
  it("too little is said kindly, with the least", () => {
    expect(says(heard(known(), "28号还10块", { is: ["promise"], parts: [{ ...date(inDays(6)), ...amount(1_000n) }] }))).toEqual(["promise-too-small ¥803.30"]);
  });

  it("moved to a later day for the third time, a person talks with them; to an earlier one never", () => {
    const moved = (postponed: number, on = inDays(2)) => known({ asked: quoted(inDays(5)), promises: [{ loanId, instalmentNo: 3, on, postponed }] });
    const yes: Meaning = { is: ["unclear"], yes: true };
    expect(heard(moved(0), "对", yes).events.map(({ event }) => event)).toMatchObject([{ type: "promised", postponed: 1 }]);
    expect(events(heard(moved(1), "对", yes))).toEqual(["promised"]);
    expect(events(heard(moved(2), "对", yes))).toEqual(["promised", "asked_for_time"]);
    expect(heard(moved(1, inDays(9)), "对", yes).events.map(({ event }) => event)).toMatchObject([{ type: "promised", postponed: 1 }]);
  });

  it("a quotation of parts whose first day has passed is not recorded", () => {
    const asked = {
      ...quoted(inDays(-1)),
      kind: "confirm_promise" as const,
      loanId,
      instalmentNo: 3,
      amountMinor: 1n,
      currency: cny,
      on: inDays(-1),
      askedAt: now,
    };
    const state = known({ asked: { ...asked, more: [{ loanId, instalmentNo: 3, amountMinor: 2n, currency: cny, on: inDays(4) }] } });
    expect(events(heard(state, "对", { is: ["unclear"], yes: true }))).toEqual([]);
  });
});
