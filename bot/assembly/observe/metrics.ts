/** What is counted and measured in this process, for Prometheus. Labels come from closed lists: never an id, a name or a text. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics() {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  // Memory, CPU, garbage collection and the event loop's lag (nodejs_eventloop_lag_p99_seconds).
  collectDefaultMetrics({ register: registry });
  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) => new Counter({ name: `huifang_${name}`, help, labelNames, registers });
  const histogram = <L extends string>(name: string, help: string, buckets: number[], ...labelNames: L[]) =>
    new Histogram({ name: `huifang_${name}`, help, labelNames, buckets, registers });
  const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]) => new Gauge({ name: `huifang_${name}`, help, labelNames, registers });
  return {
    registry,
    decisions: counter("dispatch_decisions_total", "What the gate said, by channel, decision and the first rule", "channel", "decision", "rule"),
    sends: counter("sends_total", "Calls to a provider and what became of them", "channel", "outcome"),
    sendSeconds: histogram("send_seconds", "Duration of a call to a provider", quick, "channel"),
    turns: counter("turns_total", "Inbound turns by outcome", "outcome"),
    turnSeconds: histogram("turn_seconds", "Duration of a turn job", quick),
    jobSeconds: histogram("job_seconds", "Duration of a job", slow, "queue", "outcome"),
    httpSeconds: histogram("http_seconds", "Time to the head of an answer", quick, "route", "method", "status"),
    webhookSeconds: histogram("webhook_seconds", "Time to acknowledge a provider's webhook", quick, "channel", "status"),
    sweepFound: counter("sweep_found_total", "Due rows that the sweep found, by kind", "what"),
    up: gauge("up", "1 where the part answers", "part"),
    queueJobs: gauge("queue_jobs", "Jobs in a queue, by state", "queue", "state"),
    queueOldest: gauge("queue_oldest_seconds", "Age of the oldest waiting job", "queue"),
    state: gauge("state", "Rows that somebody or something waits for, counted to 100,000 at most", "what"),
    age: gauge("age_seconds", "Seconds since, or of the oldest", "what"),
    ledgerAge: gauge("ledger_age_seconds", "How long ago the lender's ledger was last known"),
    clockDrift: gauge("clock_drift_seconds", "This machine's clock minus the database's"),
    pool: gauge("database_connections", "Connections of this process", "state"),
  };
}

const quick = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const slow = [...quick, 60, 120, 300];
