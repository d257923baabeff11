import { z } from "zod";
import { parseDay, type Day, type Instant } from "../calendar.ts";
import type { InboundId } from "../ids.ts";
import { parseCurrency, type Currency } from "../money.ts";
import { mediaKinds } from "../turns/media.ts";
import type { Answer } from "./answer.ts";
import { runPhases, type RunState } from "./run.ts";

/** A run as JSON keeps it: bigint as digits. Nothing unknown passes, so that an old or torn state is seen and not guessed at. */
export const runStateJson = (run: RunState): string => JSON.stringify(run, (_, value: unknown) => (typeof value === "bigint" ? value.toString() : value));

const moment = z.int().transform((at) => at as Instant);
const inbound = z
  .string()
  .min(1)
  .transform((id) => id as InboundId);
const known = <T>(parse: (text: string) => T | undefined, what: string) =>
  z.string().transform((text, ctx): T => {
    const found = parse(text);
    if (found !== undefined) return found;
    ctx.addIssue(`no ${what}`);
    return z.NEVER;
  });

export const answerForm: z.ZodType<Answer, unknown> = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("yes_no"), yes: z.boolean() }),
  z.strictObject({ type: z.literal("choice"), key: z.string() }),
  z.strictObject({ type: z.literal("multi_choice"), keys: z.array(z.string()) }),
  z.strictObject({ type: z.literal("number"), value: z.number() }),
  z.strictObject({
    type: z.literal("money"),
    minor: z
      .string()
      .regex(/^-?\d{1,20}$/)
      .transform(BigInt),
    currency: known<Currency>(parseCurrency, "currency"),
    about: z.boolean(),
  }),
  z.strictObject({ type: z.literal("percent"), share: z.number() }),
  z.strictObject({ type: z.literal("date"), on: known<Day>(parseDay, "day"), fuzzy: z.boolean() }),
  z.strictObject({ type: z.literal("text"), text: z.string() }),
  z.strictObject({ type: z.literal("document"), document: z.string(), media: z.enum(mediaKinds) }),
  z.strictObject({ type: z.literal("location"), text: z.string() }),
]);

const open = z
  .strictObject({ question: z.string(), check: z.string().optional(), askedAt: moment })
  .transform(({ check, ...rest }) => ({ ...rest, ...(check !== undefined && { check }) }));

/** Reads what `runStateJson` wrote, once it is parsed as JSON. */
export const runStateForm: z.ZodType<RunState, unknown> = z.strictObject({
  phase: z.enum(runPhases),
  open: open.nullable(),
  answers: z.record(z.string(), answerForm),
  skipped: z.array(z.string()),
  asked: z.array(z.string()),
  timesAsked: z.record(z.string(), z.int()),
  misunderstood: z.int(),
  checked: z.array(z.string()),
  nudges: z.int(),
  offeredAt: moment.nullable(),
  resumeAt: moment.nullable(),
  expiresAt: moment,
  heard: z.array(inbound),
  toldLate: z.boolean(),
});
