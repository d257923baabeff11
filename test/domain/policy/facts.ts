import type { PolicyShelf } from "../../../bot/app/policy-shelf.ts";
import { day, hourMs, instant, plus, zone, type Instant, type Weekday } from "../../../bot/domain/calendar.ts";
import type { GateFacts, TouchFacts } from "../../../bot/domain/policy/gate.ts";
import { layered } from "../../../bot/domain/policy/layered.ts";
import type { Preference } from "../../../bot/domain/policy/hours.ts";
import type { Layer, Policy, Window } from "../../../bot/domain/policy/policy.ts";

const source = { text: "ours", seen: false };

/** The careful default of templates/policies, as the tests know it; with other days or hours where given. */
export const policyOpen = (days: readonly Weekday[] = [1, 2, 3, 4, 5, 6], hours: Window = { fromMinute: 540, toMinute: 1_080 }): Policy =>
  layered([], layerOpen(days, hours));

function layerOpen(days: readonly Weekday[], hours: Window): Layer {
  return {
    id: "default",
    version: "test",
    hours: { source, unlessConsent: false, week: new Map(days.map((on) => [on, hours])) },
    budgets: [
      { source, window: "day", most: 1, of: ["message"], unanswered: false },
      { source, window: "week", most: 3, of: ["message"], unanswered: false },
    ],
    ledger: { source, postingLagMs: 6 * hourMs, oldestMs: 72 * hourMs },
    responses: { source, withinHours: false },
  };
}
export const defaultLayer = layerOpen([1, 2, 3, 4, 5, 6], { fromMinute: 540, toMinute: 1_080 });
export const policy = policyOpen();

/** A pack with every kind of rule. */
export const strictLayer: Layer = {
  id: "strict",
  version: "test",
  hours: { source, unlessConsent: true, week: new Map([1, 2, 3, 4, 5].map((on) => [on as Weekday, { fromMinute: 600, toMinute: 1_200 }])) },
  holidays: { source, closed: new Set([day("2026-11-24")]), workdays: new Set([day("2026-11-29")]) },
  budgets: [
    { source, window: "month", most: 2, of: ["message", "visit"], unanswered: false, kept: { count: 1, fromPriority: 80 } },
    { source, window: "day", most: 2, of: ["message", "call"], unanswered: true },
  ],
  pauses: [{ source, ms: 2 * hourMs, of: ["message"] }],
  forbidden: [{ source, channel: "whatsapp", purposes: ["collection"] }],
  consents: [
    { source, channel: "whatsapp", purposes: ["reminder", "collection"] },
    { source, purposes: ["offer"] },
  ],
  thirdParties: { source, mayHear: ["guarantor"] },
};

/** The same wish for each day of the week. */
export const wish = (fromMinute: number, toMinute: number): Preference => new Map(([1, 2, 3, 4, 5, 6, 7] as const).map((on) => [on, { fromMinute, toMinute }]));

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

/** An installation of one policy for everybody. */
export const everybody = (one: Policy): PolicyShelf => ({
  current: { version: one.version, packs: [one.id], of: () => ({ policy: one, zones: [] }), inZone: () => one },
  reload: async () => undefined,
});
