import { flagText, narrow } from "../../domain/loans/cells.ts";
import type { BorrowerRow } from "../../domain/loans/borrower-row.ts";
import type { Cells } from "../../domain/loans/row-problem.ts";
import type { BookSource } from "./book-source.ts";
import { readLines } from "./lines.ts";
import { Seen, shortDigest } from "./seen.ts";
import { readLoanLine, type Session } from "./session.ts";

/** What tells the borrowers of loans.csv whose rows differ: the row that counts, by the lender's id. */
export type LastRows = ReadonlyMap<string, BorrowerRow>;

/**
 * A borrower with several loans stands in several rows. Where they differ, the last one counts (a "do not contact" or a
 * refused consent in any of them stays); it must be known before the first is written, or each import would change the
 * borrower back and forth. Keeps in memory only those who differ.
 */
export async function surveyBorrowers(session: Session, source: BookSource): Promise<LastRows> {
  const last = new Map<string, BorrowerRow>();
  const loans = new Seen();
  const borrowers = new Seen();
  for await (const lines of readLines("loans", source, session.map)) {
    for (const { cells, line, broken, bytes } of lines) {
      session.onProgress({ file: "loans", bytes: bytes / 10, totalBytes: source.bytes });
      const loan = narrow(cells["loan_id"] ?? "");
      if (broken !== undefined || loans.has(loan)) continue;
      loans.set(loan);
      const id = narrow(cells["borrower_id"] ?? "");
      const digest = shortDigest(JSON.stringify(aboutBorrower.map((column) => cells[column])));
      const before = borrowers.get(id);
      if (before?.[0] === digest) continue;
      const wishes = (before ? before[1] % 4 : 0) | wishesOf(cells);
      if (before) {
        const read = readLoanLine(session, cells);
        if (read.status === "bad") continue;
        last.set(id, withWishes(read.row.borrower, wishes));
        const reason = `line ${String(Math.floor(before[1] / 4))} says something else about this borrower (name, phone, address, branch, officer …): the last line counts`;
        session.tally.problem("loans", line, { column: "borrower_id", value: id, reason, severity: "warning" });
      }
      borrowers.set(id, digest, line * 4 + wishes);
    }
  }
  return last;
}

const aboutBorrower = ["borrower_name", "phone", "locale", "timezone", "borrower_type", "channel", "address", "branch", "officer", "do_not_contact", "consent"];

const doNotContact = 1;
const noConsent = 2;

const wishesOf = (cells: Cells): number =>
  (flagText(cells["do_not_contact"] ?? "") === true ? doNotContact : 0) | (flagText(cells["consent"] ?? "") === false ? noConsent : 0);

const withWishes = (row: BorrowerRow, wishes: number): BorrowerRow => ({
  ...row,
  ...(wishes & doNotContact ? { doNotContact: true } : {}),
  ...(wishes & noConsent ? { consent: false } : {}),
});
