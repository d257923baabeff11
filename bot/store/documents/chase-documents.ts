import type { DocumentRequestId, LoanId, LogEntryId } from "../../domain/ids.ts";
import { sql } from "../database.ts";
import type { Deciding, Taken } from "../dispatch/judged.ts";
import { appendLog } from "../log-entries.ts";
import { planChases } from "./tell-document.ts";

/** A document is asked for again with the claim of the text that does it; then the next asking is planned, if any. */
export async function chaseDocuments({ tx, vault, newId, now }: Deciding, taken: readonly Taken[]): Promise<void> {
  const said = taken.flatMap(({ borrower, facts: { notice, template, gate }, verdict: { claim } }) =>
    notice && "documentRequestId" in notice && notice.kind !== "document_refused" && claim.template === template && gate.notice
      ? [{ id: notice.documentRequestId, nth: notice.nth, borrower, loanId: gate.notice.loanId as LoanId }]
      : [],
  );
  if (said.length === 0) return;
  const chased = await tx.$queryRaw<{ id: DocumentRequestId; kind: string; chases: number }[]>(sql`
    UPDATE document_request d SET state = 'chased', chases = s.nth
    FROM unnest(${said.map(({ id }) => id)}::uuid[], ${said.map(({ nth }) => nth)}::int[]) AS s(id, nth)
    WHERE d.id = s.id AND s.nth > d.chases RETURNING d.id::text, d.kind, d.chases`);
  const entries = chased.flatMap(({ id, kind, chases }) => {
    const of = said.find((one) => one.id === id);
    return of
      ? [{ id: newId<LogEntryId>(), at: now, kind: "document.chased", borrowerId: of.borrower.id, actor: "bot", body: { request: id, kind, chases } }]
      : [];
  });
  await appendLog(tx, vault, entries, new Map(said.map(({ borrower }) => [borrower.id, borrower.key])));
  await planChases(
    tx,
    newId,
    said.map(({ id, nth, borrower, loanId }) => ({ id, nth, borrowerId: borrower.id, zone: borrower.zone, loanId })),
    now,
  );
}
