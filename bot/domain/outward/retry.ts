import { dayMs, hourMs, minuteMs, plus, secondMs, type Instant } from "../calendar.ts";

/** Long enough for a weekend on which nobody mends the receiver. */
const webhookTriedForMs = 3 * dayMs;
const webhookFirstMs = 30 * secondMs;
const webhookMostMs = 8 * hourMs;

/** Alerts are of today: after a day the case is on the console or with the next of its route. */
const alertTriedForMs = dayMs;
const alertMostMs = hourMs;

export interface Attempted {
  /** Attempts so far, at least one. */
  readonly attempts: number;
  /** When it was first due. */
  readonly since: Instant;
  readonly now: Instant;
  /** What the receiver asked for (Retry-After). */
  readonly afterMs?: number | undefined;
  /** 0 to 1: spreads retries, so that a receiver that comes back is not met by all at once. */
  readonly jitter: number;
}

/** When a webhook is tried again: 30 s, then three times as long each time, at most 8 h; undefined after three days. */
export const nextWebhookAt = (of: Attempted): Instant | undefined => next(of, webhookFirstMs, 3, webhookMostMs, webhookTriedForMs);

/** When an alert is tried again: a minute, then twice as long each time, at most an hour; undefined after a day. */
export const nextAlertAt = (of: Attempted): Instant | undefined => next(of, minuteMs, 2, alertMostMs, alertTriedForMs);

function next(
  { attempts, since, now, afterMs = 0, jitter }: Attempted,
  firstMs: number,
  factor: number,
  mostMs: number,
  triedForMs: number,
): Instant | undefined {
  const wait = Math.min(firstMs * factor ** (attempts - 1), mostMs) * (0.75 + jitter / 2);
  const at = plus(now, Math.round(Math.max(wait, Math.min(afterMs, mostMs))));
  return at > plus(since, triedForMs) ? undefined : at;
}

/** How long a subscription rests of which several deliveries at once failed: half a minute, then longer, at most 15 minutes. */
export const restMs = (failures: number): number => Math.min(30 * secondMs * 2 ** (failures - 1), 15 * minuteMs);
