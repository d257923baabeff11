import { createHmac, randomBytes } from "node:crypto";

const prefix = "whsec_";

/** As Standard Webhooks writes one: the key itself is what follows the prefix, in base64. */
export const newWebhookSecret = (): string => prefix + randomBytes(32).toString("base64");

/**
 * The headers of Standard Webhooks: HMAC-SHA256 over "<id>.<seconds>.<body>", one signature for each secret, so that a
 * receiver may change over from one to the next. `seconds`: since 1970, of the real clock; receivers compare it.
 */
export function signWebhook(id: string, seconds: number, body: string, secrets: readonly string[]): Record<string, string> {
  const said = `${id}.${String(seconds)}.${body}`;
  const signatures = secrets.map((secret) => `v1,${createHmac("sha256", keyOf(secret)).update(said).digest("base64")}`);
  return { "webhook-id": id, "webhook-timestamp": String(seconds), "webhook-signature": signatures.join(" ") };
}

const keyOf = (secret: string): Buffer => Buffer.from(secret.startsWith(prefix) ? secret.slice(prefix.length) : secret, "base64");
