import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currency, decimalText, minorDigits, money, moneyText, parseAmount, parseCurrency } from "../../../bot/domain/money.ts";

const anyCurrency = fc.constantFrom("CNY", "USD", "JPY", "KWD", "INR", "KES").map((code) => currency(code));

describe("amounts", () => {
  it("an amount written and read again is the same, in currencies of no, two and three decimals", () => {
    fc.assert(
      fc.property(anyCurrency, fc.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n }), (of, minor) => {
        expect(parseAmount(decimalText(money(minor, of)), of)).toBe(minor);
      }),
    );
  });

  it.each([
    ["CNY", 2],
    ["JPY", 0],
    ["KWD", 3],
  ] as const)("%s has %i decimals", (code, digits) => expect(minorDigits(currency(code))).toBe(digits));

  const read: [text: string, code: string, minor: bigint][] = [
    ["8033", "CNY", 803_300n],
    ["8033.0", "CNY", 803_300n],
    ["8033.00", "CNY", 803_300n],
    ["8033.000", "CNY", 803_300n],
    ["-12.5", "CNY", -1_250n],
    ["0.01", "CNY", 1n],
    ["-0", "CNY", 0n],
    ["120000", "JPY", 120_000n],
    ["120000.00", "JPY", 120_000n],
    ["55.125", "KWD", 55_125n],
    ["0.5", "KWD", 500n],
    ["007", "CNY", 700n],
    ["999999999999999.99", "CNY", 99_999_999_999_999_999n],
  ];
  it.each(read)("%j %s", (text, code, minor) => expect(parseAmount(text, currency(code))).toBe(minor));

  const refused: [name: string, text: string, code: string][] = [
    ["finer than a fen", "1.005", "CNY"],
    ["half a yen", "10.5", "JPY"],
    ["finer than a fils", "0.0001", "KWD"],
    ["a comma for thousands", "1,000.00", "CNY"],
    ["a comma for decimals", "1000,50", "CNY"],
    ["an exponent", "1e3", "CNY"],
    ["a plus sign", "+5", "CNY"],
    ["blanks", " 5", "CNY"],
    ["a trailing line feed", "5\n", "CNY"],
    ["nothing", "", "CNY"],
    ["only a point", ".", "CNY"],
    ["no whole part", ".5", "CNY"],
    ["no decimals after the point", "5.", "CNY"],
    ["a currency sign", "¥5", "CNY"],
    ["full-width digits", "５", "CNY"],
    ["two signs", "--5", "CNY"],
    ["hexadecimal", "0x10", "CNY"],
    ["not a number", "NaN", "CNY"],
    ["more than any ledger holds", "1234567890123456", "CNY"],
  ];
  it.each(refused)("%s is refused", (_, text, code) => expect(parseAmount(text, currency(code))).toBeUndefined());

  it.each(["cny", "XYZ", "", "CN", "RMB", "CNYY"])("%j is no currency", (code) => expect(parseCurrency(code)).toBeUndefined());
});

describe("for people", () => {
  const said: [minor: bigint, code: string, locale: string, text: string][] = [
    [803_300n, "CNY", "zh-CN", "¥8,033.00"],
    [120_000n, "JPY", "en", "¥120,000"],
    [55_125n, "KWD", "en", "KWD\u00a055.125"],
    [25_000n, "USD", "en", "$250.00"],
    [-1_250n, "CNY", "zh-CN", "-¥12.50"],
    [2n ** 53n * 100n + 101n, "CNY", "zh-CN", "¥9,007,199,254,740,993.01"],
  ];
  it.each(said)("%i minor %s in %s", (minor, code, locale, text) => expect(moneyText(money(minor, currency(code)), locale)).toBe(text));

  it("every digit is right, also beyond what a float can hold", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 24n }), fc.constantFrom("zh-CN", "en"), (minor, locale) => {
        expect(moneyText(money(minor, currency("CNY")), locale).replace(/\D/g, "")).toBe(minor.toString().padStart(3, "0"));
      }),
    );
  });
});
