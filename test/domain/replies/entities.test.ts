import { describe, expect, it } from "vitest";
import { currency } from "../../../bot/domain/money.ts";
import { day } from "../../../bot/domain/calendar.ts";
import { readNumeral } from "../../../bot/domain/replies/numerals.ts";
import { understand } from "../../../bot/domain/replies/understand.ts";
import { context, dayOf, read } from "./context.ts";

describe("days, said on Tuesday 2026-03-10", () => {
  it.each([
    ["今天还", "2026-03-10"],
    ["今晚转", "2026-03-10"],
    ["明天还", "2026-03-11"],
    ["聽日還", "2026-03-11"],
    ["后天还", "2026-03-12"],
    ["大后天还", "2026-03-13"],
    ["15号还", "2026-03-15"],
    ["１５号还", "2026-03-15"],
    ["5号还", "2026-04-05"],
    ["十五號還", "2026-03-15"],
    ["31号还", "2026-03-31"],
    ["下个月15号还", "2026-04-15"],
    ["下个月十五号还", "2026-04-15"],
    ["月底还", "2026-03-31"],
    ["下月底还", "2026-04-30"],
    ["4月底还", "2026-04-30"],
    ["周五还", "2026-03-13"],
    ["周二还", "2026-03-17"],
    ["下周三还", "2026-03-18"],
    ["下下周一还", "2026-03-23"],
    ["禮拜五還", "2026-03-13"],
    ["12月15日还", "2026-12-15"],
    ["1月20号还", "2027-01-20"],
    ["2026年4月1日还", "2026-04-01"],
    ["3/20还", "2026-03-20"],
    ["3天后还", "2026-03-13"],
    ["三天内还", "2026-03-13"],
    ["半个月后还", "2026-03-25"],
    ["两周后还", "2026-03-24"],
    ["一个月后还", "2026-04-10"],
    ["I'll pay today", "2026-03-10"],
    ["will pay tonight", "2026-03-10"],
    ["I'll pay tomorrow", "2026-03-11"],
    ["I will pay by Friday", "2026-03-13"],
    ["I'll pay on the 15th", "2026-03-15"],
    ["I will pay Dec 15", "2026-12-15"],
    ["I'll pay next Monday", "2026-03-16"],
    ["I will pay in 3 days", "2026-03-13"],
    ["I'll pay at the end of the month", "2026-03-31"],
    ["I'll pay 2026-04-02", "2026-04-02"],
    ["I'll pay on 3 April", "2026-04-03"],
    ["I will pay in two weeks", "2026-03-24"],
    ["I'll pay the day after tomorrow", "2026-03-12"],
    ["昨天还了", "2026-03-09"],
    ["上周四已经还了", "2026-03-05"],
    ["8号已经还了", "2026-03-08"],
    ["I paid on Friday", "2026-03-06"],
    ["可以延期一个星期吗", "2026-03-17"],
    ["周五，13号还", "2026-03-13"],
  ])("%s", (text, on) => {
    expect(dayOf(text)).toBe(on);
    expect(read(text).parts[0]?.date?.fuzzy).toBe(false);
  });

  it.each([
    "过两天还",
    "过几天还",
    "周末还",
    "这个月还",
    "马上还",
    "发工资就还",
    "10号到15号之间还",
    "推迟两个月还可以吗",
    "I'll pay when I get paid",
    "I'll pay this weekend",
    "I will pay soon",
    "周五20号还",
    "春节后还",
  ])("no single day: %s", (text) => expect(read(text).parts[0]?.date?.fuzzy).toBe(true));

  it.each([
    ["15号之前还", "by"],
    ["最迟15号还", "by"],
    ["I will pay by Friday", "by"],
    ["三天内还", "by"],
    ["15号以后还", "after"],
    ["I'll pay after Friday", "after"],
    ["15号还", "on"],
    ["能延到15号吗", "on"],
  ])("%s is bound %s", (text, bound) => expect(read(text).parts[0]?.date?.bound).toBe(bound));

  it("reads 3/4 by the locale", () => {
    expect(understand("I will pay 3/4", context(undefined, "2026-03-01", "en-US")).parts[0]?.date?.on).toBe("2026-03-04");
    expect(understand("I will pay 3/4", context(undefined, "2026-03-01", "en-GB")).parts[0]?.date?.on).toBe("2026-04-03");
  });
});

describe("amounts", () => {
  it.each([
    ["明天还5000", 500_000n],
    ["明天还五千", 500_000n],
    ["明天还一万二", 1_200_000n],
    ["明天还1万2", 1_200_000n],
    ["明天还1.5万", 1_500_000n],
    ["明天还两百五", 25_000n],
    ["明天还3千5", 350_000n],
    ["明天还5k", 500_000n],
    ["明天还3w", 3_000_000n],
    ["明天还￥8,600.50", 860_050n],
    ["明天还５００元", 50_000n],
    ["明天还三千二百五", 325_000n],
    ["明天还50块", 5_000n],
    ["明天还十块三毛", 1_030n],
    ["昨晚转的，三千二百五", 325_000n],
    ["I will pay 1,500 tomorrow", 150_000n],
    ["I can only pay 200", 20_000n],
    ["先还六百五，其余的下周", 65_000n],
    ["我先还3k，过年后再还3k", 300_000n],
  ])("%s", (text, minor) => expect(read(text).parts[0]?.amount?.minor).toBe(minor));

  it.each(["我工资5000，明天还", "我欠了5000，明天还", "明天还，尾号8600", "还差八百，明天还", "3天后还", "明天还几百"])(
    "is none of the borrower's payment: %s",
    (text) => expect(read(text).parts[0]?.amount).toBeUndefined(),
  );

  it("takes half and all from what is due", () => {
    const open = [
      { minor: 100_001n, dueOn: day("2026-03-09") },
      { minor: 100_000n, dueOn: day("2026-04-09") },
    ];
    expect(understand("先还一半", context(undefined, "2026-03-10", "zh-CN", open)).parts[0]?.amount).toMatchObject({ minor: 50_001n, kind: "half" });
    expect(understand("明天全部还清", context(undefined, "2026-03-10", "zh-CN", open)).parts[0]?.amount).toMatchObject({ minor: 100_001n, kind: "exact" });
    expect(read("先还一半").parts[0]?.amount).toBeUndefined();
  });

  it("keeps a written currency and refuses what is finer than it", () => {
    expect(read("明天还100美元").parts[0]?.amount).toMatchObject({ minor: 10_000n, currency: currency("USD") });
    expect(read("明天还10.555元").parts[0]?.amount).toBeUndefined();
  });

  it.each([
    ["今天没法还，明天还", "2026-03-11"],
    ["明天不能还，后天还", "2026-03-12"],
    ["昨天就说了明天还", "2026-03-11"],
    ["haven't paid today, will pay tomorrow", "2026-03-11"],
  ])("a day denied or behind is no promise: %s", (text, on) => expect(read(text).parts.map((part) => part.date?.on)).toEqual([on]));

  it("pairs each amount with its own day", () => {
    expect(read("15号还3000，20号再还2000").parts).toMatchObject([
      { amount: { minor: 300_000n }, date: { on: "2026-03-15" } },
      { amount: { minor: 200_000n }, date: { on: "2026-03-20" } },
    ]);
  });

  it.each([
    ["二千零五", 2005],
    ["一百零五", 105],
    ["十五", 15],
    ["二十", 20],
    ["一万零二", 10_002],
    ["一亿二千万", 120_000_000],
    ["二零二六", 2026],
  ])("numeral %s", (text, value) => expect(readNumeral(text)).toBe(value));
  it.each(["七八百", "几百", "", "千", "abc"])("no one numeral: %s", (text) => expect(readNumeral(text)).toBeUndefined());
});
