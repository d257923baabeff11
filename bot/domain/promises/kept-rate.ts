import { addDays, weekday, type Day } from "../calendar.ts";
import type { PromiseState } from "./promise.ts";

/** Promises of one day, branch and officer that stand in one state. */
export interface PromiseCount {
  readonly promisedOn: Day;
  readonly branch: string;
  readonly officer: string;
  readonly state: PromiseState;
  readonly count: number;
}

/**
 * How promises were kept, with both numbers. A promise counts once the ledger has decided it: *kept*, where at least the
 * promised amount was paid between the promise and its day with a day of grace; *partly*, where less was; *broken*, where
 * nothing was. One that is open (its day, or the ledger, is not there yet) or was replaced by another agreement is
 * neither kept nor broken: it is in neither number.
 */
export interface KeptRate {
  readonly kept: number;
  readonly partly: number;
  readonly broken: number;
  /** kept + partly + broken: what `kept` is a share of. */
  readonly decided: number;
  readonly open: number;
  readonly replaced: number;
}

export interface KeptBy {
  /** Of the promised day, by its Monday; a branch; an officer. */
  readonly key: string;
  readonly rate: KeptRate;
}

export interface KeptRates {
  readonly all: KeptRate;
  /** Oldest first. */
  readonly weeks: readonly KeptBy[];
  /** By name. */
  readonly branches: readonly KeptBy[];
  readonly officers: readonly KeptBy[];
}

export function keptRates(counts: readonly PromiseCount[]): KeptRates {
  return {
    all: keptRate(counts),
    weeks: by(counts, ({ promisedOn }) => mondayOf(promisedOn)),
    branches: by(counts, ({ branch }) => branch),
    officers: by(counts, ({ officer }) => officer),
  };
}

export function keptRate(counts: readonly Pick<PromiseCount, "state" | "count">[]): KeptRate {
  const of = (state: PromiseState): number => counts.reduce((sum, one) => (one.state === state ? sum + one.count : sum), 0);
  const [kept, partly, broken] = [of("kept"), of("partly_kept"), of("broken")];
  return { kept, partly, broken, decided: kept + partly + broken, open: of("open"), replaced: of("replaced") };
}

export const mondayOf = (on: Day): Day => addDays(on, 1 - weekday(on));

function by(counts: readonly PromiseCount[], keyOf: (one: PromiseCount) => string): KeptBy[] {
  const groups = new Map<string, PromiseCount[]>();
  for (const one of counts) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups].map(([key, own]) => ({ key, rate: keptRate(own) })).toSorted((a, b) => (a.key < b.key ? -1 : 1));
}
