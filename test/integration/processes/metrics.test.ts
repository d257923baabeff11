import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { metricsRoute } from "../../../bot/api/metrics-route.ts";
import { createReceive } from "../../../bot/app/receive/receive.ts";
import { listen, type Door } from "../../../bot/assembly/door.ts";
import { createMetrics } from "../../../bot/assembly/observe/metrics.ts";
import { createStateMetrics } from "../../../bot/assembly/observe/state-metrics.ts";
import { startWorker } from "../../../bot/assembly/worker.ts";
import { dayIn, instant, minuteMs, plus, zone } from "../../../bot/domain/calendar.ts";
import { createReceiveStore } from "../../../bot/store/receive/receive-store.ts";
import { bigBook, openInstallation, secretAddress, secretName, verifyAll, type TestInstallation } from "../../support/big-book.ts";
import { accepted, recordingChannel } from "../../support/recording-provider.ts";
import { inProcessQueue } from "../../support/scenario-queue.ts";
import { testClock } from "../../support/test-clock.ts";
import { createQueues } from "../../../jobs/queues.ts";

const utc = zone("UTC");
const noon = instant("2026-11-23T12:00:00Z");
const clock = testClock(plus(noon, -5 * 60 * minuteMs));
let book: TestInstallation;

beforeAll(async () => {
  book = await openInstallation({ clock, hours: { from: "11:30", to: "13:00" } });
  await book.import({ loans: bigBook({ borrowers: 5, zone: utc, dueOn: dayIn(noon, utc) }) }, clock.now());
  await verifyAll(book.core);
});
afterAll(() => book.close());

/** `name{labels} value` lines whose name and labels begin so. */
const lines = (text: string, start: string): string[] =>
  text
    .split("\n")
    .filter((line) => line.startsWith(start))
    .toSorted();

describe("the metrics of a worker", () => {
  it("tell what was decided, sent, understood and found, with nothing of a person in them", async () => {
    const metrics = createMetrics();
    const channel = recordingChannel((out) => (out.address === secretAddress(1) ? { status: "unknown", code: "reset" } : accepted(out)));
    const backend = inProcessQueue(clock);
    const queues = createQueues(backend, clock, book.core.log);
    const working = startWorker({ core: book.core, queues, backend, channels: new Map([["sim", channel]]), metrics });
    const tick = async (): Promise<void> => {
      await queues.tick("plan", "test");
      await queues.tick("housekeeping", "test");
      await backend.drain();
    };
    await tick();
    clock.set(noon);
    await tick();
    const receive = createReceive({ ...book.core, store: createReceiveStore(book.core), wake: queues.wake });
    await receive("sim", [{ kind: "text", providerId: "t1", address: secretAddress(2), at: noon, text: "毒药短信-secret-text" }]);
    clock.set(plus(noon, minuteMs));
    await tick();
    await working.close();

    const text = await createStateMetrics({ core: book.core, depths: queues.depths, metrics })();
    expect(lines(text, 'huifang_dispatch_decisions_total{channel="sim",decision="send",rule="allowed"}')).toEqual([expect.stringMatching(/ [56]$/)]);
    expect(lines(text, "huifang_sends_total")).toEqual([
      expect.stringMatching(/^huifang_sends_total\{channel="sim",outcome="sent"\} [45]$/),
      'huifang_sends_total{channel="sim",outcome="unknown"} 1',
    ]);
    expect(lines(text, "huifang_turns_total")).toEqual(['huifang_turns_total{outcome="committed"} 1']);
    expect(lines(text, "huifang_turn_seconds_count")).toEqual([expect.stringMatching(/ [1-9]\d*$/)]);
    expect(lines(text, 'huifang_sweep_found_total{what="dispatch"}')).toEqual([expect.stringMatching(/ [5-9]$/)]);
    expect(lines(text, 'huifang_state{what="outcomes_unknown"}')).toEqual(['huifang_state{what="outcomes_unknown"} 1']);
    expect(lines(text, 'huifang_age_seconds{what="outcomes_unknown"}')).toEqual(['huifang_age_seconds{what="outcomes_unknown"} 60']);
    expect(lines(text, "huifang_ledger_age_seconds")).toEqual([`huifang_ledger_age_seconds ${String(5 * 3_600 + 60)}`]);
    expect(lines(text, "huifang_up")).toEqual(['huifang_up{part="database"} 1', 'huifang_up{part="queues"} 1'].toSorted());
    for (const metric of ["huifang_queue_oldest_seconds", "huifang_clock_drift_seconds", "huifang_database_connections", "nodejs_eventloop_lag_p99_seconds"])
      expect(lines(text, metric), metric).not.toEqual([]);
    for (const secret of [secretName(1), secretAddress(1), secretAddress(2), "毒药", "secret", "B00001"]) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  });

  it("say that the database is away instead of failing", async () => {
    const metrics = createMetrics();
    const other = await openInstallation({ hours: { from: "09:00", to: "10:00" } });
    const text = createStateMetrics({ core: other.core, depths: () => Promise.reject(new Error("away")), metrics });
    await other.close();
    expect(lines(await text(), "huifang_up")).toEqual(['huifang_up{part="database"} 0', 'huifang_up{part="queues"} 0'].toSorted());
  });
});

describe("/metrics", () => {
  const open: Door[] = [];
  afterAll(() => Promise.all(open.map((door) => door.close())));
  const serve = async (token: string | undefined): Promise<string> => {
    const door = await listen({ config: { HOST: "127.0.0.1", PORT: 0 } });
    open.push(door);
    door.serve(metricsRoute({ text: async () => "huifang_up 1\n", token }).fetch);
    return `http://127.0.0.1:${String(door.port)}/metrics`;
  };

  it("without a token is for this machine alone, and not for whom a proxy on it brings", async () => {
    const url = await serve(undefined);
    expect((await fetch(url)).status).toBe(200);
    for (const header of ["forwarded", "x-forwarded-for", "x-real-ip", "via"])
      expect((await fetch(url, { headers: { [header]: "203.0.113.9" } })).status, header).toBe(403);
    expect((await metricsRoute({ text: async () => "", token: undefined }).request("/metrics")).status).toBe(403);
  });

  it("with a token is for its bearer alone, wherever they are", async () => {
    const url = await serve("a-token-of-the-tests");
    const answers = ["Bearer a-token-of-the-tests", "Bearer another", "a-token-of-the-tests", undefined].map(async (authorization) =>
      fetch(url, { headers: { ...(authorization && { authorization }), "x-forwarded-for": "203.0.113.9" } }).then(({ status }) => status),
    );
    expect(await Promise.all(answers)).toEqual([200, 401, 401, 401]);
  });
});
