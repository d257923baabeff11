import { request } from "undici";
import type { Posted, PostSigned } from "../app/outward/ports.ts";
import { secondMs, type Instant } from "../domain/calendar.ts";
import type { Egress } from "./egress.ts";
import { signWebhook } from "./sign-webhook.ts";

/** All of one delivery: connecting, sending, and an answer whose body nobody reads. */
const mostMs = 15_000;
/** Receivers may say a little; more is not waited for. */
const mostAnswerBytes = 64 * 1024;

/** `now`: the real clock, also in a demonstration, since receivers compare with theirs. */
export function createPostSigned(egress: Egress, now: () => Instant, patienceMs = mostMs): PostSigned {
  return async ({ url, id, secrets, body }) => {
    const refusal = egress.check(url);
    if (refusal !== undefined) return { kind: "refused", code: refusal };
    try {
      const signed = signWebhook(id, Math.floor(now() / secondMs), body, secrets);
      const answer = await request(url, {
        method: "POST",
        dispatcher: egress.dispatcher,
        headers: { "content-type": "application/json", "user-agent": "Huifang-Webhook/1", ...signed },
        body,
        signal: AbortSignal.timeout(patienceMs),
      });
      // The status is what counts; a body that does not end does not undo it.
      await answer.body.dump({ limit: mostAnswerBytes }).catch(() => undefined);
      return answered(answer.statusCode, answer.headers["retry-after"]);
    } catch (fault) {
      return failure(fault);
    }
  };
}

function answered(status: number, retryAfter: string | string[] | undefined): Posted {
  const seconds = typeof retryAfter === "string" && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : undefined;
  return { kind: "answered", status, ...(seconds !== undefined && { retryAfterMs: seconds * secondMs }) };
}

/** Codes of a closed kind, never a message: that may quote the address with its token. */
function failure(fault: unknown): Posted {
  for (let cause = fault, depth = 0; cause instanceof Error && depth < 4; cause = cause.cause, depth++) {
    if (cause.name === "EgressRefused") return { kind: "refused", code: "address_refused" };
    if (cause.name === "TimeoutError") return { kind: "failed", code: "timeout" };
    if ("code" in cause && typeof cause.code === "string" && /^[A-Z0-9_]{1,60}$/.test(cause.code)) return { kind: "failed", code: cause.code.toLowerCase() };
  }
  return { kind: "failed", code: "failed" };
}
