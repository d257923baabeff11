import { z } from "zod";
import type { Channel, Clock, InboundItem, SendOutcome, WebhookRead, WebhookRequest } from "../../app/ports.ts";
import { httpSend, type ProviderAnswer } from "../http-send.ts";
import { createPost } from "../post.ts";
import { isSimSignature } from "./signature.ts";
import { webhookBody, type ReadSimEvent } from "./webhook-body.ts";

export interface SimChannelDeps {
  /** Where the simulated provider answers, without a slash at the end. */
  readonly apiRoot: string;
  /** Bearer of sends and key of the webhook's signature. */
  readonly secret: string;
  readonly clock: Clock;
}

/** The channel of demos and tests: simulated borrowers behind real HTTP. */
export function createSimChannel({ apiRoot, secret, clock }: SimChannelDeps): Channel {
  const post = createPost();
  return {
    name: "sim",
    perSecond: 200,
    send: ({ messageId, address, text }, signal) =>
      httpSend(
        post,
        {
          url: `${apiRoot}/send`,
          headers: { "content-type": "application/json", authorization: `Bearer ${secret}` },
          body: JSON.stringify({ id: messageId, to: address, text }),
          signal,
        },
        readAnswer,
      ),
    readWebhook: (request) => readWebhook(request, secret, clock),
  };
}

const accepted = z.object({ providerMessageId: z.string().min(1).max(200) });
const busy = z.object({ accepted: z.literal(false) });

/** The provider documents: 200 with its id; 503 with `accepted: false` where it took nothing. */
function readAnswer({ status, json, retryAfterMs }: ProviderAnswer): SendOutcome | undefined {
  if (status === 503 && busy.safeParse(json).success) {
    return { status: "not_sent", code: "busy", retry: true, ...(retryAfterMs !== undefined && { afterMs: retryAfterMs }) };
  }
  const body = status === 200 ? accepted.safeParse(json) : undefined;
  return body?.success ? { status: "sent", providerMessageId: body.data.providerMessageId } : undefined;
}

function readWebhook({ headers, rawBody }: WebhookRequest, secret: string, clock: Clock): WebhookRead {
  if (!isSimSignature(secret, rawBody, headers.get("x-sim-signature"), clock)) return { status: "refused" };
  const json = parseJson(rawBody);
  if (json === undefined) return { status: "unreadable", problem: "body: not JSON" };
  const body = webhookBody.safeParse(json);
  if (!body.success) return { status: "unreadable", problem: problemOf(body.error) };
  return { status: "read", items: body.data.events.map(itemOf) };
}

function itemOf(event: ReadSimEvent): InboundItem {
  const { id: providerId, at } = event;
  if (event.type === "text") return { kind: "text", providerId, address: event.from, at, text: event.text };
  const { state, providerMessageId, messageId, code } = event;
  return { kind: "receipt", providerId, at, state, providerMessageId, ...(messageId !== undefined && { messageId }), ...(code !== undefined && { code }) };
}

/** Field and kind of the problem, never the value. */
const problemOf = (error: z.ZodError): string =>
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
