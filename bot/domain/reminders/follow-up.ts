import { hourMs, plus, type Instant } from "../calendar.ts";
import type { FollowUp } from "./plan.ts";

/** What is known of a touch whose plan says it again on another channel. */
export interface FirstText {
  readonly followUp: FollowUp;
  readonly state: "planned" | "claimed" | "sent" | "suppressed" | "failed";
  /** The text that carried it last: what the provider said of it, and when it left. */
  readonly message: { readonly outcome: "under_way" | "sent" | "arrived" | "failed" | "unknown"; readonly at: Instant } | undefined;
  /** When the borrower last wrote. */
  readonly answeredAt: Instant | undefined;
  readonly expiresAt: Instant;
  /** The borrower can be reached on the other channel. */
  readonly reachable: boolean;
}

export type Following =
  | { readonly kind: "follow"; readonly because: "undelivered" | "unanswered" }
  /** Not to be looked at before. */
  | { readonly kind: "wait"; readonly until: Instant }
  | { readonly kind: "over" };

/** A touch that waits itself, or whose outcome nobody knows: looked at again then. */
const againMs = hourMs;

/**
 * Whether a touch is to be said again on another channel: never while the first text may still go out, never where its
 * outcome is unknown (it may have arrived), and not once the borrower wrote or the next stage began.
 */
export function following(first: FirstText, now: Instant): Following {
  const { followUp, message } = first;
  if (now >= first.expiresAt || first.state === "suppressed" || !first.reachable) return { kind: "over" };
  if (first.state === "planned" || first.state === "claimed" || !message || message.outcome === "under_way") return { kind: "wait", until: plus(now, againMs) };
  if (first.answeredAt !== undefined && first.answeredAt > message.at) return { kind: "over" };
  switch (message.outcome) {
    case "unknown":
      return { kind: "wait", until: plus(now, againMs) };
    case "failed":
      return followUp.undeliveredMs === undefined ? { kind: "over" } : { kind: "follow", because: "undelivered" };
    case "sent":
    case "arrived":
      return afterTime(first, message, now);
  }
}

function afterTime({ followUp }: FirstText, { outcome, at }: NonNullable<FirstText["message"]>, now: Instant): Following {
  const undeliveredAt = outcome === "sent" && followUp.undeliveredMs !== undefined ? plus(at, followUp.undeliveredMs) : undefined;
  const unansweredAt = followUp.unansweredMs === undefined ? undefined : plus(at, followUp.unansweredMs);
  if (undeliveredAt !== undefined && now >= undeliveredAt) return { kind: "follow", because: "undelivered" };
  if (unansweredAt !== undefined && now >= unansweredAt) return { kind: "follow", because: "unanswered" };
  const [next] = [undeliveredAt, unansweredAt].filter((one) => one !== undefined).toSorted((a, b) => a - b);
  return next === undefined ? { kind: "over" } : { kind: "wait", until: next };
}

/** Of its own, and one for each channel for ever: a doubled sweep finds it taken. */
export const followKey = (first: string, channel: string): string => `${first}/then/${channel}`;
