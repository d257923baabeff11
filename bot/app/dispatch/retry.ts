import { minuteMs, plus, secondMs, type Instant } from "../../domain/calendar.ts";
import type { SendOutcome } from "../ports.ts";

/** After the eighth refusal (about fifty minutes) a text has failed and is shown as such. */
const mostAttempts = 8;
const firstMs = 30 * secondMs;
const longestMs = 20 * minuteMs;

/** When a send may be tried again; undefined: never. Only what provably was not sent is. */
export function retryAt(outcome: SendOutcome, attempts: number, now: Instant): Instant | undefined {
  if (outcome.status !== "not_sent" || !outcome.retry || attempts + 1 >= mostAttempts) return undefined;
  return plus(now, outcome.afterMs ?? Math.min(longestMs, firstMs * 2 ** attempts));
}
