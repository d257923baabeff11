import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { logContact } from "../../../bot/app/console/commands.ts";
import { day, hourMs, instant, minuteMs, plus, toDate } from "../../../bot/domain/calendar.ts";
import type { BorrowerId } from "../../../bot/domain/ids.ts";
import { createConsoleStore } from "../../../bot/store/console/console-store.ts";
import { keepConsents } from "../../../bot/store/consents.ts";
import { createForecastStore } from "../../../bot/store/forecast/forecast-store.ts";
import { lockBorrower } from "../../../bot/store/lock-borrower.ts";
import { setPreference } from "../../../bot/store/preference.ts";
import { wish } from "../../domain/policy/facts.ts";
import { bigBook, openInstallation, verifyAll, type TestInstallation } from "../../support/big-book.ts";
import { recordingChannel, type RecordingChannel } from "../../support/recording-provider.ts";
import { testClock, type TestClock } from "../../support/test-clock.ts";
import { openLoop, type Loop } from "./loop.ts";

const noon = instant("2026-11-25T12:00:00Z");

let clock: TestClock;
let book: TestInstallation;
let channel: RecordingChannel;
let loop: Loop;
let id: BorrowerId;
beforeEach(async () => {
  clock = testClock(plus(noon, -hourMs));
  book = await openInstallation({ clock, hours: { from: "12:00", to: "18:00" } });
  channel = recordingChannel();
  loop = openLoop(book, clock, channel);
  await book.import({ loans: bigBook({ borrowers: 1, zone: "UTC", dueOn: day("2026-11-25") }) });
  await verifyAll(book.core);
  [id = ("" as BorrowerId)] = (await book.borrowers()).values();
});
afterEach(() => book.close());

/** Looks every half an hour from noon on; the clock time of what was sent, and why it was not before. */
async function afternoon(): Promise<{ sentAt: string[]; rules: string[] }> {
  await loop.plan();
  // Its own minute depends on the borrower's id, which is another in each run.
  await book.core.database.touch.updateMany({ data: { dueAt: toDate(noon) } });
  const rules = new Set<string>();
  const sentAt: string[] = [];
  for (let look = 0; look < 16; look++) {
    clock.set(plus(noon, look * 30 * minuteMs));
    await loop.dispatchAll();
    while (sentAt.length < channel.sends.length) sentAt.push(new Date(clock.now()).toISOString().slice(11, 16));
    for (const { reasons } of await book.core.database.touch.findMany())
      if (Array.isArray(reasons)) for (const one of reasons) rules.add(String((one as { rule?: string }).rule));
  }
  return { sentAt, rules: [...rules].filter((rule) => rule !== "allowed") };
}

describe("what the gate reads of a borrower", () => {
  it("a wish of hours said by chat: nothing before them, and the forecast knows it", async () => {
    await book.core.database.$transaction(async (tx) => {
      const borrower = await lockBorrower(tx, book.core.vault, id);
      if (borrower) await setPreference(tx, borrower, { hours: wish(16 * 60, 17 * 60), locale: "en" });
    });
    const on = day("2026-11-25");
    for await (const foreseen of createForecastStore(book.core.database, book.core.vault).borrowers({ from: on, to: on }, clock.now())) {
      expect(foreseen.preference?.get(3)).toEqual({ fromMinute: 960, toMinute: 1_020 });
      expect(foreseen.locale).toBe("en");
    }
    const { sentAt, rules } = await afternoon();
    expect(sentAt).toEqual(["16:00"]);
    expect(rules).toEqual(["preference"]);
    expect(channel.sends[0]?.text).toMatch(/^Hello/);
  });

  it("a wish is stored encrypted and can be taken back", async () => {
    const of = { id, key: await book.core.vault.keyOf(book.core.database, id) };
    await setPreference(book.core.database, of, { hours: wish(600, 660), channel: "web" });
    const row = await book.core.database.borrower.findUniqueOrThrow({ where: { id } });
    expect(row.preferredChannel).toBe("web");
    expect(Buffer.from(row.preferredHoursSealed ?? []).toString("utf8")).not.toContain("600");
    await setPreference(book.core.database, of, { hours: null, channel: null });
    expect(await book.core.database.borrower.findUniqueOrThrow({ where: { id } })).toMatchObject({ preferredHoursSealed: null, preferredChannel: null });
  });

  it("an officer's own message uses up the day's budget", async () => {
    const desk = { ...book.core, store: createConsoleStore(book.core), bulletin: { publish: async () => undefined, subscribe: () => () => undefined } };
    expect(await logContact(desk, "officer-1", id, { kind: "message", spoken: false })).toEqual({ status: "done" });
    expect(await logContact(desk, "officer-1", id, { kind: "call", spoken: true, at: plus(clock.now(), hourMs) })).toMatchObject({ status: "refused" });
    const { sentAt, rules } = await afternoon();
    expect(sentAt).toEqual([]);
    expect(rules).toContain("budget");
  });

  it("a call is not a message", async () => {
    const desk = { ...book.core, store: createConsoleStore(book.core), bulletin: { publish: async () => undefined, subscribe: () => () => undefined } };
    await logContact(desk, "officer-1", id, { kind: "call", spoken: false });
    expect((await afternoon()).sentAt).toHaveLength(1);
  });

  it("a refusal for the channel's purpose stops it only where the rules want consent", async () => {
    await keepConsents(book.core.database, [{ borrowerId: id, channel: "sim", purpose: "reminder", given: false, at: clock.now(), source: "chat" }]);
    expect((await afternoon()).sentAt).toHaveLength(1);
  });
});
