import { describe, expect, test } from "vitest";
import { instant, isoInstant } from "../../../bot/domain/calendar.ts";
import { readLoanRow } from "../../../bot/domain/loans/loan-row.ts";
import { readPaymentRow } from "../../../bot/domain/loans/payment-row.ts";
import { readScheduleRow } from "../../../bot/domain/loans/schedule-row.ts";
import type { Cells } from "../../../bot/domain/loans/row-problem.ts";

const now = instant("2026-11-22T02:00:00Z");
const good: Cells = {
  loan_id: "L1",
  borrower_id: "B1",
  borrower_name: "王芳",
  phone: "",
  locale: "zh-CN",
  timezone: "Asia/Shanghai",
  borrower_type: "farmer",
  channel: "sim",
  address: "sim-1",
  product: "term-12",
  purpose: "seeds",
  trade: "crops",
  risk_grade: "B",
  currency: "CNY",
  principal: "96396.00",
  disbursed_on: "2026-01-31",
  first_due_on: "2026-02-28",
  instalments: "12",
  instalment_amount: "8033.00",
  frequency: "monthly",
  branch: "branch-1",
  officer: "officer-1",
};

function loan(change: Record<string, string>) {
  const read = readLoanRow({ ...good, ...change }, now);
  if (read.status === "bad") throw new Error(JSON.stringify(read.problems));
  return read;
}

function refusal(change: Record<string, string>): string[] {
  const read = readLoanRow({ ...good, ...change }, now);
  return read.status === "read" ? [] : read.problems.map(({ column = "", reason }) => `${column}: ${reason}`);
}

describe("a line of loans.csv", () => {
  test("amounts become exact minor units of the loan's currency", () => {
    expect(loan({}).row).toMatchObject({ principalMinor: 9_639_600n, instalmentMinor: 803_300n, instalments: 12 });
    expect(loan({ currency: "JPY", principal: "96396", instalment_amount: "8033" }).row.instalmentMinor).toBe(8033n);
    expect(loan({ currency: "KWD", principal: "1.001", instalment_amount: "0.125" }).row.instalmentMinor).toBe(125n);
  });

  test("full-width digits, letters and spaces are read as the ordinary ones", () => {
    const { row } = loan({ loan_id: "Ｌ１　", principal: "９６３９６．００", disbursed_on: "２０２６－０１－３１", instalments: "１２" });
    expect(row).toMatchObject({ loanId: "L1", principalMinor: 9_639_600n, disbursedOn: "2026-01-31", instalments: 12 });
  });

  test.each([
    [{ loan_id: "" }, /^loan_id: is empty/],
    [{ loan_id: "6.2258E+17" }, /^loan_id: .*scientific notation/],
    [{ loan_id: "a\0b" }, /^loan_id: holds a NUL/],
    [{ borrower_name: "王\uFFFD" }, /^borrower_name: .*not UTF-8/],
    [{ borrower_name: "" }, /^borrower_name: is empty/],
    [{ disbursed_on: "2026/1/31" }, /^disbursed_on: expected YYYY-MM-DD .*spreadsheet/],
    [{ disbursed_on: "46053" }, /^disbursed_on: .*spreadsheet/],
    [{ disbursed_on: "31-Jan-26" }, /^disbursed_on: .*spreadsheet/],
    [{ disbursed_on: "2026-01-31 00:00:00" }, /^disbursed_on: .*spreadsheet/],
    [{ disbursed_on: "2026年1月31日" }, /^disbursed_on: .*spreadsheet/],
    [{ disbursed_on: "soon" }, /^disbursed_on: expected YYYY-MM-DD \(/],
    [{ disbursed_on: "0026-01-31" }, /^disbursed_on: expected a year/],
    [{ first_due_on: "2026-02-29" }, /^first_due_on: the calendar has no such day/],
    [{ first_due_on: "2026-01-30" }, /^first_due_on: lies before disbursed_on/],
    [{ timezone: "Asia/Peking" }, /^timezone: unknown time zone/],
    [{ timezone: "+08:00" }, /^timezone: unknown time zone/],
    [{ locale: "xx-YY" }, /^locale: unknown locale/],
    [{ locale: "zh_CN" }, /^locale: unknown locale/],
    [{ currency: "RMB" }, /^currency: unknown currency/],
    [{ frequency: "yearly" }, /^frequency: expected one of weekly/],
    [{ borrower_type: "vip" }, /^borrower_type: expected one of individual/],
    [{ status: "late" }, /^status: expected one of open, closed, written_off/],
    [{ do_not_contact: "perhaps" }, /^do_not_contact: expected yes or no/],
    [{ instalments: "0" }, /^instalments: expected a whole number from 1 to 1200/],
    [{ instalments: "12.0" }, /^instalments: expected a whole number/],
    [{ principal: "1,000.00" }, /^principal: .*without separators/],
    [{ principal: "1.000,50" }, /^principal: /],
    [{ principal: "¥100" }, /^principal: expected a plain number/],
    [{ principal: "-5" }, /^principal: must be more than 0/],
    [{ instalment_amount: "8033.005" }, /^instalment_amount: is finer than CNY allows \(2 digits/],
    [{ instalment_amount: "" }, /^instalment_amount: is empty/],
    [{ currency: "JPY", principal: "100", instalment_amount: "10.5" }, /^instalment_amount: is finer than JPY allows \(0 digits/],
    [{ instalment_amount: "999999999999999", instalments: "1200" }, /^instalment_amount: is too large/],
    [{ address: "" }, /^address: is empty/],
    [{ channel: "sms", address: "12" }, /^address: no valid phone number/],
    [{ ledger_as_of: "2026-11-23" }, /^ledger_as_of: lies after the time of import/],
    [{ ledger_as_of: "yesterday" }, /^ledger_as_of: expected a day/],
  ])("is refused with the column and the reason: %j", (change, expected) => {
    expect(refusal(change)[0]).toMatch(expected);
  });

  test("every wrong cell is named at once, and personal ones without what they hold", () => {
    const read = readLoanRow({ ...good, borrower_name: "a\0", disbursed_on: "x", timezone: "y" }, now);
    expect(read).toMatchObject({
      status: "bad",
      problems: [{ column: "borrower_name" }, { column: "timezone", value: "y" }, { column: "disbursed_on", value: "x" }],
    });
    expect(JSON.stringify(read)).not.toContain("a\\u0000");
  });

  test("a phone number is read as one of the zone's country and kept as E.164", () => {
    expect(loan({ phone: "138 0013 8000" }).row.borrower.phone).toBe("+8613800138000");
    expect(loan({ phone: "１３８００１３８０００" }).row.borrower.phone).toBe("+8613800138000");
    expect(loan({ phone: "0712 345678", timezone: "Africa/Nairobi", locale: "en" }).row.borrower.phone).toBe("+254712345678");
    expect(loan({ phone: "8765432109", timezone: "Asia/Kolkata", locale: "en" }).row.borrower.phone).toBe("+918765432109");
    expect(loan({ channel: "sms", address: "", phone: "13800138000" }).row.borrower.address).toBe("+8613800138000");
  });

  test("a bad phone number costs the phone number, not the loan", () => {
    const read = loan({ phone: "12345" });
    expect(read.row.borrower).not.toHaveProperty("phone");
    expect(read.warnings).toEqual([{ column: "phone", reason: "no valid phone number: the loan is kept without it", severity: "warning" }]);
  });

  test("an empty cell says nothing, an empty amount due says that there is none", () => {
    expect(loan({ status: "", do_not_contact: "", ledger_as_of: "", amount_due: "" }).row).toMatchObject({ amountDueMinor: null });
    expect(loan({ status: "", do_not_contact: "" }).row).not.toHaveProperty("status");
    expect(loan({ status: "", do_not_contact: "" }).row.borrower).not.toHaveProperty("doNotContact");
    expect(loan({}).row).not.toHaveProperty("amountDueMinor");
    expect(loan({ do_not_contact: "是", consent: "No" }).row.borrower).toMatchObject({ doNotContact: true, consent: false });
  });

  test("a ledger day means the whole of it in the borrower's zone, today means until now", () => {
    const asOf = (text: string): string => isoInstant(loan({ ledger_as_of: text }).row.ledgerAsOf ?? instant("1970-01-01T00:00:00Z"));
    expect(asOf("2026-11-20")).toBe("2026-11-20T16:00:00.000Z");
    expect(asOf("2026-11-22")).toBe("2026-11-22T02:00:00.000Z");
    expect(asOf("2026-11-21T18:00:00+08:00")).toBe("2026-11-21T10:00:00.000Z");
  });
});

describe("lines of payments.csv and schedule.csv", () => {
  test("a payment without a reference is refused: told twice it could not be known again", () => {
    expect(readPaymentRow({ loan_id: "L1", paid_on: "2026-02-28", amount: "1.00", reference: " " })).toMatchObject({
      status: "bad",
      problems: [{ column: "reference" }],
    });
  });

  test("a missing cell is refused by its column", () => {
    expect(readScheduleRow({ loan_id: "L1", no: "1.5", due_on: "", amount: "" })).toMatchObject({
      status: "bad",
      problems: [{ column: "no" }, { column: "due_on" }, { column: "amount" }],
    });
  });
});
