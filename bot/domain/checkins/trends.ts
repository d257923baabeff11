import { daysBetween, type Day } from "../calendar.ts";
import type { trendNames } from "./known-facts.ts";

/** A figure that one round asserted. */
export interface Told {
  readonly value: number;
  readonly on: Day;
}

/**
 * falls, rises: for how many rounds in running the figure fell or rose, up to the newest
 * swings: the smaller of the widest fall and the widest rise between neighbours, of the larger figure: 0.4 went down and
 *   up again by 40%
 * against_before, against_year_ago: -0.3 is 30% less
 * same_running: how many rounds in running before the newest said the very same figure
 */
export type Trend = Readonly<Partial<Record<(typeof trendNames)[number], number>>>;

/** Figures are said from memory, and rounded: a smaller move than this share is none. */
const leastMove = 0.02;
/** Rounds further apart than half a year, give or take a holiday, are no neighbours. */
const neighbourDays = 190;
/** What swung longer ago says little. */
const swingRounds = 6;
/** The same month last year, give or take. */
const yearDays = 365;
const within = 20;

/** How far from the same day last year; undefined: another time of the year. */
export function fromYearAgo(on: Day, today: Day): number | undefined {
  const distance = Math.abs(daysBetween(on, today) - yearDays);
  return distance <= within ? distance : undefined;
}

/** Of one borrower's one figure, in whatever order it is handed in. A single round shows no trend. */
export function trendOf(all: readonly Told[]): Trend {
  const rounds = neighbours(all);
  const newest = rounds.at(-1);
  if (!newest) return {};
  const lastYear = yearBefore(newest, all);
  const yearAgo = lastYear && against(newest, lastYear);
  const before = rounds.at(-2);
  if (!before) return yearAgo === undefined ? {} : { against_year_ago: yearAgo };
  const moves = rounds.slice(1).map((round, i) => move(rounds[i] ?? round, round));
  const changed = against(newest, before);
  return {
    falls: running(moves, (by) => by <= -leastMove),
    rises: running(moves, (by) => by >= leastMove),
    swings: share(swing(moves.slice(1 - swingRounds))),
    same_running: running(moves, (by) => by === 0),
    ...(changed !== undefined && { against_before: changed }),
    ...(yearAgo !== undefined && { against_year_ago: yearAgo }),
  };
}

/** The newest rounds that follow on each other; oldest first. Of two on one day the later in the list holds. */
function neighbours(all: readonly Told[]): Told[] {
  const sorted = [...new Map(all.map((told) => [told.on, told])).values()].toSorted((a, b) => daysBetween(b.on, a.on));
  const broken = sorted.findLastIndex(({ on }, i) => daysBetween(sorted[i - 1]?.on ?? on, on) > neighbourDays);
  return sorted.slice(Math.max(0, broken));
}

function yearBefore({ on }: Told, all: readonly Told[]): Told | undefined {
  const near = all.flatMap((told) => {
    const distance = fromYearAgo(told.on, on);
    return distance === undefined ? [] : [{ told, distance }];
  });
  return near.toSorted((a, b) => a.distance - b.distance)[0]?.told;
}

/** From -1 to 1, of the larger one, so that down and up again weigh the same. */
const move = (from: Told, to: Told): number => (from.value === to.value ? 0 : (to.value - from.value) / Math.max(Math.abs(from.value), Math.abs(to.value)));

/** Nothing is so many percent of nothing. */
const against = (now: Told, then: Told): number | undefined => (then.value > 0 ? share((now.value - then.value) / then.value) : undefined);
const share = (of: number): number => Math.round(of * 10_000) / 10_000;

function running(moves: readonly number[], is: (by: number) => boolean): number {
  const other = moves.findLastIndex((by) => !is(by));
  return moves.length - 1 - other;
}

const swing = (moves: readonly number[]): number => Math.min(Math.max(0, ...moves), Math.max(0, ...moves.map((by) => -by)));
