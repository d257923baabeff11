import type { Day } from "../calendar.ts";
import type { Reply, ReplyPart, SaidAmount } from "../replies/reply.ts";
import type { Debt } from "./what-is-due.ts";

/** What a text offers towards a promise; either may be missing. */
export interface Wish {
  readonly on?: Day;
  /** `other`: in another currency than the loan's, which nobody converts here. */
  readonly amount?: { readonly minor: bigint; readonly other: boolean };
  /** More than one day was named: an instalment plan, which only a person agrees. */
  readonly several: boolean;
  /** Where every one of several days has an amount of its own: as they were said. */
  readonly parts?: readonly { readonly on: Day; readonly minor: bigint }[];
}

/** "…，剩下的12月10号": the last day of several takes what the days before it leave of the oldest open instalment. */
export function restOnLast({ parts }: Reply, debt: Debt, text: string): NonNullable<Wish["parts"]> | undefined {
  const dated = parts.filter(exactDay);
  const amounts = parts.flatMap(({ amount }) => amount ?? []);
  const last = dated.at(-1);
  const on = last && exactDay(last);
  const before = partsOf(dated.slice(0, -1), amounts, debt, 1).parts;
  if (!on || last.amount || !before || !saysRest.test(text)) return undefined;
  const left = debt.instalment.outstandingMinor - before.reduce((sum, { minor }) => sum + minor, 0n);
  return left > 0n && before.every((part) => part.on < on) ? [...before, { on, minor: left }] : undefined;
}

const saysRest = /剩|余下|其余|另一半|\b(?:rest|remaining|remainder|balance|other half)\b/i;

/** A day counts only where it is a single one: not 过两天, not "after the 15th". */
export function wishOf({ parts }: Reply, debt: Debt): Wish {
  const dated = parts.filter(exactDay);
  const first = dated[0] ?? parts.find(({ amount }) => amount) ?? parts[0];
  const amounts = parts.flatMap(({ amount }) => amount ?? []);
  // "还5000，15号" may come as two parts; with several amounts only the dated part's own is meant
  const amount = first?.amount ?? (amounts.length === 1 ? amounts[0] : undefined);
  const on = first && exactDay(first);
  return {
    ...(on && { on }),
    ...(amount && { amount: { minor: meant(amount, amounts, debt), other: amount.currency !== debt.loan.currency } }),
    several: dated.length > 1,
    ...partsOf(dated, amounts, debt),
  };
}

/** "28号还3000，下月5号还剩下的": each part with its own day and amount; one without leaves the whole to a person. */
function partsOf(dated: readonly ReplyPart[], amounts: readonly SaidAmount[], debt: Debt, least = 2): Pick<Wish, "parts"> {
  if (dated.length < least) return {};
  const parts = dated.flatMap((part) => {
    const on = exactDay(part);
    return on && part.amount && part.amount.currency === debt.loan.currency ? [{ on, minor: meant(part.amount, amounts, debt) }] : [];
  });
  return parts.length === dated.length ? { parts: parts.toSorted((a, b) => (a.on < b.on ? -1 : 1)) } : {};
}

function exactDay({ date }: ReplyPart): Day | undefined {
  return date && !date.fuzzy && date.bound !== "after" ? date.on : undefined;
}

/** "half" and "the rest" are of the oldest open instalment; the rest is what the same text's other amounts leave. */
function meant(amount: SaidAmount, all: readonly SaidAmount[], { instalment: { outstandingMinor } }: Debt): bigint {
  switch (amount.kind) {
    case "exact":
    case "min":
    case "max":
    case "about":
    case "range":
      return amount.minor;
    case "half":
      return (outstandingMinor + 1n) / 2n;
    case "rest": {
      const half = (outstandingMinor + 1n) / 2n;
      const named = all.reduce((sum, other) => (other.kind === "exact" ? sum + other.minor : other.kind === "half" ? sum + half : sum), 0n);
      return named < outstandingMinor ? outstandingMinor - named : outstandingMinor;
    }
  }
}
