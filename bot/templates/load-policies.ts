import { z } from "zod";
import { hourMs, type Weekday } from "../domain/calendar.ts";
import type { Policy } from "../domain/policy/policy.ts";
import { templateId } from "./message-schema.ts";
import { loadFolder } from "./yaml-folder.ts";

const minuteOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time of day as "09:00"')
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));
const weekday = z.literal([1, 2, 3, 4, 5, 6, 7] satisfies Weekday[]);
const once = <T>(values: readonly T[]): boolean => new Set(values).size === values.length;

const policySchema = z.strictObject({
  id: templateId,
  /** For people; what counts is the content hash. */
  version: z.union([z.string(), z.int()]).optional(),
  hours: z.strictObject({ from: minuteOfDay, to: minuteOfDay }).refine(({ from, to }) => from < to, "from must be before to"),
  days: z.array(weekday).min(1).refine(once, "each day once"),
  budgets: z
    .array(z.strictObject({ window: z.enum(["day", "week"]), most: z.int().min(0).max(100) }))
    .refine((budgets) => once(budgets.map(({ window }) => window)), "each window once"),
  ledger: z
    .strictObject({ posting_lag_hours: z.number().min(0).max(240), oldest_hours: z.number().positive().max(720) })
    .refine((ledger) => ledger.posting_lag_hours <= ledger.oldest_hours, "a ledger older than oldest_hours could never cover posting_lag_hours"),
  responses: z.strictObject({ within_hours: z.boolean() }),
});

/** Reads templates/policies. */
export const loadPolicies = (dir: string) =>
  loadFolder(dir, policySchema, (read, file) => {
    const policy: Policy = {
      id: read.id,
      version: file.version,
      hours: { fromMinute: read.hours.from, toMinute: read.hours.to },
      days: read.days,
      budgets: read.budgets,
      ledger: { postingLagMs: read.ledger.posting_lag_hours * hourMs, oldestMs: read.ledger.oldest_hours * hourMs },
      responses: { withinHours: read.responses.within_hours },
    };
    return { value: policy };
  });
