import { describe, expect, it } from "vitest";
import { createForecastDesk, type ForecastAsked, type ForecastNews } from "../../../bot/app/forecast/forecast-desk.ts";
import { day, minuteMs, plus, type Instant } from "../../../bot/domain/calendar.ts";
import { monday } from "../policy/facts.ts";
import { borrower, forecastOver } from "./one-borrower.ts";

const asked = (change: Partial<ForecastAsked> = {}): ForecastAsked => ({ from: day("2026-11-23"), to: day("2026-11-30"), sees: { whose: "all" }, ...change });

describe("forecasts for people who wait", () => {
  it("tells how far it is, and then the whole", async () => {
    const { desk } = counted();
    const news = await all(desk.ask(asked(), never));
    expect(news.at(-1)).toMatchObject({ kind: "counted", summary: { borrowers: 1, asOf: monday } });
    expect(news.slice(0, -1).every(({ kind }) => kind === "waiting" || kind === "counting")).toBe(true);
  });

  it("two who ask the same share one counting; for some minutes it is kept, and then counted again", async () => {
    const { desk, counts, later } = counted();
    await Promise.all([all(desk.ask(asked(), never)), all(desk.ask(asked(), never))]);
    expect(counts()).toBe(1);
    later(4 * minuteMs);
    await all(desk.ask(asked(), never));
    expect(counts()).toBe(1);
    later(2 * minuteMs);
    await all(desk.ask(asked(), never));
    expect(counts()).toBe(2);
  });

  it("nobody is shown what was counted for somebody who sees other borrowers", async () => {
    const { desk, counts } = counted();
    await all(desk.ask(asked(), never));
    await all(desk.ask(asked({ sees: { whose: "officer", officer: "li" } }), never));
    await all(desk.ask(asked({ branch: "east" }), never));
    expect(counts()).toBe(3);
  });

  it("one is counted at a time, and beyond eight nobody is made to wait", async () => {
    const { desk, most, gate } = counted({ closed: true });
    const spans = Array.from({ length: 8 }, (_, n) => desk.ask(asked({ branch: `b${String(n)}` }), never));
    const waiting = spans.map(all);
    expect(desk.ask(asked({ branch: "one more" }), never)).toBe("busy");
    gate();
    for (const news of await Promise.all(waiting)) expect(news.at(-1)?.kind).toBe("counted");
    expect(most()).toBe(1);
  });

  it("is given up when the last who waits has gone, and begun anew for the next", async () => {
    const { desk, counts, gate, seen } = counted({ closed: true });
    const [first, second] = [new AbortController(), new AbortController()];
    const waiting = [all(desk.ask(asked(), first.signal)), all(desk.ask(asked(), second.signal))];
    first.abort();
    second.abort();
    await Promise.all(waiting);
    gate();
    const news = await all(desk.ask(asked(), never));
    expect(news.at(-1)?.kind).toBe("counted");
    expect(seen()).toBeLessThanOrEqual(2);
    expect(counts()).toBeLessThanOrEqual(2);
  });

  it("one that fails is told so, and is not kept", async () => {
    let broken = true;
    const { desk } = counted({
      fail: () => {
        if (broken) throw new Error("database away");
      },
    });
    expect((await all(desk.ask(asked(), never))).at(-1)).toEqual({ kind: "failed" });
    broken = false;
    expect((await all(desk.ask(asked(), never))).at(-1)?.kind).toBe("counted");
  });
});

const never = new AbortController().signal;

async function all(news: ReturnType<ReturnType<typeof createForecastDesk>["ask"]>): Promise<ForecastNews[]> {
  if (news === "busy") throw new Error("busy");
  const told: ForecastNews[] = [];
  for await (const each of news) told.push(each);
  return told;
}

/** A desk whose book says how often it was read, and which may be held up (`closed`, until `gate` is called). */
function counted({ closed = false, fail = () => undefined as void } = {}) {
  let [reads, atOnce, most, seen] = [0, 0, 0, 0];
  let now: Instant = monday;
  let open = (): void => undefined;
  const opened = closed ? new Promise<void>((resolve) => (open = resolve)) : Promise.resolve();
  const deps = forecastOver(borrower(), {
    async *borrowers() {
      reads++;
      most = Math.max(most, ++atOnce);
      await opened;
      fail();
      seen++;
      yield borrower();
      atOnce--;
    },
  });
  return {
    desk: createForecastDesk({ ...deps, clock: { now: () => now, speed: 1 } }),
    counts: () => reads,
    most: () => most,
    seen: () => seen,
    gate: () => open(),
    later(ms: number) {
      now = plus(now, ms);
    },
  };
}
