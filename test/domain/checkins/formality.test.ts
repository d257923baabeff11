import { array, assert, boolean, constantFrom, integer, option, property, record } from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer } from "../../../bot/domain/checkins/answer.ts";
import { formalityOf, type Given, type Round } from "../../../bot/domain/checkins/formality.ts";
import { currency } from "../../../bot/domain/money.ts";

const cny = currency("CNY");
const tap = (key: string): Answer => ({ type: "choice", key });
const money = (minor: bigint, about = false): Answer => ({ type: "money", minor, currency: cny, about });
const given = (question: string, answer: Answer, more: Partial<Given> = {}): Given => ({ question, answer, tookMs: 9_000, characters: 32, ...more });
const round = (more: Partial<Round> = {}): Round => ({ locale: "zh-CN", given: [], files: { ownAgain: 0, ofOthers: 0 }, sharedWith: 0, ...more });

const honest = [
  given("versus", tap("less"), { figure: 3 }),
  given("turnover", money(2_870_000n, true), { figure: 28_700 }),
  given("customers", tap("few"), { figure: 2 }),
];
const because = (of: Round) => formalityOf(of).reasons.map((reason) => reason.because);

describe("a round that is answered as people answer", () => {
  it.each<[string, Partial<Round>]>([
    ["with time to read", {}],
    ["a first one", { before: [] }],
    ["with another figure than the last time", { before: honest.map((one) => (one.question === "turnover" ? { ...one, answer: money(2_900_000n) } : one)) }],
    ["with two answers alike: steady trade", { given: honest.slice(0, 2), before: honest.slice(0, 2) }],
    ["one quick tap", { given: [given("versus", tap("less"), { tookMs: 100 }), ...honest.slice(1)] }],
    ["several in one text", { given: honest.map(({ question, answer, characters }) => ({ question, answer, characters })) }],
    ["all well: the first option every time", { given: ["a", "b", "c", "d"].map((id) => given(id, tap("good"), { figure: 1 })) }],
    ["two equal figures", { given: [given("a", money(100n), { figure: 1 }), given("b", tap("x"), { figure: 1 })] }],
  ])("says nothing: %s", (_, more) => {
    expect(formalityOf(round({ given: honest, ...more }))).toEqual({ score: 0, reasons: [] });
  });
});

describe("what may be a formality is said with what was counted", () => {
  it.each<[string, Partial<Round>, object, number]>([
    ["the same as last time, to the yuan", { given: honest, before: honest }, { because: "same_as_last_round", answers: 3 }, 0.5],
    [
      "about the same figure is the same",
      { given: honest, before: honest.map((one) => (one.question === "turnover" ? { ...one, answer: money(2_870_000n) } : one)) },
      { because: "same_as_last_round", answers: 3 },
      0.5,
    ],
    [
      "taps alone weigh less",
      { given: ["a", "b", "c"].map((id) => given(id, tap("good"))), before: ["a", "b", "c"].map((id) => given(id, tap("good"))) },
      { because: "same_as_last_round", answers: 3 },
      0.15,
    ],
    ["faster than it can be read", { given: honest.map((one) => ({ ...one, tookMs: 900 })) }, { because: "faster_than_read", answers: 3, of: 3 }, 0.6],
    [
      "most of them faster",
      { given: honest.map((one, i) => ({ ...one, tookMs: i === 0 ? 20_000 : 900 })) },
      { because: "faster_than_read", answers: 2, of: 3 },
      0.4,
    ],
    ["their own file again", { files: { ownAgain: 1, ofOthers: 0 } }, { because: "reused_file", files: 1, ofOthers: 0 }, 0.3],
    ["another borrower's file", { files: { ownAgain: 1, ofOthers: 1 } }, { because: "reused_file", files: 2, ofOthers: 1 }, 0.7],
    [
      "one number for everything",
      { given: [given("a", tap("x"), { figure: 1 }), given("b", tap("y"), { figure: 1 }), given("turnover", money(100n), { figure: 1 })] },
      { because: "one_figure", answers: 3 },
      0.5,
    ],
    ["a phone of two", { sharedWith: 1 }, { because: "shared_device", others: 1 }, 0.1],
    ["a phone of many", { sharedWith: 7 }, { because: "shared_device", others: 7 }, 0.5],
  ])("%s", (_, more, reason, score) => {
    expect(formalityOf(round(more))).toEqual({ score, reasons: [reason] });
  });

  it("English is read by more letters a second than Chinese by characters", () => {
    const fast = honest.map((one) => ({ ...one, tookMs: 1_000 }));
    expect(because(round({ given: fast }))).toEqual(["faster_than_read"]);
    expect(because(round({ given: fast, locale: "en" }))).toEqual([]);
  });
});

describe("whatever was answered", () => {
  const answer = constantFrom<Answer>(tap("good"), tap("bad"), money(100n), money(99_900n), { type: "yes_no", yes: true }, { type: "text", text: "好" });
  const one = record({
    answer,
    tookMs: option(integer({ min: 0, max: 60_000 }), { nil: undefined }),
    figure: option(integer({ min: 1, max: 3 }), { nil: undefined }),
  });
  const rounds = record({
    given: array(one, { maxLength: 6 }).map((all) =>
      all.map(({ answer: said, tookMs, figure }, i): Given => ({
        question: `q${String(i)}`,
        answer: said,
        characters: 30,
        ...(tookMs !== undefined && { tookMs }),
        ...(figure !== undefined && { figure }),
      })),
    ),
    locale: constantFrom<Round["locale"]>("zh-CN", "en"),
    again: boolean(),
    files: record({ ownAgain: integer({ min: 0, max: 2 }), ofOthers: integer({ min: 0, max: 2 }) }),
    sharedWith: integer({ min: 0, max: 5 }),
  }).map(({ again, ...of }): Round => ({ ...of, ...(again && { before: of.given }) }));

  it("the score lies between none and sure, is 0 exactly where there is no reason, and no reason is there twice", () => {
    assert(
      property(rounds, (of) => {
        const { score, reasons } = formalityOf(of);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThan(1);
        expect(score === 0).toBe(reasons.length === 0);
        expect(new Set(reasons.map((reason) => reason.because)).size).toBe(reasons.length);
      }),
    );
  });

  it("what speaks for it more never lowers the score", () => {
    assert(
      property(rounds, (of) => {
        const { score } = formalityOf(of);
        expect(formalityOf({ ...of, sharedWith: of.sharedWith + 1 }).score).toBeGreaterThanOrEqual(score);
        expect(formalityOf({ ...of, files: { ...of.files, ofOthers: of.files.ofOthers + 1 } }).score).toBeGreaterThanOrEqual(score);
        expect(
          formalityOf({ ...of, given: of.given.map((each) => ({ ...each, ...(each.tookMs !== undefined && { tookMs: 0 }) })) }).score,
        ).toBeGreaterThanOrEqual(score);
      }),
    );
  });
});
