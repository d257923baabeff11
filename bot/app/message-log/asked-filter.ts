import { z } from "zod";
import { addDays, instantAt, parseDay, parseZone, zone as zoneOf } from "../../domain/calendar.ts";
import { gateRules } from "../../domain/policy/gate.ts";
import type { MessageFilter } from "./ports.ts";
import { outcomes } from "./views.ts";

const word = z.string().trim().min(1).max(200);
const day = z
  .string()
  .transform((text, context) => parseDay(text) ?? (context.addIssue({ code: "custom", message: "no day; write it as 2026-11-22" }), z.NEVER));

/** A filter as a page, another system or the command line asks for it: `from` and `to` are whole days of `zone`. */
export const askedFilter = z.object({
  /** The lender's ids, several with a comma between them. */
  borrower: word
    .max(4_000)
    .transform((text) => [...new Set(text.split(",").map((id) => id.trim()))].filter((id) => id !== ""))
    .optional(),
  officer: word.optional(),
  branch: word.optional(),
  channel: word.optional(),
  from: day.optional(),
  to: day.optional(),
  zone: z
    .string()
    .refine((text) => parseZone(text) !== undefined, { error: "no time zone; write it as Asia/Shanghai" })
    .default("UTC"),
  direction: z.enum(["in", "out"]).optional(),
  outcome: z.enum(outcomes).optional(),
  rule: z.enum(gateRules).optional(),
  template: word.optional(),
});
export type AskedFilter = z.output<typeof askedFilter>;

/** The moments that the days of its zone mean. */
export function filterOf({ borrower, from, to, zone, ...same }: AskedFilter): MessageFilter {
  const within = zoneOf(zone);
  return {
    ...same,
    borrowers: borrower,
    from: from && instantAt(from, 0, within),
    until: to && instantAt(addDays(to, 1), 0, within),
  };
}
