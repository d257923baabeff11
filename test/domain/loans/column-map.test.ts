import { describe, expect, test } from "vitest";
import { bookColumns } from "../../../bot/domain/loans/book-columns.ts";
import { matchHeader, noMap, readColumnMap } from "../../../bot/domain/loans/column-map.ts";

function mapped(content: unknown) {
  const map = readColumnMap(content);
  if (typeof map === "string") throw new Error(map);
  return map;
}

describe("a column map", () => {
  test("finds the lender's own headers, whatever their width, case and surrounding space, and fills in constants", () => {
    const map = mapped({ loan_id: "合同号", reference: "流水号", paid_on: { value: "2026-01-01" } });
    const match = matchHeader("payments", [" 合同号", "AMOUNT", "流水号 ", "unused"], map);
    expect(match.status === "matched" && match.name(["L1", "5.00", "P1", "x"])).toEqual({
      loan_id: "L1",
      paid_on: "2026-01-01",
      amount: "5.00",
      reference: "P1",
    });
  });

  test("one map may serve files that differ: by file, or where a file does not rename the column", () => {
    const map = mapped({ loan_id: "合同号", payments: { amount: "金额" } });
    expect(matchHeader("payments", ["loan_id", "paid_on", "金额", "reference"], map).status).toBe("matched");
    expect(matchHeader("schedule", ["合同号", "no", "due_on", "amount"], map).status).toBe("matched");
  });

  test.each([
    [{ loan: "x" }, "no such column: loan"],
    [{ payments: { principal: "x" } }, "no such column: payments.principal"],
    [{ loan_id: 5 }, "loan_id: expected the lender's header, or {value: X}"],
    [["loan_id"], "the map:"],
    ["text", "the map:"],
  ])("is refused with what is wrong: %j", (content, expected) => {
    expect(readColumnMap(content)).toContain(expected);
  });
});

describe("a header", () => {
  test("that lacks columns is answered once, with all that is missing and what was found", () => {
    expect(matchHeader("payments", ["loan_id", "when"], noMap)).toEqual({
      status: "refused",
      reason: "missing columns: paid_on, amount, reference; found: loan_id, when",
    });
  });

  test("separated by semicolons is told so", () => {
    expect(matchHeader("payments", ["loan_id;paid_on;amount;reference"], noMap)).toMatchObject({ reason: expect.stringContaining("separated by semicolons") });
  });

  test("that names a mapped column nobody has is refused, even where the column is optional", () => {
    expect(matchHeader("loans", bookColumns.loans.required, mapped({ status: "状态" }))).toMatchObject({
      reason: expect.stringContaining('status (mapped to "状态")'),
    });
  });

  test("that names a column twice is refused", () => {
    expect(matchHeader("payments", ["loan_id", "amount", "amount", "reference", "paid_on"], noMap)).toMatchObject({
      status: "refused",
      reason: expect.stringContaining("twice"),
    });
  });
});
