import { describe, expect, it } from "vitest";
import { forecast } from "../../../bot/app/forecast/forecast.ts";
import type { Foreseen } from "../../../bot/app/forecast/lines-of.ts";
import type { ForecastBorrower } from "../../../bot/app/forecast/ports.ts";
import { summarise } from "../../../bot/app/forecast/summary.ts";
import { planSummary, summaryLines } from "../../../bot/cli/plan-summary.ts";
import { addDays, day } from "../../../bot/domain/calendar.ts";
import { touchKey } from "../../../bot/domain/reminders/touches.ts";
import { at, monday } from "../policy/facts.ts";
import { kind } from "../reminders/plans.ts";
import { borrower, forecastOver, ids } from "./one-borrower.ts";

/** Borrowers of every kind: on time, held, on hold for ever, without a contact point, with two loans, asked before, not yet known. */
const book: readonly ForecastBorrower[] = Array.from({ length: 24 }, (_, n) => {
  const dueOn = addDays(day("2026-11-20"), n);
  const instalment = { loanId: ids.loan, loan: `L${String(n)}`, product: "micro", ...kind, no: 3, dueOn, outstandingMinor: 100n, currency: "CNY" };
  const key = touchKey(ids.loan, 3, dueOn, 0);
  const kinds: Partial<ForecastBorrower>[] = [
    {},
    { holds: [{ reason: "claims_paid", from: at("11-20T08:00"), until: at("11-27T12:00") }] },
    { holds: [{ reason: "distress", from: at("11-20T08:00") }] },
    { contact: undefined },
    { instalments: [instalment, { ...instalment, no: 4, dueOn: addDays(dueOn, 1) }] },
    { initiatedAt: [at("11-21T10:00"), at("11-22T10:00"), at("11-22T11:00")] },
    { contact: { id: ids.contact, channel: "sim", verified: false, identityAsked: 1 } },
    { known: new Map([[key, { key, state: "sent", message: "m1", dueAt: monday, decision: "send" }]]) },
  ];
  return borrower({ borrower: `B${String(n)}`, officer: `o${String(n % 3)}`, instalments: [instalment], ...kinds[n % kinds.length] });
});
const range = { from: day("2026-11-23"), to: day("2026-12-20") };

describe("the summary of a forecast", () => {
  it("counts exactly what the lines say: touches by decision, texts, and each reason", async () => {
    const lines: Foreseen[] = [];
    for await (const line of forecast(forecastOver(book), range)) lines.push(line);
    const { days, later } = await summarise(forecastOver(book), range);
    const sum = (pick: (one: (typeof days)[number]) => number): number => days.reduce((all, one) => all + pick(one), 0);
    const having = (decision: string) => lines.filter((line) => line.decision === decision);
    expect(lines.length).toBeGreaterThan(60);
    expect([sum((one) => one.onTime), sum((one) => one.deferred), sum((one) => one.suppressed)]).toEqual([
      having("send").length,
      having("defer").length,
      having("suppress").length,
    ]);
    const texts = new Set(lines.flatMap(({ message, borrower: whose }) => (message === null ? [] : [`${whose} ${message}`])));
    expect(sum((one) => one.messages) + later).toBe(texts.size);
    const reasons = lines.flatMap((line) => (line.decision === "send" ? [] : line.reasons.map(({ rule }) => rule))).toSorted();
    expect(days.flatMap((one) => one.reasons.flatMap(({ rule, touches }) => Array.from({ length: touches }, () => rule))).toSorted()).toEqual(reasons);
  });

  it("is given up as soon as nobody wants it", async () => {
    const gone = AbortSignal.abort();
    await expect(summarise(forecastOver(book), range, {}, { signal: gone })).rejects.toThrow("aborted");
  });

  it("says to people what the expected load rests on, and how full the fullest day is", async () => {
    const assumed = await summarise(forecastOver(book), range);
    expect(planSummary(assumed)).toContain(
      "it is assumed that 30% of texts are answered within 3 days and 5% become a case, since too few texts have gone out here yet",
    );
    expect(planSummary(assumed)).toMatch(/2 officers can take on 60 cases a day \(30 each: OFFICER_CASES_PER_DAY\); the fullest day is 2026-1\d-\d\d/);
    const own = await summarise(
      forecastOver(book, { past: async () => ({ texts: 1_000, answered: 400, cases: 20 }), officers: async () => ({ officers: 0 }) }),
      range,
    );
    expect(planSummary(own)).toContain("40% of texts are answered within 3 days and 2% become a case, as of the last 1,000 texts here");
    expect(planSummary(own)).toContain("No officers are kept here");
  });

  it("is a line for each day and channel to programs, and one for the whole at the end", async () => {
    const lines = summaryLines(await summarise(forecastOver(book), range));
    expect(lines[0]).toMatchObject({ day: "2026-11-23", channel: "none" });
    expect(lines.at(-1)).toMatchObject({ from: "2026-11-23", to: "2026-12-20", capacity: { officers: 2, casesADay: 30 }, shares: { basis: "assumed" } });
  });

  it("of nobody is empty", async () => {
    expect(await summarise(forecastOver([]), range)).toMatchObject({ borrowers: 0, days: [], later: 0, officers: [] });
    expect(planSummary(await summarise(forecastOver([]), range))).toContain("0 touches of 0 borrowers");
  });
});
