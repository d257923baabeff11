/** What `huifang gate --facts FILE` may say of the world; whatever is left out speaks against nothing. */
import { z } from "zod";
import { dayIn, dayMs, parseDay, parseInstant, plus, type Day, type Instant, type Weekday, type Zone } from "../domain/calendar.ts";
import type { GateFacts } from "../domain/policy/gate-facts.ts";
import { holdReasons } from "../domain/policy/hold.ts";
import { purposes, type Purpose } from "../domain/policy/purpose.ts";

const moment = z.string().transform((text, context): Instant => {
  const at = parseInstant(text);
  if (at !== undefined) return at;
  context.addIssue({ code: "custom", message: "expected a moment with its offset, as 2026-11-22T09:30+08:00" });
  return z.NEVER;
});
const onDay = z.string().transform((text, context): Day => {
  const on = parseDay(text);
  if (on !== undefined) return on;
  context.addIssue({ code: "custom", message: "expected a day, as 2026-11-22" });
  return z.NEVER;
});
const minute = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'expected a time of day as "19:00"')
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));
const weekday = z.literal([1, 2, 3, 4, 5, 6, 7] satisfies Weekday[]);
const minor = z.union([z.int(), z.string().regex(/^-?\d+$/)]).transform(BigInt);

export const gateFactsFile = z.strictObject({
  text_class: z.enum(["initiating", "response", "acknowledgement"]).default("initiating"),
  /** What is about to be made: the budgets of a call are not those of a text. */
  kind: z.enum(["message", "call", "visit"]).default("message"),
  person: z.enum(["borrower", "guarantor", "spouse", "guardian", "executor", "group_member", "other"]).optional(),
  priority: z.int().min(0).max(100).optional(),
  branch: z.string().default(""),
  template: z.string().default("reminder-due"),
  template_approved: z.boolean().default(true),
  contact: z
    .strictObject({ open: z.boolean().default(true), identity_asked: z.int().min(0).default(0) })
    .nullable()
    .default({ open: true, identity_asked: 0 }),
  go_live_at: moment.optional(),
  days_late: z.int().min(0).optional(),
  touch: z
    .strictObject({
      due_on: onDay,
      stage: z.int(),
      /** Minor units; 0 is paid, null is no longer in the schedule. */
      outstanding_minor: minor.nullable().default(1n),
      loan_open: z.boolean().default(true),
      expires_at: moment.optional(),
      ledger_as_of: moment.optional(),
    })
    .optional(),
  holds: z.array(z.strictObject({ reason: z.enum(holdReasons), from: moment.optional(), until: moment.optional() })).default([]),
  stops: z.array(z.strictObject({ scope: z.enum(["all", "channel", "branch", "template"]), value: z.string().optional() })).default([]),
  /** What reached this person in the last month, whoever it was and whichever loan it was about. */
  contacts: z.array(z.strictObject({ at: moment, kind: z.enum(["message", "call", "visit"]).default("message") })).default([]),
  /** When the borrower last wrote or was spoken to. */
  answered_at: moment.optional(),
  consents: z
    .array(z.strictObject({ channel: z.string().optional(), purpose: z.enum([...purposes, "outside_hours", "all"]), given: z.boolean().default(true) }))
    .optional(),
  preference: z.array(z.strictObject({ days: z.array(weekday).min(1), from: minute, to: minute })).optional(),
});
export type GateFactsFile = z.output<typeof gateFactsFile>;

export interface AskedAt {
  readonly now: Instant;
  readonly zones: readonly [Zone, ...Zone[]];
  readonly channel: string;
  readonly purpose: Purpose;
}

/** The facts of the domain; consents that the file does not speak of are taken as given. */
export function gateFactsOf(file: GateFactsFile, { now, zones: [zone, ...otherZones], channel, purpose }: AskedAt): GateFacts {
  const { touch, contact } = file;
  return {
    now,
    zone,
    ...(otherZones.length > 0 && { otherZones }),
    textClass: file.text_class,
    kind: file.kind,
    channel,
    purpose,
    branch: file.branch,
    template: file.template,
    templateApproved: file.template_approved,
    channelKnown: true,
    contact: contact ? { id: "contact", open: contact.open, identityAsked: contact.identity_asked } : undefined,
    goLiveAt: file.go_live_at ?? plus(now, -3_650 * dayMs),
    holds: file.holds.map(({ reason, from, until }) => ({ reason, from: from ?? plus(now, -dayMs), ...(until !== undefined && { until }) })),
    stops: file.stops.map(({ scope, value }) => ({ scope, ...(value !== undefined && { value }) })),
    initiatedAt: [],
    contacts: file.contacts,
    consents: file.consents?.map(({ channel: on, ...one }) => ({ ...one, ...(on !== undefined && { channel: on }) })) ?? [{ purpose, given: true }],
    ...(file.answered_at !== undefined && { answeredAt: file.answered_at }),
    ...(file.person && { person: file.person }),
    ...(file.priority !== undefined && { priority: file.priority }),
    ...(file.days_late !== undefined && { daysLate: file.days_late }),
    ...(file.preference && {
      preference: new Map(file.preference.flatMap(({ days, from, to }) => days.map((on) => [on, { fromMinute: from, toMinute: to }]))),
    }),
    ...(touch && {
      touch: {
        stage: touch.stage,
        dueOn: touch.due_on,
        plannedOn: dayIn(now, zone),
        loanId: "loan",
        instalmentNo: 1,
        expiresAt: touch.expires_at ?? plus(now, 30 * dayMs),
        dueAt: now,
        loanOpen: touch.loan_open,
        outstandingMinor: touch.outstanding_minor ?? undefined,
        ledgerAsOf: touch.ledger_as_of ?? now,
      },
    }),
  };
}
