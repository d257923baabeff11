import { describe, expect, it } from "vitest";
import { forecast } from "../../bot/app/forecast/forecast.ts";
import type { Foreseen } from "../../bot/app/forecast/lines-of.ts";
import { openTemplates } from "../../bot/assembly/templates.ts";
import { day, isoInstant, zone } from "../../bot/domain/calendar.ts";
import { createForecastStore } from "../../bot/store/forecast/forecast-store.ts";
import { momentIn, standingClock } from "../support/scenario-clock.ts";
import { scenarioForm, type Scenario } from "../support/scenario-form.ts";
import { runUntil, tick } from "../support/scenario-time.ts";
import { openWorld, type World } from "../support/scenario-world.ts";

const base = { title: "forecast", start: "2026-11-23 08:00", steps: [] };
const books: [name: string, book: object][] = [
  [
    "one loan at each stage",
    { borrowers: Object.fromEntries([-3, 0, 1, 3, 7].map((stage, i) => [`B${String(i)}`, person({ [`L${String(i)}`]: dueOn(stage) })])) },
  ],
  [
    "a borrower whose budget is too small for four loans",
    { borrowers: { B1: person({ L1: "2026-11-22", L2: "2026-11-20", L3: "2026-11-18", L4: "2026-11-26" }) } },
  ],
  [
    "borrowers of two zones, one of them over the end of summer time",
    {
      start: "2026-10-30 22:00",
      zone: "America/New_York",
      borrowers: { B1: { ...person({ L1: "2026-11-01" }), zone: "Asia/Shanghai" }, B2: { ...person({ L2: "2026-11-01" }), locale: "en" } },
    },
  ],
  [
    "in the evening, with Sunday ahead",
    { start: "2026-11-27 19:00", borrowers: { B1: person({ L1: "2026-11-29" }), B2: person({ L2: "2026-11-30" }), B3: person({ L3: "2026-11-28" }) } },
  ],
];

describe("the dry run foretells what then happens, to the minute", () => {
  it.each(books)("%s", async (_, book) => {
    const scenario = scenarioForm.parse({ ...base, ...book });
    const inZone = zone(scenario.zone);
    const start = momentIn(scenario.start, inZone);
    const world = await openWorld(scenario, standingClock(start), await openTemplates());
    try {
      const from = scenario.start.slice(0, 10);
      const to = new Date(Date.parse(`${from}T00:00:00Z`) + 9 * 86_400_000).toISOString().slice(0, 10);
      const told = await foretold(world, scenario, from, to);
      await tick(world);
      await runUntil(world, momentIn(`${to} 23:59`, inZone));
      expect(told.filter(({ send_at: at }) => at !== null).length).toBeGreaterThan(0);
      expect(
        told
          .filter(({ send_at: at }) => at !== null && at <= isoInstant(world.clock.now()))
          .map(({ touch, send_at: at, text }) => ({ touch, at: minute(at), text }))
          .toSorted(byTouch),
      ).toEqual(await sent(world));
    } finally {
      await world.close();
    }
  });
});

function person(loans: Record<string, string>): object {
  return { name: "王芳", loans: Object.fromEntries(Object.entries(loans).map(([id, first]) => [id, { first_due: first }])) };
}

function dueOn(stage: number): string {
  return new Date(Date.parse("2026-11-23T00:00:00Z") - stage * 86_400_000).toISOString().slice(0, 10);
}

async function foretold({ database, vault, importing, templates, clock }: World, _: Scenario, from: string, to: string): Promise<Foreseen[]> {
  const deps = {
    ...importing,
    ...templates,
    store: createForecastStore(database, vault),
    lender: "示例小贷 Sample Lending",
    goLiveAt: clock.now(),
    channels: new Set(["sim"]),
  };
  const lines: Foreseen[] = [];
  for await (const line of forecast(deps, { from: day(from), to: day(to) })) lines.push(line);
  return lines;
}

async function sent({ database, channel }: World): Promise<{ touch: string; at: string; text: string | undefined }[]> {
  const touches = await database.touch.findMany({ where: { state: "sent" } });
  const calls = new Map(channel.calls.map((call) => [call.messageId, call]));
  return touches
    .map(({ key, messageId }) => ({
      touch: key,
      at: minute(isoInstant(calls.get(messageId ?? "")?.at ?? channel.calls[0]?.at ?? momentIn("2026-01-01 00:00", zone("UTC")))),
      text: calls.get(messageId ?? "")?.text,
    }))
    .toSorted(byTouch);
}

/** A tick comes within the minute in which something is due. */
const minute = (iso: string | null): string => (iso ?? "").slice(0, 16);
const byTouch = (a: { touch: string }, b: { touch: string }): number => (a.touch < b.touch ? -1 : 1);
