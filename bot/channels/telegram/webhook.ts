import { createHash, timingSafeEqual } from "node:crypto";
import type { z } from "zod";
import type { WebhookRead, WebhookRequest } from "../../app/ports.ts";
import { itemsOf, type UpdateContext } from "./items-of.ts";
import { updateForm } from "./update.ts";

/** Telegram signs no body: a secret header says that the request is from whoever was told our address. */
export function readWebhook({ headers, rawBody }: WebhookRequest, secret: string, context: UpdateContext): WebhookRead {
  if (!sameText(headers.get("x-telegram-bot-api-secret-token") ?? "", secret)) return { status: "refused" };
  const json = parseJson(rawBody);
  if (json === undefined) return { status: "unreadable", problem: "body: not JSON" };
  const update = updateForm.safeParse(json);
  if (!update.success) return { status: "unreadable", problem: problemOf(update.error) };
  return { status: "read", ...itemsOf(update.data, context) };
}

/** In constant time, whatever the lengths. */
function sameText(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** Field and kind of the problem, never the value. */
export const problemOf = (error: z.ZodError): string =>
  error.issues
    .slice(0, 5)
    .map((i) => `${i.path.join(".") || "body"}: ${i.code}`)
    .join("; ");

function parseJson(rawBody: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(rawBody).toString("utf8"));
  } catch {
    return undefined;
  }
}
