import { hourMs, plus, type Instant } from "../calendar.ts";

/** How many borrowers an hour may be reminded by us first, so that whoever answers them is there: of each officer or of a branch together. */
export interface Capacity {
  /** Undefined: all branches that no line before it names. */
  readonly branches?: readonly string[];
  readonly per: "officer" | "branch";
  readonly anHour: number;
}

/** The reminders of one borrower that wait for a day: they meet in one text, and so are moved together. */
export interface DayLoad {
  readonly borrower: string;
  readonly at: Instant;
  /** A stage up to the due day is among them: it may be said earlier, never on a later day. */
  readonly notLater: boolean;
  /** Before that at least one of them has ended. */
  readonly expiresAt: Instant;
}

export interface Window {
  readonly from: Instant;
  readonly to: Instant;
}

export interface Levelling {
  /** Those of one officer or branch, on one day. */
  readonly loads: readonly DayLoad[];
  /** Where they may be said on that day. */
  readonly day: Window;
  /** What is left of the day before, and when borrowers are written to on it already; absent: nothing. */
  readonly before?: Window & { readonly taken: readonly Instant[] };
  /** The day after, for what may be said later. */
  readonly nextFrom: Instant;
  readonly anHour: number;
}

export interface Move {
  readonly borrower: string;
  readonly to: Instant;
}

/**
 * Brings a day's reminders under what can be answered in an hour: who stands in an hour that is full goes into one that
 * is not; then what is due ahead goes to the day before, and what is overdue to the day after. Who fits nowhere stays
 * where they are: nothing is dropped, and nothing ahead of its due day is ever said later. The same loads give the same moves.
 */
export function level({ loads, day, before, nextFrom, anHour }: Levelling): Move[] {
  const hours = hoursOf(day, anHour);
  const hoursBefore = before ? hoursOf(before, anHour) : [];
  for (const at of before?.taken ?? []) take(hoursBefore, at);
  const crowded = loads.toSorted(byRank).filter(({ at }) => at >= day.from && at < day.to && !take(hours, at));
  const moves: Move[] = [];
  for (const { borrower, at, notLater, expiresAt } of crowded) {
    const to = place(hours) ?? (notLater ? place(hoursBefore) : later(at, nextFrom, day, expiresAt));
    if (to !== undefined) moves.push({ borrower, to });
  }
  return moves;
}

/** Who may not come later first, then in order of time. */
const byRank = (a: DayLoad, b: DayLoad): number => Number(b.notLater) - Number(a.notLater) || a.at - b.at || (a.borrower < b.borrower ? -1 : 1);

interface Hour extends Window {
  readonly room: number;
  taken: number;
  moved: number;
}

/** An hour that the day cuts short has its share of room. */
function hoursOf({ from, to }: Window, anHour: number): Hour[] {
  const hours: Hour[] = [];
  for (let begin = from; begin < to; begin = plus(begin, hourMs)) {
    const end = Math.min(begin + hourMs, to) as Instant;
    hours.push({ from: begin, to: end, room: Math.floor(((end - begin) * anHour) / hourMs), taken: 0, moved: 0 });
  }
  return hours;
}

function take(hours: readonly Hour[], at: Instant): boolean {
  const hour = hours.find((one) => at >= one.from && at < one.to);
  if (!hour || hour.taken >= hour.room) return false;
  hour.taken++;
  return true;
}

/** The emptiest hour, the earliest of them; those that are moved into it stand evenly in it. */
function place(hours: readonly Hour[]): Instant | undefined {
  const [hour] = hours.filter(({ taken, room }) => taken < room).toSorted((a, b) => b.room - b.taken - (a.room - a.taken) || a.from - b.from);
  if (!hour) return undefined;
  hour.taken++;
  const nth = hour.moved++;
  return plus(hour.from, Math.floor(((hour.to - hour.from) * (nth % hour.room)) / hour.room));
}

/** The same time on the day after, where it has not ended by then. */
function later(at: Instant, nextFrom: Instant, day: Window, expiresAt: Instant): Instant | undefined {
  const to = plus(nextFrom, at - day.from);
  return to < expiresAt ? to : undefined;
}
