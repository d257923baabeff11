import type { BorrowerId } from "../../domain/ids.ts";
import { readBorrowerRow, type BorrowerRow } from "../../domain/loans/borrower-row.ts";
import type { Cells } from "../../domain/loans/row-problem.ts";
import type { Decided, LoansState, LoansWrite } from "../import/book-store.ts";
import { borrowersWrite, decideBorrower } from "../import/decide-borrowers.ts";
import { entry, type ImportDeps } from "../import/session.ts";
import { refused, type RefusedRow } from "./refused.ts";

/** A borrower as another system tells it. */
export interface BorrowerToPut {
  readonly name: string;
  readonly locale: string;
  readonly timezone: string;
  readonly type: string;
  readonly channel: string;
  /** May be absent on sms, where `phone` is the address. */
  readonly address?: string | undefined;
  readonly phone?: string | undefined;
  readonly branch: string;
  readonly officer?: string | undefined;
  /** Absent: stays as it is. */
  readonly doNotContact?: boolean | undefined;
  readonly consent?: boolean | undefined;
}

export type BorrowerPut = { readonly status: "created" | "changed" | "unchanged"; readonly id: BorrowerId } | RefusedRow;

/** Creates or changes a borrower by the rules of loans.csv, in one transaction. */
export async function putBorrower(deps: ImportDeps, externalId: string, body: BorrowerToPut): Promise<BorrowerPut> {
  const read = readBorrowerRow(cellsOf(externalId, body));
  if (read.status === "bad") return refused(read.problems, borrowerFields);
  return deps.book.changeLoans({ loans: [], borrowers: [read.row.borrowerId] }, "write", (state) => decide(deps, read.row, state));
}

function decide(deps: ImportDeps, row: BorrowerRow, state: LoansState): Decided<LoansWrite, BorrowerPut> {
  const now = deps.clock.now();
  const stored = state.borrowers.get(row.borrowerId);
  if (stored && stored.name === undefined) {
    return { result: { status: "refused", problems: [{ field: "externalId", reason: "this borrower was erased: nothing is stored again" }] } };
  }
  const { id, status, write } = decideBorrower(deps, now, row, stored);
  const result: BorrowerPut = { status, id };
  if (status === "unchanged") return { result };
  const created = status === "created" ? [entry(deps, now, "borrower.created", id, {})] : [];
  return {
    result,
    write: {
      ...borrowersWrite([{ id, status, write }]),
      loansCreated: [],
      loansChanged: [],
      ledger: [],
      touched: status === "changed" ? [id] : [],
      at: now,
      by: deps.actor ?? "import",
      log: [...created, ...write.log],
    },
  };
}

const cellsOf = (externalId: string, body: BorrowerToPut): Cells => ({
  borrower_id: externalId,
  borrower_name: body.name,
  phone: body.phone ?? "",
  locale: body.locale,
  timezone: body.timezone,
  borrower_type: body.type,
  channel: body.channel,
  address: body.address ?? "",
  branch: body.branch,
  officer: body.officer ?? "",
  ...(body.doNotContact === undefined ? {} : { do_not_contact: flag(body.doNotContact) }),
  ...(body.consent === undefined ? {} : { consent: flag(body.consent) }),
});

const flag = (on: boolean): string => (on ? "yes" : "no");

const borrowerFields = { borrower_id: "externalId", borrower_name: "name", borrower_type: "type", do_not_contact: "doNotContact" };
