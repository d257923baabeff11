import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorker } from "../../../bot/assembly/worker.ts";
import { randomOf } from "../../../bot/channels/sim/persons/random.ts";
import { createReceive } from "../../../bot/app/receive/receive.ts";
import { day, instant, minuteMs, plus, secondMs } from "../../../bot/domain/calendar.ts";
import { createReceiveStore } from "../../../bot/store/receive/receive-store.ts";
import { createMetrics } from "../../../bot/assembly/observe/metrics.ts";
import { createQueues } from "../../../jobs/queues.ts";
import { bigBook, openInstallation, secretAddress, verifyHalf, type TestInstallation } from "../../support/big-book.ts";
import { lossyQueue } from "../../support/lossy-queue.ts";
import { accepted, recordingChannel } from "../../support/recording-provider.ts";
import { testClock } from "../../support/test-clock.ts";
import { expectClaimsEnded, expectNothingTwice, expectTouchesTraced, numberLog, readLog } from "./checks.ts";

const dueOn = day("2026-11-25");
const noon = instant("2026-11-25T12:00:00Z");
const borrowers = 500;
const texts = 60;

describe("a queue that drops 30% and doubles 30% of its jobs", () => {
  const clock = testClock(plus(noon, -minuteMs));
  let book: TestInstallation;
  beforeAll(async () => {
    book = await openInstallation({ clock, hours: { from: "12:00", to: "13:00" }, stages: [-3, 0, 1], connections: 24 });
    await book.import({ loans: bigBook({ borrowers, zone: "UTC", dueOn }) });
    await verifyHalf(book.core);
    await numberLog(book.core);
  });
  afterAll(() => book.close());

  it("loses nothing and sends nothing twice, with two workers and a provider on a bad day", { timeout: 180_000 }, async () => {
    const random = randomOf("provider");
    const channel = recordingChannel((out) => {
      const x = random();
      if (x < 0.04) return { status: "unknown", code: "reset" };
      if (x < 0.1) return { status: "not_sent", code: "busy", retry: true, afterMs: secondMs };
      return x < 0.12 ? { status: "not_sent", code: "http_400", retry: false } : accepted(out);
    });
    const backend = lossyQueue("lossy", { drop: 0.3, double: 0.3 });
    const queues = createQueues(backend, clock, book.core.log);
    const work = () => startWorker({ core: book.core, queues, backend, channels: new Map([["sim", channel]]), metrics: createMetrics() });
    const workers = [work(), work()];
    const receive = createReceive({ ...book.core, store: createReceiveStore(book.core), wake: queues.wake });

    clock.set(noon);
    const { database } = book.core;
    const open = { state: { in: ["planned", "claimed"] }, stage: 0 };
    let texted = false;
    for (let round = 0; round < 80; round++) {
      await queues.tick("plan", String(round));
      await queues.tick("housekeeping", String(round));
      await backend.idle();
      // Some answer, and their turns are woken by the same queue.
      if (!texted && channel.sends.length > 300) {
        texted = true;
        for (let n = 1; n <= texts; n++)
          await receive("sim", [
            { kind: "text", providerId: `in-${String(n)}`, address: secretAddress(n), at: clock.now(), text: n % 2 === 0 ? "退订" : "是的" },
          ]);
      }
      clock.advance(20 * secondMs);
      const left =
        (await database.touch.count({ where: open })) +
        (await database.message.count({ where: { state: { in: ["queued", "claimed"] } } })) +
        (await database.inboundEvent.count({ where: { state: "pending" } }));
      if (texted && left === 0) break;
    }
    await Promise.all(workers.map((worker) => worker.close()));

    expect(backend.counts.dropped).toBeGreaterThan(100);
    expect(backend.counts.doubled).toBeGreaterThan(100);
    expect(backend.counts.faults).toEqual([]);
    const log = await readLog(book.core);
    const touchOf = expectClaimsEnded(log);
    const arrived = channel.sends.filter(({ outcome }) => outcome.status !== "not_sent").map(({ messageId }) => ({ id: messageId }));
    expectNothingTwice(arrived, touchOf);
    // Tomorrow's stage is planned and waits; today's has ended for everyone.
    await book.core.database.touch.deleteMany({ where: { stage: 1, state: "planned" } });
    const states = await expectTouchesTraced(book.core, borrowers);
    // Who opted out before the reminder went out gets none.
    expect(states["suppressed"] ?? 0).toBeLessThanOrEqual(texts / 2);
    expect((states["sent"] ?? 0) + (states["failed"] ?? 0) + (states["suppressed"] ?? 0)).toBe(borrowers);
    expect(await database.inboundEvent.groupBy({ by: ["state"], _count: true })).toEqual([{ state: "done", _count: texts }]);
    expect(await database.hold.count({ where: { reason: "opt_out" } })).toBe(texts / 2);
    expect(await database.message.count({ where: { direction: "out", state: { in: ["queued", "claimed"] } } })).toBe(0);
    // Each opted-out borrower hears so once.
    const acknowledged = await database.message.groupBy({ by: ["borrowerId"], where: { template: "opt-out-done" }, _count: true });
    expect(acknowledged).toHaveLength(texts / 2);
    expect(acknowledged.every(({ _count }) => _count === 1)).toBe(true);
  });
});
