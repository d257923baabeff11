import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { day } from "../../../bot/domain/calendar.ts";
import { answerText } from "../../../bot/domain/checkin-results/answer-text.ts";
import { median, tally, type Given } from "../../../bot/domain/checkin-results/tally.ts";
import type { Answer } from "../../../bot/domain/checkins/answer.ts";
import { currency } from "../../../bot/domain/money.ts";

const given = (question: string, answer: Answer, more: Partial<Given> = {}): Given => ({ question, answer, corrects: false, tookMs: 1_000, ...more });
const money = (minor: bigint, of = "CNY"): Answer => ({ type: "money", minor, currency: currency(of), about: false });

describe("a round's answers together", () => {
  it("counts each choice, and each of several", () => {
    const [sales, help] = tally([
      given("sales", { type: "choice", key: "less" }),
      given("sales", { type: "choice", key: "less" }, { corrects: true, tookMs: 3_000 }),
      given("sales", { type: "choice", key: "better" }, { tookMs: 9_000 }),
      given("help", { type: "multi_choice", keys: ["stock", "rent"] }),
      given("help", { type: "multi_choice", keys: ["rent"] }),
    ]);
    expect(sales).toMatchObject({ answered: 3, corrected: 1, medianMs: 3_000, chosen: { less: 2, better: 1 } });
    expect(help).toMatchObject({ answered: 2, chosen: { stock: 1, rent: 2 } });
  });

  it("never adds up different currencies, and knows how many decimals each has", () => {
    const [one] = tally([given("came_in", money(1_200_050n)), given("came_in", money(5_000n, "JPY")), given("came_in", money(2_000_000n))]);
    expect(one?.figures.map(({ unit, count, least, median: middle, most }) => [unit, count, least, middle, most])).toEqual([
      ["CNY", 2, 12_000.5, 16_000.25, 20_000],
      ["JPY", 1, 5_000, 5_000, 5_000],
    ]);
  });

  it("takes days by their month, shares as percent, and reads words instead of counting them", () => {
    const [sell, share, word] = tally([
      given("sell", { type: "date", on: day("2027-03-15"), fuzzy: true }),
      given("sell", { type: "date", on: day("2027-03-01"), fuzzy: false }),
      given("share", { type: "percent", share: 0.355 }),
      given("word", { type: "text", text: "客户拖款" }),
    ]);
    expect(sell?.chosen).toEqual({ "2027-03": 2 });
    expect(share?.figures).toMatchObject([{ unit: "%", most: 35.5 }]);
    expect(word).toMatchObject({ words: 1, chosen: {}, figures: [] });
  });

  it("puts each figure into exactly one of few bins, whatever the figures are", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 60 }), (values) => {
        const [one] = tally(values.map((value) => given("n", { type: "number", value })));
        const bins = one?.figures[0]?.bins ?? [];
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
        expect(bins.length).toBeLessThanOrEqual(7);
      }),
    );
  });

  it.each([
    [[], 0],
    [[5], 5],
    [[9, 1], 5],
    [[3, 1, 2], 2],
  ])("half of %j is at most %d", (values, middle) => {
    expect(median(values)).toBe(middle);
  });
});

describe("an answer as people read it", () => {
  const question = { options: [{ key: "less", label: { "zh-CN": "少些", en: "Less" } }] };
  it.each<[Answer, string, string]>([
    [{ type: "yes_no", yes: true }, "是", "Yes"],
    [{ type: "choice", key: "less" }, "少些", "Less"],
    [{ type: "choice", key: "gone_from_the_file" }, "gone_from_the_file", "gone_from_the_file"],
    [{ type: "multi_choice", keys: ["less", "less"] }, "少些、少些", "Less, Less"],
    [{ type: "money", minor: 3_000_000n, currency: currency("CNY"), about: true }, "约 ¥30,000", "about CN¥30,000"],
    [{ type: "percent", share: 0.5 }, "50%", "50%"],
    [{ type: "date", on: day("2027-03-15"), fuzzy: true }, "约 2027-03-15", "about 2027-03-15"],
    [{ type: "document", document: "shop-photo", media: "m" }, "已发送文件", "a file"],
  ])("%o", (answer, zh, en) => {
    expect([answerText(answer, question, "zh-CN"), answerText(answer, question, "en")]).toEqual([zh, en]);
  });
});
