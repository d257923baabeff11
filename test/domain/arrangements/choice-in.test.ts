import { describe, expect, it } from "vitest";
import { choiceIn } from "../../../bot/domain/arrangements/choice-in.ts";

const chosen: Readonly<Record<number, readonly string[]>> = {
  1: ["1", "１", "1。", "第一种", "选1", "我选第一个", "第1种吧", "方案一", "option 1", "the first one", "number one please", "1 please"],
  2: ["2", "第二种", "第二种吧", "还是第二种吧", "那就2吧", "选 2 吧", "要第二个，谢谢", "选项二", "option two", "I'd prefer the second", "2nd", "ok 2"],
  3: ["3", "三", "第三种方案就行", "Option 3 is fine", "the third option"],
};
const none = [
  "",
  "4",
  "12",
  "1或者2",
  "1 or 2",
  "3000",
  "12月3号还",
  "好的",
  "不行",
  "第二天再说",
  "二十号",
  "one day",
  "先还一千",
  "给我两个月",
  "2 months",
  "都不合适",
];

describe("which option a text names", () => {
  it.each(Object.entries(chosen).flatMap(([number, texts]) => texts.map((text) => [text, Number(number)] as const)))("%s", (text, number) =>
    expect(choiceIn(text, 3)).toBe(number),
  );
  it.each(none)("none: %s", (text) => expect(choiceIn(text, 3)).toBeUndefined());
  it("none that was not shown", () => expect(choiceIn("3", 2)).toBeUndefined());
});
