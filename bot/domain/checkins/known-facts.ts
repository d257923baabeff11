/**
 * What conditions and checks may look at besides the answers. A name that is neither here nor asserted by a question is
 * refused when a questionnaire is loaded: a slip of the pen would otherwise be a condition that is never true.
 */
import { parseDay, type Day } from "../calendar.ts";
import { dayText, type TextLocale } from "../day-text.ts";
import { moneyText, parseAmount, type Currency } from "../money.ts";
import type { FactValue } from "./answer.ts";
import type { Question } from "./questionnaire.ts";

/** money: major units; share: 0 … 1; day: YYYY-MM-DD; words: of a closed list, or as the lender writes them. */
export type FactKind = "money" | "number" | "share" | "day" | "words" | "flag";

/** Of the borrower, the loan and its ledger, as of the moment a run begins. What is not known is absent. */
export const loanFacts = {
  "borrower.type": "words",
  currency: "words",
  product: "words",
  purpose: "words",
  trade: "words",
  branch: "words",
  risk: "words",
  "paid_out.days": "number",
  principal: "money",
  /** The instalment that falls due next, and what is usual of this loan: their quotient says whether it is a large one. */
  "next.amount": "money",
  "next.days": "number",
  "next.due_on": "day",
  "usual.amount": "money",
  "instalments.left": "number",
  /** Of the oldest open instalment; 0: nothing is late. */
  "late.days": "number",
  "late.amount": "money",
  /** By the ledger, in the last 30 days. */
  "paid.month": "money",
  /** Of all instalments so far that were paid in full by their day. */
  "paid.on_time": "share",
} as const satisfies Readonly<Record<string, FactKind>>;

/**
 * What earlier rounds and others like this borrower said of a fact that a question asserts: `before.turnover` the round
 * before, `year_ago.turnover` the same month last year, `median.turnover` of trade and region, and what `trends` found.
 */
export const seenPrefixes = ["before", "year_ago", "median", "trend"] as const;
export const trendNames = ["falls", "rises", "swings", "against_before", "against_year_ago", "same_running"] as const;

/** Is there a fact of that name, where questions assert `asserted`? */
export function isKnownFact(name: string, asserted: ReadonlySet<string>): boolean {
  if (name in loanFacts || asserted.has(name)) return true;
  const [prefix = "", ...rest] = name.split(".");
  if (prefix === "trend") return asserted.has(rest.slice(0, -1).join(".")) && trendNames.some((known) => known === rest.at(-1));
  return seenPrefixes.some((known) => known === prefix) && asserted.has(rest.join("."));
}

/** A figure that rises and falls; a day of the month does not. */
export const hasTrend = ({ type, fact }: Question): boolean =>
  type === "money" || type === "percent" || (type === "number" && fact?.unit !== undefined && fact.unit !== "day of month");

/** "CNY/month" of "currency/month". */
export const unitOf = (unit: string, currency: Currency): string => unit.replace(/^currency\b/, currency);

/** A fact as a text says it; `unit` as the question that asserts it has it, absent for those of the loan. */
export function factText(name: string, value: FactValue, of: { unit?: string; currency: Currency; locale: TextLocale; today: Day }): string {
  const kind = kindOf(name, of.unit);
  if (typeof value === "number" && kind === "money") return moneyText({ minor: rounded(value, of.currency), currency: of.currency }, of.locale);
  if (typeof value === "number") return kind === "share" ? `${String(Math.round(value * 100))}%` : String(Number(value.toFixed(2)));
  if (typeof value === "boolean") return yesNo[of.locale][value ? 0 : 1];
  if (typeof value !== "string") return value.join(", ");
  const on = parseDay(value);
  return on ? dayText(on, of.locale, of.today) : value;
}

function kindOf(name: string, unit: string | undefined): FactKind {
  const own = Object.entries(loanFacts).find(([known]) => known === name)?.[1];
  if (own) return own;
  if (name.startsWith("trend.")) return /\.(falls|rises|same_running)$/.test(name) ? "number" : "share";
  return unit?.startsWith("currency") ? "money" : unit === "share" ? "share" : "number";
}

/** To two digits first: a float's tail is finer than any currency. */
const rounded = (value: number, currency: Currency): bigint => parseAmount(value.toFixed(2), currency) ?? parseAmount(value.toFixed(0), currency) ?? 0n;

const yesNo = { "zh-CN": ["有", "没有"], en: ["yes", "no"] } as const satisfies Record<TextLocale, readonly [string, string]>;
