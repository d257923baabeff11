import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-node";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMetrics } from "../../../bot/assembly/observe/metrics.ts";
import { observedRequests } from "../../../bot/assembly/observe/observed-requests.ts";
import { inSpan, tracing } from "../../../bot/assembly/observe/spans.ts";
import { startWorker } from "../../../bot/assembly/worker.ts";
import { createReceive } from "../../../bot/app/receive/receive.ts";
import { dayIn, instant, minuteMs, plus, zone } from "../../../bot/domain/calendar.ts";
import { createReceiveStore } from "../../../bot/store/receive/receive-store.ts";
import { createQueues } from "../../../jobs/queues.ts";
import { bigBook, openInstallation, secretAddress, secretName, verifyAll, type TestInstallation } from "../../support/big-book.ts";
import { recordingChannel } from "../../support/recording-provider.ts";
import { inProcessQueue } from "../../support/scenario-queue.ts";
import { testClock } from "../../support/test-clock.ts";

const noon = instant("2026-11-23T12:00:00Z");
const clock = testClock(plus(noon, -5 * 60 * minuteMs));
const exporter = new InMemorySpanExporter();
const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
let book: TestInstallation;

beforeAll(async () => {
  book = await openInstallation({ clock, hours: { from: "11:30", to: "13:00" } });
  await book.import({ loans: bigBook({ borrowers: 2, zone: zone("UTC"), dueOn: dayIn(noon, zone("UTC")) }) }, clock.now());
  await verifyAll(book.core);
});
afterAll(async () => {
  await provider.shutdown();
  await book.close();
});

describe("OpenTelemetry", () => {
  it("is off where nobody loaded an SDK, and then work goes on as ever", async () => {
    expect(tracing()).toBe(false);
    expect(await inSpan("test", {}, async () => 1)).toBe(1);
  });

  it("has spans of planning, dispatch, the provider's call, the turn and the webhook, which hold ids only", async () => {
    provider.register();
    expect(tracing()).toBe(true);
    const metrics = createMetrics();
    const backend = inProcessQueue(clock);
    const queues = createQueues(backend, clock, book.core.log);
    const working = startWorker({ core: book.core, queues, backend, channels: new Map([["sim", recordingChannel()]]), metrics });
    const tick = async (): Promise<void> => {
      await queues.tick("plan", "test");
      await queues.tick("housekeeping", "test");
      await backend.drain();
    };
    await tick();
    clock.set(noon);
    await tick();
    const receive = createReceive({ ...book.core, store: createReceiveStore(book.core), wake: queues.wake });
    const app = new Hono();
    app.use(observedRequests(metrics, new Set(["sim"]), book.core.log));
    app.post("/channels/:name/webhook", async (c) =>
      c.json(await receive("sim", [{ kind: "text", providerId: "t1", address: secretAddress(2), at: noon, text: "毒药短信" }])),
    );
    await app.request("/channels/sim/webhook", { method: "POST" });
    clock.set(plus(noon, minuteMs));
    await tick();
    await working.close();
    await inSpan("failing", {}, () => Promise.reject(new TypeError("毒药短信"))).catch(() => undefined);

    const spans = exporter.getFinishedSpans();
    expect(new Set(spans.map(({ name }) => name))).toEqual(new Set(["plan", "housekeeping", "dispatch", "provider send", "webhook", "turn", "failing"]));
    const sending = spans.find(({ name }) => name === "provider send");
    expect(spans.find((span) => span.spanContext().spanId === sending?.parentSpanContext?.spanId)?.name).toBe("dispatch");
    const said = JSON.stringify(spans.map(({ name, attributes, events, status }) => ({ name, attributes, events, status })));
    for (const secret of ["毒药", secretAddress(1), secretAddress(2), secretName(1)]) expect(said).not.toContain(secret);
    expect(said).toContain('"message":"TypeError"');
  });
});
