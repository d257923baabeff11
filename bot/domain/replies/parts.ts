import type { FoundAmount } from "./amounts.ts";
import type { FoundDate } from "./dates.ts";
import type { Normalised } from "./normalise.ts";
import type { ReplyPart, SaidAmount, SaidDate } from "./reply.ts";
import { byClause, type Clause } from "./rule.ts";

interface Slots {
  amount?: FoundAmount;
  date?: FoundDate;
}

/** Pairs what each clause names: "先还3k，过年后再还3k" is two payments, "15号吧，还5000" is one. */
export function partsOf(clauses: readonly Clause[], amounts: readonly FoundAmount[], dates: readonly FoundDate[], normal: Normalised): ReplyPart[] {
  const all: Slots[] = [];
  const datesIn = byClause(clauses, dates);
  for (const [i, amountsHere] of byClause(clauses, amounts).entries()) {
    const here = pair(amountsHere, datesIn[i] ?? []);
    const [only] = here;
    const last = all.at(-1);
    if (here.length === 1 && only && last && (!(only.amount && last.amount) || sameSum(only, last)) && !(only.date && last.date)) Object.assign(last, only);
    else all.push(...here);
  }
  return all.map((slots) => said(slots, normal)).filter((part) => part.amount ?? part.date);
}

/** "手头就八百，今儿先给你转八百" speaks of one sum twice. */
const sameSum = ({ amount: a }: Slots, { amount: b }: Slots): boolean => a?.minor !== undefined && a.minor === b?.minor && a.currency === b.currency;

function pair(amounts: readonly FoundAmount[], dates: readonly FoundDate[]): Slots[] {
  return Array.from({ length: Math.max(amounts.length, dates.length) }, (_, i) => {
    const [amount, date] = [amounts[i], dates[i]];
    return { ...(amount && { amount }), ...(date && { date }) };
  });
}

function said({ amount, date }: Slots, normal: Normalised): ReplyPart {
  return {
    ...(amount?.minor !== undefined && { amount: saidAmount(amount, amount.minor, normal) }),
    ...(date && { date: saidDate(date, normal) }),
  };
}

const saidAmount = ({ currency, kind, upTo, start, end, rule }: FoundAmount, minor: bigint, normal: Normalised): SaidAmount => ({
  minor,
  ...(upTo !== undefined && { upTo }),
  currency,
  kind,
  evidence: { ...normal.original(start, end), rule },
});

const saidDate = ({ on, bound, fuzzy, start, end, rule }: FoundDate, normal: Normalised): SaidDate => ({
  on,
  bound,
  fuzzy,
  evidence: { ...normal.original(start, end), rule },
});
