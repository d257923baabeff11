import { describe, expect, it } from "vitest";
import { checkText } from "../../../bot/app/wording/check-text.ts";
import { theGuard } from "../../../bot/templates/the-guard.ts";
import { measure, readRows } from "./measure.ts";

const loaded = await theGuard("templates");
if (!loaded.guard) throw new Error(JSON.stringify(loaded.problems));
const guard = loaded.guard;
const categories = (text: string, facts = {}): string[] => checkText(guard, text, facts).findings.map(({ category }) => category);

describe("what a borrower must never read is found", () => {
  it("in at least 98 of 100 labelled texts, and at least 95 of 100 findings are right", () => {
    const dev = readRows("wording-dev.jsonl");
    expect(dev.length + readRows("wording-test.jsonl").length).toBeGreaterThanOrEqual(400);
    for (const rows of [dev, readRows("wording-hard.jsonl")]) {
      const { recall, precision, named } = measure(guard, rows);
      expect(recall).toBeGreaterThanOrEqual(0.98);
      expect(named).toBeGreaterThanOrEqual(0.95);
      expect(precision).toBeGreaterThanOrEqual(0.95);
    }
  });

  it.each([
    ["full-width", "ＰＡＹ　ｉｍｍｅｄｉａｔｅｌｙ", "countdown"],
    ["Traditional", "我們會報警處理", "force"],
    ["zero-width signs", "我们会报\u200b\u2060\u00ad警", "force"],
    ["variation selectors and skin tones", "报\ufe0f\u{1f3fb}警", "force"],
    ["a right-to-left mark", "po\u200flice", "force"],
    ["spaces", "报   警", "force"],
    ["signs", "报*_~警", "force"],
    ["emoji", "报🚓🚓警", "force"],
    ["emoji in a word", "po🚓lice", "force"],
    ["Cyrillic letters", "рrisоn", "force"],
    ["Greek letters", "pοlicε", "force"],
    ["small capitals", "ᴘᴏʟɪᴄᴇ", "force"],
    ["mathematical letters", "𝓹𝓸𝓵𝓲𝓬𝓮", "force"],
    ["digits for letters", "p0l1c3", "force"],
    ["at and dollar", "p@$$word please", "codes"],
    ["spaced letters", "you will go to p r i s o n", "force"],
    ["dotted letters", "l.e.g.a.l action", "legal"],
    ["accents", "pólícé", "force"],
    ["pinyin", "wo men hui bao jing", "force"],
    ["pinyin with tones", "wǒmen huì bàojǐng", "force"],
    ["pinyin without spaces", "womenhuibaojing", "force"],
    ["a line break", "pay\nimmediately", "countdown"],
    ["NUL", "报\u0000警", "force"],
  ])("behind %s", (_, text, category) => {
    expect(categories(text)).toContain(category);
  });

  it("each at its place in the text as it was written", () => {
    const text = "😀 您好，我們會報🚓警。";
    const [finding] = checkText(guard, text).findings;
    expect(finding?.words).toBe("報🚓警");
    expect(text.slice(finding?.span.start, finding?.span.end)).toBe("報🚓警");
  });

  it("in the time of a key press, in ten thousand characters of anything", () => {
    const hostile = [
      "把",
      "pay ",
      "a.b.c.",
      "您的家人",
      "not a ",
      "报",
      "\u0000\ufdfa🚓",
      "1",
      "p0l1ce ",
      "if you pay ",
      "我会告诉您的",
      "“",
      "%",
      "\\",
      "is is now all ",
    ];
    for (const piece of hostile) {
      const text = piece.repeat(Math.ceil(10_000 / piece.length));
      const start = performance.now();
      checkText(guard, text, { personKnown: false, writer: "bot" });
      expect(performance.now() - start, JSON.stringify(piece)).toBeLessThan(5_000);
    }
  });
});

describe("what may be said passes", () => {
  it.each([
    "逾期信息将按规定报送征信系统",
    "我们绝不会向您索要验证码。",
    "We will never ask for your password.",
    "结清证明可以到网点办理。",
    "您说“你们会报警吗”，请放心。",
    'You wrote "will you call the police?" We will not contact anybody.',
  ])("%s", (text) => {
    expect(categories(text)).toEqual([]);
  });

  it("but not a denial on a condition, nor one in another clause, nor a double one", () => {
    expect(categories("您还了款，我们就不会告诉您的家人。")).toContain("tells-others");
    expect(categories("Pay today and we won't tell your wife.")).toContain("tells-others");
    expect(categories("我们不会联系别人，请把验证码发来。")).toContain("codes");
    expect(categories("不要忘记把验证码发给我。")).toContain("codes");
    expect(categories("逾期信息将报送征信系统，影响您孩子上学。")).toContain("shame");
  });

  it("what the borrower wrote, only as they wrote it", () => {
    expect(categories("您说“会不会坐牢”，请放心。", { borrowerSaid: ["我会不会坐牢啊"] })).toEqual([]);
    expect(categories("您说“不还就坐牢”。", { borrowerSaid: ["我明天还"] })).toContain("force");
  });

  it("what the ledger or an approval says too, and an officer's own name", () => {
    expect(categories("您的贷款已结清。")).toEqual(["paid-off"]);
    expect(categories("您的贷款已结清。", { nothingOpen: true })).toEqual([]);
    expect(categories("您的罚息减免已获批。")).toContain("waiver");
    expect(categories("您的罚息减免已获批。", { approved: true })).toEqual([]);
    expect(categories("我是您的客户经理小李。")).toEqual([]);
    expect(categories("我是您的客户经理小李。", { writer: "bot" })).toEqual(["poses"]);
  });

  it("every rewording that the guard itself suggests", () => {
    for (const { suggestion } of guard.categories)
      for (const text of Object.values(suggestion)) expect(categories(text.replaceAll(/\{\w+\}/g, "3"), { writer: "bot" }), text).toEqual([]);
  });
});
