import type { CheckinWrites, VisitView } from "../../app/checkin-results/ports.ts";
import type { ScopedBy, ScopedLook } from "../../app/console/ports.ts";
import { toDate } from "../../domain/calendar.ts";
import type { BorrowerId } from "../../domain/ids.ts";
import { logAct, type Desk } from "../console/desk.ts";
import { logLooks } from "../console/looks.ts";
import { peopleOf } from "../console/people.ts";
import { seen, seenBorrower } from "../console/seen.ts";
import { sql } from "../database.ts";
import { dayOf, instantOf, instantOrNull } from "../days.ts";
import { lockBorrower, type LockedBorrower } from "../lock-borrower.ts";
import { seal } from "../seal.ts";

/** Open ones by their day, the others with the latest first. */
const most = 200;

export async function visitList(desk: Desk, state: "open" | "ended", look: ScopedLook): Promise<VisitView[]> {
  const rows = await desk.tx.$queryRaw<{ id: string }[]>(sql`
    SELECT v.id::text FROM visit_task v JOIN borrower b ON b.id = v.borrower_id
    WHERE ${state === "open" ? sql`v.state = 'open'` : sql`v.state <> 'open'`} AND ${seen(look.sees)}
    ORDER BY ${state === "open" ? sql`v.due_on, v.id` : sql`v.ended_at DESC, v.id`} LIMIT ${most}`);
  const found = await desk.tx.visitTask.findMany({ where: { id: { in: rows.map(({ id }) => id) } } });
  const borrowers = found.map(({ borrowerId }) => borrowerId);
  const people = await peopleOf(desk, borrowers);
  await logLooks(desk, look, "visits", borrowers);
  const loans = await desk.tx.loan.findMany({ where: { id: { in: found.map(({ loanId }) => loanId) } }, select: { id: true, externalId: true } });
  return rows.flatMap(({ id }) =>
    found
      .filter((row) => row.id === id)
      .map((row) => ({
        id,
        borrower: people.person(row.borrowerId),
        loan: loans.find((loan) => loan.id === row.loanId)?.externalId ?? "?",
        branch: row.branch,
        officer: row.officer,
        questionnaire: row.questionnaire,
        state: row.state,
        dueOn: dayOf(row.dueOn),
        createdAt: instantOf(row.createdAt),
        endedAt: instantOrNull(row.endedAt),
        endedBy: row.endedBy,
        note: people.read(row.borrowerId, `visit_task.note/${id}`, row.noteSealed),
      })),
  );
}

/** Under the borrower's lock, once: what was found there is sealed, and in the log. */
export async function endVisit(desk: Desk, id: string, to: "done" | "cancelled", note: string, by: ScopedBy): ReturnType<CheckinWrites["endVisit"]> {
  const { tx } = desk;
  const row = await tx.visitTask.findUnique({ where: { id }, select: { borrowerId: true } });
  const borrower = row && (await lockSeen(desk, row.borrowerId, by));
  if (!borrower) return "missing";
  const task = await tx.visitTask.findUniqueOrThrow({ where: { id } });
  if (task.state !== "open") return { refused: task.state };
  const noteSealed = seal(borrower.key, `visit_task.note/${id}`, note);
  await tx.visitTask.update({ where: { id }, data: { state: to, endedAt: toDate(by.at), endedBy: by.officer, noteSealed } });
  await logAct(desk, by, `visit.${to}`, borrower.id, { visit: id, questionnaire: task.questionnaire, note });
  return { borrowerId: borrower.id };
}

/** The officer has dealt with what did not fit; the note stays. */
export async function settleNote(desk: Desk, id: string, by: ScopedBy): ReturnType<CheckinWrites["settleNote"]> {
  const row = await desk.tx.checkinNote.findUnique({ where: { id }, select: { borrowerId: true, checkId: true } });
  const borrower = row && (await lockSeen(desk, row.borrowerId, by));
  if (!row || !borrower) return "missing";
  await desk.tx.checkinNote.updateMany({ where: { id, settledAt: null }, data: { settledAt: toDate(by.at), settledBy: by.officer } });
  await logAct(desk, by, "checkin.note_settled", borrower.id, { note: id, check: row.checkId });
  return { borrowerId: borrower.id };
}

export async function lockSeen({ tx, vault }: Desk, borrower: string, by: ScopedBy): Promise<LockedBorrower | undefined> {
  const owner = await tx.borrower.findFirst({ where: { AND: [{ id: borrower }, seenBorrower(by.sees)] }, select: { id: true } });
  return owner ? lockBorrower(tx, vault, owner.id as BorrowerId) : undefined;
}
