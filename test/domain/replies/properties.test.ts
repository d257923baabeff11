import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, day, dayParts, type Day } from "../../../bot/domain/calendar.ts";
import { findNumber, findPercent } from "../../../bot/domain/replies/numbers.ts";
import { understand } from "../../../bot/domain/replies/understand.ts";
import type { Reply } from "../../../bot/domain/replies/reply.ts";
import { context } from "./context.ts";

const asked = fc.constantFrom(undefined, "confirm_person", "confirm_promise", "promise_when", "promise_amount", "rephrase" as const);
const words = fc.constantFrom(
  "明天",
  "还",
  "5000",
  "块",
  "，",
  "不",
  "已经",
  "了",
  "STOP",
  " ",
  "吗",
  "?",
  "15号",
  "I will pay",
  "下个月",
  "\0",
  "\ud800",
  "👍",
  "１５",
  "ﷺ",
  "ﬃ",
  "軟體",
  "İ",
  "半",
  "to",
  "-",
  "3/4",
  "到",
  "农历",
);
const texts = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.string({ unit: "grapheme", maxLength: 80 }),
  fc.array(words, { maxLength: 30 }).map((w) => w.join("")),
);

describe("understand", () => {
  it("never throws, and every piece of evidence lies inside the borrower's text", () => {
    fc.assert(
      fc.property(texts, asked, (text, question) => {
        const reply = understand(text, context(question));
        expect(reply.intents.length).toBeGreaterThan(0);
        for (const { start, end } of evidence(reply)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("is deterministic: the same text gives the same reply", () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(understand(text, context())).toEqual(understand(text, context()));
      }),
      { numRuns: 100 },
    );
  });

  it("never makes a payment or a promise of a text that also says something grave", () => {
    const grave = [
      "别再发了",
      "stop texting me",
      "我不想活了",
      "I want to kill myself",
      "他已经去世了",
      "打错了",
      "wrong number",
      "我没借过钱",
      "this is fraud",
      "失业了",
      "I lost my job",
      "住院了",
      "转人工",
    ];
    const money = ["明天还", "已经还了", "下个月15号还5000", "I will pay tomorrow", "I already paid", "昨天转过去了", "好的", "马上还"];
    for (const a of grave) {
      for (const b of money) {
        for (const text of [`${a}，${b}`, `${b}，${a}`, `${b}. ${a}`, `${a} ${b}`])
          expect(["paid", "promise"], text).not.toContain(understand(text, context()).intents[0]?.name);
      }
    }
  });

  it("points into the original, not into the normalised text", () => {
    const text = "\u200b好的　下個月１５號還";
    const found = understand(text, context()).parts[0]?.date?.evidence;
    expect(text.slice(found?.start, found?.end)).toBe("下個月１５號");
  });

  it("stays linear in each recogniser: a hundred thousand digits are no number, and are not tried from each of them", () => {
    const text = `a${"1".repeat(100_000)}b`;
    for (const find of [findNumber, findPercent]) {
      const began = process.cpuUsage().user;
      find(text);
      expect((process.cpuUsage().user - began) / 1_000).toBeLessThan(1_500);
    }
  });

  it("stays linear: ten thousand hostile characters take well under a second", () => {
    for (const unit of ["还", "1", "下", "15号", "了", "一二千", "明天还500,", "i will ", "ﷺ", "\ud800", "别", "5000块"]) {
      const began = performance.now();
      understand(unit.repeat(Math.ceil(10_000 / unit.length)), context());
      expect(performance.now() - began, unit).toBeLessThan(1_500);
    }
  });
});

describe("every day of a year comes back, said in several ways", () => {
  const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  const today = "2026-03-10";
  const all = Array.from({ length: 365 }, (_, i) => addDays(day(today), i));

  it.each<[string, (of: Day) => string]>([
    ["zh digits", (of) => `${dayParts(of).month}月${dayParts(of).day}号还`],
    ["zh words", (of) => `${zh(dayParts(of).month)}月${zh(dayParts(of).day)}日還`],
    ["zh with year", (of) => `${dayParts(of).year}年${dayParts(of).month}月${dayParts(of).day}日还`],
    ["en month first", (of) => `I will pay on ${months[dayParts(of).month - 1]} ${dayParts(of).day}`],
    ["en day first", (of) => `I'll pay ${dayParts(of).day} ${months[dayParts(of).month - 1]?.slice(0, 3)}`],
    ["ISO", (of) => `I will pay ${of}`],
  ])("%s", (_, say) => {
    for (const of of all) expect(understand(say(of), context(undefined, today)).parts[0]?.date, say(of)).toMatchObject({ on: of, fuzzy: false });
  });

  it("counted from today", () => {
    for (let n = 1; n <= 365; n++) {
      expect(understand(`${n}天后还`, context(undefined, today)).parts[0]?.date?.on, `${n}`).toBe(addDays(day(today), n));
      expect(understand(`I'll pay in ${n} days`, context(undefined, today)).parts[0]?.date?.on, `${n}`).toBe(addDays(day(today), n));
    }
  });
});

const evidence = (reply: Reply): { start: number; end: number }[] => [
  ...reply.intents.flatMap((intent) => intent.evidence),
  ...reply.parts.flatMap((part) => [part.amount?.evidence, part.date?.evidence].filter((e) => e !== undefined)),
];

function zh(n: number): string {
  const digits = "零一二三四五六七八九";
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  return `${tens > 1 ? (digits[tens] ?? "") : ""}${tens > 0 ? "十" : ""}${ones > 0 ? (digits[ones] ?? "") : ""}`;
}
