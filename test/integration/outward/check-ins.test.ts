/** What the lender's systems are told when a check-in ends: that, and nothing of what was said. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { day, dayMs, minuteMs, plus, toDate, zone, type Instant } from "../../../bot/domain/calendar.ts";
import type { Answer } from "../../../bot/domain/checkins/answer.ts";
import { begin } from "../../../bot/domain/checkins/begin.ts";
import type { RunEvent, RunState } from "../../../bot/domain/checkins/run.ts";
import type { CheckinRunId, InboundId } from "../../../bot/domain/ids.ts";
import { currency } from "../../../bot/domain/money.ts";
import { writeRuns } from "../../../bot/store/checkins/write-runs.ts";
import { newId, type SeededBorrower } from "../../support/seed-book.ts";
import { seedCheckins } from "../../support/seed-checkins.ts";
import { now, openDesk, type Desk } from "../api/support.ts";

let desk: Desk;
let version: { id: string; questionnaire: string };
beforeAll(async () => {
  desk = await openDesk();
  version = { id: await seedCheckins(desk.database).version("enterprise-month"), questionnaire: "enterprise-month" };
});
afterAll(() => desk.close());

/** Put in by `step`. */
const said = "" as InboundId;
const words: Answer = { type: "text", text: "客户拖款三万" };
let borrowers = 500;
async function asking(): Promise<{ of: SeededBorrower; runId: CheckinRunId }> {
  const seed = seedCheckins(desk.database);
  const of = await desk.book.borrower({ externalId: `B-${String((borrowers += 1))}`, name: "王芳", dueOn: day("2026-11-28") });
  const runId = await seed.run(of, await seed.round("enterprise-month", "测试", now), version, now, { phase: "asking" });
  return { of, runId: runId as CheckinRunId };
}

async function step({ of, runId }: Awaited<ReturnType<typeof asking>>, phase: RunState["phase"], events: readonly RunEvent[], at: Instant, began = true) {
  const because = (await desk.book.said(of, "客户拖款三万", at)) as InboundId;
  const run: RunState = { ...begin(plus(now, dayMs)), offeredAt: began ? now : null, phase, answers: { remark: words } };
  const world = { currency: currency("CNY"), zone: zone("Asia/Shanghai"), questionnaire: { checks: [], questions: [] } };
  const moved = {
    runId,
    borrowerId: of.id,
    key: of.key,
    run,
    world,
    events: events.map((event) => ({ event: event.type === "answered" ? { ...event, because } : event, because })),
    now: at,
  };
  await desk.database.$transaction((tx) => writeRuns({ tx, vault: desk.vault, newId }, [moved]));
}
const told = ({ of }: { of: SeededBorrower }) => desk.database.outwardEvent.findMany({ where: { borrowerId: of.id }, include: { deliveries: true } });

describe("a check-in that ends", () => {
  const ends: readonly (readonly [string, RunState["phase"], RunEvent])[] = [
    ["checkin.done", "done", { type: "done" }],
    ["checkin.expired", "expired", { type: "expired" }],
    ["checkin.stopped", "stopped", { type: "stopped" }],
    ["checkin.handed_over", "handed_over", { type: "handed_over", because: "asked" }],
  ];
  it.each(ends)("is told once as %s, with ids and counts and no word of the borrower's", async (type, phase, event) => {
    const check = await asking();
    await step(check, phase, [event], plus(now, minuteMs));
    const events = await told(check);
    expect(events.map((one) => one.type)).toEqual([type]);
    expect(events[0]?.data).toMatchObject({
      checkin: check.runId,
      questionnaire: "enterprise-month",
      version: 1,
      answered: 1,
      borrower: `B-${String(borrowers)}`,
    });
    expect(JSON.stringify(events.map(({ data }) => data))).not.toMatch(/客户|王芳|13800/);
  });

  it("is not told again when the borrower corrects an answer afterwards", async () => {
    const check = await asking();
    const answered = (corrects: boolean): RunEvent => ({ type: "answered", question: "remark", answer: words, because: said, corrects, tookMs: 1 });
    await step(check, "done", [answered(false), { type: "done" }], plus(now, minuteMs));
    await step(check, "done", [answered(true), { type: "done" }], plus(now, 5 * minuteMs));
    expect(await told(check)).toHaveLength(1);
  });

  it("goes to who subscribed to check-ins, and to nobody else", async () => {
    const subscription = (events: string[]) =>
      desk.database.webhookSubscription.create({
        data: {
          id: newId<string>(),
          urlSealed: Buffer.from("x"),
          host: "erp.lender.example",
          events,
          state: "active",
          secretSealed: Buffer.from("x"),
          createdAt: toDate(now),
          createdBy: "test",
        },
      });
    const [all, done, cases] = [await subscription(["checkin"]), await subscription(["checkin.done"]), await subscription(["escalation"])];
    const check = await asking();
    await step(check, "done", [{ type: "done" }], plus(now, minuteMs));
    const [event] = await told(check);
    expect(event?.deliveries.map(({ subscriptionId }) => subscriptionId).toSorted()).toEqual([all.id, done.id].toSorted());
    expect(event?.deliveries.some(({ subscriptionId }) => subscriptionId === cases.id)).toBe(false);
  });

  it("that is under way, or never began, is not told", async () => {
    const [under, never] = [await asking(), await asking()];
    await step(under, "asking", [{ type: "answered", question: "remark", answer: words, because: said, corrects: false, tookMs: 1 }], plus(now, minuteMs));
    await step(never, "done", [{ type: "done" }], plus(now, minuteMs), false);
    expect([await told(under), await told(never)]).toEqual([[], []]);
  });
});
