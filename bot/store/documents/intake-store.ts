import type { Begun, CleanFile, DocumentIntake, DocumentSweep, StoreKey } from "../../app/documents/ports.ts";
import type { InboundFile } from "../../app/ports.ts";
import { dayMs, hourMs, plus, toDate, type Instant } from "../../domain/calendar.ts";
import { decideDocument, type DocumentState } from "../../domain/documents/document-request.ts";
import type { BorrowerId, DocumentFileId, LogEntryId, NewId } from "../../domain/ids.ts";
import { sql, type Database, type Tx } from "../database.ts";
import { appendLog } from "../log-entries.ts";
import { lockBorrower } from "../lock-borrower.ts";
import { seal } from "../seal.ts";
import { BorrowerErased, type Vault } from "../vault.ts";

/** Storing takes seconds; what is still storing after that was given up by a dead process. */
const storingMs = hourMs;
/** Of one borrower: no honest person sends more, and whoever holds a link must not fill the disk. */
const mostADay = 40;

export interface DocumentStoring {
  readonly database: Database;
  readonly vault: Vault;
  readonly newId: NewId;
}

export function createDocumentIntake({ database, vault, newId }: DocumentStoring): DocumentIntake & DocumentSweep {
  return {
    begin: (channel, file, clean, id, now) => database.$transaction((tx) => begin({ tx, vault }, channel, file, clean, id, now)),
    finish: (id, now) => database.$transaction((tx) => finish({ tx, vault, newId }, id, now)),
    due: (now, limit) =>
      database.$queryRaw<{ id: DocumentFileId; key: StoreKey }[]>(
        sql`SELECT id::text, store_key AS key FROM document_file WHERE due_at <= ${toDate(now)} ORDER BY due_at LIMIT ${limit}`,
      ),
    async deleted(id) {
      await database.$executeRaw(sql`
        UPDATE document_file SET state = 'deleted', due_at = NULL, original_index = NULL, kept_index = NULL, name_sealed = NULL
        WHERE id = ${id}::uuid AND due_at IS NOT NULL`);
    },
  };
}

interface Within {
  readonly tx: Tx;
  readonly vault: Vault;
}

async function begin({ tx, vault }: Within, channel: string, file: InboundFile, clean: CleanFile, fresh: DocumentFileId, now: Instant): Promise<Begun> {
  const point = await tx.contactPoint.findFirst({ where: { id: file.contactPointId, channel, state: { not: "closed" } }, select: { borrowerId: true } });
  if (!point) return { status: "nobody" };
  const borrowerId = point.borrowerId as BorrowerId;
  const key = (await vault.keysOf(tx, [borrowerId])).get(borrowerId);
  if (!key) return { status: "nobody" };
  const known = await tx.documentFile.findUnique({ where: { channel_providerId: { channel, providerId: file.providerId } } });
  if (known && known.state !== "storing") return { status: "known" };
  // A second try of the same file takes up the first one's row, so that its place is not lost.
  const id = (known?.id ?? fresh) as DocumentFileId;
  const storeKey = `${id.slice(0, 2)}/${id}` as StoreKey;
  if (!known) {
    const today = await tx.documentFile.count({ where: { borrowerId, receivedAt: { gt: toDate(plus(now, -dayMs)) } } });
    if (today >= mostADay) return { status: "too_many" };
    const [originalIndex, keptIndex] = [file.bytes, clean.bytes].map((bytes) => vault.root.fileIndex(bytes));
    await tx.documentFile.create({
      data: {
        id,
        borrowerId,
        channel,
        providerId: file.providerId,
        state: "storing",
        storeKey,
        originalIndex: originalIndex ?? null,
        keptIndex: keptIndex ?? null,
        size: clean.bytes.length,
        mime: clean.mime,
        width: clean.width ?? null,
        height: clean.height ?? null,
        stripped: clean.stripped,
        nameSealed: file.name === "" ? null : seal(key, `document_file.name/${id}`, file.name),
        receivedAt: toDate(now),
        dueAt: toDate(plus(now, storingMs)),
      },
    });
  }
  return { status: "begun", id, key: storeKey, sealed: seal(key, `document_file.bytes/${id}`, clean.bytes) };
}

async function finish({ tx, vault, newId }: Within & { newId: NewId }, id: DocumentFileId, now: Instant): Promise<void> {
  const row = await tx.documentFile.findUniqueOrThrow({ where: { id } });
  const borrower = await lockBorrower(tx, vault, row.borrowerId as BorrowerId).catch((fault: unknown) => {
    if (fault instanceof BorrowerErased) return undefined;
    throw fault;
  });
  if (!borrower) {
    // Erased meanwhile, and perhaps swept before the bytes were there: swept again.
    await tx.documentFile.update({ where: { id }, data: { state: "doomed", dueAt: toDate(now) } });
    return;
  }
  const [still] = await tx.$queryRaw<{ state: string }[]>(sql`SELECT state FROM document_file WHERE id = ${id}::uuid FOR UPDATE`);
  if (still?.state !== "storing") return;
  const before = await firstWithSameBytes(tx, row);
  const open = await tx.documentRequest.findMany({
    where: { borrowerId: row.borrowerId, state: { in: ["asked", "chased", "received", "refused"] } },
    orderBy: { askedAt: "desc" },
    take: 2,
  });
  // Of several it is not guessed which one was meant: an officer says so, or the question that is open.
  const asked = await askedNow(tx, row.borrowerId);
  const request = open.length === 1 ? open[0] : asked === undefined ? undefined : await tx.documentRequest.findUnique({ where: { id: asked } });
  await tx.documentFile.update({
    where: { id },
    data: { state: "stored", dueAt: null, reusedOf: before?.id ?? null, requestId: request?.id ?? null },
  });
  const told = { file: id, mime: row.mime, size: row.size, stripped: row.stripped, request: request?.id ?? null, again: before !== undefined };
  const entry = (kind: string, body: Record<string, unknown>) => ({
    id: newId<LogEntryId>(),
    at: now,
    kind,
    borrowerId: borrower.id,
    actor: "borrower",
    body,
  });
  const entries = [entry("document.file_received", told)];
  if (request) {
    const decided = decideDocument({ ...request, state: request.state as DocumentState }, { type: "receive" }, "borrower");
    if (!("refused" in decided)) {
      await tx.documentRequest.update({ where: { id: request.id }, data: { state: decided.next.state, receivedAt: toDate(now) } });
      entries.push(entry("document.received", { request: request.id, kind: request.kind, from: request.state }));
    }
  }
  await appendLog(tx, vault, entries, new Map([[borrower.id, borrower.key]]));
}

/** What the check-in that is under way has just asked for. */
async function askedNow(tx: Tx, borrower: string): Promise<string | undefined> {
  const [found] = await tx.$queryRaw<{ id: string }[]>(sql`
    SELECT d.id::text FROM checkin_run r JOIN document_request d ON d.because_run = r.id AND d.because_question = r.open_question
    WHERE r.borrower_id = ${borrower}::uuid AND r.phase = 'asking' AND d.state NOT IN ('verified', 'withdrawn')`);
  return found?.id;
}

/** By the bytes as they came or as they are kept: a picture sent on by a messenger has other bytes but may be drawn anew alike. */
async function firstWithSameBytes(
  tx: Tx,
  row: { id: string; originalIndex: Uint8Array | null; keptIndex: Uint8Array | null },
): Promise<{ id: string } | undefined> {
  const [found] = await tx.$queryRaw<{ id: string }[]>(sql`
    SELECT id::text FROM document_file WHERE id <> ${row.id}::uuid AND state = 'stored'
      AND (original_index = ${row.originalIndex} OR kept_index = ${row.keptIndex}) ORDER BY received_at, id LIMIT 1`);
  return found;
}
