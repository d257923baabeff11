import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { approveArrangement, changeArrangement, recordConsent, type ArrangementDeps } from "../../../bot/app/arrangements/decide-arrangement.ts";
import type { Caller } from "../../../bot/app/access/caller.ts";
import { addDays, day, instant, plus, dayMs, type Instant } from "../../../bot/domain/calendar.ts";
import { currency } from "../../../bot/domain/money.ts";
import type { ArrangementId, InboundId, LoanId } from "../../../bot/domain/ids.ts";
import type { ArrangementProposed, TurnPlan } from "../../../bot/domain/turns/turn.ts";
import { applyArrangement } from "../../../bot/store/arrangements/apply-arrangement.ts";
import { createArrangementStore } from "../../../bot/store/arrangements/arrangement-store.ts";
import { arrangingFactsOf } from "../../../bot/store/arrangements/arranging-facts.ts";
import { lookAtArrangement } from "../../../bot/store/arrangements/look-at-arrangement.ts";
import { dateOf } from "../../../bot/store/days.ts";
import { raiseEscalation } from "../../../bot/store/escalations/raise-escalation.ts";
import { lockBorrower } from "../../../bot/store/lock-borrower.ts";
import { createSweepStore } from "../../../bot/store/sweep/sweep-store.ts";
import { openText } from "../../../bot/store/seal.ts";
import { loadArrangements } from "../../../bot/templates/load-arrangements.ts";
import { newId, type SeededBorrower } from "../../support/seed-book.ts";
import { now, openDesk, silent, type Desk } from "../api/support.ts";

let desk: Desk;
let deps: ArrangementDeps;
beforeAll(async () => {
  desk = await openDesk();
  const { policy } = await loadArrangements("templates");
  const { database, vault } = desk;
  deps = {
    clock: { now: () => now, speed: 1 },
    newId,
    log: silent,
    store: createArrangementStore({ database, vault, newId }),
    policy,
    bulletin: { publish: async () => undefined, subscribe: () => () => undefined },
  };
});
afterAll(() => desk.close());

const person = (officer: string, role: "officer" | "supervisor" = "supervisor"): Caller => ({ kind: "person", id: officer, officer, role, branch: null });
let borrowers = 100;
const borrower = (amounts = [803_300n, 803_300n, 803_300n]): Promise<SeededBorrower> =>
  desk.book.borrower({ externalId: `B-${String((borrowers += 1))}`, name: "王芳", dueOn: day("2026-11-21"), amounts });

/** As a turn's commit does it. */
async function inTurn(of: SeededBorrower, event: TurnPlan["events"][number]["event"], at: Instant = now): Promise<string> {
  const because = (await desk.book.said(of, "对", at)) as InboundId;
  const { database, vault } = desk;
  await database.$transaction(async (tx) => {
    const locked = await lockBorrower(tx, vault, of.id);
    if (!locked) throw new Error("no borrower");
    await applyArrangement({ tx, vault, newId, borrower: locked, now: at }, event, because);
  });
  return because;
}

const application = (of: SeededBorrower, more: Partial<ArrangementProposed> = {}): ArrangementProposed => ({
  type: "arrangement_proposed",
  loanId: of.loanId as LoanId,
  offer: "three-parts",
  amountMinor: 803_300n,
  currency: currency("CNY"),
  parts: 3,
  firstOn: day("2026-12-22"),
  firstNo: 1,
  lastNo: 1,
  originalDueOn: day("2026-11-21"),
  needs: ["supervisor"],
  guarantor: false,
  lookDays: 3,
  policyVersion: "test",
  ...more,
});

async function proposed(more: Partial<ArrangementProposed> = {}): Promise<{ of: SeededBorrower; id: ArrangementId }> {
  const of = await borrower();
  await inTurn(of, application(of, more));
  return { of, id: (await desk.database.arrangement.findFirstOrThrow({ where: { loanId: of.loanId } })).id as ArrangementId };
}

const row = (id: string) => desk.database.arrangement.findUniqueOrThrow({ where: { id }, include: { approvals: true } });
const accept = (of: SeededBorrower, id: ArrangementId, round = 1) => inTurn(of, { type: "arrangement_accepted", arrangementId: id, round });
const sweep = () => createSweepStore({ database: desk.database, vault: desk.vault, newId, speed: 1 });

describe("an application for more time, on a database", () => {
  it("rests the instalments that it is about and no other, and is told to the lender's systems", async () => {
    const { of, id } = await proposed();
    expect(await desk.database.hold.findMany({ where: { borrowerId: of.id }, select: { reason: true, loanId: true, instalmentNo: true } })).toEqual([
      { reason: "arrangement", loanId: of.loanId, instalmentNo: 1 },
    ]);
    const told = await desk.database.outwardEvent.findFirstOrThrow({ where: { borrowerId: of.id, type: "arrangement.proposed" } });
    expect(told.data).toMatchObject({
      arrangement: id,
      amount: "8033.00",
      original_due_on: "2026-11-21",
      days_past_due: 1,
      parts: [
        { no: 1, on: "2026-12-22", amount: "2677.67" },
        { no: 2, on: "2027-01-22", amount: "2677.67" },
        { no: 3, on: "2027-02-22", amount: "2677.66" },
      ],
    });
    const facts = (await arrangingFactsOf(desk.database, [of.id], now)).get(of.id);
    expect(facts?.get(of.loanId as LoanId)).toMatchObject({ before: 0, live: { id, state: "proposed", round: 1, confirmed: false } });
  });

  it("once agreed, the case that asked for time is done and one of hardship is not; both systems and log are told", async () => {
    const { of, id } = await proposed();
    const { database, vault } = desk;
    const raise = (reason: "asks_for_time" | "hardship") =>
      database.$transaction((tx) =>
        raiseEscalation(
          { tx, vault, newId },
          { borrowerId: of.id, branch: "branch-1", officer: "li.wei", loanId: null, reason, evidence: { kind: "message", refId: null } },
          now,
        ),
      );
    const [time, hardship] = [await raise("asks_for_time"), await raise("hardship")];
    await approveArrangement(deps, person("zhang.min"), id, 1);
    await accept(of, id);
    const cases = await database.escalation.findMany({
      where: { borrowerId: of.id },
      select: { id: true, state: true, resolutionCode: true, resolvedBy: true },
    });
    expect(new Map(cases.map((one) => [one.id, one]))).toEqual(
      new Map([
        [time, { id: time, state: "resolved", resolutionCode: "agreed_with_borrower", resolvedBy: "bot" }],
        [hardship, { id: hardship, state: "open", resolutionCode: null, resolvedBy: null }],
      ]),
    );
    expect(await database.outwardEvent.count({ where: { borrowerId: of.id, type: "escalation.resolved" } })).toBe(1);
    expect(await database.logEntry.count({ where: { borrowerId: of.id, kind: "escalation.resolved" } })).toBe(1);
  });

  it("a loan has one at a time", async () => {
    const { of } = await proposed();
    await expect(inTurn(of, application(of))).rejects.toThrow();
  });

  it("of two supervisors at the same moment, one approves and the other is refused", async () => {
    const { id } = await proposed();
    const outcomes = await Promise.all(["zhang.min", "chen.jie"].map((officer) => approveArrangement(deps, person(officer), id, 1)));
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["done", "refused"]);
    expect(await row(id)).toMatchObject({ state: "approved", approvals: [{ round: 1 }] });
    expect(await desk.database.touch.count({ where: { arrangementId: id } })).toBe(1);
  });

  it("above the bound it takes two people: one who presses twice at once counts once", async () => {
    const { id } = await proposed({ needs: ["supervisor", "supervisor"] });
    const outcomes = await Promise.all([1, 2, 3].map(() => approveArrangement(deps, person("zhang.min"), id, 1)));
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["done", "refused", "refused"]);
    expect((await row(id)).state).toBe("proposed");
    expect(await approveArrangement(deps, person("chen.jie"), id, 1)).toEqual({ status: "done" });
    expect((await row(id)).state).toBe("approved");
  });

  it("the loan's own officer approves nothing, and the database refuses it too", async () => {
    const { id } = await proposed();
    expect(await approveArrangement(deps, person("li.wei", "officer"), id, 1)).toEqual({ status: "refused", state: "not_asked" });
    expect(await approveArrangement(deps, person("li.wei"), id, 1)).toEqual({ status: "refused", state: "own_loan" });
    await desk.database.arrangementApproval.create({
      data: { id: newId(), arrangementId: id, round: 1, officer: "Li.Wei", role: "supervisor", at: dateOf(day("2026-11-22")) },
    });
    await expect(desk.database.arrangement.update({ where: { id }, data: { state: "approved" } })).rejects.toThrow(/own officer alone/);
    expect((await row(id)).state).toBe("proposed");
  });

  it("approved, confirmed: each part is a promise, the old ones go, and nothing in the ledger has changed", async () => {
    const { of, id } = await proposed();
    const before = await desk.database.loan.findUniqueOrThrow({ where: { id: of.loanId }, include: { schedule: true } });
    await desk.book.promise(of, 100_000n, day("2026-11-30"), newId(), now);
    expect(await approveArrangement(deps, person("zhang.min"), id, 1)).toEqual({ status: "done" });
    await accept(of, id);
    expect(await row(id)).toMatchObject({ state: "agreed" });
    const promises = await desk.database.promiseToPay.findMany({ where: { loanId: of.loanId }, orderBy: { promisedOn: "asc" } });
    expect(promises.map(({ state, amountMinor, paidBeforeMinor }) => [state, amountMinor, paidBeforeMinor])).toEqual([
      ["replaced", 100_000n, 0n],
      ["open", 267_767n, 803_300n],
      ["open", 267_767n, 1_874_367n],
      ["open", 267_766n, 2_142_134n],
    ]);
    expect(await desk.database.loan.findUniqueOrThrow({ where: { id: of.loanId }, include: { schedule: true } })).toEqual(before);
    expect(await desk.database.touch.count({ where: { loanId: of.loanId, kind: "promise_day" } })).toBe(3);
    const types = await desk.database.outwardEvent.findMany({ where: { borrowerId: of.id }, orderBy: { sequence: "asc" }, select: { type: true } });
    expect(types.map(({ type }) => type)).toEqual(["arrangement.proposed", "arrangement.approved", "arrangement.agreed"]);
    expect((await desk.logged("arrangement.agreed")).some(({ body }) => body["arrangement"] === id)).toBe(true);
  });

  it("needs a guarantor's consent in writing where the policy says so, and never comes about without", async () => {
    const { of, id } = await proposed({ guarantor: true });
    await approveArrangement(deps, person("zhang.min"), id, 1);
    await accept(of, id);
    expect(await row(id)).toMatchObject({ state: "approved", agreedAt: null });
    await expect(desk.database.arrangement.update({ where: { id }, data: { state: "agreed", agreedAt: dateOf(day("2026-11-22")) } })).rejects.toThrow();
    expect(await recordConsent(deps, person("li.wei", "officer"), id, 1, { name: "张三", signedOn: day("2026-11-23") })).toEqual({
      status: "refused",
      state: "in_the_future",
    });
    expect(await recordConsent(deps, person("li.wei", "officer"), id, 1, { name: "张三", signedOn: day("2026-11-22") })).toEqual({ status: "done" });
    expect((await row(id)).state).toBe("agreed");
    const consent = await desk.database.guarantorConsent.findFirstOrThrow({ where: { arrangementId: id } });
    expect(openText(of.key, `guarantor_consent.name/${consent.id}`, consent.nameSealed)).toBe("张三");
    expect(Buffer.from(consent.nameSealed).includes("张三")).toBe(false);
  });

  it("other terms are told as such and asked about; a yes to the older ones is none", async () => {
    const { of, id } = await proposed();
    expect(await changeArrangement(deps, person("zhang.min"), id, 1, { parts: 6, firstOn: day("2026-12-22") })).toEqual({ status: "done" });
    expect(await row(id)).toMatchObject({ state: "approved", round: 2, parts: 6, termsBy: "zhang.min" });
    expect(await desk.database.touch.findFirstOrThrow({ where: { arrangementId: id } })).toMatchObject({ kind: "arrangement_changed" });
    await expect(accept(of, id, 1)).rejects.toThrow();
    await accept(of, id, 2);
    expect((await row(id)).state).toBe("agreed");
  });

  it("outside of the policy nobody changes it to anything", async () => {
    const { id } = await proposed();
    expect(await changeArrangement(deps, person("zhang.min"), id, 1, { parts: 13, firstOn: day("2026-12-22") })).toEqual({
      status: "refused",
      state: "too_many_parts",
    });
    expect(await changeArrangement(deps, person("zhang.min"), id, 1, { parts: 2, firstOn: day("2026-11-22") })).toEqual({
      status: "refused",
      state: "not_ahead",
    });
  });

  it("paid meanwhile it is withdrawn, left lying it lapses and becomes a case", async () => {
    const paid = await proposed();
    await desk.database.loan.update({ where: { id: paid.of.loanId }, data: { paidMinor: 803_300n } });
    expect(await approveArrangement(deps, person("zhang.min"), paid.id, 1)).toEqual({ status: "refused", state: "ledger_moved" });
    expect(await sweep().dueArrangements(now, 1_000)).toContain(paid.id);
    expect(await sweep().lookAtArrangement(paid.id, now)).toBeUndefined();
    expect((await row(paid.id)).state).toBe("withdrawn");
    const late = plus(now, 5 * dayMs);
    const left = await proposed();
    const raised = await sweep().lookAtArrangement(left.id, late);
    expect((await row(left.id)).state).toBe("expired");
    expect(await desk.database.escalation.findMany({ where: { borrowerId: left.of.id, reason: "asks_for_time" }, select: { id: true } })).toEqual([
      { id: raised },
    ]);
    expect(await sweep().lookAtArrangement(left.id, late)).toBeUndefined();
  });

  it.each([
    ["kept", [1_071_067n, 2_142_134n, 2_409_900n], ["kept", "kept", "kept"]],
    ["broken", [1_071_067n, 1_874_367n], ["kept", "broken", "replaced"]],
    ["broken", [1_071_066n], ["partly_kept", "replaced", "replaced"]],
  ] as const)("by what the ledger shows it is %s (case %#)", async (end, paid, parts) => {
    const { of, id } = await proposed();
    await approveArrangement(deps, person("zhang.min"), id, 1);
    await accept(of, id);
    const promises = await desk.database.promiseToPay.findMany({ where: { arrangementId: id }, orderBy: { promisedOn: "asc" } });
    for (const [i, paidMinor] of paid.entries()) {
      const at = instant(`${addDays(["2026-12-22", "2027-01-22", "2027-02-22"].map(day)[i] ?? day("2027-02-22"), 3)}T02:00:00Z`);
      await desk.database.loan.update({ where: { id: of.loanId }, data: { paidMinor, ledgerAsOf: dateOf(day("2027-06-01")) } });
      await sweep().decidePromise((promises[i]?.id ?? "") as Parameters<ReturnType<typeof sweep>["decidePromise"]>[0], at);
    }
    expect((await row(id)).state).toBe(end);
    const after = await desk.database.promiseToPay.findMany({ where: { arrangementId: id }, orderBy: { promisedOn: "asc" } });
    expect(after.map(({ state }) => state)).toEqual(parts);
    expect(await desk.database.hold.count({ where: { borrowerId: of.id, reason: "arrangement", liftedAt: null } })).toBe(0);
  });

  it("once the lender's own schedule says so, its schedule holds and ours makes way", async () => {
    const { of, id } = await proposed();
    await approveArrangement(deps, person("zhang.min"), id, 1);
    await accept(of, id);
    await desk.database.loan.update({ where: { id: of.loanId }, data: { scheduleHash: "another" } });
    expect(await sweep().dueArrangements(now, 1_000)).toContain(id);
    await desk.database.$transaction((tx) => lookAtArrangement({ tx, vault: desk.vault, newId }, id, now));
    expect((await row(id)).state).toBe("booked");
    expect(await desk.database.promiseToPay.count({ where: { arrangementId: id, state: "open" } })).toBe(0);
  });
});

describe("the console's routes", () => {
  it("show on the borrower's timeline what was applied for and what became of it", async () => {
    const { of, id } = await proposed();
    await approveArrangement(deps, person("zhang.min"), id, 1);
    await accept(of, id);
    const { timeline } = await (await desk.get(`/api/console/borrowers/${of.id}`)).json();
    const told = timeline.filter(({ kind }: { kind: string }) => kind === "arrangement");
    expect(told.map(({ what }: { what: string }) => what).toSorted()).toEqual(["agreed", "approved", "proposed"]);
    expect(told[0]).toMatchObject({ arrangementId: id, parts: 3, firstOn: "2026-12-22", amount: { text: "CNY 8033.00" } });
  });

  it("show what waits with the borrower's words, and refuse terms that were not seen", async () => {
    const { id } = await proposed();
    const list = await (await desk.get("/api/console/arrangements")).json();
    expect(list.items.map((item: { id: string }) => item.id)).toContain(id);
    const detail = await (await desk.get(`/api/console/arrangements/${id}`)).json();
    expect(detail).toMatchObject({ state: "proposed", daysPastDue: 1, originalDueOn: "2026-11-21", openNow: { text: "CNY 8033.00" }, lines: [{ text: "对" }] });
    expect((await desk.post(`/api/console/arrangements/${id}/approve`, { round: 2 })).status).toBe(409);
    expect((await desk.post(`/api/console/arrangements/${id}/refuse`, { round: 1 })).status).toBe(400);
    expect((await (await desk.as("officer")).post(`/api/console/arrangements/${id}/approve`, { round: 1 })).status).toBe(409);
    expect((await (await desk.as("compliance")).post(`/api/console/arrangements/${id}/approve`, { round: 1 })).status).toBe(403);
    expect((await desk.post(`/api/console/arrangements/${id}/refuse`, { round: 1, note: "请先补交资料" })).status).toBe(200);
    expect(await (await desk.get(`/api/console/arrangements/${id}`)).json()).toMatchObject({ state: "refused", note: "请先补交资料" });
    // of one quarter of an hour the first look is an entry
    expect((await desk.logged("borrower.looked_at")).some(({ body }) => body["page"] === "arrangements")).toBe(true);
  });
});
