import type { SendOutcome } from "../app/ports.ts";
import type { Post, Posted, PostRequest } from "./post.ts";

/** An answer of the provider, its body parsed where it is JSON. */
export interface ProviderAnswer {
  readonly status: number;
  readonly json: unknown;
  readonly retryAfterMs?: number;
}

/**
 * What the provider documents about an answer; undefined leaves it to the common rules. Codes must come from a closed
 * list or be numbers: never what the provider wrote freely, which may repeat the text or the address.
 */
export type ReadAnswer = (answer: ProviderAnswer) => SendOutcome | undefined;

/**
 * One send. Only what provably never left, or was refused as documented, is `not_sent`; a success is one only where
 * `read` finds the documented body; all else (reset, timeout, 5xx, a 2xx that cannot be read) is `unknown`.
 */
export async function httpSend(post: Post, request: PostRequest, read: ReadAnswer): Promise<SendOutcome> {
  const posted = await post(request);
  switch (posted.kind) {
    case "unwritten":
      return { status: "not_sent", code: posted.code, retry: true };
    case "lost":
      return { status: "unknown", code: posted.code };
    case "answered": {
      const answer = answerOf(posted);
      return read(answer) ?? commonOutcome(answer);
    }
  }
}

/** Refusals that mean the same at every provider: the request was rejected as a whole (RFC 9110 §15.5, RFC 6585 §4). */
function commonOutcome({ status, retryAfterMs }: ProviderAnswer): SendOutcome {
  const code = `http_${status}`;
  if (status === 429) return { status: "not_sent", code, retry: true, ...(retryAfterMs !== undefined && { afterMs: retryAfterMs }) };
  if (refusals.has(status)) return { status: "not_sent", code, retry: false };
  if (status >= 200 && status < 300) return { status: "unknown", code: "unreadable_answer" };
  return { status: "unknown", code };
}

const refusals: ReadonlySet<number> = new Set([400, 401, 403, 404, 422]);

function answerOf({ status, body, retryAfter }: Extract<Posted, { kind: "answered" }>): ProviderAnswer {
  const retryAfterMs = retryAfter === undefined ? undefined : retryAfterMsOf(retryAfter);
  return { status, json: parseJson(body), ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

/** Only the delta-seconds form (RFC 9110 §10.2.3); the date form would trust the provider's clock. At most a day. */
function retryAfterMsOf(header: string): number | undefined {
  return /^\d{1,9}$/.test(header) ? Math.min(Number(header) * 1_000, 86_400_000) : undefined;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
