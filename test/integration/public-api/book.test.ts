import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openPublicDesk, stall, wang, type PublicDesk } from "./support.ts";

let desk: PublicDesk;
let n = 0;
let [borrowerId, loanId] = ["", ""];
const borrowerPath = () => `/api/v1/borrowers/by-external-id/${borrowerId}`;
const loanPath = () => `/api/v1/loans/by-external-id/${loanId}`;
const putBorrower = (more: object = {}) => desk.call("PUT", borrowerPath(), { ...wang, address: `sim-${borrowerId}`, ...more });
const putLoan = (more: object = {}) => desk.call("PUT", loanPath(), { ...stall, borrower: borrowerId, ...more });
const pay = (amount: string, reference: string, more: object = {}) =>
  desk.call("POST", "/api/v1/payments", { loan: loanId, reference, paidOn: "2026-11-20", amount, ...more });

beforeAll(async () => {
  desk = await openPublicDesk();
});
afterAll(() => desk.close());
beforeEach(() => {
  n += 1;
  borrowerId = `B-${String(n)}`;
  loanId = `L-${String(n)}`;
});

describe("a borrower told by PUT", () => {
  it("is created, unchanged when told again, and changed where something differs, each with its entry by the key", async () => {
    const created = await putBorrower();
    expect(created).toMatchObject({ status: 201, body: { status: "created" } });
    expect((await putBorrower()).body).toEqual({ status: "unchanged", id: created.body.id });
    expect(await putBorrower({ branch: "ningbo", doNotContact: true })).toMatchObject({ status: 200, body: { status: "changed" } });
    const read = (await desk.call("GET", borrowerPath())).body;
    expect(read).toMatchObject({ id: created.body.id, name: "王秀英", branch: "ningbo", holds: [{ reason: "do_not_contact" }] });
    expect(read.contactPoints.map(({ channel, address }: { channel: string; address: string }) => [channel, address]).toSorted()).toEqual([
      ["sim", `sim-${borrowerId}`],
      ["sms", "+8613800138000"],
    ]);
    expect((await desk.call("GET", `/api/v1/borrowers/${created.body.id}`)).body).toEqual(read);
    const own = (entries: { borrowerId: string | null }[]) => entries.filter((one) => one.borrowerId === created.body.id);
    expect(own(await desk.logged("borrower.created"))).toMatchObject([{ actor: "key:core" }]);
    expect(own(await desk.logged("borrower.changed"))).toMatchObject([{ actor: "key:core", body: { fields: ["branch"] } }]);
    expect(own(await desk.logged("hold.set"))).toMatchObject([{ actor: "key:core" }]);
    expect(own(await desk.logged("borrower.looked_at"))).toMatchObject([{ actor: "key:core" }]);
  });

  it("is contacted again when the lender says so, and only the lender's own hold is lifted", async () => {
    await putBorrower({ doNotContact: true });
    await putBorrower({ doNotContact: false });
    expect((await desk.call("GET", borrowerPath())).body.holds).toEqual([]);
    expect(await desk.database.hold.findFirst({ where: { liftedBy: "key:core" } })).not.toBeNull();
  });

  it("is refused field by field, without a value, and nothing is stored", async () => {
    const refused = await putBorrower({ timezone: "Mars/Base", type: "spy", name: "李\u202Egnu", locale: "xx-nowhere-at-all-really" });
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map(({ field }: { field: string }) => field).toSorted()).toEqual(["locale", "name", "timezone", "type"]);
    expect(JSON.stringify(refused.body)).not.toMatch(/Mars|spy|李/);
    expect((await desk.call("GET", borrowerPath())).status).toBe(404);
  });

  it("of whom two systems tell at once is created once", async () => {
    const both = await Promise.all([putBorrower(), putBorrower({ branch: "ningbo" }), putBorrower()]);
    expect(new Set(both.map(({ body }) => body.id)).size).toBe(1);
    expect(both.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  it("who was erased is not stored again", async () => {
    const { body } = await putBorrower();
    await desk.database.$executeRawUnsafe(`DELETE FROM keys.borrower_key WHERE borrower_id = '${String(body.id)}'`);
    expect(await putBorrower({ name: "王秀英二" })).toMatchObject({ status: 422, body: { errors: [{ field: "externalId" }] } });
    expect((await desk.call("GET", borrowerPath())).body).toMatchObject({ name: null, contactPoints: [{ address: null }, { address: null }] });
  });
});

describe("a loan told by PUT", () => {
  beforeEach(async () => {
    await putBorrower();
  });

  it("has the schedule that its terms make, and is unchanged when told again", async () => {
    expect(await putLoan()).toMatchObject({ status: 201, body: { status: "created" } });
    expect((await putLoan()).body.status).toBe("unchanged");
    const { body } = await desk.call("GET", loanPath());
    expect(body).toMatchObject({
      borrower: { externalId: borrowerId },
      principal: { minor: "9639600", text: "CNY 96396.00" },
      status: "open",
      ledgerAsOf: "2026-11-22T06:30:00.000Z",
    });
    expect(body.schedule).toHaveLength(12);
    expect(body.schedule[1]).toMatchObject({ no: 2, dueOn: "2026-12-15", open: { minor: "803300" } });
  });

  it("takes the lender's own schedule in the same transaction, and keeps it until the terms change", async () => {
    const schedule = [
      { dueOn: "2026-12-01", amount: "100.00" },
      { dueOn: "2027-01-09", amount: "250.50" },
    ];
    expect((await putLoan({ schedule })).body.status).toBe("created");
    expect((await putLoan({ schedule })).body.status).toBe("unchanged");
    expect((await putLoan()).body.status).toBe("unchanged");
    expect((await desk.call("GET", loanPath())).body.schedule.map(({ dueOn }: { dueOn: string }) => dueOn)).toEqual(["2026-12-01", "2027-01-09"]);
    expect((await putLoan({ schedule: schedule.slice(0, 1) })).body.status).toBe("changed");
    expect((await desk.call("GET", loanPath())).body.schedule).toHaveLength(1);
    expect((await putLoan({ instalments: 6 })).body.status).toBe("changed");
    expect((await desk.call("GET", loanPath())).body.schedule).toHaveLength(6);
  });

  it("stores nothing at all where one instalment of the schedule is bad", async () => {
    const schedule = [
      { dueOn: "2027-01-01", amount: "1.00" },
      { dueOn: "2026-12-01", amount: "1.005" },
    ];
    expect(await putLoan({ schedule })).toMatchObject({ status: 422, body: { errors: [{ field: "schedule.1.dueOn" }] } });
    expect((await desk.call("GET", loanPath())).status).toBe(404);
  });

  it("is what the borrower is told of: amountDue stays until it is said to be gone", async () => {
    await putLoan({ amountDue: "8100.00" });
    await putLoan();
    expect((await desk.call("GET", loanPath())).body.amountDue).toMatchObject({ minor: "810000" });
    await putLoan({ amountDue: null, status: "closed" });
    expect((await desk.call("GET", loanPath())).body).toMatchObject({ amountDue: null, status: "closed" });
    expect((await desk.logged("loan.closed")).at(-1)).toMatchObject({ actor: "key:core" });
  });

  it("is refused of an unknown borrower, in another currency, with a wrong or huge amount, or with a ledger of the future", async () => {
    const fields = async (more: object) => (await putLoan(more)).body.errors?.map(({ field }: { field: string }) => field);
    expect(await fields({ borrower: "nobody" })).toEqual(["borrower"]);
    expect(await fields({ currency: "ABC" })).toContain("currency");
    expect(await fields({ principal: "9".repeat(30) })).toEqual(["principal"]);
    expect(await fields({ instalmentAmount: "8,033.00" })).toEqual(["instalmentAmount"]);
    expect(await fields({ ledgerAsOf: "2026-11-23T00:00:00Z" })).toEqual(["ledgerAsOf"]);
    expect(await fields({ firstDueOn: "2026-02-30" })).toContain("firstDueOn");
    await putLoan();
    expect(await fields({ currency: "JPY", principal: "10", instalmentAmount: "1" })).toEqual(["currency"]);
    await desk.call("PUT", "/api/v1/borrowers/by-external-id/B-else", { ...wang, address: "sim-else" });
    expect(await fields({ borrower: "B-else" })).toEqual(["borrower"]);
  });

  it("moves its ledger on and never back", async () => {
    await putLoan();
    desk.wait(60_000);
    expect((await putLoan({ ledgerAsOf: "2026-11-22T06:30:30Z" })).body.status).toBe("changed");
    expect((await putLoan({ ledgerAsOf: "2026-11-01T00:00:00Z" })).body.status).toBe("unchanged");
    expect((await desk.call("GET", loanPath())).body.ledgerAsOf).toBe("2026-11-22T06:30:30.000Z");
  });
});

describe("payments", () => {
  beforeEach(async () => {
    await putBorrower();
    await putLoan();
  });

  it("count at once, are known by their reference, and go back by a negative amount", async () => {
    expect((await pay("8033.00", "R-1")).body).toEqual({ status: "posted", warnings: [] });
    expect((await pay("８０３３．００", "R-1")).body.status).toBe("known");
    expect((await pay("-33.00", "R-2")).body.status).toBe("reversed");
    const { body } = await desk.call("GET", loanPath());
    expect(body.paid).toMatchObject({ minor: "800000" });
    expect(body.schedule[0].open).toMatchObject({ minor: "3300" });
    const posted = await desk.call("GET", `/api/v1/loans/${body.id}/payments?limit=1`);
    expect(posted.body.items).toHaveLength(1);
    expect((await desk.call("GET", `/api/v1/loans/${body.id}/payments?limit=1&cursor=${posted.body.next}`)).body).toMatchObject({ items: [{}], next: null });
    expect((await desk.logged("import.payments")).at(-1)).toMatchObject({ actor: "key:core", body: { reversed: 1 } });
  });

  it("are refused with other values under the same reference, without a known loan, of nothing, or finer than the currency", async () => {
    await pay("8033.00", "R-1");
    const field = async (amount: string, reference: string, more: object = {}) => (await pay(amount, reference, more)).body.errors?.[0]?.field;
    expect(await field("1.00", "R-1")).toBe("reference");
    expect(await field("1.00", "R-3", { loan: "nowhere" })).toBe("loan");
    expect(await field("0", "R-3")).toBe("amount");
    expect(await field("1.005", "R-3")).toBe("amount");
    expect(await field("1.00", "")).toBe("reference");
    expect(await field("1.00", "R-3", { paidOn: "15.11.2026" })).toBe("paidOn");
  });

  it("in a batch are posted and refused each in its place, in one transaction", async () => {
    const of = (reference: string, amount: string, more: object = {}) => ({ loan: loanId, reference, paidOn: "2026-11-20", amount, ...more });
    const payments = [
      of("R-1", "10.00"),
      of("R-2", "ten"),
      of("R-1", "10.00"),
      of("R-3", "5.00", { loan: "nowhere" }),
      of("R-4", "-5.00"),
      of("R-5", "1", { paidOn: "2027-05-01" }),
    ];
    const { body } = await desk.call("POST", "/api/v1/payments/batch", { payments });
    expect(body).toMatchObject({ posted: 2, known: 1, reversed: 1, refused: 2 });
    expect(body.items.map(({ status }: { status: string }) => status)).toEqual(["posted", "refused", "known", "refused", "reversed", "posted"]);
    expect(body.items[1].problems).toMatchObject([{ field: "amount" }]);
    expect(body.items[5].warnings).toMatchObject([{ field: "paidOn" }]);
    expect((await desk.call("POST", "/api/v1/payments/batch", { payments })).body).toMatchObject({ posted: 0, known: 4, refused: 2 });
  });

  it("of a thousand are one request, of more too many", async () => {
    const payments = Array.from({ length: 1000 }, (_, i) => ({ loan: loanId, reference: `M-${String(i)}`, paidOn: "2026-11-20", amount: "0.01" }));
    expect((await desk.call("POST", "/api/v1/payments/batch", { payments })).body).toMatchObject({ posted: 1000, refused: 0 });
    expect((await desk.call("POST", "/api/v1/payments/batch", { payments: [...payments, payments[0]] })).status).toBe(400);
  });

  it("told twice at once are posted once", async () => {
    const both = await Promise.all(["1", "2", "3", "4"].map(() => pay("100.00", "R-9")));
    expect(both.map(({ body }) => body.status).toSorted()).toEqual(["known", "known", "known", "posted"]);
  });

  it("say how far the ledger is known, but not of a loan of which one was refused", async () => {
    await putBorrower();
    const first = loanId;
    loanId = `${first}-b`;
    await putLoan();
    desk.wait(3_600_000);
    const asOf = new Date(desk.now()).toISOString();
    const of = (loan: string, reference: string, amount: string) => ({ loan, reference, paidOn: "2026-11-20", amount });
    await desk.call("POST", "/api/v1/payments/batch", {
      payments: [of(first, "R-1", "1.00"), of(loanId, "R-1", "1.00"), of(loanId, "R-2", "x")],
      ledgerAsOf: asOf,
    });
    expect((await desk.call("GET", `/api/v1/loans/by-external-id/${first}`)).body.ledgerAsOf).toBe(asOf);
    expect((await desk.call("GET", loanPath())).body.ledgerAsOf).not.toBe(asOf);
    expect(await pay("1.00", "R-7", { ledgerAsOf: "2030-01-01T00:00:00Z" })).toMatchObject({ status: 422, body: { errors: [{ field: "ledgerAsOf" }] } });
  });

  it("and the ledger of all open loans but some is stated in one call", async () => {
    desk.wait(3_600_000);
    const asOf = new Date(desk.now()).toISOString();
    expect((await desk.call("POST", "/api/v1/ledger/as-of", { asOf, except: [loanId] })).body).toEqual({ status: "stated" });
    expect((await desk.call("GET", loanPath())).body.ledgerAsOf).not.toBe(asOf);
    await desk.call("POST", "/api/v1/ledger/as-of", { asOf });
    expect((await desk.call("GET", loanPath())).body.ledgerAsOf).toBe(asOf);
    expect(await desk.call("POST", "/api/v1/ledger/as-of", { asOf: "2030-01-01T00:00:00Z" })).toMatchObject({
      status: 422,
      body: { errors: [{ field: "asOf" }] },
    });
    expect((await desk.logged("ledger.stated")).at(-1)).toMatchObject({ actor: "key:core" });
  });
});
