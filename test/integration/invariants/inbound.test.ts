import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { InboundItem } from "../../../bot/app/ports.ts";
import { randomOf } from "../../../bot/channels/sim/persons/random.ts";
import { hourMs, minuteMs, plus, secondMs, type Instant } from "../../../bot/domain/calendar.ts";
import { understand } from "../../../bot/domain/replies/understand.ts";
import { secretAddress } from "../../support/big-book.ts";
import { accepted, recordingChannel } from "../../support/recording-provider.ts";
import { expectClaimsEnded, readLog } from "./checks.ts";
import { openLoop, type Loop } from "./loop.ts";
import { answered, digest, mangled, reminded, said, story, withReceipts, type World } from "./world.ts";

const seeds = ["one", "two", "three", "four", "five"];

describe("what a provider tells", () => {
  it("leads to one state, however often and in whatever order it is told", { timeout: 120_000 }, async () => {
    const straight = await reminded();
    for (const item of story(straight)) await straight.loop.receive("sim", [item]);
    await answered(straight);
    const expected = await digest(straight);
    expect(JSON.stringify(expected)).toContain("opt_out");
    expect(Object.keys(expected)).toHaveLength(withReceipts);
    expectClaimsEnded(await readLog(straight.book.core));
    for (const seed of seeds) {
      const world = await reminded();
      expect(story(world).length).toBeGreaterThan(60);
      const portions = mangled(story(world), randomOf(seed));
      await Promise.all(portions.map((items) => world.loop.receive("sim", items)));
      await answered(world);
      expect(await digest(world), `seed ${seed}`).toEqual(expected);
      expectClaimsEnded(await readLog(world.book.core));
      await world.book.close();
    }
  });

  it("lets opt-out and distress win, also where they come late and between turns", { timeout: 120_000 }, async () => {
    for (const seed of seeds) {
      const world = await reminded();
      const random = randomOf(`late ${seed}`);
      for (const items of mangled(story(world), random)) {
        await world.loop.receive("sim", items);
        if (random() < 0.4) await answered(world);
      }
      await answered(world);
      await expectSafe(world);
      await world.book.close();
    }
  });

  it("is not lost where a receipt that knows only the provider's id is faster than the answer to the send", async () => {
    const world = await reminded();
    const { book, clock, loop } = world;
    const channel = recordingChannel(async (out) => {
      await loop.receive("sim", [{ kind: "receipt", providerId: "early", at: clock.now(), state: "delivered", providerMessageId: `p-${out.messageId}` }]);
      return accepted(out);
    });
    const again = openLoop(book, clock, channel);
    const id = await wantsPerson(world, again, 8);
    await again.dispatch(id);
    expect(channel.sends).toHaveLength(1);
    const sent = await book.core.database.message.findFirstOrThrow({ where: { borrowerId: id, direction: "out", textClass: "response" } });
    // The provider tells it again, as providers do until they are answered; and it would not be answered otherwise now.
    await again.receive("sim", [{ kind: "receipt", providerId: "early", at: clock.now(), state: "delivered", providerMessageId: `p-${sent.id}` }]);
    expect((await book.core.database.message.findUniqueOrThrow({ where: { id: sent.id } })).state).toBe("delivered");
  });

  it("may name messages that are not ours without keeping back what stands beside it", async () => {
    const { book, clock, loop } = await reminded();
    const items: InboundItem[] = [
      { kind: "receipt", providerId: "foreign", at: clock.now(), state: "read", providerMessageId: "another-system", messageId: "order 4711" },
      { kind: "text", providerId: "beside", address: secretAddress(2), at: clock.now(), text: "退订" },
    ];
    expect(await loop.receive("sim", items)).toEqual({ stored: 1, known: 0, nobody: 1, strangers: [] });
    await loop.turnAll();
    expect(await book.core.database.hold.count({ where: { reason: "opt_out" } })).toBe(1);
  });
});

describe("a handler that throws", () => {
  const bomb = "这句话会让程序出错";
  const throwing: typeof understand = (text, context) => {
    if (text === bomb) throw new Error(`cannot understand ${text}`);
    return understand(text, context);
  };

  it("is tried three times, then a person takes over; others are answered meanwhile", async () => {
    const world = await reminded();
    const { book, clock } = world;
    const loop = openLoop(book, clock, world.channel, throwing);
    await loop.receive("sim", [text("bad", 2, bomb, clock.now()), text("good", 4, "转人工", clock.now())]);
    for (let round = 0; round < 10; round++) {
      await loop.turnAll();
      clock.advance(2 * minuteMs);
    }
    const { database } = book.core;
    expect(
      await database.inboundEvent.findMany({
        where: { kind: "text" },
        select: { providerId: true, state: true, attempts: true, errorCode: true },
        orderBy: { providerId: "asc" },
      }),
    ).toEqual([
      { providerId: "bad", state: "failed", attempts: 3, errorCode: "Error" },
      { providerId: "good", state: "done", attempts: 0, errorCode: null },
    ]);
    const cases = await database.escalation.findMany({ select: { reason: true, state: true }, orderBy: { reason: "asc" } });
    expect(cases).toEqual([
      { reason: "human_wanted", state: "open" },
      { reason: "turn_failed", state: "open" },
    ]);
    expect((await readLog(book.core)).filter(({ kind }) => kind === "turn.failed")).toHaveLength(3);
    // The next text of the same borrower is heard.
    await loop.receive("sim", [text("next", 2, "退订", clock.now())]);
    await loop.turnAll();
    expect(await database.hold.count({ where: { reason: "opt_out" } })).toBe(1);
  });

  it("takes no opt-out of the same moment down with it", async () => {
    const world = await reminded();
    const { book, clock } = world;
    const loop = openLoop(book, clock, world.channel, throwing);
    await loop.receive("sim", [text("bad", 2, bomb, clock.now()), text("stop", 2, "退订", plus(clock.now(), secondMs))]);
    for (let round = 0; round < 10; round++) {
      await loop.turnAll();
      clock.advance(2 * minuteMs);
    }
    expect(await book.core.database.hold.count({ where: { reason: "opt_out" } })).toBe(1);
    expect(await book.core.database.escalation.count({ where: { reason: "turn_failed" } })).toBe(1);
  });
});

describe("a text that comes late", () => {
  it("is never answered, but an opt-out in it holds and distress in it calls a person", async () => {
    const world = await reminded();
    const { book, clock, loop } = world;
    await loop.receive(
      "sim",
      [2, 4, 6].map((n) => text(`now-${String(n)}`, n, "转人工", clock.now())),
    );
    await answered(world);
    const before = world.channel.sends.length;
    const earlier = plus(clock.now(), -hourMs);
    await loop.receive("sim", [text("late-2", 2, "退订", earlier), text("late-4", 4, "我不想活了", earlier), text("late-6", 6, "下周五还", earlier)]);
    await answered(world);
    expect(world.channel.sends.length).toBe(before);
    const held = await book.core.database.hold.findMany({
      where: { reason: { in: ["distress", "opt_out"] } },
      select: { reason: true },
      orderBy: { reason: "asc" },
    });
    expect(held).toEqual([{ reason: "distress" }, { reason: "opt_out" }]);
    expect(await book.core.database.escalation.count({ where: { reason: "distress", severity: "urgent" } })).toBe(1);
    expect(await book.core.database.promiseToPay.count()).toBe(0);
  });
});

const text = (providerId: string, n: number, words: string, sentAt: Instant): InboundItem => ({
  kind: "text",
  providerId,
  address: secretAddress(n),
  at: sentAt,
  text: words,
});

/** Leaves one answer in the outbox; returns whose. */
async function wantsPerson({ book, clock }: World, loop: Loop, n: number): Promise<Parameters<Loop["dispatch"]>[0]> {
  await loop.receive("sim", [text(randomUUID(), n, "转人工", clock.now())]);
  await loop.turnAll();
  const id = (await book.borrowers()).get(`B${String(n).padStart(5, "0")}`);
  if (!id) throw new Error("no such borrower");
  return id;
}

async function expectSafe({ book }: World): Promise<void> {
  const { database } = book.core;
  const log = await readLog(book.core);
  const ids = await book.borrowers();
  expect(
    await database.inboundEvent.findMany({ where: { state: { not: "done" } }, select: { providerId: true, state: true, attempts: true, errorCode: true } }),
  ).toEqual([]);
  for (const [index, lines] of said.entries()) {
    const id = ids.get(`B${String(index + 1).padStart(5, "0")}`);
    const claimsAfter = (reason: string): unknown[] => {
      const held = log.findIndex((entry) => entry.kind === "hold.set" && entry.borrowerId === id && entry.body["reason"] === reason);
      expect(held, `${lines.join(" / ")}: no hold`).toBeGreaterThanOrEqual(0);
      return log
        .slice(held)
        .filter((entry) => entry.kind === "message.claimed" && entry.borrowerId === id)
        .map(({ body }) => body["class"]);
    };
    if (lines.includes("退订"))
      expect(
        claimsAfter("opt_out").filter((one) => one !== "acknowledgement"),
        lines.join(" / "),
      ).toEqual([]);
    if (lines.includes("退订")) expect(claimsAfter("opt_out").length).toBeLessThanOrEqual(1);
    // The helplines, once, and nothing after them.
    if (lines.includes("我不想活了")) expect([[], ["acknowledgement"]]).toContainEqual(claimsAfter("distress"));
    if (lines.includes("我爸上周去世了")) expect(claimsAfter("deceased")).toEqual([]);
  }
}
