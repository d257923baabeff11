import type { Day } from "../calendar.ts";
import { dayText, textLocale } from "../day-text.ts";
import { money, moneyText } from "../money.ts";
import { lastDayOf, partsOf, type Terms } from "./terms.ts";

/**
 * Terms as a template may say them: `kind` later | parts | even (all parts alike), `count` parts, the first (`each`)
 * `on` its day, the `last` one, which may be smaller, on the day `end`, and the whole `amount`.
 */
export const arrangementParams = ["kind", "count", "amount", "each", "on", "last", "end"] as const;
type Spoken = Record<(typeof arrangementParams)[number], string>;

/** Three of them, "kind1" to "end3"; `kind` none: there is no such option. */
export const optionParams = (["1", "2", "3"] as const).flatMap((n) => arrangementParams.map((param) => `${param}${n}` as const));

export function spokenTerms(terms: Terms, locale: string, today: Day): Spoken {
  const parts = partsOf(terms);
  const amount = (minor: bigint): string => moneyText(money(minor, terms.currency), textLocale(locale));
  const [first, last] = [parts[0]?.amountMinor ?? 0n, parts.at(-1)?.amountMinor ?? 0n];
  return {
    kind: terms.parts === 1 ? "later" : first === last ? "even" : "parts",
    count: String(terms.parts),
    amount: amount(terms.amountMinor),
    each: amount(first),
    on: dayText(terms.firstOn, locale, today),
    last: amount(last),
    end: dayText(lastDayOf(terms), locale, today),
  };
}

const nothing: Spoken = { kind: "none", count: "0", amount: "none", each: "none", on: "none", last: "none", end: "none" };

/** At most three; the numbers are those that the borrower answers with. */
export function spokenOptions(options: readonly Terms[], locale: string, today: Day): Record<(typeof optionParams)[number], string> {
  const option = (i: number): Spoken => (options[i] ? spokenTerms(options[i], locale, today) : nothing);
  const [one, two, three] = [option(0), option(1), option(2)];
  return {
    kind1: one.kind,
    count1: one.count,
    amount1: one.amount,
    each1: one.each,
    on1: one.on,
    last1: one.last,
    end1: one.end,
    kind2: two.kind,
    count2: two.count,
    amount2: two.amount,
    each2: two.each,
    on2: two.on,
    last2: two.last,
    end2: two.end,
    kind3: three.kind,
    count3: three.count,
    amount3: three.amount,
    each3: three.each,
    on3: three.on,
    last3: three.last,
    end3: three.end,
  };
}
