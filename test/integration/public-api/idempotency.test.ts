import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayMs, minuteMs } from "../../../bot/domain/calendar.ts";
import { beginKeyed } from "../../../bot/app/requests/begin-keyed.ts";
import { createIdempotencyStore } from "../../../bot/store/requests/idempotency-store.ts";
import { createSweepStore } from "../../../bot/store/sweep/sweep-store.ts";
import { newId } from "../../support/seed-book.ts";
import { core, openPublicDesk, other, stall, wang, type PublicDesk } from "./support.ts";

let desk: PublicDesk;
const batch = (reference: string, amount = "10.00") => ({ payments: [{ loan: "L-1", reference, paidOn: "2026-11-20", amount }] });
const post = (key: string, body: unknown, path = "/api/v1/payments/batch") => desk.call("POST", path, body, { "idempotency-key": key });
const paid = async () => (await desk.call("GET", "/api/v1/loans/by-external-id/L-1")).body.paid.minor;

beforeAll(async () => {
  desk = await openPublicDesk();
  await desk.call("PUT", "/api/v1/borrowers/by-external-id/B-1", wang);
  await desk.call("PUT", "/api/v1/loans/by-external-id/L-1", stall);
});
afterAll(() => desk.close());

describe("a POST with an idempotency key", () => {
  it("told again gets the same answer, byte for byte, and changes nothing", async () => {
    const first = await post("a-1", batch("A-1"));
    const before = await desk.database.logEntry.count();
    const again = await post("a-1", batch("A-1"));
    expect(again).toMatchObject({ status: 200, body: first.body });
    expect(first.body.posted).toBe(1);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(await desk.database.logEntry.count()).toBe(before);
  });

  it("with another body, or on another route, is refused", async () => {
    await post("a-2", batch("A-2"));
    expect((await post("a-2", batch("A-2", "11.00"))).status).toBe(422);
    expect((await post("a-2", { asOf: "2026-11-22T00:00:00Z" }, "/api/v1/ledger/as-of")).status).toBe(422);
  });

  it("of another key of the lender's is another one", async () => {
    await post("a-3", batch("A-3"));
    desk.as(other);
    expect((await post("a-3", batch("A-3b"))).body).toMatchObject({ posted: 1 });
    desk.as(core);
  });

  it("that comes twice at once is run once: the second is told to come again, or gets the answer", async () => {
    const before = BigInt(await paid());
    const all = await Promise.all(Array.from({ length: 8 }, () => post("a-4", batch("A-4", "7.00"))));
    for (const { status, body, headers } of all) {
      if (status === 409) expect(headers.get("retry-after")).toBe("1");
      else expect(body).toMatchObject({ posted: 1 });
    }
    expect(all.filter(({ status, headers }) => status === 200 && headers.get("idempotent-replayed") === null)).toHaveLength(1);
    expect(BigInt(await paid()) - before).toBe(700n);
    expect((await post("a-4", batch("A-4", "7.00"))).body).toMatchObject({ posted: 1 });
  });

  it("whose server died is run anew once it is taken for dead, and posts nothing twice", async () => {
    const store = createIdempotencyStore(desk.database, desk.vault);
    const body = batch("A-5", "9.00");
    const request = { caller: "key:key-1", key: "a-5", method: "POST", path: "/api/v1/payments/batch", body: JSON.stringify(body) };
    expect(await beginKeyed({ clock: { now: desk.now, speed: 1 }, newId }, store, request)).toMatchObject({ status: "mine" });
    // it had posted, and died before it could keep its answer
    await desk.call("POST", "/api/v1/payments/batch", body);
    const before = await paid();
    expect((await post("a-5", body)).status).toBe(409);
    desk.wait(3 * minuteMs);
    expect((await post("a-5", body)).body).toMatchObject({ posted: 0, known: 1 });
    expect((await post("a-5", body)).body).toMatchObject({ posted: 0, known: 1 });
    expect(await paid()).toBe(before);
  });

  it("keeps a refusal too, so that a repeated mistake is not half repaired", async () => {
    const bad = { loan: "nowhere", reference: "A-6", paidOn: "2026-11-20", amount: "1.00" };
    const first = await post("a-6", bad, "/api/v1/payments");
    expect(await post("a-6", bad, "/api/v1/payments")).toMatchObject({ status: 422, body: first.body });
  });

  it("is refused where the key is empty or too long", async () => {
    expect((await post("x".repeat(256), batch("A-7"))).status).toBe(400);
    expect((await post("a b", batch("A-7"))).status).toBe(400);
  });

  it("is kept sealed, for a day", async () => {
    await post("a-8-secret", { payments: [{ loan: "L-secret-8", reference: "A-8", paidOn: "2026-11-20", amount: "1.00" }] });
    const rows = await desk.database.idempotentRequest.findMany();
    const stored = Buffer.concat(rows.flatMap((row) => [row.id, row.requestHash, row.responseSealed ?? Buffer.alloc(0)])).toString("latin1");
    expect(rows.length).toBeGreaterThan(5);
    expect(stored).not.toMatch(/secret|loan|posted/);
    desk.wait(dayMs + 1);
    expect((await post("a-1", batch("A-1", "12.00"))).status).not.toBe(422);
    const sweep = createSweepStore({ database: desk.database, vault: desk.vault, newId, speed: 1 });
    expect(await sweep.forgetAnswers(desk.now())).toBeGreaterThan(5);
    expect(await desk.database.idempotentRequest.count()).toBe(1);
  });
});

describe("a key that asks too much", () => {
  it("is told how long to wait, by all servers together, while other keys go on", async () => {
    const slow = await openPublicDesk({ perMinute: 60, burst: 6 });
    try {
      const asked = await Promise.all(Array.from({ length: 12 }, () => slow.call("GET", `/api/v1/messages/${randomUUID()}`)));
      expect(asked.filter(({ status }) => status === 404).length).toBeGreaterThanOrEqual(5);
      const refused = asked.filter(({ status }) => status === 429);
      expect(refused.length).toBeGreaterThanOrEqual(4);
      for (const { headers } of refused) expect(Number(headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
      slow.as(other);
      expect((await slow.call("GET", `/api/v1/messages/${randomUUID()}`)).status).toBe(404);
    } finally {
      await slow.close();
    }
  });
});
