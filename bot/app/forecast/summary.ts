import { dayIn, type Instant } from "../../domain/calendar.ts";
import { expectedLoad, sharesOf, type ExpectedLoad, type Shares } from "../../domain/forecast/expected-load.ts";
import { newTally, type DayCount, type OfficerPeak, type Tally } from "../../domain/forecast/tally.ts";
import type { ForecastDeps } from "./deps.ts";
import { outcomesOf, type Range } from "./forecast.ts";
import type { Outcome } from "./foresee.ts";
import { decisionOf, unique } from "./lines-of.ts";
import type { ForecastBorrower, ForecastScope, OfficersKnown } from "./ports.ts";

export interface ForecastSummary extends Range {
  /** What the forecast rests on was read from this moment on. */
  readonly asOf: Instant;
  readonly borrowers: number;
  readonly days: readonly (DayCount & ExpectedLoad)[];
  /** Texts that are put off beyond the range. */
  readonly later: number;
  readonly shares: Shares & { readonly of: { readonly texts: number; readonly answered: number; readonly cases: number } };
  readonly officers: readonly (OfficerPeak & ExpectedLoad)[];
  readonly capacity: Capacity;
}

export interface Capacity extends OfficersKnown {
  /** Cases that one officer can take on in a day, as set. */
  readonly casesADay: number;
}

export interface Watching {
  /** Undefined: nobody gives up. */
  readonly signal?: AbortSignal | undefined;
  /** Borrowers looked at, of how many. */
  progress?(done: number, of: number): void;
}

/** After so many borrowers other work of this process has its turn: a few milliseconds. */
const atOnce = 100;
/** The fullest; a page of five hundred is read by nobody. */
const mostOfficers = 25;

/** The whole range counted by day and channel; no text is rendered and no name is read. Throws the signal's reason once it is aborted. */
export async function summarise(
  deps: ForecastDeps & { readonly casesADay: number },
  range: Range,
  scope: Omit<ForecastScope, "named"> = {},
  { signal, progress }: Watching = {},
): Promise<ForecastSummary> {
  const asOf = deps.clock.now();
  const inAll = await deps.store.count(scope);
  const past = await deps.store.past(asOf);
  const officers = await deps.store.officers(scope);
  const tally = newTally(range);
  let borrowers = 0;
  progress?.(0, inAll);
  for await (const { borrower, outcomes } of outcomesOf(deps, range, { ...scope, named: false }, (many) => progress?.(many, inAll))) {
    count(tally, borrower, outcomes);
    borrowers++;
    if (borrowers % atOnce === 0) await breath();
    signal?.throwIfAborted();
  }
  const shares = sharesOf(past);
  const counted = tally.counted();
  return {
    ...range,
    asOf,
    borrowers,
    days: counted.days.map((day) => ({ ...day, ...expectedLoad(day.messages, shares) })),
    later: counted.later,
    shares: { ...shares, of: past },
    officers: counted.officers.slice(0, mostOfficers).map((one) => ({ ...one, ...expectedLoad(one.messages, shares) })),
    capacity: { ...officers, casesADay: deps.casesADay },
  };
}

function count(tally: Tally, { zone, contact, officer }: ForecastBorrower, outcomes: readonly Outcome[]): void {
  const channel = contact?.channel ?? "none";
  const gone = new Set<string>();
  for (const outcome of outcomes) {
    if (outcome.kind === "said") {
      for (const one of outcome.carries) tally.touch(one.candidate.plannedOn, channel, decisionOf(one), unique(one.deferredFor));
      tally.message(dayIn(outcome.at, zone), outcome.carries[0].candidate.plannedOn, channel, officer);
      continue;
    }
    const { plannedOn } = outcome.candidate;
    if (outcome.kind === "unsaid") tally.touch(plannedOn, channel, "suppress", outcome.reasons);
    else tally.touch(plannedOn, channel, outcome.decision, outcome.reasons);
    if (outcome.kind === "unsaid" || outcome.message === undefined || outcome.decision === "suppress" || gone.has(outcome.message)) continue;
    gone.add(outcome.message);
    tally.message(plannedOn, plannedOn, channel, officer);
  }
}

const breath = (): Promise<void> => new Promise((go) => setImmediate(go));
