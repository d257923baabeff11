import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { instant, toDate } from "../../../bot/domain/calendar.ts";
import { openText } from "../../../bot/store/seal.ts";
import { sql } from "../../../bot/store/database.ts";
import { loansCsv, openBench, scheduleCsv, startOfTest, type Bench } from "./support.ts";

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(async () => {
  await bench.close();
});

const clean = (): Promise<unknown> => bench.db.planDirty.deleteMany();
const dirty = (): Promise<number> => bench.db.planDirty.count();
const dueDays = async (loan: string): Promise<string[]> =>
  (await bench.db.instalment.findMany({ where: { loan: { externalId: loan } }, orderBy: { no: "asc" } })).map(({ dueOn }) => dueOn.toISOString().slice(0, 10));
const openPoints = async (): Promise<string[]> => {
  const points = await bench.db.contactPoint.findMany({ where: { state: { not: "closed" } } });
  return Promise.all(
    points.map(async (point) => {
      const key = await bench.db.$transaction(async (tx) => (await bench.vault.keysOf(tx, [point.borrowerId as never])).values().next().value);
      return `${point.channel}:${openText(key ?? Buffer.alloc(32), `contact_point.address/${point.id}`, point.addressSealed)}`;
    }),
  ).then((all) => all.sort());
};

describe("a new loan", () => {
  test("comes with its borrower, key, contact points, instalments and one log entry a batch", async () => {
    const report = await bench.import({ loans: loansCsv({ phone: "13800138000" }) });
    expect(report).toMatchObject({ written: true, loans: { rows: 1, created: 1, bad: 0 }, borrowers: { created: 1 }, problemCount: 0, ledgerAsOf: null });
    expect(await bench.counts()).toMatchObject({ borrower: 1, contact_point: 2, loan: 1, instalment: 12, plan_dirty: 1, "keys.borrower_key": 1 });
    expect(await bench.logKinds()).toEqual(["import.finished", "import.loans"]);
    expect(await openPoints()).toEqual(["sim:sim-1", "sms:+8613800138000"]);
    const loan = await bench.db.loan.findFirstOrThrow();
    expect(loan).toMatchObject({ principalMinor: 9_639_600n, paidMinor: 0n, status: "open", ledgerAsOf: toDate(startOfTest) });
    expect((await dueDays("L1")).slice(0, 2)).toEqual(["2026-02-28", "2026-03-28"]);
  });

  test("leaves no name, telephone or address in the clear anywhere", async () => {
    await bench.import({ loans: loansCsv({ borrower_name: "Xanadu Quux", phone: "13800138000", address: "sim-secret" }) });
    const tables = ["borrower", "contact_point", "loan", "log_entry"];
    const rows = await Promise.all(tables.map((table) => bench.db.$queryRawUnsafe<{ text: string }[]>(`SELECT t::text AS text FROM ${table} t`)));
    const all = rows
      .flat()
      .map(({ text }) => text)
      .join();
    for (const secret of ["Xanadu", "13800138000", "sim-secret"]) {
      expect(all).not.toContain(secret);
      expect(all).not.toContain(Buffer.from(secret).toString("hex"));
    }
  });
});

describe("importing again", () => {
  test("the same file changes nothing and plans nothing", async () => {
    const file = loansCsv(
      { do_not_contact: "yes", ledger_as_of: "2026-11-21" },
      { loan_id: "L2", phone: "13800138000", do_not_contact: "yes", ledger_as_of: "2026-11-20" },
    );
    await bench.import({ loans: file });
    await clean();
    const before = await bench.counts();
    bench.setClock(instant("2026-11-25T02:00:00Z"));
    const again = await bench.import({ loans: file });
    expect(again).toMatchObject({ loans: { unchanged: 2, created: 0, changed: 0 }, borrowers: { unchanged: 1 } });
    expect(await bench.counts()).toEqual({ ...before, log_entry: (before["log_entry"] ?? 0) + 1, log_pending: (before["log_pending"] ?? 0) + 1 });
    expect(await bench.logKinds()).toContain("import.unchanged");
  });

  test("changed terms replace the instalments and say so in the log; the paid sum stays", async () => {
    await bench.import({ loans: loansCsv({}) });
    await bench.db.loan.updateMany({ data: { paidMinor: 5n } });
    await clean();
    const report = await bench.import({ loans: loansCsv({ first_due_on: "2026-03-31", instalments: "3" }) });
    expect(report.loans).toMatchObject({ changed: 1, unchanged: 0 });
    expect(await dueDays("L1")).toEqual(["2026-03-31", "2026-04-30", "2026-05-31"]);
    expect(await bench.logKinds()).toContain("loan.rescheduled");
    expect(await dirty()).toBe(1);
    expect(await bench.db.loan.findFirstOrThrow()).toMatchObject({ paidMinor: 5n, instalments: 3 });
  });

  test.each([
    ["closed", "loan.closed"],
    ["written_off", "loan.closed"],
  ])("a loan that is now %s is marked, logged and planned anew", async (status, kind) => {
    await bench.import({ loans: loansCsv({}) });
    await clean();
    await bench.import({ loans: loansCsv({ status }) });
    expect(await bench.db.loan.findFirstOrThrow()).toMatchObject({ status });
    expect(await bench.logKinds()).toContain(kind);
    expect(await dirty()).toBe(1);
    await bench.import({ loans: loansCsv({}) });
    expect(await bench.db.loan.findFirstOrThrow()).toMatchObject({ status });
  });

  test("what the file no longer says stays, an empty amount due is taken back", async () => {
    await bench.import({ loans: loansCsv({ amount_due: "100.00" }) });
    await bench.import({ loans: loansCsv({}) });
    expect((await bench.db.loan.findFirstOrThrow()).amountDueMinor).toBe(10_000n);
    await bench.import({ loans: loansCsv({ amount_due: "" }) });
    expect((await bench.db.loan.findFirstOrThrow()).amountDueMinor).toBeNull();
  });

  test("the ledger's moment moves forward and never back", async () => {
    await bench.import({ loans: loansCsv({ ledger_as_of: "2026-11-20T00:00:00Z" }) });
    await bench.import({ loans: loansCsv({ ledger_as_of: "2026-11-21T00:00:00Z" }) });
    await bench.import({ loans: loansCsv({ ledger_as_of: "2026-11-19T00:00:00Z" }) });
    expect((await bench.db.loan.findFirstOrThrow()).ledgerAsOf.toISOString()).toBe("2026-11-21T00:00:00.000Z");
  });

  test("a turn that read the borrower before does not commit on it: the version rises with every change", async () => {
    await bench.import({ loans: loansCsv({}) });
    const version = async (): Promise<number> => (await bench.db.borrower.findFirstOrThrow()).version;
    const first = await version();
    await bench.import({ loans: loansCsv({ officer: "officer-2" }) });
    expect(await version()).toBe(first + 1);
    await bench.import({ loans: loansCsv({ officer: "officer-2" }) });
    expect(await version()).toBe(first + 1);
  });
});

describe("a borrower", () => {
  test("with several loans is one person; where their rows differ the last one counts, with a warning", async () => {
    const file = loansCsv({}, { loan_id: "L2", address: "sim-2", branch: "branch-9" });
    const report = await bench.import({ loans: file });
    expect(report).toMatchObject({ borrowers: { created: 1 }, loans: { created: 2 }, problemCount: 0, warningCount: 1 });
    expect(report.problems[0]).toMatchObject({
      line: 3,
      column: "borrower_id",
      severity: "warning",
      reason: expect.stringContaining("line 2 says something else"),
    });
    expect(await openPoints()).toEqual(["sim:sim-2"]);
    expect(await bench.db.borrower.findFirstOrThrow()).toMatchObject({ branch: "branch-9" });
    expect((await bench.import({ loans: file })).borrowers).toEqual({ created: 0, changed: 0, unchanged: 1 });
  });

  test("with a new address gets a new contact point, the old one is closed; going back opens it unverified", async () => {
    await bench.import({ loans: loansCsv({ phone: "13800138000" }) });
    await bench.db.contactPoint.updateMany({ data: { state: "verified" } });
    const moved = await bench.import({ loans: loansCsv({ address: "sim-new", phone: "13800138000" }) });
    expect(moved.borrowers).toEqual({ created: 0, changed: 1, unchanged: 0 });
    expect(await openPoints()).toEqual(["sim:sim-new", "sms:+8613800138000"]);
    expect(await bench.logKinds()).toEqual(expect.arrayContaining(["contact_point.closed", "contact_point.opened"]));
    await bench.import({ loans: loansCsv({ phone: "13800138000" }) });
    expect(await openPoints()).toEqual(["sim:sim-1", "sms:+8613800138000"]);
    expect(await bench.db.contactPoint.count({ where: { channel: "sim", state: "unverified" } })).toBe(1);
    expect(await bench.db.contactPoint.count()).toBe(3);
  });

  test("who must not be contacted is held, by the file and until the file says otherwise", async () => {
    const held = (): Promise<number> => bench.db.hold.count({ where: { liftedAt: null } });
    await bench.import({ loans: loansCsv({ do_not_contact: "true" }, { loan_id: "L2", do_not_contact: "false" }) });
    expect(await held()).toBe(1);
    expect(await bench.logKinds()).toContain("hold.set");
    await bench.import({ loans: loansCsv({ do_not_contact: "" }, { loan_id: "L2" }) });
    expect(await held()).toBe(1);
    await bench.import({ loans: loansCsv({ do_not_contact: "no" }, { loan_id: "L2", do_not_contact: "no" }) });
    expect(await held()).toBe(0);
    expect(await bench.logKinds()).toContain("hold.lifted");
    await bench.import({ loans: loansCsv({ do_not_contact: "yes" }, { loan_id: "L2", do_not_contact: "yes" }) });
    expect(await held()).toBe(1);
  });

  test("keeps a hold that an officer set, whatever the file says", async () => {
    await bench.import({ loans: loansCsv({}) });
    const { id: borrowerId } = await bench.db.borrower.findFirstOrThrow();
    await bench.db.hold.create({ data: { id: crypto.randomUUID(), borrowerId, reason: "do_not_contact", from: toDate(startOfTest) } });
    await bench.import({ loans: loansCsv({ do_not_contact: "no" }) });
    expect(await bench.db.hold.count({ where: { liftedAt: null } })).toBe(1);
  });

  test("without consent is held on the points of that row", async () => {
    await bench.import({ loans: loansCsv({ consent: "no" }) });
    const point = await bench.db.contactPoint.findFirstOrThrow();
    expect(await bench.db.hold.findMany()).toMatchObject([{ contactPointId: point.id, reason: "do_not_contact", liftedAt: null }]);
    await bench.import({ loans: loansCsv({ consent: "yes" }) });
    expect(await bench.db.hold.count({ where: { liftedAt: null } })).toBe(0);
  });

  test("who was erased is not stored again", async () => {
    await bench.import({ loans: loansCsv({}) });
    await bench.db.$executeRaw(sql`DELETE FROM keys.borrower_key`);
    const report = await bench.import({ loans: loansCsv({ borrower_name: "again" }, { loan_id: "L2" }) });
    expect(report).toMatchObject({ loans: { bad: 2, created: 0 }, borrowers: { created: 0, changed: 0 } });
    expect(report.problems[0]?.reason).toContain("was erased");
    expect(await bench.counts()).toMatchObject({ loan: 1, "keys.borrower_key": 0 });
  });
});

describe("bad rows", () => {
  test("are listed with line, column and reason, and the good ones kept", async () => {
    const text = `${loansCsv({}, { loan_id: "L2", borrower_id: "B2", currency: "RMB" }, { loan_id: "L3", borrower_id: "B3" }, { loan_id: "L1" })}L9,too,few\n`;
    const report = await bench.import({ loans: text });
    expect(report.loans).toEqual({ rows: 5, created: 2, changed: 0, unchanged: 0, bad: 3 });
    expect(report.problems.map(({ line, column, reason }) => [line, column, reason])).toEqual([
      [3, "currency", expect.stringContaining("unknown currency")],
      [5, "loan_id", "stands twice in this file, first on line 2"],
      [6, undefined, "has 3 cells, the header has 22"],
    ]);
  });

  test("with --all-or-nothing leave everything as it was", async () => {
    const report = await bench.import({ loans: loansCsv({}, { loan_id: "L2", currency: "RMB" }) }, { allOrNothing: true });
    expect(report).toMatchObject({ written: false, dryRun: false, loans: { created: 1, bad: 1 } });
    expect(await bench.counts()).toMatchObject({ borrower: 0, loan: 0, log_entry: 0 });
    expect(await bench.import({ loans: loansCsv({}) }, { allOrNothing: true })).toMatchObject({ written: true, loans: { created: 1 } });
  });

  test("a loan cannot pass to another borrower or currency", async () => {
    await bench.import({ loans: loansCsv({}) });
    const report = await bench.import({ loans: loansCsv({ borrower_id: "B7" }) });
    expect(report.problems[0]).toMatchObject({ column: "borrower_id", reason: "this loan belongs to another borrower" });
    expect(await bench.counts()).toMatchObject({ borrower: 1 });
    expect((await bench.import({ loans: loansCsv({ currency: "USD" }) })).problems[0]).toMatchObject({ column: "currency" });
  });

  test("files from a spreadsheet are read: BOM, CRLF, quotes, blank lines, cells of several lines", async () => {
    const [header = "", row = ""] = loansCsv({ product: 'the "big", one' }).split("\n");
    const other = loansCsv({ loan_id: "L2", borrower_id: "B2", product: "a\nb" }).split("\n").slice(1).join("\n");
    const report = await bench.import({ loans: `\uFEFF${header}\r\n${row}\r\n\r\n${other.trimEnd()}\r\n` });
    expect(report.loans).toMatchObject({ rows: 2, created: 1, bad: 1 });
    expect(report.problems[0]).toMatchObject({ line: 4, column: "product" });
    expect(await bench.db.loan.findFirstOrThrow()).toMatchObject({ product: 'the "big", one' });
  });

  test.each([
    ["opens and is never closed", '"L1,2026-02-28,1.00,P5'],
    ["stands in the middle of a cell", 'L1,2026-02-28,1.00,P"5'],
    ["closes lines later", '"L1,2026-02-28,1.00,P5\nL1,2026-02-28,1.00,"'],
  ])("a quote that %s costs its own line and no other, whatever the size of the file", async (_, stray) => {
    await bench.import({ loans: loansCsv({}) });
    const rows = Array.from({ length: 5000 }, (_unused, index) => `L1,2026-02-28,1.00,R${String(index)}\n`);
    const text = `loan_id,paid_on,amount,reference\n\n${[...rows.slice(0, 7), `${stray}\n`, ...rows.slice(7)].join("")}`;
    const { payments, problems } = await bench.import({ payments: text });
    expect(payments).toMatchObject({ posted: 5000, bad: stray.split("\n").length });
    expect(problems[0]).toMatchObject({ line: 10, reason: expect.stringContaining("quote") });
  });

  test("a file that is not UTF-8 is told so", async () => {
    const text = loansCsv({ borrower_name: "NAME" }).split("NAME");
    const report = await bench.import({ loans: bench.file("x", "") }).catch((error: unknown) => error);
    expect(report).toBeInstanceOf(Error);
    const { openCsv } = await import("../../../bot/store/import/csv-source.ts");
    const path = bench.file("gbk.csv", Buffer.concat([Buffer.from(text[0] ?? ""), Buffer.of(0xcd, 0xf5), Buffer.from(text[1] ?? "")]));
    expect((await bench.import({}, { loans: openCsv(path) })).problems[0]).toMatchObject({
      column: "borrower_name",
      reason: expect.stringContaining("not UTF-8"),
    });
  });
});

describe("a dry run", () => {
  test("counts what the import would do and changes nothing", async () => {
    await bench.import({ loans: loansCsv({}) });
    await clean();
    const before = await bench.counts();
    const loans = loansCsv({ officer: "officer-2" }, { loan_id: "L2", borrower_id: "B2", address: "sim-2" }, { loan_id: "L3", frequency: "daily" });
    const schedule = scheduleCsv({ no: "1", due_on: "2026-03-01", amount: "5" }, { loan_id: "L2", no: "1", due_on: "2026-03-01", amount: "5" });
    const dry = await bench.import({ loans, schedule }, { dryRun: true });
    expect(await bench.counts()).toEqual(before);
    const real = await bench.import({ loans, schedule });
    expect({ ...dry, dryRun: false, written: true }).toEqual(real);
    expect(real).toMatchObject({ loans: { created: 1, changed: 1, bad: 1 }, borrowers: { created: 1, changed: 1 }, schedule: { replaced: 2 } });
  });
});
