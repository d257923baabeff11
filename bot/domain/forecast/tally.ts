import type { Day } from "../calendar.ts";
import type { Decision, Reason } from "../policy/gate.ts";

export interface ReasonCount {
  readonly decision: "defer" | "suppress";
  readonly rule: Reason["rule"];
  readonly detail?: string;
  readonly touches: number;
}

/** One day and channel of the forecast. Touches are counted on the day that they are planned for, texts on the day that they go out. */
export interface DayCount {
  readonly day: Day;
  readonly channel: string;
  readonly touches: number;
  readonly onTime: number;
  readonly deferred: number;
  readonly suppressed: number;
  /** Texts: one may carry several touches, and may have been planned for an earlier day. */
  readonly messages: number;
  /** Most frequent first. A touch with two reasons counts for both. */
  readonly reasons: readonly ReasonCount[];
}

/** The texts of one officer's borrowers on the day when they are most. */
export interface OfficerPeak {
  readonly officer: string;
  readonly day: Day;
  readonly messages: number;
  /** In the whole range. */
  readonly inAll: number;
}

export interface Tallied {
  readonly days: readonly DayCount[];
  /** Texts of touches of the range that go out after it. */
  readonly later: number;
  /** By their fullest day, the fullest first. */
  readonly officers: readonly OfficerPeak[];
}

/** Counts a forecast as it streams by: what it keeps grows with days, channels and officers, not with loans. */
export function newTally({ from, to }: { readonly from: Day; readonly to: Day }) {
  const cells = new Map<Day, Map<string, Cell>>();
  const officers = new Map<string, Map<Day, number>>();
  let later = 0;
  const cellOf = (on: Day, channel: string): Cell => {
    const day = made(cells, on, () => new Map<string, Cell>());
    return made(day, channel, newCell);
  };
  return {
    touch(plannedOn: Day, channel: string, decision: Decision["decision"], reasons: readonly Reason[]): void {
      if (plannedOn < from || plannedOn > to) return;
      const cell = cellOf(plannedOn, channel);
      cell[decision]++;
      if (decision === "send") return;
      for (const { rule, detail } of reasons) {
        const key = `${decision}/${rule}/${detail ?? ""}`;
        const known = cell.reasons.get(key);
        if (known) known.touches++;
        else cell.reasons.set(key, { decision, rule, ...(detail !== undefined && { detail }), touches: 1 });
      }
    },
    message(on: Day, plannedOn: Day, channel: string, officer: string): void {
      if (on > to && plannedOn >= from && plannedOn <= to) later++;
      if (on < from || on > to) return;
      cellOf(on, channel).messages++;
      const days = made(officers, officer, () => new Map<Day, number>());
      days.set(on, (days.get(on) ?? 0) + 1);
    },
    counted: (): Tallied => ({
      days: [...cells].toSorted(byKey).flatMap(([day, channels]) => [...channels].toSorted(byKey).map(([channel, cell]) => dayCount(day, channel, cell))),
      later,
      officers: [...officers]
        .flatMap(([officer, days]) => peaks(officer, days))
        .toSorted((a, b) => b.messages - a.messages || (a.officer < b.officer ? -1 : 1)),
    }),
  };
}

export type Tally = ReturnType<typeof newTally>;

interface Cell extends Record<Decision["decision"], number> {
  messages: number;
  readonly reasons: Map<string, Omit<ReasonCount, "touches"> & { touches: number }>;
}

const newCell = (): Cell => ({ send: 0, defer: 0, suppress: 0, messages: 0, reasons: new Map() });

const dayCount = (day: Day, channel: string, { send, defer, suppress, messages, reasons }: Cell): DayCount => ({
  day,
  channel,
  touches: send + defer + suppress,
  onTime: send,
  deferred: defer,
  suppressed: suppress,
  messages,
  reasons: [...reasons.values()].toSorted((a, b) => b.touches - a.touches),
});

function peaks(officer: string, days: ReadonlyMap<Day, number>): OfficerPeak[] {
  const [fullest] = [...days].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const inAll = [...days.values()].reduce((sum, each) => sum + each, 0);
  return fullest ? [{ officer, day: fullest[0], messages: fullest[1], inAll }] : [];
}

function made<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : a > b ? 1 : 0);
