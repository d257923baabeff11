import { afterAll, beforeAll, expect, it } from "vitest";
import { dispatchDue } from "../../../bot/app/dispatch/dispatch.ts";
import { planAhead } from "../../../bot/app/planning/plan-ahead.ts";
import { day, instant, minuteMs, plus } from "../../../bot/domain/calendar.ts";
import { whyOnDay } from "../../../bot/domain/reminders/why.ts";
import { createDispatchStore } from "../../../bot/store/dispatch/dispatch-store.ts";
import { whyFacts } from "../../../bot/store/forecast/why-facts.ts";
import { createPlanningStore } from "../../../bot/store/planning/planning-store.ts";
import { bigBook, openInstallation, verifyAll, type TestInstallation } from "../../support/big-book.ts";
import { recordingChannel } from "../../support/recording-provider.ts";
import { testClock } from "../../support/test-clock.ts";

const dueOn = day("2026-11-25");
const noon = instant("2026-11-25T12:00:00Z");
const clock = testClock(plus(noon, -minuteMs));
let book: TestInstallation;
beforeAll(async () => {
  book = await openInstallation({ clock, hours: { from: "12:00", to: "13:00" } });
  const [row] = bigBook({ borrowers: 1, zone: "UTC", dueOn });
  await book.import({ loans: [1, 2].map((n) => ({ ...row, loan_id: `L${String(n)}` })) });
  await verifyAll(book.core);
  await planAhead({ ...book.core, store: createPlanningStore(book.core.database, book.core.vault) });
});
afterAll(() => book.close());

it("what is read of a day answers before and after its text went out, and for a day with nothing", async () => {
  const { core } = book;
  const [[borrower = "", id] = []] = await book.borrowers();
  if (!id) throw new Error("no borrower");
  const why = async (on: string) => {
    const facts = await whyFacts(core.database, { externalId: borrower }, day(on));
    return facts && whyOnDay(facts);
  };
  expect(await why("2026-11-25")).toMatchObject({ kind: "waits", about: [{ loan: "L1" }, { loan: "L2" }] });
  clock.set(noon);
  const channels = new Map([["sim", recordingChannel()]]);
  await dispatchDue({ ...core, store: createDispatchStore({ ...core, speed: 1 }), channels, lender: core.installation.lender }, id);
  expect(await why("2026-11-25")).toMatchObject({
    kind: "sent",
    time: "12:00",
    channel: "sim",
    about: [{ loan: "L1", stage: 0 }, { loan: "L2" }],
    unknown: false,
  });
  expect(await why("2026-11-26")).toEqual({ kind: "nothing_planned", because: "no_stage", answers: 0 });
  expect(await why("2027-03-01")).toEqual({ kind: "nothing_planned", because: "not_planned_yet", answers: 0 });
  expect(await whyFacts(core.database, { externalId: "nobody" }, dueOn)).toBeUndefined();
});
