import { addDays, addMonths, day, dayParts, daysBetween, type Day } from "../calendar.ts";
import { fnv1a } from "../reminders/touches.ts";
import { cropOf, type Crop, type Season } from "./crops.ts";
import { largeDays, type CheckinLoan, type PhaseDays } from "./phase.ts";
import type { PlanLine } from "./checkin-plan.ts";

/** One round of a line with one loan: its key, which no other has, and the day from which it may begin. */
export interface Round {
  readonly key: string;
  readonly on: Day;
}

interface Range {
  readonly from: Day;
  readonly to: Day;
}

/** The rounds whose day lies in the range, in order of day. Neither keys nor days depend on when they are asked for. */
export function roundsOf(
  { checkin, when }: Pick<PlanLine, "checkin" | "when">,
  loan: CheckinLoan,
  of: { readonly phaseDays: PhaseDays; readonly crops: readonly Crop[] },
  range: Range,
): Round[] {
  const round = (about: string, on: Day): Round => ({ key: `checkin/${loan.id}/${checkin}/${about}`, on });
  const each = (what: string, from: readonly Day[], days: readonly number[], sign: 1 | -1): Round[] =>
    from.flatMap((start) => days.map((after) => round(`${what}/${start}/${String(after)}`, addDays(start, sign * after))));
  const all = (): Round[] => {
    switch (when.by) {
      case "paid_out":
        return each("paid-out", [loan.disbursedOn], when.days, 1);
      case "settled":
        return loan.settledOn === undefined ? [] : each("settled", [loan.settledOn], when.days, 1);
      case "late":
        return loan.lateSince === undefined ? [] : each("late", [loan.lateSince], when.days, 1);
      case "before_large":
        return each("large", largeDays(loan, of.phaseDays.largeTimes), when.days, -1);
      case "months":
        return numbers(monthsApart(loan.disbursedOn, range.from), monthsApart(loan.disbursedOn, range.to) + 1, when.every).map((n) =>
          round(`${String(when.every)}-months/${String(n)}`, addMonths(loan.disbursedOn, n * when.every)),
        );
      case "weeks":
        return numbers(daysBetween(loan.disbursedOn, range.from) / 7, daysBetween(loan.disbursedOn, range.to) / 7 + 1, when.every).map((n) =>
          round(`${String(when.every)}-weeks/${String(n)}`, addDays(loan.disbursedOn, 7 * n * when.every)),
        );
      case "season":
        return seasonRounds(cropOf(of.crops, loan), when.seasons, loan, range).map(({ about, on }) => round(about, on));
    }
  };
  return all()
    .filter(({ on }) => on >= range.from && on <= range.to && on >= loan.disbursedOn)
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** Whole numbers n ≥ 1 for which n × every may lie between the two. */
function numbers(from: number, to: number, every: number): number[] {
  const first = Math.max(1, Math.floor(from / every));
  const last = Math.floor(to / every);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

function monthsApart(a: Day, b: Day): number {
  const [from, to] = [dayParts(a), dayParts(b)];
  return 12 * (to.year - from.year) + to.month - from.month;
}

/** A month's rounds begin on its first twenty days, a loan always on the same: a village is not asked on one morning. */
const seasonSpreadDays = 20;

function seasonRounds(crop: Crop | undefined, wanted: readonly Season[], { id }: CheckinLoan, { from, to }: Range): { about: string; on: Day }[] {
  const first = firstOfMonth(from);
  const months = Array.from({ length: Math.max(0, monthsApart(first, to)) + 1 }, (_, i) => addMonths(first, i));
  return wanted.flatMap((season) =>
    months
      .filter((month) => crop?.months[season]?.includes(dayParts(month).month))
      .map((month) => ({ about: `${season}/${month.slice(0, 7)}`, on: addDays(month, fnv1a(`${id}/${season}/${month}`) % seasonSpreadDays) })),
  );
}

const firstOfMonth = (of: Day): Day => day(`${of.slice(0, 7)}-01`);
