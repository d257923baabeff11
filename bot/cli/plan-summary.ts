import type { ForecastSummary } from "../app/forecast/summary.ts";
import { isoInstant } from "../domain/calendar.ts";
import { answerDays, pastDays } from "../domain/forecast/expected-load.ts";

/** `huifang plan` for people: a line for each day and channel, why what is later or never said is so, and the expected load. */
export function planSummary(summary: ForecastSummary): string {
  const { from, to, days, borrowers, later } = summary;
  const all = sum(days, ({ touches }) => touches);
  const head = `${count(all)} touches of ${count(borrowers)} borrowers planned from ${from} to ${to}, as of ${isoInstant(summary.asOf)}`;
  if (all === 0 && sum(days, ({ messages }) => messages) === 0) return head;
  const rows = days.map((day) => [
    day.day,
    day.channel,
    ...[day.touches, day.onTime, day.deferred, day.suppressed, day.messages].map(count),
    estimate(day.answers),
    estimate(day.cases),
  ]);
  const why = reasons(summary).map(([reason, touches]) => `  ${count(touches).padStart(9)}  ${reason}`);
  return [
    head,
    "",
    ...table([["day", "channel", "touches", "on time", "later", "never", "texts", "answers", "cases"], ...rows]),
    "",
    ...(later > 0 ? [`${count(later)} texts are put off beyond ${to}.`] : []),
    `Answers and cases are expected ones, counted on the day of the text: ${basis(summary)}.`,
    capacity(summary),
    ...(why.length > 0 ? ["", "why later or never:", ...why] : []),
  ].join("\n");
}

/** For programs: each day and channel, then one line of what holds for the whole. */
export function summaryLines({ days, ...whole }: ForecastSummary): readonly object[] {
  const rounded = { answers: 0, cases: 0 };
  const tidy = <T extends typeof rounded>(of: T): T => ({ ...of, answers: round(of.answers), cases: round(of.cases) });
  return [...days.map(tidy), { ...whole, asOf: isoInstant(whole.asOf), officers: whole.officers.map(tidy) }];
}

function basis({ shares }: ForecastSummary): string {
  const percent = (share: number): string => `${String(Math.round(share * 1_000) / 10)}%`;
  const said = `${percent(shares.answers)} of texts are answered within ${String(answerDays)} days and ${percent(shares.cases)} become a case`;
  return shares.basis === "own"
    ? `${said}, as of the last ${count(shares.of.texts)} texts here (at most ${String(pastDays)} days)`
    : `it is assumed that ${said}, since too few texts have gone out here yet to know (${count(shares.of.texts)})`;
}

function capacity({ capacity: { officers, casesADay }, days }: ForecastSummary): string {
  if (officers === 0) return "No officers are kept here, so that their capacity is not known.";
  const byDay = new Map<string, number>();
  for (const { day, cases } of days) byDay.set(day, (byDay.get(day) ?? 0) + cases);
  const [fullest] = [...byDay].toSorted(([, a], [, b]) => b - a);
  const most = officers * casesADay;
  return `${count(officers)} officers can take on ${count(most)} cases a day (${String(casesADay)} each: OFFICER_CASES_PER_DAY)${fullest ? `; the fullest day is ${fullest[0]} with ${estimate(fullest[1])}` : ""}.`;
}

function reasons({ days }: ForecastSummary): [string, number][] {
  const found = new Map<string, number>();
  for (const { decision, rule, detail, touches } of days.flatMap((day) => day.reasons)) {
    const reason = `${decision === "defer" ? "later" : "never"}: ${rule}${detail === undefined ? "" : ` (${detail})`}`;
    found.set(reason, (found.get(reason) ?? 0) + touches);
  }
  return [...found].toSorted(([, a], [, b]) => b - a);
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows.map((row) => row.map((cell, i) => (i < 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join("  "));
}

const sum = <T>(of: readonly T[], value: (one: T) => number): number => of.reduce((all, one) => all + value(one), 0);
const count = (n: number): string => n.toLocaleString("en");
const round = (n: number): number => Math.round(n * 100) / 100;
const estimate = (n: number): string => (n === 0 ? "0" : n < 10 ? n.toFixed(1) : Math.round(n).toLocaleString("en"));
