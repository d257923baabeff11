import { describe, expect, it } from "vitest";
import { addressesOf } from "../../bot/app/message-log/addresses-of.ts";
import { csvCell } from "../../bot/app/message-log/csv-cell.ts";

describe("a cell of an export runs in no spreadsheet", () => {
  it.each([
    ["=1+1"],
    ['=HYPERLINK("http://x","y")'],
    ["+861380013"],
    ["-2+3"],
    ["@SUM(A1)"],
    ["\t=1"],
    ["\r=1"],
    ["\n=1"],
    ["＝1+1"],
    ["＋1"],
    ["－1"],
    ["＠SUM(A1)"],
    ["−1"],
    ["  =1"],
    ["\u00a0=1"],
    ["\u3000＝1"],
    ["\u200b=1"],
    ["\ufeff=1"],
    ["\u202e=1"],
    ["\u0000=1"],
    ["\u0001=1"],
    ["=1\n=2"],
  ])("%j begins with an apostrophe", (text) => {
    expect(csvCell(text).startsWith(`"'`)).toBe(true);
  });

  it.each([["五千元 = 5000"], ["a-b"], ["下个月15号还5000"], [" spaced"], ["😀👍🏽"], ["מה שלומך"], [""], ["'=1"], ["1,5"]])("%j stays as it is", (text) => {
    expect(csvCell(text)).toBe(`"${text}"`);
  });

  it("keeps quotes, commas and line breaks inside of their cell, and no NUL", () => {
    expect(csvCell('say "hi",\r\nbye\u0000')).toBe('"say ""hi"",\r\nbye\u2400"');
  });
});

describe("a telephone number is found however it is typed", () => {
  it.each([["+86 138 0013 8000"], ["13800138000"], ["１３８００１３８０００"], ["＋８６１３８００１３８０００"], ["138-0013-8000"], [" 138 0013 8000 "]])(
    "%s",
    (typed) => {
      expect(addressesOf(typed, "Asia/Shanghai", "en")).toContain("+8613800138000");
    },
  );

  it("what is no number is looked for as it stands", () => {
    expect(addressesOf("tg:4711", "Asia/Shanghai", "en")).toEqual(["tg:4711"]);
  });
});
