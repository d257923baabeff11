import type { DocumentReads, DocumentView, FileView } from "../../app/documents/ports.ts";
import type { ScopedLook } from "../../app/console/ports.ts";
import type { BorrowerId } from "../../domain/ids.ts";
import { momentCursor, readMomentCursor } from "../console/cursor.ts";
import type { Desk } from "../console/desk.ts";
import { logLooks } from "../console/looks.ts";
import { peopleOf, type People } from "../console/people.ts";
import { seen } from "../console/seen.ts";
import { sql } from "../database.ts";
import { instantOf, instantOrNull } from "../days.ts";

const pageSize = 50;
/** What waits is shown whole; more than that and somebody must be told. */
const mostWaiting = 200;

type List = DocumentReads["list"];

export async function documentList(desk: Desk, { show, after }: Parameters<List>[0], look: ScopedLook): ReturnType<List> {
  const from = readMomentCursor(after);
  const older = from ? sql`AND (d.asked_at, d.id) < (${from.at}::timestamptz, ${from.id}::uuid)` : sql``;
  const ids = await desk.tx.$queryRaw<{ id: string }[]>(
    show === "waiting"
      ? sql`SELECT d.id::text FROM document_request d JOIN borrower b ON b.id = d.borrower_id WHERE d.state = 'received' AND ${seen(look.sees)}
          ORDER BY d.received_at, d.id LIMIT ${mostWaiting}`
      : sql`SELECT d.id::text FROM document_request d JOIN borrower b ON b.id = d.borrower_id WHERE ${seen(look.sees)} ${older}
          ORDER BY d.asked_at DESC, d.id DESC LIMIT ${pageSize + 1}`,
  );
  const shown = show === "waiting" ? ids : ids.slice(0, pageSize);
  const rows = await rowsOf(desk, shown);
  await logLooks(
    desk,
    look,
    "documents",
    rows.map(({ borrowerId }) => borrowerId),
  );
  const last = show === "all" && ids.length > pageSize ? rows.at(-1) : undefined;
  return { items: await viewsOf(desk, rows), next: last ? momentCursor(last.askedAt, last.id) : null };
}

export async function documentOf(desk: Desk, id: string, look: ScopedLook): Promise<DocumentView | undefined> {
  const found = await desk.tx.$queryRaw<{ id: string }[]>(
    sql`SELECT d.id::text FROM document_request d JOIN borrower b ON b.id = d.borrower_id WHERE d.id = ${id}::uuid AND ${seen(look.sees)}`,
  );
  const rows = await rowsOf(desk, found);
  const [row] = rows;
  if (!row) return undefined;
  await logLooks(desk, look, "document", [row.borrowerId]);
  return (await viewsOf(desk, rows))[0];
}

export async function documentsOfBorrower(desk: Desk, borrower: string, look: ScopedLook): ReturnType<DocumentReads["ofBorrower"]> {
  const [owner] = await desk.tx.$queryRaw<{ id: BorrowerId }[]>(sql`SELECT b.id::text FROM borrower b WHERE b.id = ${borrower}::uuid AND ${seen(look.sees)}`);
  if (!owner) return undefined;
  await logLooks(desk, look, "documents", [owner.id]);
  const ids = await desk.tx.documentRequest.findMany({ where: { borrowerId: owner.id }, orderBy: [{ askedAt: "desc" }, { id: "desc" }], take: pageSize });
  const loose = await desk.tx.documentFile.findMany({
    where: { borrowerId: owner.id, requestId: null, state: "stored" },
    orderBy: { receivedAt: "desc" },
    take: pageSize,
  });
  const people = await peopleOf(desk, [owner.id]);
  return { requests: await viewsOf(desk, await rowsOf(desk, ids)), loose: await filesOf(desk, loose, people) };
}

async function rowsOf({ tx }: Desk, ids: readonly { id: string }[]) {
  const rows = await tx.documentRequest.findMany({
    where: { id: { in: ids.map(({ id }) => id) } },
    include: { files: { where: { state: { not: "storing" } }, orderBy: [{ receivedAt: "asc" }, { id: "asc" }] } },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap(({ id }) => byId.get(id) ?? []);
}
type Row = Awaited<ReturnType<typeof rowsOf>>[number];

async function viewsOf(desk: Desk, rows: readonly Row[]): Promise<DocumentView[]> {
  const people = await peopleOf(
    desk,
    rows.map(({ borrowerId }) => borrowerId),
  );
  const borrowers = await desk.tx.borrower.findMany({
    where: { id: { in: rows.map(({ borrowerId }) => borrowerId) } },
    select: { id: true, branch: true, officer: true },
  });
  const loans = await desk.tx.loan.findMany({
    where: { id: { in: rows.flatMap(({ loanId }) => loanId ?? []) } },
    select: { id: true, externalId: true },
  });
  const files = await filesOf(
    desk,
    rows.flatMap((row) => row.files),
    people,
  );
  const fileById = new Map(files.map((file) => [file.id, file]));
  return rows.map((row) => {
    const of = borrowers.find(({ id }) => id === row.borrowerId);
    return {
      id: row.id,
      borrower: people.person(row.borrowerId),
      loan: loans.find(({ id }) => id === row.loanId)?.externalId ?? null,
      branch: of?.branch ?? "",
      officer: of?.officer ?? "",
      kind: row.kind,
      state: row.state,
      chases: row.chases,
      refusals: row.refusals,
      because: row.becauseRun !== null && row.becauseQuestion !== null ? { run: row.becauseRun, question: row.becauseQuestion } : null,
      askedAt: instantOf(row.askedAt),
      askedBy: row.askedBy,
      receivedAt: instantOrNull(row.receivedAt),
      decidedAt: instantOrNull(row.decidedAt),
      decidedBy: row.decidedBy,
      how: row.how,
      reason: row.reason,
      note: people.read(row.borrowerId, `document_request.note/${row.id}`, row.noteSealed),
      files: row.files.flatMap(({ id }) => fileById.get(id) ?? []),
    };
  });
}

async function filesOf({ tx }: Desk, rows: readonly Row["files"][number][], people: People): Promise<FileView[]> {
  const before = await tx.documentFile.findMany({
    where: { id: { in: rows.flatMap(({ reusedOf }) => reusedOf ?? []) } },
    select: { id: true, borrowerId: true, receivedAt: true },
  });
  return rows.map((row) => {
    const first = before.find(({ id }) => id === row.reusedOf);
    return {
      id: row.id,
      name: people.read(row.borrowerId, `document_file.name/${row.id}`, row.nameSealed),
      mime: row.mime,
      size: row.size,
      width: row.width,
      height: row.height,
      stripped: row.stripped,
      receivedAt: instantOf(row.receivedAt),
      state: row.state,
      reused: first ? { own: first.borrowerId === row.borrowerId, at: instantOf(first.receivedAt) } : null,
    };
  });
}
