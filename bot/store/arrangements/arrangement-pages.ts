import type { ArrangementDetail, ArrangementView } from "../../app/arrangements/ports.ts";
import type { ScopedLook } from "../../app/console/ports.ts";
import type { Page } from "../../app/console/views.ts";
import { daysPastDue } from "../../domain/arrangements/days-past-due.ts";
import { partsOf } from "../../domain/arrangements/terms.ts";
import { dayIn, type Instant, type Zone } from "../../domain/calendar.ts";
import { outstanding } from "../../domain/loans/loan.ts";
import { currency, money } from "../../domain/money.ts";
import { chatLine } from "../console/chat-line.ts";
import { correctionsOf } from "../console/corrections.ts";
import { momentCursor, readMomentCursor } from "../console/cursor.ts";
import type { Desk } from "../console/desk.ts";
import { logLooks } from "../console/looks.ts";
import { peopleOf, type People } from "../console/people.ts";
import { seen } from "../console/seen.ts";
import { sql } from "../database.ts";
import { dayOf, instantOf, instantOrNull } from "../days.ts";

const pageSize = 50;
/** Few wait at a time, or somebody must be told: they are shown whole. */
const mostWaiting = 200;
/** Of the conversation that led to it. */
const mostLines = 8;

export async function arrangementList(
  desk: Desk,
  { show, after }: { show: "waiting" | "all"; after?: string },
  look: ScopedLook,
): Promise<Page<ArrangementView>> {
  const from = readMomentCursor(after);
  const older = from ? sql`AND (a.proposed_at, a.id) < (${from.at}::timestamptz, ${from.id}::uuid)` : sql``;
  const ids = await desk.tx.$queryRaw<{ id: string }[]>(
    show === "waiting"
      ? sql`SELECT a.id::text FROM arrangement a JOIN borrower b ON b.id = a.borrower_id WHERE a.state IN ('proposed', 'approved') AND ${seen(look.sees)}
          ORDER BY (a.state <> 'proposed'), a.due_at, a.id LIMIT ${mostWaiting}`
      : sql`SELECT a.id::text FROM arrangement a JOIN borrower b ON b.id = a.borrower_id WHERE ${seen(look.sees)} ${older}
          ORDER BY a.proposed_at DESC, a.id DESC LIMIT ${pageSize + 1}`,
  );
  const rows = await rowsOf(desk, show === "waiting" ? ids : ids.slice(0, pageSize));
  const borrowers = rows.map(({ borrowerId }) => borrowerId);
  const people = await peopleOf(desk, borrowers);
  await logLooks(desk, look, "arrangements", borrowers);
  const last = show === "all" && ids.length > pageSize ? rows.at(-1) : undefined;
  return { items: rows.map((row) => viewOf(row, people, look.at)), next: last ? momentCursor(last.proposedAt, last.id) : null };
}

export async function arrangementPage(desk: Desk, id: string, look: ScopedLook): Promise<ArrangementDetail | undefined> {
  const { tx } = desk;
  const found = await tx.$queryRaw<{ id: string }[]>(
    sql`SELECT a.id::text FROM arrangement a JOIN borrower b ON b.id = a.borrower_id WHERE a.id = ${id}::uuid AND ${seen(look.sees)}`,
  );
  const [row] = await rowsOf(desk, found);
  if (!row) return undefined;
  const people = await peopleOf(desk, [row.borrowerId]);
  await logLooks(desk, look, "arrangement", [row.borrowerId]);
  const said = await tx.message.findUnique({ where: { id: row.messageId }, select: { createdAt: true } });
  const lines = await tx.message.findMany({
    where: {
      borrowerId: row.borrowerId,
      createdAt: { lte: said?.createdAt ?? row.proposedAt },
      state: { notIn: ["queued", "claimed", "not_sent", "suppressed", "failed"] },
    },
    orderBy: [{ createdAt: "desc" }, { position: "desc" }],
    take: mostLines,
  });
  const corrections = await correctionsOf(
    tx,
    lines.map((line) => line.id),
  );
  const consent = row.consents.find(({ round }) => round === row.round);
  return {
    ...viewOf(row, people, look.at),
    note: people.read(row.borrowerId, `arrangement.note/${row.id}`, row.noteSealed),
    guarantorName: consent ? people.read(row.borrowerId, `guarantor_consent.name/${consent.id}`, consent.nameSealed) : null,
    openNow: money(await openNow(desk, row), currency(row.currency)),
    lines: lines.toReversed().map((line) => chatLine(line, people, corrections.get(line.id))),
  };
}

type Row = Awaited<ReturnType<typeof rowsOf>>[number];

/** In the order of `ids`. */
async function rowsOf({ tx }: Desk, ids: readonly { readonly id: string }[]) {
  const rows = await tx.arrangement.findMany({
    where: { id: { in: ids.map(({ id }) => id) } },
    include: { approvals: { orderBy: { at: "asc" } }, consents: true },
  });
  const loans = await tx.loan.findMany({
    where: { id: { in: rows.map(({ loanId }) => loanId) } },
    select: { id: true, externalId: true, branch: true, officer: true, paidMinor: true, borrower: { select: { zone: true } } },
  });
  const byId = new Map(loans.map((loan) => [loan.id, loan]));
  return ids.flatMap(({ id }) => {
    const row = rows.find((one) => one.id === id);
    const loan = row && byId.get(row.loanId);
    return row && loan ? [{ ...row, loan }] : [];
  });
}

async function openNow({ tx }: Desk, { loanId, firstNo, lastNo, loan }: Row): Promise<bigint> {
  const covered = await tx.instalment.findMany({ where: { loanId, no: { gte: firstNo, lte: lastNo } } });
  return covered.reduce((sum, instalment) => sum + outstanding(instalment, loan.paidMinor), 0n);
}

function viewOf(row: Row, people: People, now: Instant): ArrangementView {
  const of = currency(row.currency);
  const originalDueOn = dayOf(row.originalDueOn);
  const zone = row.loan.borrower.zone as Zone;
  return {
    id: row.id,
    borrower: people.person(row.borrowerId),
    loan: row.loan.externalId,
    branch: row.loan.branch,
    officer: row.loan.officer,
    state: row.state,
    round: row.round,
    amount: money(row.amountMinor, of),
    parts: partsOf({ amountMinor: row.amountMinor, parts: row.parts, firstOn: dayOf(row.firstOn) }).map((part) => ({
      no: part.no,
      on: part.on,
      amount: money(part.amountMinor, of),
    })),
    termsBy: row.termsBy,
    originalDueOn,
    daysPastDue: daysPastDue(originalDueOn, dayIn(now, zone), row.state === "kept" && row.endedAt ? dayIn(instantOf(row.endedAt), zone) : undefined),
    needs: row.needs,
    approvals: row.approvals.filter(({ round }) => round === row.round).map(({ officer, role, at }) => ({ officer, role, at: instantOf(at) })),
    guarantor: row.guarantor,
    confirmedAt: instantOrNull(row.confirmedAt),
    proposedAt: instantOf(row.proposedAt),
    dueAt: instantOf(row.dueAt),
    agreedAt: instantOrNull(row.agreedAt),
    endedAt: instantOrNull(row.endedAt),
  };
}
