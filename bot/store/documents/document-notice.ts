import type { DocumentRequestId } from "../../domain/ids.ts";
import type { Currency } from "../../domain/money.ts";
import type { Notice } from "../../domain/notices/notice.ts";
import type { Tx } from "../database.ts";

type DocumentNotice = Extract<Notice, { documentRequestId: DocumentRequestId }>;

interface Row {
  readonly kind: DocumentNotice["kind"];
  readonly document_request_id: string | null;
  readonly key: string;
}

/** What is told of a document as its request stands now; over where it came, or is not needed any more. */
export async function documentNotice(tx: Tx, { kind, document_request_id: id, key }: Row, about: { loanEnding: string; currency: Currency }) {
  const row = await tx.documentRequest.findUniqueOrThrow({ where: { id: id ?? "" } });
  const nth = Number(key.split("/")[2]);
  const notice: DocumentNotice = {
    kind,
    ...about,
    documentRequestId: row.id as DocumentRequestId,
    document: row.kind,
    nth,
    reason: row.reason,
  };
  // A refusal is told once, and only while it is the newest word; what was sent since waits for an officer.
  const stands = kind === "document_refused" ? row.state === "refused" && row.refusals === nth : ["asked", "chased", "refused"].includes(row.state);
  return { purpose: kind === "document_refused" ? ("notice" as const) : ("check_in" as const), moot: stands ? undefined : ("document_over" as const), notice };
}
