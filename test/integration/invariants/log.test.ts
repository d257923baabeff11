import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dispatchDue } from "../../../bot/app/dispatch/dispatch.ts";
import { randomOf } from "../../../bot/channels/sim/persons/random.ts";
import { minuteMs } from "../../../bot/domain/calendar.ts";
import { connectPostgres } from "../../../bot/services/connect-postgres.ts";
import { sql } from "../../../bot/store/database.ts";
import { createDispatchStore } from "../../../bot/store/dispatch/dispatch-store.ts";
import { queueBackend } from "../../../jobs/queue-backend.ts";
import { secretAddress, secretName } from "../../support/big-book.ts";
import { recordingChannel } from "../../support/recording-provider.ts";
import { testRedis, type TestRedis } from "../../support/redis.ts";
import { expectClaimsEnded, readLog, type Entry } from "./checks.ts";
import { openLoop } from "./loop.ts";
import { secretsInDatabase, secretsInRedis } from "./secrets.ts";
import { answered, mangled, reminded, said, story, type World } from "./world.ts";

async function aDay(): Promise<World> {
  const world = await reminded();
  for (const items of mangled(story(world), randomOf("a day"))) await world.loop.receive("sim", items);
  await answered(world);
  world.clock.advance(5 * minuteMs);
  await world.loop.sweep();
  return world;
}

describe("the message log", () => {
  it("refuses every change, whoever is connected", async () => {
    const { book } = await aDay();
    const client = await connectPostgres(book.core.databaseUrl);
    try {
      for (const statement of [
        "UPDATE log_entry SET kind = 'x'",
        "UPDATE log_entry SET at = now() WHERE false OR true",
        "DELETE FROM log_entry",
        "TRUNCATE log_entry",
        "TRUNCATE log_entry CASCADE",
      ]) {
        await expect(client.query(statement), statement).rejects.toMatchObject({ code: "23001" });
      }
    } finally {
      await client.end();
    }
  });

  it("has an entry for every state that changed, and each waits for the sealer", async () => {
    const { book } = await aDay();
    const { database } = book.core;
    const log = await readLog(book.core);
    expectClaimsEnded(log);
    const bodies = (kind: string, name: string): Set<unknown> => new Set(log.filter((entry) => entry.kind === kind).map(({ body }) => body[name]));
    const ids = (rows: readonly { id: string }[]): Set<unknown> => new Set(rows.map(({ id }) => id));
    expect(bodies("message.received", "message")).toEqual(ids(await database.message.findMany({ where: { direction: "in" }, select: { id: true } })));
    expect(bodies("message.queued", "message")).toEqual(
      ids(await database.message.findMany({ where: { direction: "out", textClass: { not: "initiating" } }, select: { id: true } })),
    );
    expect(bodies("message.claimed", "message")).toEqual(ids(await database.message.findMany({ where: { claimedAt: { not: null } }, select: { id: true } })));
    expect(bodies("message.suppressed", "unit")).toEqual(
      ids(await database.message.findMany({ where: { direction: "out", state: "suppressed" }, select: { id: true } })),
    );
    expect(bodies("hold.set", "hold")).toEqual(ids(await database.hold.findMany({ select: { id: true } })));
    expect(bodies("promise.recorded", "promise")).toEqual(ids(await database.promiseToPay.findMany({ select: { id: true } })));
    expect(bodies("escalation.opened", "escalation")).toEqual(ids(await database.escalation.findMany({ select: { id: true } })));
    expect(count(log, /^status\./)).toBe(await database.statusUpdate.count());
    expect(count(log, /^message\.receipt$/)).toBe(await database.inboundEvent.count({ where: { kind: "receipt", state: "done" } }));
    expect(count(log, /^status\.person_confirmed$/)).toBeGreaterThan(0);
    const missing = await database.$queryRaw<object[]>(sql`SELECT id FROM log_entry e WHERE NOT EXISTS (SELECT 1 FROM log_pending p WHERE p.entry_id = e.id)`);
    expect(missing, "entries that the sealer never sees").toEqual([]);
    expect(await database.logPending.count()).toBe(log.length);
  });

  it("and every other table show no name, address or text in the clear", async () => {
    const { book, channel } = await aDay();
    const spoken = [...new Set([...said.flat().filter((text) => text.length > 3), ...channel.sends.map(({ text }) => text)])];
    expect(spoken.length).toBeGreaterThan(20);
    expect(await secretsInDatabase(book.core.databaseUrl, [secretName(1), secretAddress(1), "欧阳保密", "sim-secret-", "自动助手", ...spoken])).toEqual([]);
  });
});

describe("an error that says too much", () => {
  let redis: TestRedis;
  beforeAll(async () => void (redis = await testRedis()));
  afterAll(async () => void (redis.kind === "running" && (await redis.stop())));

  it("leaves nothing of what it says in the queues", { timeout: 60_000 }, async () => {
    const { book } = await reminded();
    if (redis.kind === "absent") console.warn(`on the queues' PostgreSQL backend: ${redis.why}`);
    const backend = redis.kind === "running" ? queueBackend({ kind: "redis", url: redis.url }) : queueBackend({ kind: "postgres", url: book.core.databaseUrl });
    const queue = backend.queue("turn");
    const failed = new Promise<void>((resolve) => {
      const worker = backend.worker("turn", () => Promise.reject(new Error(`invalid input syntax: "${secretName(7)}"`)), {
        concurrency: 1,
        lockMs: 15_000,
        onFault: () => void worker.close().then(resolve),
      });
    });
    await queue.addBulk([{ name: "turn", data: { borrower: "-" }, opts: {} }]);
    await failed;
    await queue.close();
    const found = redis.kind === "running" ? await secretsInRedis(redis.url, [secretName(7)]) : await secretsInDatabase(book.core.databaseUrl, [secretName(7)]);
    expect(found).toEqual([]);
  });
});

describe("a worker that is suspended while it sends", () => {
  const outcomes = [
    { status: "not_sent", code: "busy", retry: true, afterMs: 1_000 },
    { status: "not_sent", code: "http_400", retry: false },
    { status: "sent", providerMessageId: "p-late" },
  ] as const;

  it.each(outcomes)("is told $status $code after its claim was closed, and the touch says what is true", async (outcome) => {
    const { book, clock } = await reminded();
    const { core } = book;
    const channel = recordingChannel(async () => {
      // The machine slept: another worker has taken this one for dead.
      clock.advance(3 * minuteMs);
      await loop.sweep();
      return outcome;
    });
    const loop = openLoop(book, clock, channel);
    // One of yesterday's book, as if it had not been reminded yet.
    const touch = await core.database.touch.findFirstOrThrow({ where: { state: "sent" }, orderBy: { key: "asc" } });
    await core.database.message.deleteMany({ where: { id: touch.messageId ?? "" } });
    await core.database.touch.update({ where: { id: touch.id }, data: { state: "planned", messageId: null, dueAt: touch.dueAt } });
    await dispatchDue(
      { ...core, clock, store: createDispatchStore({ ...core, speed: 1 }), channels: new Map([["sim", channel]]), lender: "Test" },
      touch.borrowerId as Parameters<typeof dispatchDue>[1],
    );
    const after = await core.database.touch.findUniqueOrThrow({ where: { id: touch.id } });
    const message = await core.database.message.findUniqueOrThrow({ where: { id: after.messageId ?? "" } });
    const truth = { sent: ["sent", "sent"], refused: ["failed", "failed"], again: ["planned", "not_sent"] }[
      outcome.status === "sent" ? "sent" : outcome.retry ? "again" : "refused"
    ];
    expect([after.state, message.state]).toEqual(truth);
  });
});

const count = (log: readonly Entry[], kind: RegExp): number => log.filter((entry) => kind.test(entry.kind)).length;
