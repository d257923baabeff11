/** The shapes of /api/console/webhooks. */
import { z } from "@hono/zod-openapi";
import { parseInstant, type Instant } from "../domain/calendar.ts";
import { subscribable } from "../domain/outward/event.ts";
import { page } from "./forms.ts";
import { moment } from "./wire.ts";

const text = z.string();

export const webhook = z
  .object({
    id: text,
    url: text,
    events: z.array(text).readonly(),
    state: text.openapi({ description: "active, or gone: it answered 410" }),
    createdBy: text,
    createdAt: moment,
    restsUntil: moment.nullable(),
    pending: z.int(),
    dead: z.int(),
    lastDeliveredAt: moment.nullable(),
  })
  .openapi("Webhook");
export const webhookList = z.object({ items: z.array(webhook).readonly() });

export const deliveryPage = page(
  z
    .object({
      id: text,
      event: text,
      type: text,
      subscription: text,
      host: text,
      state: text.openapi({ description: "pending, delivered or dead" }),
      attempts: z.int(),
      at: moment,
      dueAt: moment.nullable(),
      outcome: text.nullable(),
      endedAt: moment.nullable(),
    })
    .openapi("Delivery"),
);

/** ISO 8601 with an offset or Z, read into an `Instant`. */
const since = z
  .string()
  .max(40)
  .transform((value, context): Instant => parseInstant(value) ?? (context.addIssue({ code: "custom", message: "expected a moment" }), z.NEVER))
  .openapi({ type: "string", format: "date-time" });

export const addBody = z.object({ url: z.string().max(2_000), events: z.array(z.enum(subscribable)).min(1), secret: z.string().max(100).optional() });
export const added = z.object({ id: text, secret: text.openapi({ description: "Shown only now" }) });
export const secretMade = z.object({ secret: text });
export const replayBody = z.discriminatedUnion("what", [
  z.object({ what: z.literal("delivery"), id: z.uuid() }),
  z.object({ what: z.literal("dead"), since, subscription: z.uuid().optional() }),
  z.object({ what: z.literal("all"), since, subscription: z.uuid() }),
]);
export const replayed = z.object({ again: z.int() });
export const deliveryQuery = z.object({
  state: z.enum(["pending", "delivered", "dead"]).optional(),
  subscription: z.uuid().optional(),
  after: z.uuid().optional(),
});
