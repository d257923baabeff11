import { z } from "zod";
import { parseInstant } from "../../domain/calendar.ts";
import { cleanText } from "../clean-text.ts";

const id = z.string().max(200).transform(cleanText).pipe(z.string().min(1));

/** ISO 8601 with offset, as the provider stamps it. */
const moment = z.string().transform((text, ctx) => {
  const at = parseInstant(text);
  if (at !== undefined) return at;
  ctx.addIssue({ code: "custom", message: "not a moment" });
  return z.NEVER;
});

const textEvent = z.object({
  type: z.literal("text"),
  id,
  from: z.string().min(1).max(200),
  at: moment,
  text: z.string().max(10_000).transform(cleanText),
});

const receiptEvent = z.object({
  type: z.literal("receipt"),
  id,
  at: moment,
  state: z.enum(["delivered", "read", "failed"]),
  providerMessageId: id,
  messageId: id.optional(),
  code: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .optional(),
});

/** What the simulated provider posts to `/channels/sim/webhook`. */
export const webhookBody = z.object({ events: z.array(z.discriminatedUnion("type", [textEvent, receiptEvent])).max(500) });

export type SimEvent = z.input<typeof webhookBody>["events"][number];
export type ReadSimEvent = z.output<typeof webhookBody>["events"][number];
