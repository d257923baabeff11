/** Stores, channels and jobs as they are, with their outcomes counted and their durations measured on the way through. */
import { SpanKind } from "@opentelemetry/api";
import type { DispatchStore, Verdict } from "../../app/dispatch/ports.ts";
import type { Channel, Logger, SendOutcome } from "../../app/ports.ts";
import type { SweepStore } from "../../app/sweep/ports.ts";
import type { TurnStore } from "../../app/turns/ports.ts";
import type { Decision } from "../../domain/policy/gate.ts";
import { inCourseOf } from "../../log.ts";
import type { RunJob } from "../../../jobs/queue-backend.ts";
import type { Metrics } from "./metrics.ts";
import { inSpan } from "./spans.ts";

export function observedDispatchStore(store: DispatchStore, { decisions }: Metrics): DispatchStore {
  return {
    ...store,
    async decide(...asked) {
      const decided = await store.decide(...asked);
      if (decided.status === "decided") {
        const decision = decisionOf(decided.verdict);
        if (decision) decisions.inc({ channel: decided.facts.gate.channel, decision: decision.decision, rule: decision.reasons[0]?.rule ?? "none" });
      }
      return decided;
    },
  };
}

function decisionOf(verdict: Verdict): Decision | undefined {
  if (verdict.kind === "leave") return undefined;
  return verdict.kind === "claim" ? verdict.claim.decision : verdict.decision;
}

export function observedChannel(channel: Channel, { sends, sendSeconds }: Metrics): Channel {
  return {
    ...channel,
    // A channel may be an object with a prototype; what it reads needs its own `this`.
    readWebhook: (request) => channel.readWebhook(request),
    send: (out, signal) =>
      inSpan(
        "provider send",
        { "huifang.channel": channel.name, "huifang.message": out.messageId },
        async () => {
          const ended = sendSeconds.startTimer({ channel: channel.name });
          let outcome: SendOutcome["status"] | "threw" = "threw";
          try {
            const became = await channel.send(out, signal);
            outcome = became.status;
            return became;
          } finally {
            ended();
            sends.inc({ channel: channel.name, outcome });
          }
        },
        SpanKind.CLIENT,
      ),
  };
}

export function observedTurnStore(store: TurnStore, { turns }: Metrics): TurnStore {
  return {
    pending: (borrower, now) => store.pending(borrower, now),
    async commit(turn, plan, now) {
      const committed = await store.commit(turn, plan, now);
      turns.inc({ outcome: committed.status });
      return committed;
    },
    async failed(turn, code, now, retryAt) {
      turns.inc({ outcome: retryAt === undefined ? "given_to_a_person" : "put_off" });
      return store.failed(turn, code, now, retryAt);
    },
  };
}

export function observedSweepStore(store: SweepStore, { sweepFound }: Metrics): SweepStore {
  const counted =
    <A extends unknown[], T>(what: string, read: (...args: A) => Promise<readonly T[]>) =>
    async (...args: A): Promise<readonly T[]> => {
      const found = await read(...args);
      sweepFound.inc({ what }, found.length);
      return found;
    };
  return {
    ...store,
    dueForDispatch: counted("dispatch", (now, limit) => store.dueForDispatch(now, limit)),
    dueForTurn: counted("turn", (now, limit) => store.dueForTurn(now, limit)),
    dueEscalations: counted("escalation", (now, limit) => store.dueEscalations(now, limit)),
    duePromises: counted("promise", (now, limit) => store.duePromises(now, limit)),
    dueUnanswered: counted("unanswered", (now, limit) => store.dueUnanswered(now, limit)),
    async closeDeadClaims(now) {
      const closed = await store.closeDeadClaims(now);
      sweepFound.inc({ what: "dead_claim" }, closed);
      return closed;
    },
  };
}

/** A job in its span, its log lines with its id, its duration by queue and outcome. */
export function observedRun(queue: string, run: (data: unknown) => Promise<void>, { jobSeconds, turnSeconds }: Metrics, log: Logger): RunJob {
  return (data, jobId = "none") =>
    inCourseOf({ queue, jobId }, () =>
      inSpan(queue, { "huifang.job": jobId }, async () => {
        const began = performance.now();
        let outcome = "failed";
        try {
          await run(data);
          outcome = "done";
        } finally {
          const seconds = (performance.now() - began) / 1_000;
          jobSeconds.observe({ queue, outcome }, seconds);
          if (queue === "turn") turnSeconds.observe(seconds);
          log.debug({ outcome, ms: Math.round(seconds * 1_000) }, "job");
        }
      }),
    );
}
