import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays, dayIn, dayMs, plus, zone } from "../../../bot/domain/calendar.ts";
import { fullBook } from "../../support/full-book.ts";
import { now, openDesk, type Desk } from "./support.ts";

const today = dayIn(now, zone("Asia/Shanghai"));
const range = `from=${today}&to=${addDays(today, 13)}`;
let desk: Desk;
let borrowerId: string;

beforeAll(async () => {
  desk = await openDesk();
  ({ borrowerId } = await fullBook(desk.book, now));
  const other = await desk.book.borrower({ externalId: "B-2001", name: "何平", branch: "ningbo", officer: "wu.gang", dueOn: addDays(today, 2) });
  const said = await desk.book.said(other, "好", now);
  for (const state of ["kept", "kept", "broken", "open", "replaced"])
    await desk.book.promise(other, 1_000n, addDays(today, -3), said, plus(now, -9 * dayMs), state);
}, 60_000);
afterAll(() => desk.close());

interface Counted {
  kind: string;
  summary: { days: { touches: number; messages: number }[]; officers: { officer: string }[]; capacity: { officers: number }; asOf: string; borrowers: number };
}

async function forecastOf(who: "officer" | "supervisor" | "compliance", query = range): Promise<Counted["summary"]> {
  const response = await (await desk.as(who)).get(`/api/console/forecast?${query}`);
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/x-ndjson"]);
  const lines = (await response.text()).trimEnd().split("\n");
  const last: Counted = JSON.parse(lines.at(-1) ?? "{}");
  expect(last.kind).toBe("counted");
  return last.summary;
}

describe("the forecast of the console", () => {
  it("counts everybody's for who sees all, and only their own for an officer", async () => {
    const [all, own] = [await forecastOf("supervisor"), await forecastOf("officer")];
    const officers = (of: Counted["summary"]) => of.officers.map(({ officer }) => officer).toSorted();
    expect(officers(all)).toContain("wu.gang");
    expect(officers(own)).toEqual(["li.wei"]);
    expect(own.borrowers).toBeLessThan(all.borrowers);
    expect(own.capacity.officers).toBe(1);
    expect(all.asOf).toBe("2026-11-22T06:30:00.000Z");
    expect(JSON.stringify(all)).not.toContain("何平");
  });

  it("counts a branch alone, and nothing where a branch is not the caller's to see", async () => {
    expect((await forecastOf("compliance", `${range}&branch=ningbo`)).officers.map(({ officer }) => officer)).toEqual(["wu.gang"]);
    expect(await forecastOf("officer", `${range}&branch=ningbo`)).toMatchObject({ borrowers: 0, days: [], officers: [] });
  });

  it("is refused to an admin and to nobody in particular, and takes no range that makes no sense", async () => {
    expect((await (await desk.as("admin")).get(`/api/console/forecast?${range}`)).status).toBe(403);
    expect((await desk.app.request(`/api/console/forecast?${range}`)).status).toBe(401);
    for (const query of [
      "",
      `from=${today}`,
      `from=${today}&to=2026-02-30`,
      `from=${today}&to=${addDays(today, -1)}`,
      `from=${today}&to=${addDays(today, 400)}`,
    ])
      expect((await desk.get(`/api/console/forecast?${query}`)).status, query).toBe(400);
  });

  it("changes nothing: no touch, message or entry of the log is made by it", async () => {
    const count = async () => [await desk.database.touch.count(), await desk.database.message.count(), await desk.database.logEntry.count()];
    const before = await count();
    await forecastOf("supervisor", `from=${today}&to=${addDays(today, 20)}`);
    expect(await count()).toEqual(before);
  });
});

describe("why a borrower got a text on a day", () => {
  const why = async (who: "officer" | "supervisor" | "compliance", id: string, on: string) =>
    (await desk.as(who)).get(`/api/console/borrowers/${id}/why?day=${on}`);

  it("is told of a day that was and of one to come, and the look is logged", async () => {
    expect(await (await why("officer", borrowerId, addDays(today, -20))).json()).toMatchObject({ kind: "nothing_planned" });
    const ahead = await (await why("officer", borrowerId, addDays(today, 8))).json();
    expect(["will_send", "will_not", "will_move", "nothing_planned"]).toContain(ahead.kind);
    expect((await desk.logged("borrower.looked_at")).map(({ body }) => body["page"])).toContain("why");
  });

  it("is nobody's to know of another officer's borrower, and there is no such day as 30 February", async () => {
    const other = await desk.database.borrower.findUniqueOrThrow({ where: { externalId: "B-2001" } });
    expect((await why("officer", other.id, today)).status).toBe(404);
    expect((await why("supervisor", other.id, today)).status).toBe(200);
    expect((await why("supervisor", other.id, "2026-02-30")).status).toBe(400);
    expect((await (await desk.as("admin")).get(`/api/console/borrowers/${other.id}/why?day=${today}`)).status).toBe(403);
  });
});

describe("the kept rate", () => {
  const kept = async (who: "officer" | "supervisor") =>
    (await (await desk.as(who)).get(`/api/console/promises/kept?from=${addDays(today, -60)}&to=${addDays(today, 30)}`)).json();

  it("has both numbers, by branch and officer, and of an officer's own borrowers alone", async () => {
    const all = await kept("supervisor");
    expect(all.branches).toContainEqual({ key: "ningbo", rate: { kept: 2, partly: 0, broken: 1, decided: 3, open: 1, replaced: 1 } });
    expect(all.all).toMatchObject({ kept: 2, decided: 4 });
    expect((await kept("officer")).officers.map(({ key }: { key: string }) => key)).toEqual(["li.wei"]);
    expect((await (await desk.as("admin")).get(`/api/console/promises/kept?from=${today}&to=${today}`)).status).toBe(403);
  });
});
