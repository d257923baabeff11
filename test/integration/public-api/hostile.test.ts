import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openPublicDesk, stall, wang, type PublicDesk } from "./support.ts";

let desk: PublicDesk;
beforeAll(async () => {
  desk = await openPublicDesk();
  await desk.call("PUT", "/api/v1/borrowers/by-external-id/B-1", wang);
});
afterAll(() => desk.close());
const put = (body: unknown) => desk.call("PUT", "/api/v1/borrowers/by-external-id/B-2", body);
const nul = String.fromCharCode(0);

describe("a hostile request", () => {
  it("with NUL characters or halves of characters anywhere is refused with the field", async () => {
    expect(await put({ ...wang, name: `王${nul}` })).toMatchObject({ status: 400, body: { errors: [{ field: "name" }] } });
    expect(await put({ ...wang, officer: "\uD800" })).toMatchObject({ status: 400, body: { errors: [{ field: "officer" }] } });
    expect((await put(`{"name":"\\u0000","${nul}":1}`)).status).toBe(400);
    expect((await put({ ...wang, [`a${nul}`]: "x" })).status).toBe(400);
    expect((await desk.call("GET", "/api/v1/borrowers/by-external-id/%00")).status).toBe(400);
    expect((await desk.call("GET", "/api/v1/borrowers?cursor=%00")).status).toBe(400);
    const deep = { payments: [{ loan: "L", reference: `R${nul}`, paidOn: "2026-11-20", amount: "1" }] };
    expect((await desk.call("POST", "/api/v1/payments/batch", deep)).body.errors).toMatchObject([{ field: "payments.0.reference" }]);
  });

  it("with unknown fields is refused, in bodies and in queries", async () => {
    expect((await put({ ...wang, nickname: "x" })).body.errors).toEqual([{ field: "body", reason: "unknown field: nickname" }]);
    expect((await put({ ...wang, "王秀英 13800138000": "x" })).body.detail).not.toMatch(/王|138/);
    expect((await desk.call("GET", "/api/v1/borrowers?serch=B")).status).toBe(400);
    expect((await desk.call("GET", "/api/v1/borrowers?limit=201")).body.errors).toEqual([{ field: "limit", reason: "at most 200" }]);
    expect((await desk.call("GET", "/api/v1/messages?from=yesterday")).body.errors[0].field).toBe("from");
  });

  it("that is no JSON, too deep, of another type or of a wrong form is a 400", async () => {
    for (const body of ["{", "[".repeat(60_000), "[".repeat(30_000) + "]".repeat(30_000), "null", "42", '"x"', "[]", '{"__proto__":{"a":1}}']) {
      expect((await put(body)).status, body.slice(0, 20)).toBe(400);
    }
    expect((await desk.call("PUT", "/api/v1/borrowers/by-external-id/B-2", "name=x", { "content-type": "text/plain" })).status).toBe(400);
    expect((await put({ ...wang, name: 5 })).body.errors).toEqual([{ field: "name", reason: "expected string" }]);
    const loan = JSON.stringify({ ...stall, principal: 96396 }).replace('"instalments":12', '"instalments":1e400');
    expect((await desk.call("PUT", "/api/v1/loans/by-external-id/L-1", loan)).status).toBe(400);
    expect((await desk.call("GET", "/api/v1/loans/not-a-uuid")).status).toBe(400);
  });

  it("with long or odd texts is taken or refused by the rules of the import", async () => {
    expect((await put({ ...wang, name: "王".repeat(501) })).status).toBe(400);
    expect((await put({ ...wang, name: "\u2066王\u2069" })).status).toBe(422);
    expect((await put({ ...wang, name: "👩‍🌾 مريم", address: "sim-2", phone: "１３８００１３８０００" })).status).toBe(201);
    expect((await desk.call("GET", "/api/v1/borrowers/by-external-id/B-2")).body.name).toBe("👩‍🌾 مريم");
    const odd = "L/2 贷款?#%";
    expect((await desk.call("PUT", `/api/v1/loans/by-external-id/${encodeURIComponent(odd)}`, stall)).status).toBe(201);
    expect((await desk.call("GET", `/api/v1/loans/by-external-id/${encodeURIComponent(odd)}`)).body.externalId).toBe(odd);
    expect((await desk.call("PUT", "/api/v1/loans/by-external-id/1.5E%2B10", stall)).body.errors).toMatchObject([{ field: "externalId" }]);
  });

  it("with a cursor of another list, or of nobody's making, is refused", async () => {
    const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    for (const cursor of ["x", "", "🙂", forged(["e", 5]), forged(["m", "x", "y"]), forged(["e", `a${nul}`]), forged({}), "A".repeat(4_001)]) {
      expect((await desk.call("GET", `/api/v1/messages?cursor=${encodeURIComponent(cursor)}`)).status, cursor.slice(0, 20)).toBe(400);
    }
    expect((await desk.call("GET", `/api/v1/messages?cursor=${forged(["e", "B-1"])}`)).status).toBe(400);
    expect((await desk.call("GET", `/api/v1/borrowers?cursor=${forged(["e", "'; DROP TABLE loan; --"])}`)).status).toBe(200);
  });
});
