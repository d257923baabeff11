import { onTestFinished } from "vitest";
import type { InboundItem } from "../../../bot/app/ports.ts";
import type { Random } from "../../../bot/channels/sim/persons/random.ts";
import { day, instant, minuteMs, plus, secondMs, type Instant } from "../../../bot/domain/calendar.ts";
import { openConversation } from "../../../bot/store/conversation-state.ts";
import { bigBook, openInstallation, secretAddress, verifyHalf, type TestInstallation } from "../../support/big-book.ts";
import { accepted, recordingChannel, type RecordingChannel } from "../../support/recording-provider.ts";
import { testClock, type TestClock } from "../../support/test-clock.ts";
import { numberLog } from "./checks.ts";
import { openLoop, type Loop } from "./loop.ts";

const noon = instant("2026-11-25T12:00:00Z");
/** What each borrower writes, in order; odd ones have not answered on their contact point before. */
export const said: readonly (readonly string[])[] = [
  ["是的", "已经还了"],
  ["退订"],
  ["不是"],
  ["下个月十五号还五千", "对"],
  ["我不想活了", "下周五还"],
  ["已经还了", "谢谢"],
  ["退订", "转人工"],
  ["转人工"],
  ["你打错了"],
  ["最近生意不好，发不出工资", "能缓几天吗"],
  ["是的", "退订"],
  ["金额不对，我没欠这么多"],
  ["哈哈哈", "？"],
  ["我爸上周去世了"],
  [],
  ["随便", "随便", "退订"],
];
export const withReceipts = said.length + 12;

export interface World {
  readonly book: TestInstallation;
  readonly clock: TestClock;
  readonly channel: RecordingChannel;
  readonly loop: Loop;
}

/** A day on which everyone was reminded at noon; nobody has answered yet. Number 3's send ended unknown. */
export async function reminded(): Promise<World> {
  const clock = testClock(plus(noon, -minuteMs));
  const book = await openInstallation({ clock, hours: { from: "12:00", to: "13:00" }, stages: [0], connections: 10 });
  onTestFinished(() => book.close());
  const channel = recordingChannel((out) => (out.address === secretAddress(3) ? { status: "unknown", code: "reset" } : accepted(out)));
  await book.import({ loans: bigBook({ borrowers: withReceipts, zone: "UTC", dueOn: day("2026-11-25") }) });
  await verifyHalf(book.core);
  await numberLog(book.core);
  const loop = openLoop(book, clock, channel);
  await loop.plan();
  clock.set(noon);
  await loop.dispatchAll();
  clock.advance(5 * minuteMs);
  return { book, clock, channel, loop };
}

const at = (seconds: number): Instant => plus(noon, minuteMs + seconds * secondMs);

/** All that the provider will tell, in its own order of time: texts, and receipts of every kind for every reminder. */
export function story({ channel }: World): InboundItem[] {
  const texts = said.flatMap((lines, index) =>
    lines.map((text, line): InboundItem => ({
      kind: "text",
      providerId: `t${String(index)}-${String(line)}`,
      address: secretAddress(index + 1),
      at: at(60 + line * 7),
      text,
    })),
  );
  const receipts = channel.sends.slice(0, withReceipts).flatMap(({ messageId, address }): InboundItem[] => {
    const n = Number(address.slice(-5));
    const receipt = (state: "delivered" | "read" | "failed", second: number): InboundItem => ({
      kind: "receipt",
      providerId: `r${String(n)}-${state}`,
      at: at(second),
      state,
      providerMessageId: `p-${messageId}`,
      messageId,
      ...(state === "failed" && { code: "gone" }),
    });
    if (n % 4 === 0) return [receipt("delivered", 1), receipt("read", 9)];
    if (n % 4 === 1) return [receipt("failed", 2)];
    return n % 4 === 2 ? [receipt("failed", 1), receipt("delivered", 2), receipt("read", 3)] : [receipt("delivered", 4)];
  });
  return [...texts, ...receipts].toSorted((a, b) => a.at - b.at);
}

/** Every item one to five times, in any order, in portions of one to three. */
export function mangled(items: readonly InboundItem[], random: Random): InboundItem[][] {
  const many = items.flatMap((item) => Array.from({ length: 1 + Math.floor(random() * 5) }, () => item));
  const shuffled = many
    .map((item) => ({ item, key: random() }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item);
  const portions: InboundItem[][] = [];
  while (shuffled.length > 0) portions.push(shuffled.splice(0, 1 + Math.floor(random() * 3)));
  return portions;
}

/** All that a borrower, an officer or a later turn could notice; no ids, no order of rows. */
export async function digest({ book: { core } }: World): Promise<Record<string, unknown>> {
  const borrowers = await core.database.borrower.findMany({ include: { contactPoints: true }, orderBy: { externalId: "asc" } });
  const all: Record<string, unknown> = {};
  for (const { id, externalId, conversationSealed, answeredThrough, contactPoints } of borrowers) {
    const of = { where: { borrowerId: id } };
    const key = await core.vault.keyOf(core.database, id as Parameters<typeof core.vault.keyOf>[1]);
    const messages = await core.database.message.findMany(of);
    all[externalId] = {
      asked: openConversation(key, id as Parameters<typeof openConversation>[1], conversationSealed).asked?.kind ?? null,
      answeredThrough,
      points: contactPoints.map(({ state }) => state),
      messages: messages
        .map((m) => [m.direction, m.template, m.textClass, m.state, m.position, m.deliveredAt?.toISOString(), m.readAt?.toISOString()].join(" "))
        .toSorted(),
      touches: (await core.database.touch.findMany(of)).map((t) => `${String(t.stage)} ${t.state}`).toSorted(),
      holds: (await core.database.hold.findMany(of))
        .map((h) => `${h.reason} ${String(h.contactPointId !== null)} ${String(h.until?.toISOString())}`)
        .toSorted(),
      promises: (await core.database.promiseToPay.findMany(of)).map((p) => `${String(p.amountMinor)} ${p.promisedOn.toISOString()} ${p.state}`).toSorted(),
      statuses: (await core.database.statusUpdate.findMany(of)).map(({ kind }) => kind).toSorted(),
      cases: (await core.database.escalation.findMany({ ...of, include: { evidence: true } }))
        .map((e) => `${e.reason} ${e.state} ${String(e.evidence.length)}`)
        .toSorted(),
      events: (await core.database.inboundEvent.findMany(of)).map((e) => `${e.providerId} ${e.state}`).toSorted(),
    };
  }
  return all;
}

export async function answered(world: World): Promise<void> {
  await world.loop.turnAll();
  await world.loop.dispatchAll();
  await world.loop.turnAll();
  await world.loop.dispatchAll();
}
