import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { importBook } from "../../../bot/app/import/import-book.ts";
import { zone } from "../../../bot/domain/calendar.ts";
import type { BorrowerId } from "../../../bot/domain/ids.ts";
import { keepConsents } from "../../../bot/store/consents.ts";
import { openCsv } from "../../../bot/store/import/csv-source.ts";
import { loansCsv, openBench, startOfTest, type Bench } from "./support.ts";

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(async () => {
  await bench.close();
});

const consents = async (): Promise<string[]> =>
  (await bench.db.consent.findMany({ orderBy: { channel: "asc" } })).map((one) => `${one.channel} ${one.purpose} ${String(one.given)} ${one.source}`);

describe("consent in the loan book", () => {
  test("is kept for the channels of the row, and importing it again changes nothing", async () => {
    const file = loansCsv({ consent: "yes", channel: "whatsapp", address: "+8613800138000", phone: "13800138000" });
    await bench.import({ loans: file });
    expect(await consents()).toEqual(["sms all true loan_book", "whatsapp all true loan_book"]);
    const before = await bench.counts();
    expect(await bench.import({ loans: file })).toMatchObject({ borrowers: { unchanged: 1, changed: 0 } });
    // One entry that an import was finished.
    const logged = (before["log_entry"] ?? 0) + 1;
    expect(await bench.counts()).toEqual({ ...before, log_entry: logged, log_pending: logged });
    expect(await consents()).toHaveLength(2);
  });

  test("that is taken back is a refusal, and logged", async () => {
    await bench.import({ loans: loansCsv({ consent: "yes" }) });
    await bench.import({ loans: loansCsv({ consent: "no" }) });
    expect(await consents()).toEqual(["sim all false loan_book"]);
    expect(await bench.logKinds()).toContain("consent.said");
  });

  test("never overwrites what the borrower said by chat", async () => {
    await bench.import({ loans: loansCsv({ consent: "yes" }) });
    const { id } = await bench.db.borrower.findFirstOrThrow();
    await keepConsents(bench.db, [{ borrowerId: id as BorrowerId, channel: "sim", purpose: "all", given: false, at: startOfTest, source: "chat" }]);
    expect(await bench.import({ loans: loansCsv({ consent: "yes" }) })).toMatchObject({ borrowers: { unchanged: 1 } });
    expect(await consents()).toEqual(["sim all false chat"]);
  });

  test("an empty cell says nothing", async () => {
    await bench.import({ loans: loansCsv({ consent: "" }) });
    expect(await consents()).toEqual([]);
  });
});

describe("a borrower whose time zone the lender does not know", () => {
  const importing = (text: string, standInZone = () => zone("America/New_York")) =>
    importBook({ ...bench.deps, standInZone }, { loans: openCsv(bench.file(`${String(Math.random())}.csv`, text)), dryRun: false, allOrNothing: false });
  const stored = async () => (await bench.db.borrower.findMany({ select: { zone: true, zoneKnown: true } }))[0];

  test("gets one of the country's to count days by, and stays unknown until the lender says it", async () => {
    expect(await importing(loansCsv({ timezone: "" }))).toMatchObject({ problemCount: 0, borrowers: { created: 1 } });
    expect(await stored()).toEqual({ zone: "America/New_York", zoneKnown: false });
    expect(await importing(loansCsv({ timezone: "" }))).toMatchObject({ borrowers: { unchanged: 1 } });
    // The very zone that stood in: known now.
    expect(await importing(loansCsv({ timezone: "America/New_York" }))).toMatchObject({ borrowers: { changed: 1 } });
    expect(await stored()).toEqual({ zone: "America/New_York", zoneKnown: true });
  });

  test("is refused where no pack says where they may be", async () => {
    const report = await bench.import({ loans: loansCsv({ timezone: "" }) });
    expect(report).toMatchObject({ loans: { bad: 1 } });
  });
});
