import type { ScopedBy } from "../../app/console/ports.ts";
import { toDate } from "../../domain/calendar.ts";
import type { DocumentDecided, DocumentEvent } from "../../domain/documents/document-request.ts";
import { logAct, type Desk } from "../console/desk.ts";
import type { LockedBorrower } from "../lock-borrower.ts";
import { seal } from "../seal.ts";

interface Moving extends Desk {
  readonly borrower: LockedBorrower;
  readonly row: { readonly id: string; readonly kind: string; readonly state: string };
  readonly by: ScopedBy;
  readonly note: string | undefined;
}

/** Writes what an officer's decision made of a request, with an entry for each event. */
export async function applyMove(of: Moving, { next, events }: Exclude<DocumentDecided, { refused: string }>): Promise<void> {
  const { tx, borrower, row, by, note } = of;
  const [verified] = events.flatMap((event) => (event.type === "verified" ? [event.how] : []));
  const [reason] = events.flatMap((event) => (event.type === "refused" ? [event.reason] : []));
  const decided = events.some(({ type }) => type !== "chased" && type !== "received");
  await tx.documentRequest.update({
    where: { id: row.id },
    data: {
      ...next,
      ...(decided && { decidedAt: toDate(by.at), decidedBy: by.officer }),
      how: verified ?? null,
      ...(reason !== undefined && { reason }),
      ...(note !== undefined && { noteSealed: seal(borrower.key, `document_request.note/${row.id}`, note) }),
    },
  });
  for (const event of events) await logAct(of, by, `document.${event.type}`, borrower.id, { request: row.id, kind: row.kind, ...told(event, note) });
}

function told(event: DocumentEvent, note: string | undefined): Record<string, unknown> {
  const { type: _type, ...more } = event;
  return { ...more, ...(note !== undefined && { note }) };
}
