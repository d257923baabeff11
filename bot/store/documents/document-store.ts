import type { DocumentMoved, DocumentStore, StoreKey } from "../../app/documents/ports.ts";
import { toDate } from "../../domain/calendar.ts";
import { isClosed, type DocumentState } from "../../domain/documents/document-request.ts";
import type { BorrowerId, DocumentRequestId, LoanId } from "../../domain/ids.ts";
import { logAct, type Desk } from "../console/desk.ts";
import { seenBorrower } from "../console/seen.ts";
import { lockBorrower, type LockedBorrower } from "../lock-borrower.ts";
import { open, openText } from "../seal.ts";
import { applyMove } from "./apply-move.ts";
import { tellDocument } from "./tell-document.ts";
import { documentList, documentOf, documentsOfBorrower } from "./document-pages.ts";
import type { DocumentStoring } from "./intake-store.ts";

/** What the console reads and does of documents; each call one transaction. */
export function createDocumentStore({ database, vault, newId }: DocumentStoring): DocumentStore {
  const atDesk = <T>(work: (desk: Desk) => Promise<T>): Promise<T> => database.$transaction((tx) => work({ tx, vault, newId }));
  return {
    list: (query, look) => atDesk((desk) => documentList(desk, query, look)),
    read: (id, look) => atDesk((desk) => documentOf(desk, id, look)),
    ofBorrower: (borrower, look) => atDesk((desk) => documentsOfBorrower(desk, borrower, look)),
    file: (id, look) =>
      atDesk(async (desk) => {
        const row = await desk.tx.documentFile.findFirst({ where: { id, state: "stored" } });
        const owner = row && (await desk.tx.borrower.findFirst({ where: { AND: [{ id: row.borrowerId }, seenBorrower(look.sees)] }, select: { id: true } }));
        const key = owner && (await vault.keysOf(desk.tx, [owner.id as BorrowerId])).get(owner.id as BorrowerId);
        if (!row || !key) return undefined;
        // Not once a quarter of an hour, as pages are: a picture of somebody's papers is worth a line each time.
        await logAct(desk, { officer: look.viewer, at: look.at }, "document.file_opened", row.borrowerId as BorrowerId, { file: id, request: row.requestId });
        return {
          key: row.storeKey as StoreKey,
          mime: row.mime,
          name: row.nameSealed ? openText(key, `document_file.name/${id}`, row.nameSealed) : "",
          open: (sealed) => open(key, `document_file.bytes/${id}`, sealed),
        };
      }),
    ask: (borrower, { loan, kind }, by) =>
      atDesk(async (desk) => {
        const locked = await lockSeen(desk, borrower, by);
        const of =
          locked && loan !== undefined ? await desk.tx.loan.findFirst({ where: { externalId: loan, borrowerId: locked.id }, select: { id: true } }) : null;
        if (!locked || (loan !== undefined && !of)) return "missing";
        const id = newId();
        await desk.tx.documentRequest.create({
          data: { id, borrowerId: locked.id, loanId: of?.id ?? null, kind, state: "asked", askedAt: toDate(by.at), askedBy: by.officer },
        });
        await logAct(desk, by, "document.asked", locked.id, { request: id, kind });
        await tell(desk, "document_asked", { id, loanId: of?.id ?? null, nth: 0 }, locked, by);
        return { id, borrowerId: locked.id };
      }),
    move: (id, by, decideOn, { note }) =>
      atDesk(async (desk): Promise<DocumentMoved> => {
        const borrower = await lockOwner(desk, id, by);
        if (!borrower) return "missing";
        const row = await desk.tx.documentRequest.findUniqueOrThrow({ where: { id } });
        const decided = decideOn({ state: row.state as DocumentState, chases: row.chases, refusals: row.refusals });
        if ("refused" in decided) return decided;
        await applyMove({ ...desk, borrower, row, by, note }, decided);
        const { chases, refusals } = decided.next;
        if (decided.events.some(({ type }) => type === "chased")) await tell(desk, "document_chased", { ...row, nth: chases }, borrower, by);
        if (decided.events.some(({ type }) => type === "refused")) await tell(desk, "document_refused", { ...row, nth: refusals }, borrower, by);
        return { borrowerId: borrower.id };
      }),
    assign: (file, request, by) =>
      atDesk(async (desk): Promise<DocumentMoved> => {
        const borrower = await lockOwner(desk, request, by);
        if (!borrower) return "missing";
        const [found, row] = await Promise.all([
          desk.tx.documentFile.findFirst({ where: { id: file, borrowerId: borrower.id, state: "stored" } }),
          desk.tx.documentRequest.findUniqueOrThrow({ where: { id: request } }),
        ]);
        if (!found) return "missing";
        if (found.requestId !== null) return { refused: "answers_another" };
        if (isClosed(row.state as DocumentState)) return { refused: "over" };
        await desk.tx.documentFile.update({ where: { id: file }, data: { requestId: request } });
        await desk.tx.documentRequest.update({ where: { id: request }, data: { state: "received", receivedAt: found.receivedAt } });
        await logAct(desk, by, "document.assigned", borrower.id, { file, request, from: row.state });
        return { borrowerId: borrower.id };
      }),
  };
}

type By = Parameters<DocumentStore["move"]>[1];

/** Of no loan in particular: as one of the newest that is open. Who has none is told nothing by the bot. */
async function tell(
  { tx, newId }: Desk,
  kind: Parameters<typeof tellDocument>[2],
  { id, loanId, nth }: { readonly id: string; readonly loanId: string | null; readonly nth: number },
  borrower: LockedBorrower,
  { at }: By,
): Promise<void> {
  const loan = loanId ?? (await tx.loan.findFirst({ where: { borrowerId: borrower.id, status: "open" }, orderBy: { disbursedOn: "desc" } }))?.id;
  if (loan === undefined) return;
  await tellDocument(tx, newId, kind, { id: id as DocumentRequestId, borrowerId: borrower.id, zone: borrower.zone, loanId: loan as LoanId, nth }, at);
}

async function lockSeen({ tx, vault }: Desk, borrower: string, by: By): Promise<LockedBorrower | undefined> {
  const owner = await tx.borrower.findFirst({ where: { AND: [{ id: borrower }, seenBorrower(by.sees)] }, select: { id: true } });
  return owner ? lockBorrower(tx, vault, owner.id as BorrowerId) : undefined;
}

/** Under the borrower's lock: of two officers at once the second decides on what the first left. */
async function lockOwner(desk: Desk, request: string, by: By): Promise<LockedBorrower | undefined> {
  const row = await desk.tx.documentRequest.findUnique({ where: { id: request }, select: { borrowerId: true } });
  return row ? lockSeen(desk, row.borrowerId, by) : undefined;
}
