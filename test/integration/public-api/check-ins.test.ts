import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scopes } from "../../../bot/app/access/caller.ts";
import { day, instant, minuteMs, plus } from "../../../bot/domain/calendar.ts";
import type { Answer } from "../../../bot/domain/checkins/answer.ts";
import { currency } from "../../../bot/domain/money.ts";
import { createErasureStore } from "../../../bot/store/keep/erasure-store.ts";
import { newId, type SeededBorrower } from "../../support/seed-book.ts";
import { seedCheckins } from "../../support/seed-checkins.ts";
import { now, openDesk, type Desk } from "../api/support.ts";
import { openPublicDesk, start, type PublicDesk } from "./support.ts";

let desk: PublicDesk;
let version: { id: string; questionnaire: string };
let round: string;
const began = instant("2026-11-10T02:00:00Z");
beforeAll(async () => {
  desk = await openPublicDesk();
  const seed = seedCheckins(desk.database);
  version = { id: await seed.version("enterprise-month"), questionnaire: "enterprise-month" };
  round = await seed.round("enterprise-month", "上月生意", began);
});
afterAll(() => desk.close());

let borrowers = 100;
const borrower = (): Promise<SeededBorrower> => desk.book.borrower({ externalId: `B-${String((borrowers += 1))}`, name: "王芳", dueOn: day("2026-11-21") });
const run = (of: SeededBorrower, minutes: number, more: { phase?: string; answers?: Readonly<Record<string, Answer>> } = {}) =>
  seedCheckins(desk.database).run(of, round, version, plus(began, minutes * minuteMs), more);

describe("check-ins for other systems", () => {
  it("come by the page, the latest first; one that begins meanwhile shifts none", async () => {
    const of = await borrower();
    const ids = [await run(of, 1), await run(of, 2, { phase: "asking" }), await run(of, 3), await run(of, 4), await run(of, 5)].toReversed();
    const list = (more: string) => desk.call("GET", `/api/v1/check-ins?borrower=${of.id}&limit=2${more}`);
    const first = await list("");
    await run(of, 6);
    const second = await list(`&cursor=${String(first.body.next)}`);
    const third = await list(`&cursor=${String(second.body.next)}`);
    expect([first, second, third].flatMap(({ body }) => body.items.map(({ id }: { id: string }) => id))).toEqual(ids);
    expect(third.body.next).toBeNull();
    expect(first.body.items[0]).toMatchObject({ borrower: { externalId: "B-101" }, questionnaire: "enterprise-month", version: 1, state: "done" });
    const asking = await desk.call("GET", `/api/v1/check-ins?borrower=${of.id}&state=asking`);
    expect(asking.body.items.map(({ id }: { id: string }) => id)).toEqual([ids[3]]);
  });

  it("have no answer in the list; one has those that hold, exact, and its look is logged under the key's name", async () => {
    const of = await borrower();
    const id = await run(of, 1, {
      answers: { versus: { type: "choice", key: "less" }, turnover: { type: "money", minor: 3_000_050n, currency: currency("CNY"), about: true } },
    });
    await desk.database.checkinAnswer.updateMany({ where: { runId: id, question: "versus" }, data: { withdrawnAt: new Date(start) } });
    const list = await desk.call("GET", `/api/v1/check-ins?borrower=${of.id}`);
    expect(JSON.stringify(list.body)).not.toContain("30000");
    const { body } = await desk.call("GET", `/api/v1/check-ins/${id}`);
    expect(body.answers).toEqual([
      { question: "turnover", type: "money", value: "30000.50", unit: "CNY", about: true, corrected: false, at: "2026-11-10T02:03:00.000Z" },
    ]);
    const looks = (await desk.logged("borrower.looked_at")).filter(({ borrowerId }) => borrowerId === of.id);
    expect(looks.map(({ actor }) => actor)).toContain("key:core");
  });

  it("of an erased borrower say that something was answered, and not what", async () => {
    const of = await borrower();
    const id = await run(of, 1, { answers: { remark: { type: "text", text: "客户拖款" } } });
    const { externalId } = await desk.database.borrower.findUniqueOrThrow({ where: { id: of.id } });
    await createErasureStore({ ...desk, newId }).erase(externalId, { at: start, reason: "borrower_request", by: "test" }, true);
    const { status, body } = await desk.call("GET", `/api/v1/check-ins/${id}`);
    expect(status === 404 || body.answers.every(({ value }: { value: unknown }) => value === null)).toBe(true);
    expect(JSON.stringify(body)).not.toContain("客户拖款");
  });

  it("is asked for in a form that is known, or the field is named", async () => {
    expect((await desk.call("GET", "/api/v1/check-ins?state=finished")).body.errors[0].field).toBe("state");
    expect((await desk.call("GET", "/api/v1/check-ins?cursor=nonsense")).status).toBe(400);
    expect((await desk.call("GET", "/api/v1/check-ins?name=x")).status).toBe(400);
  });
});

describe("a key", () => {
  let whole: Desk;
  beforeAll(async () => {
    whole = await openDesk();
  });
  afterAll(() => whole.close());

  it.each(scopes.map((scope) => [scope, scope === "checkins:read" ? 200 : 403] as const))("with %s alone gets %i for check-ins", async (scope, status) => {
    const key = await whole.accounts.keys.add({ name: `only ${scope}`, scopes: [scope], days: 1 }, { actor: "test", at: now });
    const bearer = "key" in key ? key.key : "";
    const answer = await whole.app.request("/api/v1/check-ins", { headers: { authorization: `Bearer ${bearer}` } });
    expect(answer.status).toBe(status);
  });
});
