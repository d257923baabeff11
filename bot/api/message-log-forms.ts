/** The shapes of the message log; each mirrors a view of app/message-log. */
import { z } from "@hono/zod-openapi";
import { parseZone } from "../domain/calendar.ts";
import { outcomes } from "../app/message-log/views.ts";
import { person, reason, understood } from "./forms.ts";
import { day, moment } from "./wire.ts";

const text = z.string();
const nullableText = text.nullable();
const list = <T extends z.ZodType>(item: T) => z.array(item).readonly();
const touch = z.object({ kind: text, loan: text, instalmentNo: z.int().nullable(), stage: z.int().nullable(), dueOn: day.nullable() });

export const messageLogItem = z
  .object({
    id: text,
    kind: z.enum(["message", "touch"]),
    at: moment,
    borrower: person,
    branch: text,
    officer: text,
    channel: text,
    address: nullableText,
    direction: z.enum(["in", "out"]),
    outcome: z.enum(outcomes),
    state: text,
    text: nullableText,
    template: nullableText,
    templateVersion: nullableText,
    textClass: nullableText,
    decision: nullableText,
    reasons: list(reason),
    policyVersion: nullableText,
    until: moment.nullable(),
    sentAt: moment.nullable(),
    deliveredAt: moment.nullable(),
    readAt: moment.nullable(),
    errorCode: nullableText,
    understood: understood.nullable(),
    touches: list(touch),
  })
  .openapi("MessageLogItem");

export const logCounts = z
  .object({ total: z.int(), more: z.boolean(), outcomes: list(z.object({ outcome: z.enum(outcomes), count: z.int() })) })
  .openapi("MessageLogCounts");

const head = { id: text, at: moment };
const threadItem = z.discriminatedUnion("kind", [
  z.object({ ...head, kind: z.literal("message"), message: messageLogItem }),
  z.object({
    ...head,
    kind: z.literal("held"),
    decision: z.enum(["defer", "suppress"]),
    touch: touch.nullable(),
    template: nullableText,
    reasons: list(reason),
    policyVersion: nullableText,
    until: moment.nullable(),
  }),
  z.object({ ...head, kind: z.literal("look"), viewer: text, page: nullableText }),
  z.object({ ...head, kind: z.literal("event"), what: text, actor: text, details: list(z.object({ name: text, value: text })), erased: z.boolean() }),
]);
export const threadView = z
  .object({ borrower: person, branch: text, officer: text, locale: text, items: list(threadItem), next: nullableText })
  .openapi("MessageThread");

export const logChoices = z.object({ branches: list(text), officers: list(text), channels: list(text), templates: list(text) });

export const phoneBody = z.object({
  phone: z.string().min(3).max(100),
  zone: z.string().refine((name) => parseZone(name) !== undefined),
  locale: z.enum(["zh-CN", "en"]).default("en"),
});
export const foundByPhone = z.object({ borrowers: list(text) });
