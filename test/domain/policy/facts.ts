import { day, hourMs, instant, plus, zone, type Instant } from "../../../bot/domain/calendar.ts";
import type { GateFacts, TouchFacts } from "../../../bot/domain/policy/gate.ts";
import type { Policy } from "../../../bot/domain/policy/policy.ts";

/** The careful default of templates/policies, as the tests know it. */
export const policy: Policy = {
  id: "default",
  version: "test",
  hours: { fromMinute: 540, toMinute: 1_080 },
  days: [1, 2, 3, 4, 5, 6],
  budgets: [
    { window: "day", most: 1 },
    { window: "week", most: 3 },
  ],
  ledger: { postingLagMs: 6 * hourMs, oldestMs: 72 * hourMs },
  responses: { withinHours: false },
};

export const shanghai = zone("Asia/Shanghai");
/** A Monday, 10:00 in Shanghai. */
export const monday = instant("2026-11-23T02:00:00Z");
export const at = (text: string): Instant => instant(`2026-${text}+08:00`);

/** A due day's reminder on a Monday morning, to which nothing objects. */
export function facts(change: Partial<Omit<GateFacts, "touch">> & { touch?: Partial<TouchFacts> | "none" } = {}): GateFacts {
  const { touch, ...rest } = change;
  const now = change.now ?? monday;
  return {
    now,
    zone: shanghai,
    textClass: "initiating",
    channel: "sim",
    branch: "east",
    template: "reminder-due",
    templateApproved: true,
    contact: { id: "point-1", open: true, identityAsked: 0 },
    channelKnown: true,
    goLiveAt: at("11-01T08:00"),
    holds: [],
    stops: [],
    initiatedAt: [],
    ...rest,
    ...(touch !== "none" && {
      touch: {
        stage: 0,
        dueOn: day("2026-11-23"),
        plannedOn: day("2026-11-23"),
        loanId: "loan-1",
        instalmentNo: 3,
        expiresAt: at("11-24T00:00"),
        dueAt: now,
        loanOpen: true,
        outstandingMinor: 803_300n,
        ledgerAsOf: plus(now, -hourMs),
        ...touch,
      },
    }),
  };
}

/** The third day of being late. */
export const overdue = { stage: 3, dueOn: day("2026-11-20"), plannedOn: day("2026-11-23"), expiresAt: at("11-27T00:00") };
