import { describe, expect, it } from "vitest";
import { forecast } from "../../../bot/app/forecast/forecast.ts";
import type { ForecastBorrower } from "../../../bot/app/forecast/ports.ts";
import type { Foreseen } from "../../../bot/app/forecast/lines-of.ts";
import { day } from "../../../bot/domain/calendar.ts";
import type { Hold } from "../../../bot/domain/policy/hold.ts";
import { touchKey } from "../../../bot/domain/reminders/touches.ts";
import { at, monday } from "../policy/facts.ts";
import { kind } from "../reminders/plans.ts";
import { borrower, forecastOver, ids } from "./one-borrower.ts";

const hold = (change: Partial<Hold> = {}): Hold => ({ reason: "dispute", from: at("11-01T08:00"), ...change });
const key = (stage: number): string => touchKey(ids.loan, 3, day("2026-11-25"), stage);

describe("the dry run", () => {
  it("has a line for each stage of the range, in order, with what would be said and when", async () => {
    const lines = await foretell(borrower(), "2026-11-23", "2026-12-05");
    expect(lines.map(({ stage, day: on, decision }) => [stage, on, decision])).toEqual([
      [0, "2026-11-25", "send"],
      [1, "2026-11-26", "send"],
      [3, "2026-11-28", "send"],
      [7, "2026-12-02", "send"],
    ]);
    expect(lines[0]).toMatchObject({
      touch: key(0),
      borrower: "B1",
      loan: "L1",
      instalment: 3,
      channel: "sim",
      template: "stage 0",
      text: "stage 0 ¥8,033.00 11月25日",
    });
    expect(lines.every(({ send_at: said }) => said !== null)).toBe(true);
  });

  const suppressed: [name: string, of: Partial<ForecastBorrower>, rule: string][] = [
    ["a borrower in distress", { holds: [hold({ reason: "distress" })] }, "hold"],
    ["a borrower who disputes this loan", { holds: [hold({ loanId: ids.loan })] }, "hold"],
    ["no contact point", { contact: undefined }, "no_contact_point"],
    ["a channel that is not of this installation", { contact: { id: ids.contact, channel: "pigeon", verified: true, identityAsked: 0 } }, "no_channel"],
  ];
  it.each(suppressed)("%s gets nothing, and the reason is said", async (_, of, rule) => {
    const lines = await foretell(borrower(of), "2026-11-25", "2026-11-26");
    expect(lines.map(({ decision, send_at: said, text }) => [decision, said, text])).toEqual([
      ["suppress", null, null],
      ["suppress", null, null],
    ]);
    expect(lines.every(({ reasons }) => reasons.some((reason) => reason.rule === rule))).toBe(true);
  });

  it("a hold that ends is waited for; the wait is a deferral with its reason", async () => {
    const [line] = await foretell(borrower({ holds: [hold({ reason: "claims_paid", until: at("11-26T17:30") })] }), "2026-11-26", "2026-11-26");
    expect(line).toMatchObject({ stage: 1, decision: "defer", reasons: [{ rule: "hold", detail: "claims_paid" }] });
    expect(line?.send_at && line.send_at >= "2026-11-26T09:30:00.000Z").toBe(true);
  });

  it("what went out this week uses up the budget of the days to come", async () => {
    const lines = await foretell(borrower({ initiatedAt: [at("11-21T10:00"), at("11-22T10:00"), at("11-23T09:30")] }), "2026-11-25", "2026-11-26");
    expect(lines.map(({ decision, reasons }) => [decision, reasons.map(({ rule }) => rule)])).toEqual([
      ["suppress", ["expired", "budget"]],
      ["suppress", ["expired", "budget"]],
    ]);
  });

  it("a touch that was decided stands as it was decided", async () => {
    const known = new Map([[key(0), { key: key(0), state: "suppressed", dueAt: monday, decision: "suppress" as const, reasons: [{ rule: "paid" as const }] }]]);
    expect((await foretell(borrower({ known }), "2026-11-25", "2026-11-25"))[0]).toMatchObject({
      decision: "suppress",
      reasons: [{ rule: "paid" }],
      send_at: null,
    });
  });

  it("days that were over when we first saw the loan are never made good", async () => {
    const lines = await foretell(borrower(), "2026-11-20", "2026-11-22");
    expect(lines.map(({ stage, decision, reasons }) => [stage, decision, reasons[0]?.rule])).toEqual([[-3, "suppress", "missed"]]);
  });

  it("one who is not known yet is first asked who they are, and the debt waits for the answer", async () => {
    const [line] = await foretell(borrower({ contact: { id: ids.contact, channel: "sim", verified: false, identityAsked: 0 } }), "2026-11-25", "2026-11-25");
    expect(line).toMatchObject({ template: "confirm-person", then: { template: "stage 0" } });
    expect(line?.text).not.toContain("¥");
  });

  it("whoever is not known is taken to answer the first question, and what follows is said in full", async () => {
    const lines = await foretell(borrower({ contact: { id: ids.contact, channel: "sim", verified: false, identityAsked: 2 } }), "2026-11-22", "2026-11-28");
    const first = lines.toSorted((a, b) => ((a.send_at ?? "9") < (b.send_at ?? "9") ? -1 : 1)).map(({ template }) => template);
    expect(first[0]).toBe("confirm-person");
    expect(first.slice(1)).not.toContain("confirm-person");
  });

  it("three questions that nobody answered are the last", async () => {
    const [line] = await foretell(borrower({ contact: { id: ids.contact, channel: "sim", verified: false, identityAsked: 3 } }), "2026-11-25", "2026-11-25");
    expect(line).toMatchObject({ decision: "suppress", reasons: [{ rule: "person_unknown" }], text: null });
  });

  it("the lender's own figure is told where something is late, and only there", async () => {
    const instalments = [
      {
        loanId: ids.loan,
        loan: "L1",
        product: "micro",
        ...kind,
        no: 3,
        dueOn: day("2026-11-25"),
        outstandingMinor: 803_300n,
        currency: "CNY",
        amountDueMinor: 810_050n,
      },
    ];
    const lines = await foretell(borrower({ instalments }), "2026-11-25", "2026-11-26");
    expect(lines.map(({ text }) => text)).toEqual(["stage 0 ¥8,033.00 11月25日", "stage 1 ¥8,100.50 11月25日"]);
  });
});

async function foretell(of: ForecastBorrower, from: string, to: string): Promise<Foreseen[]> {
  const lines: Foreseen[] = [];
  for await (const line of forecast(forecastOver(of), { from: day(from), to: day(to) })) lines.push(line);
  return lines;
}
