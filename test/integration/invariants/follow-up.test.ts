/** A reminder said again on another channel: only while the first is known not to have arrived or not to be answered, and once. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dispatchDue } from "../../../bot/app/dispatch/dispatch.ts";
import { planAhead } from "../../../bot/app/planning/plan-ahead.ts";
import type { Channel } from "../../../bot/app/ports.ts";
import { openTemplates } from "../../../bot/assembly/templates.ts";
import { day, hourMs, instant, minuteMs, plus, toDate } from "../../../bot/domain/calendar.ts";
import type { BorrowerId } from "../../../bot/domain/ids.ts";
import { createDispatchStore } from "../../../bot/store/dispatch/dispatch-store.ts";
import { createPlanningStore } from "../../../bot/store/planning/planning-store.ts";
import { bigBook, openInstallation, verifyAll, type TestInstallation } from "../../support/big-book.ts";
import { recordingChannel, type RecordingChannel } from "../../support/recording-provider.ts";
import { testClock, type TestClock } from "../../support/test-clock.ts";
import { expectClaimsEnded, readLog } from "./checks.ts";
import { openLoop, type Loop } from "./loop.ts";

const noon = instant("2026-11-25T12:00:00Z");

let clock: TestClock;
let book: TestInstallation;
let loop: Loop;
let sim: RecordingChannel;
let sms: Channel;
let texted: string[];
let borrower: BorrowerId;
let dispatch: () => Promise<void>;

beforeEach(async () => {
  clock = testClock(plus(noon, -hourMs));
  book = await openInstallation({ clock, hours: { from: "08:00", to: "22:00" }, budgets: { day: 3, week: 9 }, stages: [0, 3] });
  const plan = {
    id: "standard",
    stages: [{ offset: 0, template: "reminder-due", priority: 50, move: "earlier", follow_up: { channel: "sms", undelivered_hours: 1, unanswered_hours: 4 } }],
  };
  writeFileSync(path.join(book.directory, "templates/plans/standard.yaml"), JSON.stringify(plan));
  const { plans } = await openTemplates(path.join(book.directory, "templates"));
  sim = recordingChannel();
  texted = [];
  sms = {
    name: "sms",
    perSecond: 100,
    readWebhook: () => ({ status: "refused" }),
    async send({ messageId }) {
      texted.push(messageId);
      return { status: "sent", providerMessageId: `sms-${messageId}` };
    },
  };
  loop = openLoop(book, clock, sim);
  await book.import({ loans: bigBook({ borrowers: 1, zone: "UTC", dueOn: day("2026-11-25") }, { phone: "+8613800138000" }) }, clock.now());
  await verifyAll(book.core);
  borrower = [...(await book.borrowers()).values()][0] as BorrowerId;
  await planAhead({ ...book.core, clock, plans, store: createPlanningStore(book.core.database, book.core.vault) });
  const deps = {
    ...book.core,
    clock,
    store: createDispatchStore({ ...book.core, speed: 1 }),
    channels: new Map([
      ["sim", sim as Channel],
      ["sms", sms],
    ]),
    lender: book.core.installation.lender,
  };
  dispatch = async () => void (await dispatchDue(deps, borrower));
  // Whatever the borrower's minute of the day is.
  await book.core.database.touch.updateMany({ data: { dueAt: toDate(noon), followAt: toDate(plus(noon, hourMs)) } });
  clock.set(noon);
}, 240_000);
afterEach(() => book.close());

const touches = async (): Promise<string[]> =>
  (await book.core.database.touch.findMany({ where: { stage: 0 }, orderBy: { createdAt: "asc" } })).map(({ channel, state, followsBecause, reasons }) =>
    [channel, state, ...(followsBecause ? [followsBecause] : []), ...(state === "suppressed" ? [rulesOf(reasons)] : [])].join(" "),
  );
const rulesOf = (reasons: unknown): string => (Array.isArray(reasons) ? reasons.map((one: { rule?: string }) => one.rule).join("+") : "");
const receipt = (state: "delivered" | "failed") => {
  const [sent] = sim.sends;
  return loop.receive("sim", [{ kind: "receipt", providerId: `r-${state}`, at: clock.now(), state, providerMessageId: `p-${sent?.messageId ?? ""}` }]);
};
const address = (): string => sim.sends[0]?.address ?? "";
const writes = () => loop.receive("sim", [{ kind: "text", providerId: "t-1", address: address(), at: clock.now(), text: "好的" }]);

describe("a reminder that did not arrive", { timeout: 240_000 }, () => {
  it("is said once more on the other channel, by however many sweeps", async () => {
    await dispatch();
    clock.advance(30 * minuteMs);
    await loop.sweep();
    expect(await touches()).toEqual(["sim sent"]);
    clock.advance(31 * minuteMs);
    await Promise.all([1, 2, 3, 4].map(() => loop.sweep()));
    await loop.sweep();
    expect(await touches()).toEqual(["sim sent", "sms planned undelivered"]);
    await dispatch();
    await dispatch();
    clock.advance(6 * hourMs);
    await loop.sweep();
    await dispatch();
    expect(await touches()).toEqual(["sim sent", "sms sent undelivered"]);
    expect([sim.sends.length, texted.length]).toEqual([1, 1]);
    const log = await readLog(book.core);
    expectClaimsEnded(log);
    expect(log.filter(({ kind }) => kind === "touch.follows").map(({ body }) => [body["because"], body["channel"]])).toEqual([["undelivered", "sms"]]);
  });

  it("stays unsaid on the other channel where a receipt comes late, after the second was made", async () => {
    await dispatch();
    clock.advance(61 * minuteMs);
    await loop.sweep();
    await receipt("delivered");
    await dispatch();
    expect(await touches()).toEqual(["sim sent", "sms suppressed undelivered arrived"]);
    // A replayed sweep makes no other: neither of the one nor of the other reason.
    await book.core.database.touch.updateMany({ where: { followsId: null }, data: { followAt: toDate(clock.now()) } });
    clock.advance(5 * hourMs);
    await loop.sweep();
    expect(await touches()).toEqual(["sim sent", "sms suppressed undelivered arrived"]);
    expect(texted).toEqual([]);
  });

  it("stays unsaid where the borrower writes before the second goes out, though the turn has not run", async () => {
    await dispatch();
    clock.advance(61 * minuteMs);
    await loop.sweep();
    clock.advance(minuteMs);
    await writes();
    await dispatch();
    expect(await touches()).toEqual(["sim sent", "sms suppressed undelivered answered"]);
    expect(texted).toEqual([]);
  });

  it("that was delivered is said again only after the longer time, and not where its outcome is unknown", async () => {
    await dispatch();
    await receipt("delivered");
    clock.advance(2 * hourMs);
    await loop.sweep();
    expect(await touches()).toEqual(["sim sent"]);
    await book.core.database.message.updateMany({ data: { state: "unknown" } });
    await book.core.database.touch.updateMany({ data: { followAt: toDate(clock.now()) } });
    clock.advance(3 * hourMs);
    await loop.sweep();
    expect(await touches()).toEqual(["sim sent"]);
    await book.core.database.message.updateMany({ data: { state: "delivered" } });
    clock.advance(hourMs);
    await loop.sweep();
    expect(await touches()).toEqual(["sim sent", "sms planned unanswered"]);
  });
});
