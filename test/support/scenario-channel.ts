import type { Channel, Clock, OutboundText, SendOutcome } from "../../bot/app/ports.ts";
import type { Instant } from "../../bot/domain/calendar.ts";

export type ProviderMood = "up" | "down" | "429" | "refuses" | "silent" | "throws";

export interface Sent extends OutboundText {
  readonly at: Instant;
  /** What the provider knows that we may not: whether the borrower's phone has it. */
  readonly arrived: boolean;
}

export interface RecordingChannel extends Channel {
  /** Every call, in order. */
  readonly calls: readonly Sent[];
  setMood(mood: ProviderMood): void;
}

/** The network's edge: keeps what would have left, and answers as a provider in that mood does. */
export function recordingChannel(clock: Clock): RecordingChannel {
  const calls: Sent[] = [];
  let mood: ProviderMood = "up";
  return {
    name: "sim",
    perSecond: 1_000,
    calls,
    setMood(next) {
      mood = next;
    },
    async send(out) {
      calls.push({ ...out, at: clock.now(), arrived: mood === "up" || mood === "silent" || mood === "throws" });
      return answer(mood, calls.length);
    },
    readWebhook: () => ({ status: "refused" }),
  };
}

function answer(mood: ProviderMood, call: number): SendOutcome {
  switch (mood) {
    case "up":
      return { status: "sent", providerMessageId: `provider-${String(call)}` };
    case "down":
      return { status: "not_sent", code: "ECONNREFUSED", retry: true };
    case "429":
      return { status: "not_sent", code: "http_429", retry: true, afterMs: 120_000 };
    case "refuses":
      return { status: "not_sent", code: "http_400", retry: false };
    case "silent":
      return { status: "unknown", code: "timeout" };
    case "throws":
      throw new Error("a defect in the channel");
  }
}
