/** How a policy pack is written in templates/policies. */
import { z } from "zod";
import type { Weekday } from "../domain/calendar.ts";
import { parseZone } from "../domain/calendar.ts";
import { purposes } from "../domain/policy/purpose.ts";
import { templateId } from "./message-schema.ts";

const minuteOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time of day as "09:00"')
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));
const weekday = z.literal([1, 2, 3, 4, 5, 6, 7] satisfies Weekday[]);
const once = <T>(values: readonly T[]): boolean => new Set(values).size === values.length;
const bilingual = z.strictObject({ "zh-CN": z.string().min(1), en: z.string().min(1) });
const purpose = z.enum(purposes);
const channel = z.string().regex(/^[a-z][a-z0-9-]{1,30}$/, "a channel's name, as in loans.csv");
/** The name of one of the file's `sources`. */
const source = z.string().min(1);

const hours = z.strictObject({
  source,
  /** 1 is Monday. A day that no line names has no contact. */
  week: z
    .array(z.strictObject({ days: z.array(weekday).min(1), from: minuteOfDay, to: minuteOfDay }).refine(({ from, to }) => from < to, "from must be before to"))
    .min(1)
    .refine((lines) => once(lines.flatMap(({ days }) => days)), "each day once"),
  unless_consent: z.boolean().default(false),
});

/** The exact words at the end of a text; no channel: on every one. */
const closings = z.array(z.strictObject({ channel: channel.optional(), text: bilingual })).min(1);

const kinds = z.array(z.enum(["message", "call", "visit"])).min(1);
const budget = z.strictObject({
  source,
  window: z.enum(["day", "week", "month"]),
  most: z.int().min(0).max(1_000),
  of: kinds,
  unanswered: z.boolean().default(false),
  kept: z.strictObject({ count: z.int().min(1), from_priority: z.int().min(0).max(100) }).optional(),
});

export const packSchema = z.strictObject({
  id: templateId,
  /** For people; what counts is the content hash. */
  version: z.union([z.string(), z.int()]).optional(),
  title: bilingual,
  /** The pack that this one adds to: both hold, the strictest wins. */
  extends: templateId.optional(),
  /** ISO 3166-1 alpha-2, and the state's code as the holidays' tables know it. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  state: z
    .string()
    .regex(/^[A-Z0-9]{1,3}$/)
    .optional(),
  /** All zones of the country: a borrower whose zone is not known is written to only where every one of them is open. */
  zones: z
    .array(z.string().refine((text) => parseZone(text) !== undefined, "a zone as Asia/Shanghai"))
    .min(1)
    .optional(),
  sources: z.record(z.string(), z.strictObject({ text: z.string().min(1), seen: z.boolean() })),
  hours: hours.optional(),
  /** The country's public holidays are closed; China's make-up working days are open. */
  holidays: z.strictObject({ source, calendar: z.enum(["public", "none"]) }).optional(),
  budgets: z.array(budget).min(1).optional(),
  pauses: z
    .array(
      z.strictObject({
        source,
        hours: z
          .number()
          .positive()
          .max(24 * 31),
        of: kinds,
      }),
    )
    .min(1)
    .optional(),
  forbidden: z.array(z.strictObject({ source, channel, purposes: z.array(purpose).min(1) })).optional(),
  consents: z.array(z.strictObject({ source, channel: channel.optional(), purposes: z.array(purpose).min(1) })).optional(),
  third_parties: z.strictObject({ source, may_hear: z.array(z.enum(["guarantor", "spouse", "guardian", "executor"])), note: bilingual.optional() }).optional(),
  ledger: z
    .strictObject({ source, posting_lag_hours: z.number().min(0).max(240), oldest_hours: z.number().positive().max(720) })
    .refine((ledger) => ledger.posting_lag_hours <= ledger.oldest_hours, "a ledger older than oldest_hours could never cover posting_lag_hours")
    .optional(),
  responses: z.strictObject({ source, within_hours: z.boolean() }).optional(),
  opt_out: z.strictObject({ source, words: z.array(z.string().min(1)).min(1), wording: closings.optional() }).optional(),
  /** What the law wants said. `closing`: the very words, at the end of each text that we begin. */
  disclosures: z.array(z.strictObject({ source, text: bilingual, closing: bilingual.optional() })).optional(),
  helplines: z.array(z.strictObject({ source, name: z.string(), number: z.string() })).optional(),
  retention: z.strictObject({ source, years: z.number().positive().optional(), note: bilingual }).optional(),
  /** What no rule was found for, or what was found and is not applied: left strict, and said. */
  unknown: z.array(bilingual).optional(),
});

export type PackFile = z.output<typeof packSchema>;
