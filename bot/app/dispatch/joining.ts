/**
 * One text for several reminders of one borrower on a day. Each touch keeps its row and its own decision; those that
 * the gate passes at this moment go along with the one that is due, so that nobody is written to twice for two loans.
 */
import type { Instant } from "../../domain/calendar.ts";
import { textLocale } from "../../domain/day-text.ts";
import { currency, money, moneyText } from "../../domain/money.ts";
import type { TouchFacts } from "../../domain/policy/gate.ts";
import { joinedTemplates } from "../../domain/reminders/joined.ts";
import type { Texts } from "../texts.ts";
import type { Due, UnitFacts } from "./ports.ts";
import { dueParams, type Wording } from "./wording.ts";

export interface Told {
  readonly template: string;
  readonly touch: Pick<TouchFacts, "loanId" | "instalmentNo" | "stage">;
  readonly due: Due;
}

export const mayJoin = (texts: Texts): boolean => texts.find(joinedTemplates.frame) !== undefined && texts.find(joinedTemplates.line) !== undefined;

/** Says them in the order of their due days; the words of one alone where the lender's own sum speaks for all of them. */
export function wordingOfSeveral(
  several: readonly Told[],
  borrower: Pick<UnitFacts["borrower"], "name" | "locale" | "zone">,
  lender: string,
  texts: Texts,
  now: Instant,
): Wording {
  const told = lines(several);
  const [first] = told;
  if (!first) throw new RangeError("a text for several needs at least one");
  if (told.length === 1) return { template: first.template, params: dueParams(first.due, borrower, lender, now) };
  const list = told.map(({ due, touch: { stage } }) => {
    const { amount = "", due_on: dueOn = "" } = dueParams(due, borrower, lender, now);
    return texts.render(joinedTemplates.line, borrower.locale, { amount, due_on: dueOn, when: stage > 0 ? "late" : "ahead" });
  });
  const params = { lender, name: borrower.name, count: told.length, list: list.join("\n"), total: total(told, borrower.locale) };
  return { template: joinedTemplates.frame, params };
}

/**
 * What the lender's own sum of a loan already holds is not counted a second time, and an instalment of which two stages
 * meet (both moved before a row of holidays) is said once.
 */
function lines(several: readonly Told[]): Told[] {
  const whole = new Set(several.filter(({ due }) => due.wholeLoan).map(({ touch }) => touch.loanId));
  const counted = several
    .filter(({ due, touch }) => due.wholeLoan ?? !(touch.stage > 0 && whole.has(touch.loanId)))
    .toSorted((a, b) => a.touch.stage - b.touch.stage);
  return [...new Map(counted.map((one) => [`${one.touch.loanId}/${String(one.touch.instalmentNo)}`, one])).values()].toSorted(byDueDay);
}

const byDueDay = (a: Told, b: Told): number => (a.due.dueOn < b.due.dueOn ? -1 : a.due.dueOn > b.due.dueOn ? 1 : a.touch.loanId < b.touch.loanId ? -1 : 1);

/** A sum for each currency: amounts of two currencies are never added up. */
function total(told: readonly Told[], locale: string): string {
  const sums = new Map<string, bigint>();
  for (const { due } of told) sums.set(due.currency, (sums.get(due.currency) ?? 0n) + due.amountMinor);
  const words = [...sums].map(([code, minor]) => moneyText(money(minor, currency(code)), textLocale(locale)));
  return listFormat(textLocale(locale)).format(words);
}

// Making one costs more than a hundred uses.
const formats = new Map<string, Intl.ListFormat>();
function listFormat(locale: string): Intl.ListFormat {
  let format = formats.get(locale);
  if (!format) formats.set(locale, (format = new Intl.ListFormat(locale, { type: "conjunction" })));
  return format;
}
